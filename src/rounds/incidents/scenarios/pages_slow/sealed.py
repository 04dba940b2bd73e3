"""What the interviewer knows."""

from __future__ import annotations

from rounds.incidents.sealed import (
    Canary,
    Hint,
    Level,
    Misconception,
    RedHerring,
    Sealed,
    Solution,
    Source,
    Step,
    Topic,
)

from .story import Story

GIVEAWAYS = (
    "nothing is wrong",
    "their network",
    "their own network",
    "bad line",
    "packet loss",
    "round trip",
    "not our",
)


def sealed(told: Story) -> Sealed:
    return Sealed(
        start=(
            "One customer's office reports that every page takes ages since this morning. They ask what is wrong and when "
            "it will be well again. How would you find out, and when would you stop?"
        ),
        steps=STEPS,
        hints=HINTS,
        discussion=discussion(),
        solution=solution(told),
        red_herrings=red_herrings(),
        notes=(
            "This one tests the stopping rule. A strong candidate says after a few minutes “the system is well, here is "
            "how I know”, and does not go on looking for something to blame; a weak one settles on the deploy or the alert.",
            f"The office is {told.office.company} (`{told.office.name}`), in {told.city.name}, behind "
            f"{told.office.address}. The same customer's programs ({told.elsewhere.address}) and another customer's office "
            f"in the same city ({told.neighbour.address}, `{told.neighbour.name}`) are the two to compare it with.",
            "Whoever says “it is their network” without having looked at the service's side of it has guessed.",
        ),
        giveaways=GIVEAWAYS,
        canaries=(
            Canary("the customer", told.office.name),
            Canary("the office's address", told.office.address),
            Canary("the neighbour's address", told.neighbour.address),
        ),
    )


STEPS = (
    Step("C1", "Metrics → p95, errors and requests of every service are as usual", stated=True),
    Step("C2", "Metrics → that customer's requests take as long as everybody's; there are only fewer of them", stated=True),
    Step("C3", "Traces → their requests look like others': the same spans, the same durations", stated=True),
    Step("C4", "Traces or logs → client.round_trip_ms is ten times the usual for one address, and for no other",
         stated=True),
    Step("C5", "Compare → the same customer from another address, and another office in that city, are well",
         bonus=True, stated=True),
    Step("C6", "Identify: nothing is wrong here; it is the office's line; says how they know, and stops", stated=True),
)  # fmt: skip
HINTS = (
    Hint(3, 1, "Who else is affected? How would you know?", "C1", "C1"),
    Hint(6, 2, "How long do that customer's requests take on our side?", "C2", "C2"),
    Hint(9, 3, "What does the gateway write down about a request, beside how long it took?", "C4", "C4"),
    Hint(12, 4, "Compare that office with the same customer elsewhere, and with others in the same city", "C5", "C5"),
)


def solution(told: Story) -> Solution:
    office = f"{told.office.company} (`{told.office.name}`), office in {told.city.name}, {told.office.address}"
    return Solution(
        cause=(
            f"Nothing is wrong with Loomwork. The line of one office is bad ({office}): since it came to work its round "
            f"trip to the gateway is around ten times the usual {told.office.away} ms and varies widely, so answers take "
            "seconds to arrive, and people ask for fewer pages. Each of its requests is answered as quickly as everybody "
            "else's. The same customer's programs, from another address, and another customer's office in the same city "
            "have their usual round trips."
        ),
        accepted=(
            "It is the office's own network, or its provider's: the service answers them as fast as others.",
            "Nothing here is slow; what is slow is between that office and the gateway.",
        ),
        mitigation=(
            "Tell the customer: what was measured and when, that other customers in their city are well, what to try (a "
            "phone's network instead of the office's), and what to send to their provider.",
            "Change nothing in the system, and close the incident with what would reopen it: a second network with the same.",
        ),
        fix=("None on our side.",),
        prevention=(
            "A panel of round trips by network, so that support can answer such a report in a minute.",
            "Measure in the browser what people wait for, beside what servers take.",
            "A text for support: what to ask first (one person or all, one network or several, one page or all).",
        ),
        misconceptions=(
            Misconception("The release of the gateway did it.",
                          "Every other address has the same round trips and durations before and after it."),
            Misconception("Servers' durations are what people wait for.",
                          "They end where the answer is handed to the network; the rest of the wait is not in them."),
            Misconception("A customer with fewer requests must be getting errors.",
                          "They have no more errors than others: people who wait longer click less."),
        ),
        sources=(
            Source("ITBench: incident scenarios without a fault", "https://github.com/itbench-hub/ITBench",
                   "A diagnosis must also be able to say that there is nothing."),
            Source("Linux tcp(7): TCP_INFO", "https://man7.org/linux/man-pages/man7/tcp.7.html",
                   "Where a server gets the round trip of a connection from."),
        ),
    )  # fmt: skip


def discussion() -> tuple[Topic, ...]:
    return (
        Topic(
            "What would you tell the customer?", ("solution",), core=True,
            answers={
                Level.JUNIOR: "That we see nothing wrong, and that they should check their internet.",
                Level.MID: "What we measured, for them and for others, since when, and what they can try next.",
                Level.SENIOR: "The same, with what would prove us wrong, whom they should call with which numbers, and when "
                "they hear from us again.",
                Level.STAFF: "Also who on our side knows of it, and how the next such report is answered without an engineer.",
            },
        ),
        Topic(
            "When did you stop looking, and why then?", ("rca",), core=True,
            answers={
                Level.JUNIOR: "When no graph was red.",
                Level.MID: "When their durations were the same as everybody's and their round trips were not.",
                Level.SENIOR: "When what I expected of each explanation on our side had been looked for and was not there, and "
                "one on theirs fitted all of it.",
                Level.STAFF: "The same, and says which single observation would make them start again.",
            },
        ),
        Topic(
            "How would you make this visible for support?", ("monitoring", "organisation"),
            answers={
                Level.JUNIOR: "A dashboard for each customer.",
                Level.MID: "Round trips and sending times by network, beside the server's durations.",
                Level.SENIOR: "Measurements from the browser by customer and network, with the share that is ours.",
                Level.STAFF: "The same, and a promise to customers that is about what they wait for, with the part we answer "
                "for said plainly.",
            },
        ),
    )  # fmt: skip


def red_herrings() -> tuple[RedHerring, ...]:
    return (
        RedHerring(
            "api-gateway 3.14.3 was released minutes before, with new certificates",
            "Round trips and durations of every other address are the same before and after it, and the office's too until "
            "ten minutes later.",
        ),
        RedHerring(
            "An alert: search p95 above 400 ms",
            "It resolved after some minutes; it was for everybody, and searches only. The office reports every page, still.",
        ),
        RedHerring(
            "Billing's event loop and its collections went up",
            "For three minutes, while it worked out reports; its requests were a little slower, and pages do not pass it.",
        ),
    )
