"""What must be true of `workflows-slow` and `workflows-slow-2`, for every seed, and is not true when the setting stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.incidents.built import Built, Check
from rounds.incidents.checks import counts
from rounds.incidents.checks.plans import plans_agree
from rounds.incidents.checks.telemetry import Floats, Ints, Labels, Telemetry, interpolated, telemetry, values_of

SECOND = 1_000_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 24 * 3600 * SECOND
RUNS, STEPS = 12, 20
DURATION, RUN, WAIT = "workflow_execution_duration_seconds", "workflow_run_seconds", "workflow_queue_wait_seconds"
LOAD = "SELECT workflow_state"
ENGINE = "workflow-engine"
SERVERS = {"postgres-primary", "postgres-replica", "redis"}


@dataclass(frozen=True)
class Facts:
    """What several checks ask of the telemetry. Moments are nanoseconds since the window began."""

    built: Built

    @cached_property
    def seen(self) -> Telemetry:
        return telemetry(self.built)

    @cached_property
    def now(self) -> int:
        return self.since(self.built.now)

    @cached_property
    def onset(self) -> int:
        return self.since(self.built.onset)

    def since(self, moment: datetime) -> int:
        return int((moment - self.built.began) / timedelta(microseconds=1)) * 1000

    @property
    def interleaved(self) -> bool:
        """The hard variant."""
        return self.built.name.endswith("-2")

    # --- metrics: every series is scraped at the same moments ---------------------------------

    @cached_property
    def times(self) -> Ints:
        """Of the scrapes: every two minutes, in the last two days each minute, at the end every fifteen seconds."""
        moments: Ints = values_of(self.seen.signals.samples["Time"])[: int(self.seen.bounds[1])].view(np.int64)
        return moments * 1_000_000 - self.seen.epoch

    @cached_property
    def values(self) -> Floats:
        known: Floats = values_of(self.seen.signals.samples["Value"])
        return known

    def series(self, metric: str, **labels: str) -> Iterator[tuple[Labels, Floats]]:
        for number, known in self.seen.by_metric.get(metric, []):
            if all(known.get(name) == wanted for name, wanted in labels.items()):
                yield known, self.values[self.seen.bounds[number] : self.seen.bounds[number + 1]]

    def total(self, metric: str, **labels: str) -> Floats:
        return sum((values for _, values in self.series(metric, **labels)), np.zeros(len(self.times)))

    def at(self, moment: int) -> int:
        """The last scrape up to then."""
        return max(int(np.searchsorted(self.times, moment, side="right")) - 1, 0)

    def grown(self, metric: str, start: int, end: int, **labels: str) -> float:
        """By how much a counter grew, whatever restarts lie in between."""
        first, last = self.at(start), self.at(end)
        added = 0.0
        for _, values in self.series(metric, **labels):
            steps = np.diff(values[first : last + 1])
            added += float(np.where(steps >= 0, steps, values[first + 1 : last + 1]).sum())
        return added

    def mean(self, metric: str, start: int, end: int, **labels: str) -> float:
        """Of a histogram."""
        count = self.grown(f"{metric}_count", start, end, **labels)
        return self.grown(f"{metric}_sum", start, end, **labels) / count if count else float("nan")

    def quantile(self, q: float, metric: str, start: int, end: int, **labels: str) -> float:
        bounds = sorted({float(known["le"]) for known, _ in self.series(f"{metric}_bucket", **labels)})
        counts = [self.grown(f"{metric}_bucket", start, end, le=text(bound), **labels) for bound in bounds]
        return interpolated(q, bounds, np.array(counts))

    def during(self, values: Floats, start: int, end: int) -> Floats:
        return values[self.at(start) + 1 : self.at(end) + 1]

    # --- who ----------------------------------------------------------------------------------

    @cached_property
    def customers(self) -> list[str]:
        return sorted({known["customer"] for known, _ in self.series(f"{DURATION}_count")})

    @cached_property
    def victim(self) -> str:
        """Whose executions of the last day were the slowest."""
        p95 = {one: self.quantile(0.95, DURATION, self.now - DAY, self.now, customer=one) for one in self.customers}
        return max(p95, key=lambda one: p95[one])

    @cached_property
    def pod(self) -> str:
        """The engine that the victim's kept executions ran on."""
        known = pc.value_counts(
            self.seen.spans("res@k8s.pod.name", SpanName="queue.wait", customer__id=self.victim)["res@k8s.pod.name"]
        )
        return max(((row["counts"], row["values"]) for row in known.to_pylist()), default=(0, ""))[1]

    @cached_property
    def engines(self) -> list[str]:
        return sorted({known["pod"] for known, _ in self.series("nodejs_eventloop_delay_p99_seconds")})

    # --- the victim's kept executions ---------------------------------------------------------

    @cached_property
    def executions(self) -> list[Execution]:
        """In order of their end."""
        columns = (
            "TraceId",
            "SpanName",
            "Timestamp",
            "Duration",
            "@state_size_bytes",
            "@customer.id",
            "@workflow.name",
        )
        spans = self.seen.spans(*columns, ServiceName="workflow-engine")
        moments, lengths = self.seen.moments(spans["Timestamp"]), spans["Duration"].to_numpy().astype(np.int64)
        rows = zip(
            spans["TraceId"].to_pylist(), spans["SpanName"].to_pylist(), moments.tolist(), lengths.tolist(),
            spans["@state_size_bytes"].to_pylist(), spans["@customer.id"].to_pylist(), spans["@workflow.name"].to_pylist(),
            strict=True,
        )  # fmt: skip
        found: dict[str, Execution] = {}
        for trace, name, moment, length, state, customer, workflow in rows:
            found.setdefault(trace, Execution(trace)).add(name, moment, length, state, customer, workflow)
        return sorted((one for one in found.values() if one.root), key=lambda one: one.end)

    @cached_property
    def slow(self) -> list[Execution]:
        """Those of the victim since the onset."""
        return [one for one in self.executions if one.customer == self.victim and one.start > self.onset]

    @cached_property
    def batch(self) -> list[Execution]:
        """The last twelve that began together."""
        latest = max((one.start for one in self.slow), default=0)
        return [one for one in self.slow if latest - one.start < MINUTE]

    @cached_property
    def busy(self) -> tuple[int, int]:
        """The last batch, in whole minutes within it."""
        first = self.batch[0].start if self.batch else self.now - 12 * MINUTE
        last = max((one.end for one in self.batch), default=first)
        return first + MINUTE, max(last - MINUTE, first + 9 * MINUTE)

    @property
    def rest(self) -> tuple[int, int]:
        """Between the last batch and the one before."""
        return self.busy[0] - 40 * MINUTE, self.busy[0] - 10 * MINUTE


