"""What the interviewer knows. Start, path, hints and questions are the interview guide's, word for word."""

from __future__ import annotations

from rounds.incidents.sealed import Hint, RedHerring, Sealed, Solution, Step, Topic

from .world import RELEASED, UPGRADED


def sealed() -> Sealed:
    return Sealed(
        start=(
            "Scenario 3. The workflow service keeps crashing every 4-6 hours with out of memory errors. Some workflows "
            "don't complete. What's your debugging approach?"
        ),
        solution=Solution(
            cause=(
                "`registerEventHandlers()` puts three closures on the process-wide `WorkflowEventBus` for every execution "
                "(`step.completed`, `step.failed`, `workflow.cancelled`). Since workflow-engine "
                f"{RELEASED}, six days ago, `removeEventHandlers()` is never called: the change to how errors are handled "
                "moved the end of an execution, and the removal was lost. Each closure captures `self`, the "
                "`WorkflowExecution`, so its context and the results of its 20 steps live as long as the bus, which is as "
                "long as the process: about 24 KB an execution. At 2.5 to 3.9 executions a second and pod, 56,000 "
                "executions later the V8 heap is at its limit of 1,536 MB and the process ends with exit code 134. What "
                "was under way, about 60 executions, is not taken up again: it stays `running` for ever. That it takes 4 "
                "to 6 hours is the load of the day: the leak is per execution, not per time."
            ),
            prevention=(
                "Remove handlers in `finally`, or register them with `once` or an `AbortSignal` that ends with the execution.",
                "An emitter for each execution: it goes when the execution goes.",
                "Handlers that need the execution find it by its id in a registry, or hold a `WeakRef`; a closure that "
                "captures `self` keeps everything that `self` reaches.",
                "A metric of listenerCount, and an alert on the slope of the heap after major collections, not on its level.",
                "A soak test of some hours, and a comparison of heaps before and after in CI, before each release.",
                "Drain on SIGTERM, and take up executions without heartbeat again: a restart must not lose work.",
                "Limit the damage meanwhile: restart on a threshold, one pod at a time, outside of the busy hours.",
            ),
        ),
        steps=(
            Step("E3.1", "Check metrics → see memory climbing steadily", stated=True),
            Step("E3.2", "Look at GC metrics → frequent GC, not freeing much", stated=True),
            Step("E3.3", "Check heap dumps → compare snapshots", stated=True),
            Step("E3.4", "Notice: Function count growing, EventEmitter retaining huge amount", stated=True),
            Step("E3.5", "Look at retention paths → event handlers not being removed", stated=True),
            Step("E3.6", "Check traces → registerEventHandlers but no removeEventHandlers", stated=True),
        ),
        hints=(
            Hint(3, 1, "Look at the memory metric over time - what pattern do you see?", "E3.1", "E3.1"),
            Hint(6, 2, "Compare the heap snapshots from different times", "E3.1", "E3.1"),
            Hint(9, 3, "What type of objects are growing? Look at the retention paths", "E3.1", "E3.1"),
            Hint(12, 4, "See the EventEmitter warning in the logs?", "E3.1", "E3.1"),
            Hint(15, 5, "Event handlers are registered but never removed", "E3.1", "E3.1"),
        ),
        discussion=(
            Topic("What's causing the leak?"),
            Topic("How do closures contribute to this?"),
            Topic("How would you fix it?"),
            Topic("What patterns prevent this class of leak?"),
            Topic("How would you detect this in production?"),
        ),
        notes=(
            f"First thing to do: roll back to {UPGRADED}, or restart the pods one by one before they are full, with the "
            "executions drained; then put the stuck executions back into the queue.",
            "Hours of a process times its executions a second is constant, about 56,000 executions: 4.0 h at 3.9 a "
            "second, 6.0 h at 2.6. Whoever sees this knows that the leak is per execution.",
            "The warning comes once for each event and process, at the eleventh listener, seconds after the start. It "
            f"came before {RELEASED} as well, since about 60 executions are always under way: it shows where to "
            "look and proves nothing by itself. Raising the limit (`setMaxListeners`) makes it silent and changes "
            "nothing: a red flag.",
            "In traces the attribute `listener_count` of `registerEventHandlers` rises from one execution of a process "
            f"to the next; before {RELEASED} it stays near the number of executions under way.",
            "Exit code 134 is SIGABRT, which V8 raises at its own limit. The container may have 2 GiB and never gets "
            "there: with more memory for the heap it takes longer, and ends the same way.",
            "Modelled on public reports: services that restart every six hours with tens of thousands of listeners; the "
            "leaking agent behind the outage of EBS in October 2012; hundreds of issues about "
            "MaxListenersExceededWarning that were closed by raising the limit.",
        ),
        red_herrings=red_herrings(),
    )


def red_herrings() -> tuple[RedHerring, ...]:
    return (
        RedHerring(
            f"workflow-engine {UPGRADED} brought a new image-lib on the same day",
            f"In the four hours between {UPGRADED} and {RELEASED} the heap is as flat as before; external memory "
            "and buffers, where images are, are flat all the time.",
        ),
        RedHerring(
            "The cache of templates grows",
            "It grows for half an hour after each start to 120 MB and stays there: it throws the oldest away.",
        ),
        RedHerring("Redis uses more memory every day", "It did before the release, steadily, and has room: sessions."),
        RedHerring(
            "The container needs more memory",
            "Its working set stays under 1.75 GB of 2 GiB and the exit code is 134, not 137: the limit is V8's.",
        ),
        RedHerring(
            "Schedules at the full hour bring bursts of executions",
            "They do so on all days, for two minutes; processes end at any minute of the hour.",
        ),
        RedHerring(
            "Rows of executions that nobody ends pile up in the database",
            "About 60 with each restart: an effect. Statements are as fast as before, and nobody waits for a lock.",
        ),
    )
