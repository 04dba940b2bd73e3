"""The picture of calls between services: what is drawn as one, what changed between two stretches. Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

HANDFUL = 6  # hosts of one caller that are all drawn
KEPT = 2  # of more, the busiest that still stand alone
MOST_NODES = 300  # what a browser lays out in about a second
FAILING = 0.05  # share of failed calls from which on a host is never drawn with others
OUTSIDE = ""

# A change is said where chance alone would give it less than once in some hundred such calls.
SURELY = 3.0  # standard deviations
FEWEST_EXPECTED = 5  # traces there would have been, had nothing changed
FEWEST_TRACES = 5  # stored on either side; from fewer nothing is said
FACTOR = 1.5
POINTS = 0.01  # of the share of failed calls
FEWEST_LATENCIES = 20
# How far the logarithm of a 95th percentile of n latencies is off, times the root of n: sqrt(0.05 * 0.95) over the
# density there, for logarithms that are normal with a deviation of 0.8, as latencies of services roughly are.
SPREAD_OF_P95 = 1.7
LEAST_SLOWER_NS = 1_000_000


@dataclass(frozen=True, slots=True)
class Traffic:
    """Calls of a stretch. `rows` are stored, `failed_rows` of them failed; `total` is what they stand for.

    `traces` are those stored which make their first such call there; of several calls together, at least so many.
    `scatter` is the variance of `total`, as traces come by chance and each with all its calls.

    `rate` is calls per second, `errors` the share of them that failed. Without calls, shares and latencies are None.
    """

    rows: int
    failed_rows: int
    total: int
    rate: float
    errors: float | None
    p50_ns: int | None
    p95_ns: int | None
    p99_ns: int | None
    traces: int
    scatter: float


@dataclass(frozen=True, slots=True)
class Pair:
    """A call there was in the incident. The caller is empty for calls from outside."""

    caller: str
    callee: str
    caller_kind: str
    callee_kind: str
    total: int
    rows: int
    failed_rows: int


def kinds_of(pairs: Iterable[Pair]) -> dict[str, str]:
    """What each name is. Who sends spans is a service, whatever others take it for."""
    kinds: dict[str, str] = {}
    for pair in pairs:
        kinds.setdefault(pair.callee, pair.callee_kind)
        if pair.callee_kind == "service":
            kinds[pair.callee] = "service"
    for pair in pairs:
        if pair.caller != OUTSIDE and (pair.caller_kind == "service" or pair.caller not in kinds):
            kinds[pair.caller] = pair.caller_kind
    return kinds


def groups_of(pairs: Sequence[Pair], kinds: Mapping[str, str]) -> dict[str, str]:
    """Hosts that are drawn as one, and the id of what they are drawn as.

    Hosts of the same callers beyond a handful. The busiest stay by themselves, and so do those that fail: over the
    whole incident, so that the picture keeps its shape whichever stretches are looked at.
    """
    callers: dict[str, set[str]] = defaultdict(set)
    calls: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if kinds[pair.callee] == "external":
            callers[pair.callee].add(pair.caller)
            calls[pair.callee].append(pair)
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for host, names in callers.items():
        alike[tuple(sorted(names))].append(host)
    found: dict[str, str] = {}
    for who, hosts in alike.items():
        busiest = sorted(hosts, key=lambda host: (-sum(pair.total for pair in calls[host]), host))
        together = [host for host in busiest[KEPT:] if not fails(calls[host])] if len(hosts) > HANDFUL else []
        if len(together) > 1:
            found |= dict.fromkeys(together, "others of " + ", ".join(who))
    return found


def fails(calls: Iterable[Pair]) -> bool:
    stored, failed = 0, 0
    for pair in calls:
        stored, failed = stored + pair.rows, failed + pair.failed_rows
    return failed >= FEWEST_EXPECTED and failed / stored >= FAILING


def busiest(pairs: Sequence[Pair], always: Collection[str]) -> set[str]:
    """The names that are drawn: all, or where there are too many those with most calls, `always` before others."""
    weight: dict[str, int] = defaultdict(int)
    for pair in pairs:
        weight[pair.callee] += pair.total
        weight[pair.caller] += pair.total
    weight.pop(OUTSIDE, None)
    order = sorted(weight, key=lambda name: (name not in always, -weight[name], name))
    return set(order[:MOST_NODES])


def expected(there: Traffic, there_s: float, silent_s: float, weight: float | None) -> float:
    """Traces that would be stored of a silent stretch, had there been as many calls a second as there.

    A call that is stored in the silent stretch stands for `weight` others; None where nothing at all is stored there.
    """
    return there.total / there_s * silent_s / weight * there.traces / there.rows if weight else 0.0


def changes(
    before: Traffic,
    during: Traffic,
    before_s: float,
    during_s: float,
    weights: tuple[float | None, float | None] = (1.0, 1.0),
) -> tuple[str, ...]:
    """What became different, as far as the stored calls tell it apart from chance.

    Of new, gone, more_errors, fewer_errors, more_calls, fewer_calls, slower, faster; seconds are of the stretches.
    Traces come by chance, and each with all its calls. New means that at least five traces with such calls would
    have been stored before, had there been as many a second as during; gone likewise. From fewer than five traces of
    a side nothing else is said. `weights` are how many calls a stored one stands for in each stretch.
    """
    if before.rows == 0:
        enough = during.traces >= FEWEST_TRACES and expected(during, during_s, before_s, weights[0]) >= FEWEST_EXPECTED
        return ("new",) if enough else ()
    if during.rows == 0:
        enough = before.traces >= FEWEST_TRACES and expected(before, before_s, during_s, weights[1]) >= FEWEST_EXPECTED
        return ("gone",) if enough else ()
    if min(before.traces, during.traces) < FEWEST_TRACES:
        return ()
    return tuple(different(before, during, before_s, during_s))


def different(before: Traffic, during: Traffic, before_s: float, during_s: float) -> Iterator[str]:
    if (errors := moved(before, during)) is not None:
        yield "more_errors" if errors > 0 else "fewer_errors"
    spread = math.sqrt(spread_of(before) / before_s**2 + spread_of(during) / during_s**2)
    if abs(during.rate - before.rate) >= SURELY * spread and apart(before.rate, during.rate):
        yield "more_calls" if during.rate > before.rate else "fewer_calls"
    if before.p95_ns is None or during.p95_ns is None or min(before.rows, during.rows) < FEWEST_LATENCIES:
        return
    chance = SURELY * SPREAD_OF_P95 * math.sqrt(1 / alone(before) + 1 / alone(during))
    ratio = abs(math.log(max(during.p95_ns, 1) / max(before.p95_ns, 1)))
    if ratio >= max(chance, math.log(FACTOR)) and abs(during.p95_ns - before.p95_ns) >= LEAST_SLOWER_NS:
        yield "slower" if during.p95_ns > before.p95_ns else "faster"


def spread_of(traffic: Traffic) -> float:
    """The variance of the total; also where few of its traces began in the stretch, that of calls one by one."""
    return max(traffic.scatter, traffic.total**2 / traffic.rows)


def alone(traffic: Traffic) -> int:
    """How many of the stored calls say something each: those of one trace are much alike."""
    return min(traffic.rows, traffic.traces)


def apart(a: float, b: float) -> bool:
    return max(a, b) >= FACTOR * min(a, b)


def moved(before: Traffic, during: Traffic) -> float | None:
    """By how much the share of failed calls rose or fell, if that is no chance."""
    low, high = before.errors or 0.0, during.errors or 0.0
    spread = math.sqrt(variance(before) + variance(during))
    enough = max(before.failed_rows, during.failed_rows) >= FEWEST_EXPECTED
    surely = abs(high - low) >= SURELY * spread and apart(low, high)
    return high - low if enough and surely and abs(high - low) >= POINTS else None


def variance(traffic: Traffic) -> float:
    share = traffic.failed_rows / traffic.rows
    return share * (1 - share) / alone(traffic)


def together(parts: Sequence[Traffic], latencies: Sequence[float] | None) -> Traffic:
    """Several calls as one; their percentiles cannot be had from percentiles and are given."""
    total = sum(part.total for part in parts)
    failed = sum((part.errors or 0) * part.total for part in parts)
    return Traffic(
        rows=sum(part.rows for part in parts),
        failed_rows=sum(part.failed_rows for part in parts),
        total=total,
        rate=sum(part.rate for part in parts),
        errors=failed / total if total else None,
        **percentiles(latencies if total else None),
        traces=max((part.traces for part in parts), default=0),
        scatter=sum(part.scatter for part in parts),
    )


def percentiles(latencies: Sequence[float] | None) -> dict[str, int | None]:
    p50, p95, p99 = (None, None, None) if latencies is None else [round(latency) for latency in latencies]
    return {"p50_ns": p50, "p95_ns": p95, "p99_ns": p99}


def traffic(seconds: float, row: Mapping[str, object] | None) -> Traffic:
    """A row of the store, or its absence, as what was called in a stretch of so many seconds."""
    if row is None:
        return Traffic(0, 0, 0, 0.0, None, None, None, None, 0, 0.0)
    stored, failed, total, errors = (int(str(row[name])) for name in ("Stored", "Failed", "Total", "Errors"))
    latencies = row["Quantiles"]
    assert isinstance(latencies, Sequence)
    return Traffic(
        rows=stored,
        failed_rows=failed,
        total=total,
        rate=total / seconds,
        errors=errors / total,
        **percentiles(latencies),
        traces=int(str(row["StoredTraces"])),
        scatter=float(str(row["Scatter"])),
    )