class Execution:
    """One kept execution: its root, and the lengths of its spans by name."""

    def __init__(self, trace: str) -> None:
        self.trace = trace
        self.root = False
        self.start = self.end = 0
        self.customer = self.workflow = ""
        self.state = 0
        self.lengths: dict[str, list[int]] = {}

    def add(
        self, name: str, moment: int, length: int, state: int | None, customer: str | None, workflow: str | None
    ) -> None:
        self.lengths.setdefault(name, []).append(length)
        self.state = max(self.state, state or 0)
        if name == "workflow.execute":
            self.root, self.start, self.end = True, moment, moment + length
            self.customer, self.workflow = customer or "", workflow or ""

    def spent(self, name: str) -> float:
        return sum(self.lengths.get(name, [])) / SECOND

    def count(self, name: str) -> int:
        return len(self.lengths.get(name, []))


def checks(built: Built) -> list[Check]:
    facts = Facts(built)
    return [check for part in PARTS for check in part(facts)]


def text(bound: float) -> str:
    return "+Inf" if np.isinf(bound) else f"{bound:g}"


def between(claim: str, low: float, value: float, high: float, unit: str = "") -> Check:
    return Check(f"{claim}: {low:g} to {high:g}{unit}", bool(low <= value <= high), f"{value:,.4g}{unit}")


def every(claim: str, low: float, values: Any, high: float, unit: str = "", least: int = 1) -> Check:
    """All of them, of which there are at least so many."""
    known = np.asarray(list(values), float)
    holds = len(known) >= least and bool(np.all((known >= low) & (known <= high)))
    shown = f"{len(known)}, {known.min():,.4g} to {known.max():,.4g}{unit}" if len(known) else "none"
    return Check(f"{claim}: {low:g} to {high:g}{unit}", holds, shown)


