"""The guide's red and green flags word for word, and which of them the record supports.

A suggestion says how: what happened, how often, how long. It is shown to its reader alone until they raise it; it is
never a score. Flags about what somebody says are raised by hand alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rounds.interviews.hints import Reached
from rounds.interviews.ladder import UNREACHED, Reach
from rounds.interviews.process import Facts, Kept

THRASH = 4.0  # switches a minute, over two minutes
DWELL = 5.0  # seconds on the symptoms before the first tool
ON_SCREEN = 20.0  # seconds after which a signal was there to be seen
UNCITED = timedelta(minutes=2)
QUERIES = 8  # of fewer nothing can be said
PIVOTS = 2
ENTRIES = 3  # of the notebook


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Flag:
    id: str
    colour: Colour
    text: str


FLAGS = (
    Flag("clicking", Colour.RED, "Random clicking without hypothesis"),
    Flag("symptoms", Colour.RED, "Doesn't read symptoms carefully"),
    Flag("signals", Colour.RED, "Ignores obvious signals (exponential curves, huge numbers)"),
    Flag("uncorrelated", Colour.RED, "Can't correlate data across tools"),
    Flag("blames", Colour.RED, "Blames the tools rather than investigating"),
    Flag(
        "concepts",
        Colour.RED,
        "Doesn't understand fundamental concepts (closures, event loop, exponential growth)",
    ),
    Flag("symptomatic", Colour.RED, "Proposes solutions that address symptoms not root cause"),
    Flag("unsystematic", Colour.RED, "No systematic methodology"),
    Flag("systematic", Colour.GREEN, 'Systematic approach ("Let me check X, then Y")'),
    Flag("hypotheses", Colour.GREEN, 'Forms hypotheses ("I think it might be...")'),
    Flag("correlates", Colour.GREEN, 'Correlates data ("The spike here matches this event")'),
    Flag("clarifies", Colour.GREEN, "Asks clarifying questions"),
    Flag("tradeoffs", Colour.GREEN, "Discusses tradeoffs between solutions"),
    Flag("prevention", Colour.GREEN, "Thinks about prevention, not just fixes"),
    Flag("production", Colour.GREEN, "Understands production implications"),
    Flag("communication", Colour.GREEN, "Good communication throughout"),
    Flag("notes", Colour.GREEN, "Takes notes and stays organized"),
)
KNOWN = {flag.id: flag for flag in FLAGS}


@dataclass(frozen=True, slots=True)
class Suggested:
    """`how` says what in the record supports it."""

    flag: str
    scenario: int
    how: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A step that was on the screen: what it is, since when it was reached, and for how long it was there."""

    step: str
    text: str
    since: datetime
    seconds: float


def suggested(
    scenario: int,
    facts: Facts,
    kept: Kept,
    shown: Iterable[Shown],
    reached: Mapping[str, Reach],
    *,
    now: datetime,
    ended: bool,
) -> list[Suggested]:
    """What the record of a scenario's work supports. `ended` says that the work is over."""
    found = (*red(facts, shown, reached, now=now, ended=ended), *green(facts, kept))
    return [Suggested(flag, scenario, how) for flag, how in found]


def red(
    facts: Facts, shown: Iterable[Shown], reached: Mapping[str, Reach], *, now: datetime, ended: bool
) -> Iterator[tuple[str, str]]:
    if facts.thrash_at_worst > THRASH:
        yield (
            "clicking",
            (
                f"{facts.thrash_at_worst:.3g} switches a minute over two minutes, each within 5 s and without a question."
            ),
        )
    if facts.symptom_dwell is not None and facts.symptom_dwell < DWELL:
        yield "symptoms", f"The symptoms were on the screen for {facts.symptom_dwell:.2g} s before the first tool."
    for one in shown:
        uncited = reached.get(one.step, UNREACHED).at_least(Reached.CITED) is None
        if uncited and one.seconds > ON_SCREEN and now - one.since > UNCITED:
            yield "signals", f"“{one.text}” was on the screen for {one.seconds:.0f} s and not cited within 2 minutes."
            break  # one example is enough; the path shows the others
    if ended and not facts.pivots and facts.queries >= QUERIES:
        yield "uncorrelated", f"No value was taken from one tool to another in {facts.queries} queries."


def green(facts: Facts, kept: Kept) -> Iterator[tuple[str, str]]:
    if kept.before_queries:
        yield "hypotheses", f"“{kept.first}” was written before the query that bears on it."
    if len(facts.pivots) >= PIVOTS:
        tools = [facts.pivots[0].before, *(pivot.tool for pivot in facts.pivots)]
        way = [tool for place, tool in enumerate(tools) if place == 0 or tools[place - 1] != tool]
        named = " to ".join(one.capitalize() for one in way[:4])
        yield "correlates", f"{len(facts.pivots)} pivots, each within 120 s: from {named}."
    if kept.entries >= ENTRIES:
        yield "notes", f"{kept.entries} entries in the notebook."
