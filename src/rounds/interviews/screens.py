"""What a browser says was on its screen, set by the server's clock, and whether it was the answer to a question.

A page tells its address and the parameters in it. Whether they show an answer is told as far as they go: what a page
chooses by itself, such as which of two snapshots, is no word against it; another query, another range, another opened
trace is. What was withheld wrongly an interviewer can still confirm, so that in doubt the screen shows something else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby, islice
from typing import Any

from rounds.interviews.patterns import Moments, number
from rounds.interviews.record import Cause

ONE_CLOCK = 20_000.0  # milliseconds between the reports of one browser, every 15 s, and a slow network's
SILENCE = 45_000.0  # milliseconds without a report after which a page was not open, or did not tell
HOUR = 3_600_000.0
STEP = 1_000.0  # milliseconds to which addresses are written
LONGEST = 60  # characters of a moment
MOST_LANES = 100
REMEMBERED = 10_000  # texts of views that were read: many views have the same
NOTHING = "nothing"  # what a parameter says that must be there to say something
PAGES = (
    "dashboard",
    "briefing",
    "metrics",
    "traces",
    "trace",
    "compare",
    "logs",
    "database",
    "heap",
    "services",
)  # of a candidate, as their views are recorded

Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the record, by the server's clock in milliseconds since 1970."""

    no: int
    time: float
    cause: Cause
    asked: str
    question: dict[str, Any]
    digest: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Viewed:
    """What a browser says it showed, from and to by its own clock; `received` is by the server's.

    `scenario` is the number of the scenario whose page it was. Of a view whose words are erased the address is empty.
    """

    page: str
    address: str
    state: dict[str, Any]
    visible_from: float
    visible_to: float
    received: float
    scenario: int | None = None


Shown = tuple[Viewed, float, float]  # from and to by the server's clock


@dataclass(frozen=True, slots=True)
class Screen:
    """All that was reported in an interview, each with when it was seen by the server's clock; and when reports came.

    `shown` is by page and scenario, what ended first first; `ends` are the ends of each.
    """

    shown: Mapping[tuple[str, int | None], Sequence[Shown]]
    ends: Mapping[tuple[str, int | None], Sequence[float]]
    reports: tuple[float, ...]
    moments: Moments

    @classmethod
    def of(cls, viewed: Sequence[Viewed], moments: Moments) -> Screen:
        shifts = clocks(viewed)
        shown: dict[tuple[str, int | None], list[Shown]] = defaultdict(list)
        for view in viewed:
            shift = shifts[view.received]
            seen = (view, view.visible_from + shift, min(view.visible_to + shift, view.received))
            shown[view.page, view.scenario].append(seen)
        for views in shown.values():
            views.sort(key=end_of)
        return cls(shown, {key: [*map(end_of, views)] for key, views in shown.items()}, tuple(sorted(shifts)), moments)

    def after(self, question: Asked, pages: Sequence[str], scenario: int | None) -> list[Shown]:
        """What these pages showed once the answer was there."""
        keys = [(page, scenario) for page in dict.fromkeys(pages) if (page, scenario) in self.shown]
        return [view for key in keys for view in self.shown[key][bisect_right(self.ends[key], question.time) :]]

    def seen(self, question: Asked, views: Iterable[Shown]) -> list[Stretch]:
        """When one of these views showed its answer, each moment once, however many did."""
        return union(
            (max(start, question.time), end) for view, start, end in views if shows(view, question, self.moments)
        )

    def is_silent(self, after: float, until: float) -> bool:
        """Whether no browser told anything for so long that none was open, or none tells."""
        place = bisect_right(self.reports, after)
        following = self.reports[place] if place < len(self.reports) else until
        return not self.reports or following - after > SILENCE


def end_of(shown: Shown) -> float:
    return shown[2]