# --- how slow, and for whom -------------------------------------------------------------------


def latency(facts: Facts) -> Iterator[Check]:
    victim, now, onset = facts.victim, facts.now, facts.onset
    day, before = (now - DAY, now), (onset - DAY, onset)
    after = facts.quantile(0.95, DURATION, *day, customer=victim)
    usual = facts.quantile(0.95, DURATION, *before, customer=victim)
    yield between("p95 of the victim's executions in the last day", 560, after, 720, " s")
    yield between("p95 of the victim's executions in the day before the onset", 1, usual, 32, " s")
    others = {one: facts.quantile(0.95, DURATION, *day, customer=one) for one in facts.customers if one != victim}
    most = 120 if facts.interleaved else 16
    yield every("p95 of each other customer in the last day", 0, others.values(), most, " s", least=4)
    slower = sum(value > 4 for value in others.values())
    yield Check("of the others, one neighbour at most is slower than it was", slower <= 1, f"{slower} of {len(others)}")
    medians = [facts.quantile(0.5, DURATION, *day, customer=one) for one in others]
    yield every("median of each other customer", 0, medians, 1.1, " s")
    low, high = (560, 620) if facts.interleaved else (50, 56)
    yield between("an execution of the victim runs, now", low, facts.mean(RUN, *day, customer=victim), high, " s")
    yield between("an execution of the victim ran, before", 1, facts.mean(RUN, *before, customer=victim), 4, " s")
    low, high = (0, 1) if facts.interleaved else (270, 310)
    yield between("and waits before it, in the mean", low, facts.mean(WAIT, *day, customer=victim), high, " s")
    yield from states(facts)
    yield from twelve_an_hour(facts)


def states(facts: Facts) -> Iterator[Check]:
    sizes = {known["customer"]: values for known, values in facts.series("workflow_state_size_bytes")}
    now, before = (sizes[facts.victim][facts.at(moment)] for moment in (facts.now, facts.onset))
    yield between("the victim's state now", 50e6, float(now), 50.5e6, " bytes")
    yield between("the victim's state before", 1e5, float(before), 1e6, " bytes")
    yield every(
        "the states of the others", 1e4, [float(v.max()) for c, v in sizes.items() if c != facts.victim], 1e6, " bytes"
    )
    jump = int(np.argmax(sizes[facts.victim] > 1e6))
    lag = (int(facts.times[jump]) - facts.onset) / MINUTE if sizes[facts.victim][jump] > 1e6 else float("nan")
    yield between("it grew after the change, by the next batch", 0, lag, 61, " min")
    changes = [row for row in facts.seen.signals.events.to_pylist() if row["Kind"] == "config"]
    near = [row["Title"] for row in changes if row["Time"] == facts.built.onset]
    yield Check(
        "one setting was changed at the onset, others at other times", len(near) == 1 < len(changes), ", ".join(near)
    )


def twelve_an_hour(facts: Facts) -> Iterator[Check]:
    hours = [
        facts.grown(f"{DURATION}_count", facts.now - (hour + 1) * HOUR, facts.now - hour * HOUR, customer=facts.victim)
        for hour in range(24)
    ]
    yield every("executions of the victim an hour", RUNS, hours, RUNS, least=24)


# --- what is in the traces --------------------------------------------------------------------


def traces(facts: Facts) -> Iterator[Check]:
    slow, batch = facts.slow, facts.batch
    yield Check("the victim's last two batches are kept whole", len(slow) == 2 * RUNS and len(batch) == RUNS,
                f"{len(slow)} executions, {len(batch)} in the last batch")  # fmt: skip
    yield every("JSON.parse in an execution", STEPS, [one.count("JSON.parse") for one in slow], STEPS, least=RUNS)
    yield every("each takes", 2.3, [length / SECOND for one in slow for length in one.lengths.get("JSON.parse", [])], 2.7, " s",
                least=RUNS * STEPS)  # fmt: skip
    yield every("and all of one together", 46, [one.spent("JSON.parse") for one in slow], 54, " s", least=RUNS)
    yield every("state_size_bytes of an execution", 50e6, [one.state for one in slow], 50.5e6, " bytes", least=RUNS)
    yield steps(facts)
    yield from (together(facts) if facts.interleaved else in_turn(facts))
    yield from loads(facts)
    yield from normal(facts)
    ended = (facts.now - max((one.end for one in batch), default=0)) / SECOND
    yield between("the last of the batch ended before now", 60, ended, 170, " s")


