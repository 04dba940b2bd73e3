"""How a candidate worked, in figures: descriptions for a person to read, never a score, and none of them is one.

Only a candidate's own questions count, and nothing that was presented to them. What a browser reports of its screen tells which tool was open and for how long.
Who has other conditions than the rest (more time, a screen reader) is not described so at all: see who calls.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rounds.interviews.evidence import LISTED
from rounds.interviews.notebook import Entry, EntryKind, Notebook
from rounds.interviews.record import Cause
from rounds.interviews.screens import Asked, Stretch, Viewed, clocks

SHORT = 5_000.0  # milliseconds in a tool that are too few to read anything
WINDOW = 120_000.0  # in which switches are counted, and a value is carried from one tool to another
CLOSE = 3_000.0  # between reports of one page
LEAST_WORD = 4  # characters of a value that says where it is from
MOST_WORDS = 400  # of one answer
TOOLS = {"trace": "traces", "compare": "traces"}  # by page, where the name is another
LENSES = frozenset({"metrics", "traces", "compare", "logs", "database", "heap", "services"})


@dataclass(frozen=True, slots=True)
class Stay:
    """In one tool, from and to, milliseconds since 1970."""

    tool: str
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Pivot:
    """A value that one tool showed was looked for in another: entry, moment, from where, to where, what."""

    no: int
    time: float
    before: str
    tool: str
    value: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one scenario's work. Seconds; None where the record does not tell.

    `thrash` is switches a minute after less than five seconds in a tool without a question, `thrash_at_worst` the same
    in the worst two minutes; `specificity` the share of queries with a filter, `redundancy` that of repeated ones.
    """

    stays: tuple[Stay, ...] = ()
    first_tools: tuple[str, ...] = ()
    symptom_dwell: float | None = None
    first_query: float | None = None
    thrash: float = 0.0
    thrash_at_worst: float = 0.0
    pivots: tuple[Pivot, ...] = ()
    queries: int = 0
    specificity: float | None = None
    redundancy: float | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What the notebook tells of how somebody works: entries, pins, hypotheses, and those of them that were written
    before the query they are pinned to; `first` is the first of these.
    """

    entries: int = 0
    pins: int = 0
    hypotheses: int = 0
    before_queries: int = 0
    first: str = ""


NOTHING = Facts()


def facts_of(
    asked: Sequence[Asked],
    viewed: Sequence[Viewed],
    scenario: int,
    work: Stretch,
    words: Callable[[Asked], set[str]] | None = None,
) -> Facts:
    """Of the work of a scenario, which went from and to, milliseconds since 1970. `viewed` is all that was reported,
    by which browsers' clocks are set. `words` is `words_of`, for who remembers what it said.
    """
    start, end = work
    during = [
        one
        for one in asked
        if start <= one.time <= end and one.cause is not Cause.PRESENTED and "refused" not in one.digest
    ]
    own = [one for one in during if one.cause is Cause.CANDIDATE]
    stays = stays_of(during, viewed, scenario, work)
    switches = [one.start for one in hurried(stays, own)]
    return Facts(
        stays=stays,
        first_tools=tuple(dict.fromkeys(one.tool for one in stays if one.tool in LENSES))[:2],
        symptom_dwell=symptom_dwell(stays, has_views(viewed, scenario)),
        first_query=(own[0].time - start) / 1000 if own else None,
        thrash=len(switches) / max((end - start) / 60_000, 1.0),
        thrash_at_worst=most_within(switches, WINDOW) / (WINDOW / 60_000),
        pivots=tuple(pivots_of(during, words or words_of)),
        queries=len(own),
        specificity=share(map(is_filtered, own)),
        redundancy=redundancy(own),
    )


def tool_of(page: str) -> str:
    return TOOLS.get(page, page)


def lens_of(question: Asked) -> str:
    return tool_of(question.asked.partition(".")[0])


def has_views(viewed: Iterable[Viewed], scenario: int) -> bool:
    return any(one.scenario == scenario for one in viewed)


def stays_of(asked: Iterable[Asked], viewed: Sequence[Viewed], scenario: int, work: Stretch) -> tuple[Stay, ...]:
    """Which tool was open when. Where no browser told, a question says it until the next one."""
    shifts = clocks(viewed)
    seen = sorted(
        (one.visible_from + shifts[one.received], min(one.visible_to + shifts[one.received], one.received), one.page)
        for one in viewed
        if one.scenario == scenario
    )
    told = seen[-1][1] if seen else work[0]
    stays: list[Stay] = []
    for start, end, page in (*seen, *((one.time, one.time, lens_of(one)) for one in asked if one.time > told)):
        if end >= work[0] and start <= work[1]:
            joined(stays, Stay(tool_of(page), max(start, work[0]), min(end, work[1])), bridged=start > told)
    return tuple(stays)


def joined(stays: list[Stay], next_one: Stay, *, bridged: bool) -> None:
    if not stays:
        stays.append(next_one)
        return
    last = stays[-1]
    if last.tool == next_one.tool and (bridged or next_one.start - last.end <= CLOSE):
        stays[-1] = Stay(last.tool, last.start, max(last.end, next_one.end))
        return
    until = next_one.start if bridged else min(last.end, next_one.start)
    stays[-1] = Stay(last.tool, last.start, max(last.start, until))
    stays.append(next_one)


def hurried(stays: Sequence[Stay], own: Sequence[Asked]) -> Iterator[Stay]:
    """Stays in a tool that were too short to read in, and in which nothing was asked; the one that lasts is none."""
    times = [one.time for one in own]
    for stay in stays[:-1]:
        asked = bisect_left(times, stay.end) - bisect_left(times, stay.start)
        if stay.tool in LENSES and stay.length < SHORT and not asked:
            yield stay


def most_within(moments: Sequence[float], window: float) -> int:
    return max((bisect_left(moments, moment + window) - place for place, moment in enumerate(moments)), default=0)


def symptom_dwell(stays: Sequence[Stay], told: bool) -> float | None:
    """Seconds on the symptoms before the first tool; None before that, and where no browser tells."""
    first = next((place for place, one in enumerate(stays) if one.tool in LENSES), None)
    if first is None or not told:
        return None
    return sum(one.length for one in stays[:first] if one.tool == "briefing") / 1000


def is_filtered(question: Asked) -> bool:
    return bool(question.digest.get("filters") or question.question.get("trace_id") or question.question.get("find"))


def share(found: Iterable[bool]) -> float | None:
    all_of = [*found]
    return sum(all_of) / len(all_of) if all_of else None


def redundancy(own: Sequence[Asked]) -> float | None:
    """Turning a page is no repetition, and neither is asking again for another tool."""
    texts = [json.dumps([one.asked, one.question], sort_keys=True) for one in own]
    return 1 - len(set(texts)) / len(texts) if texts else None


# Values carried from tool to tool


def pivots_of(asked: Iterable[Asked], words: Callable[[Asked], set[str]]) -> Iterator[Pivot]:
    """A value by which somebody filters, and which another tool's answer showed first, at most two minutes before. A
    stretch of time counts where it is not the one the pages open with.
    """
    first_shown: dict[str, tuple[float, str]] = {}
    used: set[tuple[str, str]] = set()
    usual = ""
    for question in asked:
        tool, window = lens_of(question), window_of(question)
        usual = usual or window
        if question.cause is Cause.CANDIDATE:
            for value in [*values_of(question), *([window] if window != usual else [])]:
                when, before = first_shown.get(value, (0.0, tool))
                fresh = before != tool and question.time - when <= WINDOW and (value, tool) not in used
                used.add((value, tool))
                if fresh:
                    yield Pivot(question.no, question.time, before, tool, "the same time" if value == window else value)
                    break
        if question.asked not in LISTED:
            for word in (*words(question), *([window] if window else [])):
                first_shown.setdefault(word, (question.time, tool))


def window_of(question: Asked) -> str:
    told = question.digest.get("window")
    return f"{told[0]}~{told[1]}" if isinstance(told, list) and len(told) == 2 and told[0] is not None else ""


def values_of(question: Asked) -> list[str]:
    """What it filters by."""
    filters = [one[2] for one in question.digest.get("filters", ()) if len(one) == 3 and not one[1].startswith("!")]
    named = [question.question.get(name) for name in ("trace_id", "customer", "service", "find")]
    found = (str(value) for value in (*filters, *named) if value)
    return [value for value in found if len(value) >= LEAST_WORD and not value.replace(".", "").isdigit()]


def words_of(question: Asked) -> set[str]:
    """What its answer showed: every text in it that is not what was asked."""
    told = {name: part for name, part in question.digest.items() if name not in ASKED_FOR}
    return {word for word, _ in zip(texts_in(told), range(MOST_WORDS), strict=False) if len(word) >= LEAST_WORD}


ASKED_FOR = frozenset({"question", "query", "expression", "filters", "window", "metrics"})


def texts_in(part: Any) -> Iterator[str]:
    match part:
        case str():
            yield part
        case dict():
            for name, inner in part.items():
                yield name
                yield from texts_in(inner)
        case list():
            for inner in part:
                yield from texts_in(inner)


# The notebook


def kept_of(notebook: Notebook, asked: Iterable[Asked]) -> Kept:
    """Pins tell which query a hypothesis rests on: one that was asked after it was written came after the thought."""
    own = [one.time for one in asked if one.cause is Cause.CANDIDATE]
    hypotheses = [one for one in notebook.entries if one.kind is EntryKind.HYPOTHESIS]
    first = [one.text for one in hypotheses if came_first(one, own)]
    pins, many = len(notebook.pins), len(notebook.entries)
    return Kept(many, pins, len(hypotheses), len(first), first[0] if first else "")


def came_first(hypothesis: Entry, own: Sequence[float]) -> bool:
    before = bisect_left(own, milliseconds(hypothesis.written))
    return any(bisect_left(own, milliseconds(pin.time)) > before for pin in hypothesis.pins)


def milliseconds(moment: datetime) -> float:
    return moment.timestamp() * 1000