def clocks(viewed: Sequence[Viewed]) -> dict[float, float]:
    """By how many milliseconds the server's clock is ahead of the browser's, for each moment at which views came.

    A report cannot come before what it tells of, and what it tells of last was just then: of the reports of one
    browser the quickest tells its clock best. Another browser, and a clock that was set anew, differ by more.
    """
    ordered = sorted(viewed, key=lambda view: view.received)
    late = {
        received: received - max(view.visible_to for view in together)
        for received, together in groupby(ordered, key=lambda view: view.received)
    }
    known = sorted(late.values())
    return {received: known[bisect_left(known, own - ONE_CLOCK)] for received, own in late.items()}


def union(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same moments as stretches that do not meet."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


# What an address shows

Tells = Callable[[Viewed, Asked, Moments], bool]


def shows(view: Viewed, question: Asked, moments: Moments) -> bool:
    """Whether this view of a page is one of the answer, as far as it tells."""
    told = TOLD.get(view.page, {}).get(question.asked, ())
    return not view.address or all(tell(view, question, moments) for tell in told)


def parameter(view: Viewed, name: str) -> str | None:
    value = view.state.get(name)
    first = value[0] if isinstance(value, list) and value else value
    return None if first is None or first == [] else str(first)


def same(name: str, of: str, usual: str | None = None) -> Tells:
    """The parameter says what was asked as `of`. Left out it says the usual; where that is None, nothing."""

    def tell(view: Viewed, question: Asked, _: Moments) -> bool:
        shown = parameter(view, name) or usual
        return shown is None or shown == str(question.question.get(of) or "")

    return tell


def stands(name: str, value: str, usual: str | None = None) -> Tells:
    """The parameter has this value. Left out it has the usual; where that is None, perhaps."""

    def tell(view: Viewed, _question: Asked, _: Moments) -> bool:
        return (parameter(view, name) or usual or value) == value

    return tell


def some_of(*names: str) -> Tells:
    return lambda view, _question, _moments: any(parameter(view, name) for name in names)


def last_part(of: str) -> Tells:
    """The page's path ends with what was asked as `of`."""
    return lambda view, question, _: path(view).endswith(f"/{question.question.get(of)}")


def path(view: Viewed) -> str:
    return view.address.partition("?")[0]


def query(view: Viewed, question: Asked, _: Moments) -> bool:
    return (parameter(view, "q") or "") == str(question.question.get("query") or "")


def lines_of_trace(view: Viewed, question: Asked, _: Moments) -> bool:
    return str(question.question.get("query")) == f"trace:{path(view).rpartition('/')[2]}"


FOLLOWS = "@auto"  # an option of a lane
HIGHEST = re.compile(r"\bmax_over_time\(([^()\[\]]*+)\[[^\]]*+\]\)")
WINDOW = re.compile(r"\[[^\]]*+\]")
LANE = re.compile(r'(?:"(?:[^"\\]|\\.)*+"|[^;"]|")+')  # parts between semicolons that stand outside of quotes


@lru_cache(maxsize=REMEMBERED)
def lanes_of(typed: tuple[str, ...]) -> frozenset[str]:
    parts = (found[0].strip() for one in typed for found in LANE.finditer(one))
    return frozenset(islice(parts, MOST_LANES))


def lane(view: Viewed, question: Asked, _: Moments) -> bool:
    """Lanes that stand in no address were chosen by the page. Nobody asked for them, but over a range of their own."""
    typed = view.state.get("q")
    lanes = tuple(map(str, typed)) if isinstance(typed, list) else (str(typed),) if typed else ()
    asked, shown = str(question.question.get("expression", "")).strip(), lanes_of(lanes)
    if FOLLOWS in shown:
        asked, shown = without_windows(asked), frozenset(map(without_windows, shown))
    return asked in shown or (not lanes and parameter(view, "from") is not None)


@lru_cache(maxsize=REMEMBERED)
def without_windows(expression: str) -> str:
    """Of a lane whose windows follow the range, what is the same over every range: the page looks further back over a
    longer one, and draws the highest of a gauge.
    """
    return WINDOW.sub("[]", HIGHEST.sub(r"\1", expression))


def ranged(view: Viewed, question: Asked, moments: Moments) -> bool:
    """The range that is looked at; points begin at the first round time in it."""
    shown = range_of(view, moments)
    return shown is None or is_asked(question, shown, float(question.question.get("step_ms") or 0))


def is_asked(question: Asked, shown: Stretch, step: float = 0.0, start: str = "start", end: str = "end") -> bool:
    first, last = number(question.question.get(start)), number(question.question.get(end))
    if first is None or last is None:
        return True
    return abs(first - shown[0]) <= max(step, STEP) and abs(last - shown[1]) <= STEP


def range_of(view: Viewed, moments: Moments) -> Stretch | None:
    """The last hour, where the address says nothing else, or all of a shorter incident. None if it cannot be read."""
    first = max(moments.began, moments.now - HOUR)
    ends = (parameter(view, "from"), first), (parameter(view, "to"), moments.now)
    start, end = (usual if text is None else moment_of(text, moments) for text, usual in ends)
    return None if start is None or end is None else (start, end)


AGO = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d|w)")
UNITS = {"ms": 1.0, "s": 1_000.0, "m": 60_000.0, "h": HOUR, "d": 24 * HOUR, "w": 168 * HOUR}