def steps(facts: Facts) -> Check:
    spans = facts.seen.spans("TraceId", "@step.index", SpanName="workflow.step", customer__id=facts.victim)
    found: dict[str, list[int]] = {}
    for trace, number in zip(spans["TraceId"].to_pylist(), spans["@step.index"].to_pylist(), strict=True):
        found.setdefault(trace, []).append(number)
    right = sum(sorted(numbers) == list(range(STEPS)) for numbers in found.values())
    return Check(
        "every execution of the victim has the steps 0 to 19",
        right == len(found) > 2 * RUNS,
        f"{right} of {len(found)}",
    )


def in_turn(facts: Facts) -> Iterator[Check]:
    batch = facts.batch
    mean = sum(one.spent("workflow.run") for one in batch) / max(len(batch), 1)
    ratios = [(one.end - one.start) / SECOND / (place * mean) for place, one in enumerate(batch, 1)]
    yield every("the k-th of a batch takes k runs, times", 0.97, ratios, 1.03, least=RUNS)
    left = [(one.end - one.start) / SECOND - one.spent("queue.wait") - one.spent("workflow.run") for one in batch]
    yield every("an execution is its wait and its run, but for", -0.05, left, 0.05, " s", least=RUNS)
    yield between(
        "the last of the batch takes", 620, max(((o.end - o.start) / SECOND for o in batch), default=0), 650, " s"
    )


def together(facts: Facts) -> Iterator[Check]:
    batch = facts.batch
    ratios = [(one.end - one.start) / SECOND / (RUNS * max(one.spent("JSON.parse"), 1e-9)) for one in batch]
    yield every("an execution takes as long as all twelve parse, times", 0.95, ratios, 1.1, least=RUNS)
    yield every("and waits before it runs", 0, [one.spent("queue.wait") for one in batch], 0.1, " s", least=RUNS)


def loads(facts: Facts) -> Iterator[Check]:
    seen = [length / SECOND for one in facts.slow for length in one.lengths.get(LOAD, [])[1:]]
    low, high = (15, 20) if facts.interleaved else (0.07, 0.09)
    yield every("the client's spans of the load", low, seen, high, " s", least=RUNS)
    samples = facts.seen.signals.db_samples
    traces = pc.is_in(samples["TraceId"], value_set=texts([one.trace for one in facts.slow]))
    took = values_of(samples.filter(traces)["DurationMs"])
    low, high = (160, 200) if facts.interleaved else (65, 95)
    yield every("the database's samples of them", low, took, high, " ms", least=RUNS)


def texts(values: list[str]) -> Any:
    from rounds.simulator.columns import texts as of  # noqa: PLC0415

    return of(values)


def normal(facts: Facts) -> Iterator[Check]:
    workflow = facts.slow[0].workflow if facts.slow else ""
    others = [one for one in facts.executions if one.workflow == workflow and one.customer != facts.victim]
    earlier = [one for one in facts.executions if one.customer == facts.victim and one.start < facts.onset]
    yield between("kept executions of the same workflow for others", 40, len(others), 120)
    yield between("kept executions of the victim from before", 20, len(earlier), 20)
    yield every("their states", 1e5, [one.state for one in (*others, *earlier)], 1e6, " bytes", least=60)
    usual = [(one.end - one.start) / SECOND for one in others]
    yield between("half of them take less than", 1, float(np.median(usual)) if usual else 0.0, 4, " s")
    yield every("steps of each", STEPS, [one.count("workflow.step") for one in (*others, *earlier)], STEPS, least=60)


# --- what the pods say ------------------------------------------------------------------------


