"""What the interviewers of the demo's past interview do in its hour, and the scorecards that they hand in after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from rounds.incidents.sealed import Sealed
from rounds.interviews import Act, Step, acts
from rounds.interviews.cards import SIGNALS
from rounds.interviews.rubric import CRITERIA
from rounds.interviews.scorecard import Cited, Raised, Rating, Score, Scorecard, Seen, Signal, Solution


@dataclass(frozen=True, slots=True)
class Given:
    """A hint by its place on the ladder, so many seconds into the work."""

    at: float
    place: int


HINTS: Final[Mapping[int, tuple[Given, ...]]] = {
    2: (Given(206, 0), Given(382, 1)),
    3: (Given(212, 0), Given(394, 1), Given(582, 2), Given(744, 3)),
}
UNDERSTOOD: Final[Mapping[int, float]] = {1: 404, 2: 566}  # seconds into the work
MITIGATED: Final[Mapping[int, float]] = {1: 452, 2: 690}
NOTES: Final[Mapping[int, tuple[tuple[float, str, tuple[str, ...]], ...]]] = {
    1: (
        (36, "Reads the symptom aloud and says what they expect to see before they open a tool", ("systematic",)),
        (298, "From the chart to a trace and on to its log lines, by the same webhook", ("correlation", "tools")),
    ),
    2: ((172, "Asks the database first, sees that nobody waits there, and says so", ("systematic",)),),
    3: ((508, "Sorts the comparison by count, reads the classes aloud, does not ask who holds them", ("cause",)),),
}
MARKS: Final[Mapping[int, tuple[int, ...]]] = {
    1: (3, 3, 2, 3),
    2: (3, 2, 2),
    3: (1, 1),
}  # of the questions that were asked
COMMENT: Final = {"fair": "Yes", "tools": "A little", "better": "A minute longer for the heap dumps."}
EVERY = 40.0  # seconds between two questions of a discussion


def work(number: int, sealed: Sealed) -> Iterator[tuple[float, Act]]:
    """What the lead does while a scenario is worked on, in seconds of it; hints are told apart, by their silence."""
    yield 4, acts.Said(f"start.{number}")
    for at, text, criteria in NOTES[number]:
        yield at, acts.Noted(text, criteria, number)
    if number in UNDERSTOOD:
        yield UNDERSTOOD[number], acts.Recognised(number, stated(sealed).id)
        yield MITIGATED[number], acts.Mitigated(number)


def stated(sealed: Sealed) -> Step:
    """The cause, as the step that is said and not shown."""
    return next(step for step in sealed.steps if step.stated)


def discussion(number: int, sealed: Sealed) -> Iterator[tuple[float, Act]]:
    if number not in UNDERSTOOD:
        yield 20, acts.Revealed(number, sealed.solution.cause)
    for topic, mark in zip(range(len(sealed.discussion)), MARKS[number], strict=False):
        yield 30 + EVERY * topic, acts.Discussed(number, topic, mark=mark)


def wrap_up() -> Iterator[tuple[float, Act]]:
    yield 20, acts.Discussed(0, 0)
    yield 90, acts.Discussed(0, 1, mark=2)
    yield 270, acts.Said("wrap.thanks")


def introduction(lines: Iterator[str]) -> Iterator[tuple[float, Act]]:
    for at, line in zip(count(10, 20), lines, strict=False):
        yield at, acts.Said(line)


# Scorecards

RATINGS: Final[Mapping[str, tuple[float, float, float]]] = {
    "systematic": (3, 2, 1.5),
    "tools": (3, 2, 1.5),
    "correlation": (2.5, 2, 1),
    "cause": (3, 2.5, 1),
    "solution": (3, 2, 1),
}
SAID: Final[Mapping[str, tuple[Seen, str]]] = {
    "architecture": (Seen.SEEN, "Would give deliveries workers and connections of their own"),
    "prevention": (Seen.SEEN, "A maximum that is checked, and a limit on the size of a state"),
    "monitoring": (Seen.SEEN, "An alert on the share of attempts that are retries"),
    "tradeoffs": (Seen.SEEN, "A breaker for each endpoint against one limit for all"),
    "system_design": (Seen.NOT_SEEN, ""),
    "organisation": (Seen.NOT_ASKED, ""),
}
SCORES: Final = (
    Score(
        1,
        3,
        cause=404,
        solution=Solution.COMPREHENSIVE,
        cited=(
            Cited(1, 270, "The same webhook in trace and log lines"),
            Cited(1, 404, "Says that every failure is tried again more than once, and that nothing ends it"),
        ),
    ),
    Score(
        2,
        2,
        cause=566,
        solution=Solution.WORKING,
        cited=(
            Cited(2, 382, "Is at the waiting in the trace, and goes to the steps after the second hint"),
            Cited(2, 566, "Says that each step parses the whole state"),
        ),
    ),
    Score(
        3,
        1,
        explained=True,
        solution=Solution.NONE,
        cited=(
            Cited(3, 508, "Sees that strings and functions grow, and stays at the limit of the container"),
            Cited(3, 870, "Explains back why the handlers keep their workflows, once the cause was told"),
        ),
    ),
)
LEADS_FEEDBACK: Final = (
    "Kim works in a way that is easy to follow. In the first scenario they said what they expected before they opened "
    "a tool, went from the chart to a trace and on to the log lines of the same webhook [1, 4:30], and had the cause "
    "after less than seven minutes, with numbers. They would pause the endpoint first, and fix the retries after that."
    "\n\n"
    "In the third scenario Kim stayed with the memory limit for long. They compared the snapshots and saw what grows "
    "[3, 8:28], but did not ask by what it is held. When the cause was told they explained it back well. Worth "
    "practising: the way from a class that grows to the object that keeps it, and what a closure captures."
)
PANELS_FEEDBACK: Final = (
    "Calm and clear, and good to work with. What I liked most is that Kim gives an idea up when the data speaks against "
    "it: in the second scenario the database was the first suspect, and after one look at its load it was written down "
    "as ruled out [2, 2:48]. The parsing was found after two hints, and the sum over twenty steps was their own."
    "\n\n"
    "The third scenario was not solved, with four hints. Kim read the comparison of the heaps [3, 8:28] and named what "
    "grows, but the words about handlers at the end were those of the explanation [3, 14:30], as I heard it. I would "
    "like to talk about how much of it was understood."
)
FLAGS: Final = (
    Raised("hypotheses", 1, 78, "Wrote down what they suspected before the second chart"),
    Raised("correlates", 1, 270, "One webhook in traces and log lines"),
)
PANELS_FLAGS: Final = (Raised("hypotheses", 2, 168, "Gives up the database as soon as the data speaks against it"),)
CITED: Final[Mapping[int, tuple[Cited, ...]]] = {
    1: (Cited(1, 404, "The cause, and why it grows"),),
    2: (Cited(2, 448, "Writes down that the state is huge and parsed in each step"),),
    3: (Cited(3, 508, "Names what grows"), Cited(3, 870, "Repeats the explanation, nearly word for word")),
}


def lead_card() -> Scorecard:
    signals = tuple(Signal(one, *SAID[one]) for one in SIGNALS)
    return Scorecard(SCORES, ratings(RATINGS), signals, FLAGS, LEADS_FEEDBACK)


def panel_card() -> Scorecard:
    """The same points but in the third scenario: here its cause was not understood, also not once it was explained."""
    first, second, third = (replace(one, cited=CITED[one.scenario]) for one in SCORES)
    scores = (first, second, replace(third, points=0, explained=False))
    rated = {**RATINGS, "cause": (*RATINGS["cause"][:2], 0.0)}
    signals = tuple(Signal(one, SAID[one][0]) for one in SIGNALS)
    return Scorecard(scores, ratings(rated), signals, PANELS_FLAGS, PANELS_FEEDBACK)


def ratings(told: Mapping[str, tuple[float, ...]]) -> tuple[Rating, ...]:
    return tuple(Rating(one.id, no, points) for one in CRITERIA for no, points in enumerate(told[one.id], start=1))