@lru_cache(maxsize=REMEMBERED)
def moment_of(text: str, moments: Moments) -> float | None:
    """As pages write it: now, now-1h30m, or ISO in UTC."""
    if len(text) > LONGEST:
        return None
    word = text.strip().lower()
    if word == "now":
        return moments.now
    if word.startswith("now-"):
        length = AGO.sub("", word[4:])
        return None if length else moments.now - sum(float(n) * UNITS[unit] for n, unit in AGO.findall(word))
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000


def two_moments(view: Viewed, name: str, moments: Moments) -> Stretch | None:
    start, _, end = (parameter(view, name) or "").partition("~")
    found = moment_of(start, moments), moment_of(end, moments)
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def brushed(view: Viewed, question: Asked, moments: Moments) -> bool:
    """The stretch that is brushed in the database's load; at first the last eighth of the range."""
    whole = range_of(view, moments)
    shown = two_moments(view, "sel", moments)
    if shown is None and whole is not None:
        shown = (whole[1] - (whole[1] - whole[0]) / 8, whole[1])
    return shown is None or is_asked(question, shown)


def compared(view: Viewed, question: Asked, moments: Moments) -> bool:
    """The stretches that the service graph compares, where they were moved."""
    during, before = (two_moments(view, name, moments) for name in ("during", "before"))
    return (during is None or is_asked(question, during)) and (
        before is None or is_asked(question, before, start="before_start", end="before_end")
    )


def opened(view: Viewed, question: Asked, _: Moments) -> bool:
    """The call or node that is open. Of hosts drawn as one the address has a name of their group."""
    caller, called, callee = (parameter(view, "open") or "").partition(" > ")
    callers, callees = (list(question.question.get(name) or ()) for name in ("callers", "callees"))
    if called:
        return is_of(caller, callers) and is_of(callee, callees)
    return bool(caller) and is_of(caller, [*callers, *callees])


def is_of(name: str, names: Sequence[str]) -> bool:
    return not names or name in names or len(names) > 1


def of_statement(view: Viewed, question: Asked, _: Moments) -> bool:
    """Its own page, or chosen on the database's."""
    wanted = str(question.question.get("id"))
    return path(view).endswith(f"/database/{wanted}") or parameter(view, "statement") == wanted


def of_database(view: Viewed, _question: Asked, _: Moments) -> bool:
    return path(view).endswith("/database")


def of_object(view: Viewed, question: Asked, _: Moments) -> bool:
    """The object that is selected, or one that stands for the class that is."""
    chosen = parameter(view, "id")
    return parameter(view, "cls") is not None if chosen is None else chosen == str(question.question.get("id"))