def pods(facts: Facts) -> Iterator[Check]:
    start, end = facts.busy
    delay = {pod: facts.total("nodejs_eventloop_delay_p99_seconds", pod=pod) for pod in facts.engines}
    middle = facts.total("nodejs_eventloop_delay_p50_seconds", pod=facts.pod)
    low, high = (25, 29) if facts.interleaved else (2.2, 2.8)
    yield every(
        "p99 of the loop's delay on the victim's pod in a batch",
        low,
        facts.during(delay[facts.pod], start, end),
        high,
        " s",
    )
    low, high = (2.4, 5.4) if facts.interleaved else (0.01, 0.02)
    yield every("its median", low, facts.during(middle, start, end), high, " s")
    yield every(
        "p99 elsewhere, ever", 0, [v.max() for pod, v in delay.items() if pod != facts.pod], 0.05, " s", least=7
    )
    yield every("and there between the batches", 0, facts.during(delay[facts.pod], *facts.rest), 0.05, " s")
    busy = facts.total("nodejs_eventloop_utilization", pod=facts.pod)
    yield every("utilization of its loop in a batch", 0.9, facts.during(busy, start, end), 1)
    yield from throttling(facts)
    yield from heaps(facts)
    long = facts.grown("v8js_gc_duration_seconds_sum", start, end, pod=facts.pod, type="major") / (end - start) * SECOND
    short = facts.grown("v8js_gc_duration_seconds_sum", *facts.rest, pod=facts.pod, type="major") * SECOND
    yield between("its major collections take, in a batch, a second", 0.03, long, 0.3, " s")
    yield between("and else", 0, short / (facts.rest[1] - facts.rest[0]), 0.005, " s")


def throttling(facts: Facts) -> Iterator[Check]:
    shares = {}
    for pod in facts.engines:
        periods = facts.grown("container_cpu_cfs_periods_total", *facts.busy, pod=pod)
        shares[pod] = facts.grown("container_cpu_cfs_throttled_periods_total", *facts.busy, pod=pod) / periods
    yield between("of its periods are throttled in a batch", 0.7, shares[facts.pod], 1)
    yield every("elsewhere", 0, [share for pod, share in shares.items() if pod != facts.pod], 0.1, least=7)
    seconds = (facts.busy[1] - facts.busy[0]) / SECOND
    used = facts.grown("container_cpu_usage_seconds_total", *facts.busy, pod=facts.pod) / seconds
    yield between("processors it uses in a batch, of its limit of 0.5", 0.44, used, 0.5)


def heaps(facts: Facts) -> Iterator[Check]:
    heap = {pod: facts.total("v8js_memory_heap_used_bytes", pod=pod) for pod in facts.engines}
    mine = heap[facts.pod]
    low, high = (1.2e9, 1.5e9) if facts.interleaved else (0.7e9, 0.85e9)
    yield between(
        "its heap in the last batch goes up to", low, float(facts.during(mine, *facts.busy).max()), high, " bytes"
    )
    early, later = (
        float(np.median(facts.during(mine, a, b))) for a, b in ((facts.onset - HOUR, facts.onset), facts.rest)
    )
    yield between("and comes back to what it was nine days ago, times", 0.9, later / early, 1.1)
    yield every(
        "the heaps of the others", 1e8, [v.max() for pod, v in heap.items() if pod != facts.pod], 3e8, " bytes", least=7
    )


# --- what the databases say -------------------------------------------------------------------


def databases(facts: Facts) -> Iterator[Check]:
    tables = facts.seen.signals.tables()
    queries = tables["db_queries"]
    number = next(i for i, text in zip(queries["QueryId"].to_pylist(), queries["Query"].to_pylist(), strict=True)
                  if text.startswith("SELECT state"))  # fmt: skip
    stats = tables["db_query_stats"].filter(pc.equal(tables["db_query_stats"]["QueryId"], number))
    times = values_of(stats["Time"]).view(np.int64) * 1_000_000 - facts.seen.epoch
    calls, total, most = (values_of(stats[name]).astype(float) for name in ("Calls", "TotalMs", "MaxMs"))
    hour = times // HOUR
    means = np.bincount(hour, total)[-24:] / np.maximum(np.bincount(hour, calls)[-24:], 1)
    yield every("the mean of the load's statement, each of the last 24 hours", 1.5, means, 3.5, " ms", least=24)
    inside = (times > facts.busy[0]) & (times <= facts.busy[1])
    low, high = (165, 200) if facts.interleaved else (72, 95)
    yield every("its slowest call in each minute of the batch", low, most[inside], high, " ms", least=5)
    yield every("its slowest call before the onset", 0, [most[times < facts.onset].max()], 30, " ms")
    slowest = values_of(tables["db_query_stats"]["MaxMs"]).max()
    yield Check("other statements are much slower than the slowest of it", slowest > 1000, f"{slowest:,.0f} ms")
    spent = facts.grown("node_network_transmit_bytes_total", *facts.busy, server="postgres-primary")
    yield between(
        "the database sends, in a batch", 17e6, spent / (facts.busy[1] - facts.busy[0]) * SECOND, 24e6, " bytes/s"
    )
    sent = facts.grown("node_network_transmit_bytes_total", facts.onset - DAY, facts.onset, server="postgres-primary")
    yield between("and before the onset", 1e5, sent / DAY * SECOND, 6e5, " bytes/s")
    waiting = int(pc.sum(pc.invert(tables["db_locks"]["Granted"])).as_py() or 0)
    blocked = int(pc.sum(pc.list_value_length(tables["db_activity"]["BlockedBy"])).as_py() or 0)
    yield Check(
        "nobody waits for a lock", waiting == blocked == tables["db_deadlocks"].num_rows == 0, f"{waiting}, {blocked}"
    )
    yield toast(tables["db_relations"])


