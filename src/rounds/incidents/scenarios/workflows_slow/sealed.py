"""What the interviewer knows. Start, path, hints and questions are the interview guide's, word for word."""

from __future__ import annotations

from rounds.incidents.sealed import Hint, RedHerring, Sealed, Solution, Step, Topic
from rounds.simulator import Chance

from .story import Story

MEGABYTE = 1_000_000


def sealed(told: Story, *, interleaved: bool) -> Sealed:
    return Sealed(
        start=(
            "Scenario 2. Users report workflows running extremely slowly. One customer's workflows are taking 10+ "
            "minutes when they used to take seconds. How would you investigate?"
        ),
        solution=Solution(
            cause=cause(told, interleaved=interleaved),
            prevention=(
                "Keep references in the state and the orders elsewhere (claim check, blob store); or at least load and parse "
                "once per execution, and write back deltas.",
                "Streaming parsers keep the event loop free and are slower in all; a worker thread keeps it free too, and "
                "must copy the result back.",
                "Limits of the state: warn at 256 KB, refuse at 2 MB, as Temporal does with payloads; tell the customer.",
                "A cap on what one tenant may use of an engine (concurrency, memory, time of the loop), so that neighbours "
                "do not notice.",
                "Alerts on the size of states by customer and on the delay of the event loop by pod.",
                "Raising the CPU limit of 500m halves the time and does not mend it: the work is done twenty times too often.",
            ),
        ),
        steps=(
            Step("E2.1", "Check metrics → see latency spike for specific customer", stated=True),
            Step("E2.2", "Look at traces → see JSON.parse taking 2-3 seconds per step", stated=True),
            Step("E2.3", "Check state_size_bytes tag → it's 50MB", stated=True),
            Step("E2.4", "Realize: parsing 50MB JSON on every step", stated=True),
            Step("E2.5", "Count steps → 20 steps × 2.5s parsing = 50s overhead", stated=True),
        ),
        hints=(
            Hint(3, 1, "Compare a slow trace to a normal one - what's different?", "E2.1", "E2.1"),
            Hint(6, 2, "Look at the span timings in the traces", "E2.1", "E2.1"),
            Hint(9, 3, "What's the state_size_bytes tag showing?", "E2.1", "E2.1"),
            Hint(12, 4, "How many times is JSON.parse called per workflow?", "E2.1", "E2.1"),
        ),
        discussion=(
            Topic("Why is it so slow?"),
            Topic("How would you optimize this?"),
            Topic("Parse once vs streaming vs different storage?"),
            Topic("What limits would you add?"),
        ),
        notes=notes(told, interleaved=interleaved),
        red_herrings=red_herrings(told, interleaved=interleaved),
    )


def cause(told: Story, *, interleaved: bool) -> str:
    who, size = told.customer.name, told.state_bytes / MEGABYTE
    key, before, after = told.switch
    shared = (
        f"Nine days ago somebody at {told.customer.company} ({who}) changed `{key}` from {before} to {after}. Since then "
        f"the state of its workflow `{told.workflow}` holds the whole order history: **{size:.1f} MB** instead of 0.2. "
        "Each of the twenty steps loads the whole state and runs `JSON.parse` on it, 2.3 to 2.7 s each on a pod with half "
        "a processor: 20 × 2.5 s = 50 s an execution, during which the event loop of `workflow-engine-7` does nothing "
        "else. "
    )
    if interleaved:
        return shared + (
            "Twelve executions start together each hour, all on engine-7, because a customer's workflows always go to the "
            "same pod. They share one event loop: each of the twenty rounds parses twelve states, 12 × 2.5 s = 30 s, so "
            "every execution takes 20 × 30 s = 10 minutes. What a step waits for in between looks slow although it is "
            "not: the statement takes 180 ms in the database and 16 s in the client's span, because its answer is looked "
            "at when the loop comes around."
        )
    return shared + (
        "The engine runs one execution of a customer at a time, and twelve start together each hour: the k-th ends after "
        "k × 53 s, the twelfth after 10 and a half minutes, most of which is `queue.wait`."
    )


def notes(told: Story, *, interleaved: bool) -> tuple[str, ...]:
    key, before, _ = told.switch
    hard = (
        "This is the hard variant: there is no queue, so that no single span is long for a plain reason. The way in is "
        "that statements of 16 s in the traces take 180 ms in the database (statement statistics, samples).",
        "Sum of `JSON.parse` in one trace: 50 s of 600. Times twelve executions it is all of them.",
    )
    core = (
        "The way from 10 minutes to 50 s is the queue: `queue.wait` is 11 × 53 s in the last of twelve.",
        "Sum of `JSON.parse` in one trace: 50 s of a run of 53 s. The load is 80 ms a step, the work 80 ms.",
    )
    return (
        f"First thing to do: set `{key}` back to {before} for this customer, or pause the workflow.",
        *(hard if interleaved else core),
        "Neighbours on engine-7 are slow while a batch runs, and only then; "
        f"{told.tracked[0].name} is one that the metrics tell apart.",
        "50 MB of orders parse in half a second on a whole, fast core. Here the pod has 500m and is throttled: the same "
        "work takes 2.5 s of the clock. State whose keys are mostly unique would be as slow without throttling.",
        "The heap of engine-7 goes up with each parse and comes back: not a leak. Both snapshots are healthy.",
        "Modelled on public sources: n8n pull request 25799 (parsing 18 to 75 MB blocks the loop for 0.6 to 2.8 s); the "
        "Node.js guide on blocking the event loop (50 MB: 1.3 s); Temporal's limits of payloads and histories.",
    )


def red_herrings(told: Story, *, interleaved: bool) -> tuple[RedHerring, ...]:
    known = (
        RedHerring(
            "The replica lags behind for up to a minute each night",
            "It did so before the change too, for forty minutes each night while a report runs there; the slow batches "
            "are at every hour, and the engine reads from the primary only.",
        ),
        RedHerring(
            "workflow-engine 3.8.1 was deployed on the day it began",
            "Three hours after: the batches between the change and the deploy are slow already.",
        ),
        RedHerring(
            "template-service's p99 is 40 ms higher than last week",
            "Since three days ago only, and the slow executions call it not once.",
        ),
        RedHerring(
            "Autovacuum runs on workflow_state",
            "Every six hours for a few minutes, before and after the change, with no lock that anybody waits for; the "
            "slow batches come every hour.",
        ),
        RedHerring(
            "Garbage collection takes long on engine-7",
            "An effect: it takes long only while a batch runs, and the heap comes back to where it was each time.",
        ),
        RedHerring(
            "engine-7 is throttled by its CPU limit",
            "Only while a batch runs, and the other pods have the same limit: it makes each parse twice as long and is "
            "not why there are twenty of them.",
        ),
        RedHerring(
            "The database is slow for this customer",
            "Statement statistics: the mean stays near 2 ms, the slowest call takes "
            f"{'180' if interleaved else '80'} ms, nobody waits for a lock.",
        ),
    )
    return tuple(Chance(told.seed).apart("workflows-slow/sealed").several("order", known, len(known)))