SNAPSHOT = (same("snapshot", "snapshot"),)
CLASSES = (*SNAPSHOT, same("find", "find", ""))
COMPARED = (stands("view", "compare"), stands("over", "two", "two"), *SNAPSHOT, same("base", "base"))
SELECTED = (some_of("id", "cls"),)
DATABASE = (of_database, same("db", "database"))
SHARES = (stands("view", "statistics"), *SNAPSHOT)

TOLD: Mapping[str, Mapping[str, tuple[Tells, ...]]] = {
    "metrics": {"metrics.range": (lane, ranged)},
    "traces": {
        "traces.traces": (query, ranged, same("sort", "sort", "newest")),
        "traces.durations": (query, ranged),
    },
    "trace": {
        "traces.trace": (last_part("trace_id"),),
        "traces.span": (last_part("trace_id"), same("span", "span_id", NOTHING)),
        "logs.lines": (lines_of_trace,),
    },
    "compare": {
        "compare.twotraces": (same("a", "a", NOTHING), same("b", "b", NOTHING)),
        "compare.samepath": (same("a", "a", NOTHING), same("b", "b", NOTHING), same("path", "path")),
    },
    "logs": {
        "logs.lines": (query, ranged),
        "logs.histogram": (query, ranged),
        "logs.line": (same("line", "no", NOTHING),),
        "logs.around": (same("line", "no", NOTHING), stands("tab", "around", "fields")),
    },
    "database": {
        "database.load": (*DATABASE, same("by", "by", "wait"), ranged),
        "database.profile": (*DATABASE, same("by", "by", "wait"), brushed),
        "database.statements": (*DATABASE, same("sort", "sort", "load"), same("find", "find", ""), brushed),
        "database.statement": (of_statement, brushed),
        "database.plans": (of_statement,),
        "database.compareplans": (of_statement, stands("show", "compare", "tree")),
        "database.blocking": (*DATABASE, stands("lower", "locks", "locks")),
        "database.blocked": (*DATABASE, stands("lower", "locks", "locks"), ranged),
        "database.relations": (*DATABASE, stands("lower", "tables", "locks"), ranged),
        "database.pools": (of_database, stands("lower", "pools", "locks"), ranged),
    },
    "heap": {
        "heap.summary": (
            stands("view", "summary"),
            *CLASSES,
            same("keep", "keep", "all"),
            same("sort", "sort", "retained"),
        ),
        "heap.compare": (*COMPARED, *CLASSES, same("sort", "sort", "retained_delta")),
        "heap.growth": (
            stands("view", "compare"),
            stands("over", "all", "two"),
            same("find", "find", ""),
            same("sort", "sort", "retained"),
        ),
        "heap.changed": (*COMPARED, some_of("open")),
        "heap.objects": (some_of("open"),),
        "heap.dominated": (stands("view", "dominators", "compare"), *SNAPSHOT),
        "heap.statistics": (*SHARES, stands("part", "shares", "shares")),
        "heap.duplicates": (*SHARES, stands("part", "duplicates", "shares")),
        "heap.suspects": (stands("view", "suspects", "compare"),),
        "heap.object": SELECTED,
        "heap.path": (of_object, stands("tab", "path", "path")),
        "heap.dominators": (of_object, stands("tab", "dominators", "path")),
        "heap.paths": (of_object, stands("tab", "all", "path"), stands("ways", "paths", "tree")),
        "heap.groups": (*SELECTED, same("cls", "key"), stands("tab", "all", "path"), stands("ways", "groups", "tree")),
        "heap.retainers": (*SELECTED, stands("tab", "all", "path"), stands("ways", "tree", "tree")),
    },
    "services": {
        "services.graph": (same("find", "find", ""), same("hide", "hide", ""), compared),
        "services.call": (opened, compared),
        "services.tracepath": (same("trace", "trace_id", NOTHING),),
    },
}