def toast(relations: pa.Table) -> Check:
    those = relations.filter(pc.match_substring(relations["Relation"], "(workflow_state)"))
    return every("TOAST of workflow_state", 37e9, values_of(those["Bytes"]).tolist(), 40e9, " bytes", least=100)


# --- counts that several tools have -----------------------------------------------------------


def agreement(facts: Facts) -> Iterator[Check]:
    yield from by_share(facts, "executions", ENGINE, "Consumer", "execution finished", f"{DURATION}_count")
    name = "http_server_request_duration_seconds_count"
    yield from by_share(facts, "requests of api-gateway", "api-gateway", "Server", "request", name)
    yield from whole(facts)
    yield from lines(facts)
    yield from calls(facts)
    hour = facts.now - HOUR
    spans = sum(one.end > hour for one in facts.batch)
    counted = facts.grown(f"{DURATION}_count", hour, facts.now, customer=facts.victim)
    yield Check(
        "the victim's executions of the last hour: spans = metric",
        spans == counted == RUNS,
        f"{spans} and {counted:.0f}",
    )
    long = facts.grown(f"{DURATION}_count", hour, facts.now, customer=facts.victim) - facts.grown(
        f"{DURATION}_bucket", hour, facts.now, customer=facts.victim, le="480")  # fmt: skip
    mine = sum((one.end - one.start) > 480 * SECOND for one in facts.batch)
    yield Check("those longer than 480 s: spans = metric", mine == long > 0, f"{mine} and {long:.0f}")


def by_share(facts: Facts, what: str, service: str, kind: str, line: str, metric: str) -> Iterator[Check]:
    """Sampled, spans and lines stand for what the metric counts; of what is counted through, within one of its share."""
    counted = facts.grown(metric, 0, facts.now, service=service) + facts.total(metric, service=service)[0]
    spans = facts.seen.spans("TraceId", "SampleRate", ServiceName=service, SpanKind=kind)
    lines = facts.seen.logs("TraceId", "SampleRate", ServiceName=service, Body=line)
    yield counts.agree(what, counted, spans=spans, lines=lines)
    rates = values_of(spans["SampleRate"]).astype(np.int64)
    off = abs(int(rates.sum()) - counted)
    yield Check(f"{what}: no further off than two that are kept", off <= 2 * rates.max(initial=1), f"{off:,.0f}")


def whole(facts: Facts) -> Iterator[Check]:
    """The last two minutes of the victim's pod, by a customer that the metrics tell apart."""
    columns = ("Timestamp", "Duration", "@customer.id", "SampleRate", "res@k8s.pod.name")
    roots = facts.seen.spans(*columns, SpanName="workflow.execute")
    ends = facts.seen.moments(roots["Timestamp"]) + values_of(roots["Duration"]).astype(np.int64)
    late = (ends > facts.now - 2 * MINUTE) & (np.array(roots["res@k8s.pod.name"].to_pylist()) == facts.pod)
    rates = values_of(roots["SampleRate"])[late]
    yield every("the last two minutes of the victim's pod are kept whole", 1, rates, 1, least=40)
    customers = np.array(roots["@customer.id"].to_pylist())[late].tolist()
    neighbours = [one for one in facts.customers if one in customers and one != facts.victim]
    for one in neighbours:
        counted = facts.grown(f"{DURATION}_count", facts.now - 2 * MINUTE, facts.now, customer=one)
        yield Check("and a neighbour's executions there: spans = metric", customers.count(one) == counted,
                    f"{customers.count(one)} and {counted:.0f}")  # fmt: skip
    yield Check("there is such a neighbour", len(neighbours) == 1, ", ".join(neighbours))


