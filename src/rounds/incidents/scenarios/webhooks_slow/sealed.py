"""What the interviewer knows. Start, path, hints and questions are the interview guide's, word for word."""

from __future__ import annotations

from rounds.incidents.sealed import Hint, RedHerring, Sealed, Solution, Step, Topic

from .story import Story


def sealed(told: Story) -> Sealed:
    host, webhook = told.endpoint.name, told.endpoint.webhook
    return Sealed(
        start=(
            "Let's start with scenario 1. Users report webhook deliveries are failing and the system is extremely "
            "slow. This started 15 minutes ago. What's your approach to debugging this?"
        ),
        solution=Solution(
            cause=(
                f"The endpoint of one customer ({host}, webhook `{webhook}`) has answered 503 to everything for 15 minutes. "
                "On a failed delivery the dispatcher puts **five** new jobs into the queue at once instead of one: "
                "`MAX_RETRIES` is read as a number of jobs. Each of them carries `retry_count = parent + 1`, which is "
                "stored and never checked, and each that fails schedules five more. One event is attempted 1, 5, 25, 125, "
                "625 … times: 5^k after k retry delays of 180 s ± 25 %, doubling about every 78 seconds. The outbound "
                "calls themselves do little harm. The inserts and the growing `jobs` table, sorted in full by each poll, "
                "saturate the storage of the shared database, so every query is slower, the API's pools of 20 run out of "
                "connections, and all customers wait."
            ),
            prevention=(
                "A circuit breaker for each endpoint stops calls to a host that is down; a rate limit caps the volume "
                "and spends it on calls that cannot succeed.",
                "One retry after another, bounded, with exponential backoff and full jitter; then a dead-letter queue.",
                "A retry budget: at most 10 % of deliveries may be retries.",
                "An idempotency key, so that a duplicate delivery does no harm.",
                "A bulkhead: a queue and a share of workers and connections for each tenant, apart from the API's pool.",
                "Disable an endpoint that fails for long, and tell its owner.",
                "Alert on the share of attempts that are retries, and on the age of the oldest job.",
            ),
        ),
        steps=(
            Step("E1.1", "Check metrics → see exponential growth in outbound requests", stated=True),
            Step("E1.2", "Look at error rate → spiking", stated=True),
            Step("E1.3", "Check traces → see retry_count increasing", stated=True),
            Step("E1.4", "Look at logs → see same webhook_id with multiple attempts", stated=True),
            Step("E1.5", "Identify: webhook endpoint is down, retry logic creates exponential growth", stated=True),
        ),
        hints=(
            Hint(3, 1, "What metrics would you expect to see if there's a retry problem?", "E1.1", "E1.1"),
            Hint(6, 2, "Look at the outbound HTTP requests metric over time", "E1.1", "E1.1"),
            Hint(9, 3, "Check the traces - look at the retry_count tag", "E1.1", "E1.1"),
            Hint(
                12, 4, "What happens when one webhook fails and schedules 5 retries, then those 5 fail?", "E1.1", "E1.1"
            ),
        ),
        discussion=(
            Topic("What's causing this?"),
            Topic("How would you fix it?"),
            Topic("What about circuit breakers vs rate limiting?"),
            Topic("How would you prevent this architecturally?"),
        ),
        notes=(
            f"First thing to do: pause the endpoint `{webhook}` and drain its jobs. More dispatchers or a larger pool "
            "make it worse: they let more attempts through to the database.",
            "A policy of five retries one after another would come to 0.4–0.6 attempts a second at this endpoint. "
            "The last minute has about 170.",
            "`retry_count` 6 occurs in the kept traces: more than `MAX_RETRIES`, so the number is not checked.",
            "Ordinary failures (0.3 %) fan out too, but their retries succeed, so it never showed: about 0.6 retries "
            "a second before the endpoint went down.",
            "Order of effects: outbound requests grow, minutes later the API's pools are full, then p95 and timeouts, "
            "then one pod fails its liveness probe.",
            "Modelled on public incidents: Onfido, 28 March 2024 (scaling up did not help, retries had to be "
            "suspended); Square, 16 March 2017; the retry budgets of the SRE book, chapter 22.",
        ),
        red_herrings=red_herrings(host),
    )


def red_herrings(host: str) -> tuple[RedHerring, ...]:
    return (
        RedHerring(
            "webhook-dispatcher 2.41.0 was deployed 52 minutes ago",
            "Errors and outbound requests are the same before and after it for 37 minutes; its note names logging only.",
        ),
        RedHerring(
            "A campaign brought 18 % more requests",
            "Inbound requests grew once, by a fifth, 34 minutes ago, and stayed there; p95 did not move for half an hour.",
        ),
        RedHerring(
            "The API's connection pools are exhausted",
            "They fill minutes after outbound requests began to grow: an effect. Their statements got slower, "
            "they did not become more.",
        ),
        RedHerring(
            "A pod of workflow-api was restarted",
            "It failed its liveness probe after p95 had been above a second for a while: an effect.",
        ),
        RedHerring("Redis evicts keys", "It evicts about 18 keys every 15 seconds, all the time."),
        RedHerring(
            "Everything the dispatcher does fails",
            f"All errors of note are 503s of {host}; every other endpoint fails less than 1 %.",
        ),
    )