def lines(facts: Facts) -> Iterator[Check]:
    loads = facts.seen.spans("TraceId", SpanName="state.load").num_rows
    told = facts.seen.logs("TraceId", Body="state loaded").num_rows
    yield Check("state.load: spans = lines", loads == told > 0, f"{loads:,} and {told:,}")
    spans = facts.seen.spans("Duration", SpanName="JSON.parse")
    long = int((values_of(spans["Duration"]) >= SECOND).sum())
    blocked = facts.seen.logs("Timestamp", "Body", SeverityText="WARN")
    said = sum(body.startswith("event loop blocked for 2") for body in blocked["Body"].to_pylist())
    yield Check("long parses: spans = lines that say so", long == said > 0, f"{long:,} and {said:,}")


def calls(facts: Facts) -> Iterator[Check]:
    stats = facts.seen.signals.db_query_stats
    numbers = values_of(stats["QueryId"])
    for known, values in facts.series("pg_stat_statements_calls_total", server="postgres-primary"):
        told = int(values_of(stats["Calls"])[numbers == int(known["queryid"])].sum())
        if known["statement"] in (LOAD, "INSERT jobs"):
            yield Check(
                f"{known['statement']}: statistics = metric", told == int(values[-1]), f"{told:,} and {values[-1]:,.0f}"
            )


# --- red herrings -----------------------------------------------------------------------------


def red_herrings(facts: Facts) -> Iterator[Check]:
    lag = facts.total("pg_stat_replication_lag_seconds", server="postgres-replica")
    earlier, later = (
        float((facts.during(lag, a, b) > 5).mean()) for a, b in ((0, facts.onset), (facts.onset, facts.now))
    )
    yield between(
        "replica: the share of the time it lags, after the onset against before, times",
        0.7,
        later / max(earlier, 1e-9),
        1.4,
    )
    yield every("replica: its lag in the last batch", 0, facts.during(lag, *facts.busy), 1, " s")
    yield from release(facts)
    name = "http_server_request_duration_seconds"
    slower = [facts.quantile(0.99, name, a, b, service="template-service") * 1000
              for a, b in ((facts.now - DAY, facts.now), (facts.onset, facts.onset + DAY), (facts.onset - DAY, facts.onset))]  # fmt: skip
    yield between(
        "template-service: p99 of the last day against that after the onset", 25, slower[0] - slower[1], 60, " ms"
    )
    yield between("template-service: p99 after the onset against before", -12, slower[1] - slower[2], 12, " ms")
    vacuums = [facts.grown("pg_stat_user_tables_autovacuum_count", a, b)
               for a, b in ((facts.onset - 4 * DAY, facts.onset), (facts.now - 4 * DAY, facts.now))]  # fmt: skip
    yield every("autovacuum of workflow_state: times in four days, before and after", 15, vacuums, 17, least=2)
    active = facts.seen.signals.db_activity
    workers = pc.sum(pc.equal(active["BackendType"], "autovacuum worker")).as_py()
    yield between("autovacuum: seen among the sessions", 100, workers or 0, 400)
    limits = {values[-1] for _, values in facts.series("kube_pod_container_resource_limits_cpu_cores")}
    yield Check(
        "CPU limit: the same for all engines", limits == {0.5}, ", ".join(f"{limit:g}" for limit in sorted(limits))
    )
    yield herring_calls(facts)


def release(facts: Facts) -> Iterator[Check]:
    """Batches between the change and the deploy are slow already."""
    known = [row for row in facts.seen.signals.events.to_pylist() if row["Title"].startswith("workflow-engine 3.8.1")]
    moment = facts.since(known[0]["Time"]) if known else facts.onset
    yield between("deploy of the engine: after the onset", 2.5, (moment - facts.onset) / HOUR, 3.5, " h")
    low, high = (550, 640) if facts.interleaved else (50, 58)
    ran = facts.mean(RUN, facts.onset, moment, customer=facts.victim)
    yield between("deploy of the engine: an execution runs, between the onset and it", low, ran, high, " s")


def herring_calls(facts: Facts) -> Check:
    spans = facts.seen.spans("TraceId", "SpanName", SpanKind="Client")
    slow = {one.trace for one in facts.slow}
    names = {
        name
        for trace, name in zip(spans["TraceId"].to_pylist(), spans["SpanName"].to_pylist(), strict=True)
        if trace in slow
    }
    return Check(
        "template-service: no slow execution calls it", "POST" not in names and bool(names), ", ".join(sorted(names))
    )


# --- heap snapshots ---------------------------------------------------------------------------


def heap(facts: Facts) -> Iterator[Check]:
    rows = sorted(facts.built.signals.heap_snapshots.to_pylist(), key=lambda row: row["Time"])
    names = {row["Name"] for row in rows}
    same = len(rows) == len(names) == 2 and names == set(facts.built.heap)
    yield Check("two heap snapshots, each with its file", same, ", ".join(sorted(names)))
    yield Check("of the victim's pod", {row["Pod"] for row in rows} == {facts.pod}, facts.pod)
    used = facts.total("v8js_memory_heap_used_bytes", pod=facts.pod)
    measured = [size_of(facts.built.heap[row["Name"]]) for row in rows]
    for row, (size, total, _) in zip(rows, measured, strict=True):
        yield between(
            "a snapshot's total against v8js_memory_heap_used_bytes, times",
            0.97,
            total / used[facts.at(facts.since(row["Time"]))],
            1.03,
        )
        yield Check("its size is what the table says", size == row["Bytes"], f"{size:,}")
    moments = [facts.since(row["Time"]) for row in rows]
    start, end = facts.busy
    calm = all(not one.start < moments[0] < one.end for one in facts.slow) if moments else False
    yield Check(
        "the first between two batches, the second in the last", calm and start <= moments[-1] <= end, f"{len(moments)}"
    )
    states = (0, 5 if facts.interleaved else 1)
    for (_, _, large), wanted in zip(measured, states, strict=False):
        yield Check(f"large states in it: {wanted}", large == wanted, str(large))


def size_of(packed: bytes) -> tuple[int, int, int]:
    """Bytes of the file as V8 wrote it and of the heap, and how many texts of 40 MB and more there are."""
    from rounds.heapsnapshot.reading import read  # noqa: PLC0415 - compiled code, which building has no use for

    with pa.CompressedInputStream(pa.BufferReader(packed), "zstd") as stream:
        whole = pa.BufferReader(stream.read())
    sizes = read(whole.read).self_size
    return whole.size(), int(sizes.sum()), int((sizes > 40_000_000).sum())


# --- what is there ----------------------------------------------------------------------------


def contents(facts: Facts) -> Iterator[Check]:
    tables = facts.built.signals.tables()
    for name, most in (("spans", 400_000), ("logs", 400_000), ("samples", 10_000_000), ("db_activity", 400_000)):
        yield Check(f"{name}: at most {most:,}", 0 < tables[name].num_rows <= most, f"{tables[name].num_rows:,}")
    lengths = {int(n) for n in np.diff(facts.seen.bounds)}
    yield Check("all series are scraped at the same moments", lengths == {len(facts.times)}, f"{len(facts.times):,}")
    gaps = set(np.unique(np.diff(facts.times) // SECOND).tolist())
    yield Check("every two minutes, later each minute, at the end every 15 s", gaps == {15, 60, 120}, str(sorted(gaps)))
    services = set(pc.unique(tables["spans"]["ServiceName"]).to_pylist())
    missing = [name for name in facts.built.public.services if name not in services | SERVERS]
    yield Check("every service has kept traces", not missing, ", ".join(missing) or f"{len(services)} services")
    spread = len(set(tables["spans"]["TraceId"].to_pylist()))
    yield between("kept traces", 900, spread, 2_000)
    firing = [row for row in facts.seen.signals.events.to_pylist() if row["Kind"] == "alert"]
    yield Check("alerts fire", len(firing) >= 5, f"{len(firing)} changes of state")
    yield between("metrics", 40, len(facts.seen.by_metric), 140)


def plans(facts: Facts) -> Iterator[Check]:
    yield from plans_agree(facts.seen.signals)


PARTS = (latency, traces, pods, databases, agreement, red_herrings, heap, plans, contents)
