"""What must be true of `service-restarts`, for every seed, and is not true when handlers are removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.incidents.built import Built, Check
from rounds.incidents.checks import counts
from rounds.incidents.checks.plans import plans_agree, rows_of
from rounds.incidents.checks.telemetry import Bools, Floats, Ints, Telemetry, telemetry

SECOND = 1_000_000_000
MINUTE, HOUR = 60 * SECOND, 3600 * SECOND
STEP = 15  # seconds between two scrapes at the end; before, only every eighth is there
EVERY = 8  # of them, over the whole time
FIRST = EVERY - 1  # the first
OFTEN = slice(FIRST, -1 - EVERY)  # from it to the last but one
ENGINE = "workflow-engine"
LIMIT, CONTAINER = 1536 << 20, 2 << 30
HEAP = "v8js_memory_heap_used_bytes"
TAKEN = (10 * MINUTE, 2 * HOUR, 4 * HOUR)
AGE = 4 * HOUR + 20 * MINUTE
EVENTS = ("step.completed", "step.failed", "workflow.cancelled")


def between(claim: str, low: float, value: float, high: float, unit: str = "") -> Check:
    return Check(f"{claim}: {low:g} to {high:g}{unit}", bool(low <= value <= high), f"{value:.4g}{unit}")


@dataclass(frozen=True)
class Life:
    """A process that began after the release: moments of its start and of its end, if it has ended."""

    pod: str
    start: int
    end: int | None

    @property
    def hours(self) -> float:
        return ((self.end or 0) - self.start) / HOUR


@dataclass(frozen=True)
class Facts:
    """What several checks ask of the telemetry."""

    seen: Telemetry
    built: Built
    found: dict[tuple[Any, ...], Floats] = field(default_factory=dict)

    @cached_property
    def moments(self) -> Ints:
        """Of the scrapes."""
        return (np.arange(self.seen.scrapes, dtype=np.int64) + 1) * STEP * SECOND

    def places(self, table: pa.Table) -> Ints:
        """The scrapes at whose moments its rows are."""
        moments = table["Time"].cast("int64").to_numpy() * 1_000_000 - self.seen.epoch
        places: Ints = moments // (STEP * SECOND) - 1
        return places

    @cached_property
    def now(self) -> int:
        return int((self.built.now - self.built.began).total_seconds()) * SECOND

    @cached_property
    def release(self) -> int:
        return int((self.built.onset - self.built.began).total_seconds()) * SECOND

    @cached_property
    def restarts(self) -> list[tuple[int, dict[str, str]]]:
        """The engine's, with what is said of them."""
        events = self.seen.signals.events
        kept = events.filter(pc.and_(pc.equal(events["Kind"], "restart"), pc.equal(events["ServiceName"], ENGINE)))
        moments = kept["Time"].cast("int64").to_numpy() * 1_000_000 - self.seen.epoch
        attributes = [dict(pairs) for pairs in kept["Attributes"].to_pylist()]
        return list(zip(moments.tolist(), attributes, strict=True))

    @cached_property
    def pods(self) -> list[str]:
        """Those of the engine that are there now."""
        return sorted(str(known["pod"]) for known, values in self.seen.series("up", service=ENGINE) if values[-1] == 1)

    @cached_property
    def lives(self) -> list[Life]:
        return [life for pod in self.pods for life in self.lives_of(pod)]

    def lives_of(self, pod: str) -> Iterator[Life]:
        starts = np.unique(self.one("process_start_time_seconds", pod=pod))
        ends = [moment for moment, known in self.restarts if known.get("pod") == pod]
        for start in (starts[~np.isnan(starts)] * SECOND - self.seen.epoch).astype(np.int64).tolist():
            yield Life(pod, start, next((moment for moment in ends if moment > start), None))

    @cached_property
    def ended(self) -> list[Life]:
        return [life for life in self.lives if life.end is not None]

    def one(self, metric: str, **labels: str) -> Floats:
        """The one series; NaN where there is no sample."""
        asked = (metric, *sorted(labels.items()))
        if asked not in self.found:
            found = next((values for _, values in self.seen.series(metric, **labels)), None)
            self.found[asked] = np.full(self.seen.scrapes, np.nan) if found is None else found
        return self.found[asked]

    def last(self, metric: str, moment: int, **labels: str) -> float:
        """The newest sample at or before the moment."""
        values = self.one(metric, **labels)[: moment // (STEP * SECOND)]
        there = values[~np.isnan(values)]
        return float(there[-1]) if len(there) else float("nan")

    def during(self, life: Life, first: int = 0, last: int | None = None) -> Bools:
        """The scrapes of a life, from so long after its start on, and until so long after it."""
        end = min(life.end or self.now, life.start + (last if last is not None else 24 * HOUR))
        return (self.moments > life.start + first) & (self.moments <= end)

    @cached_property
    def begun(self) -> dict[str, Floats]:
        """Executions that began, by pod: a counter of the process."""
        named = self.seen.series("workflow_executions_started_total", service=ENGINE)
        return {str(known["pod"]): values for known, values in named}

    @cached_property
    def heap(self) -> dict[str, Floats]:
        """In use in each pod, in all spaces that are there every minute."""
        found: dict[str, Floats] = {}
        for known, values in self.seen.series(HEAP, service=ENGINE):
            found[known["pod"]] = found.get(known["pod"], np.zeros(self.seen.scrapes)) + values
        return found

    @cached_property
    def executions(self) -> pa.Table:
        columns = (
            "TraceId",
            "SpanId",
            "Timestamp",
            "Duration",
            "SampleRate",
            "res@k8s.pod.name",
            "res@service.version",
        )
        return self.seen.spans(*columns, SpanName="workflow.execute", ServiceName=ENGINE)

    @cached_property
    def registered(self) -> pa.Table:
        columns = (
            "TraceId",
            "ParentSpanId",
            "Timestamp",
            "@handlers",
            "@listener_count",
            "res@k8s.pod.name",
            "SampleRate",
        )
        return self.seen.spans(*columns, SpanName="registerEventHandlers")

    @cached_property
    def removed(self) -> pa.Table:
        return self.seen.spans("TraceId", "Timestamp", SpanName="removeEventHandlers")


def checks(built: Built) -> list[Check]:
    facts = Facts(telemetry(built), built)
    return [check for part in PARTS for check in part(facts)]


# --- lives ----------------------------------------------------------------------------------------


def lives(facts: Facts) -> Iterator[Check]:
    hours = [life.hours for life in facts.ended]
    low, high = min(hours, default=0.0), max(hours, default=0.0)
    yield Check("every completed process life of every pod lasts 3.8 to 6.3 h", bool(3.8 <= low <= high <= 6.3),
                f"{len(hours)} lives of {low:.2f} to {high:.2f} h")  # fmt: skip
    yield Check("eight pods", len(facts.pods) == 8, f"{len(facts.pods)}")
    days = (facts.now - facts.release) / (24 * HOUR)
    each = [sum(life.pod == pod for life in facts.ended) / days for pod in facts.pods]
    yield Check("4 to 6 restarts a day in each pod", bool(each) and 4 <= min(each) <= max(each) <= 6,
                f"{min(each, default=0):.2f} to {max(each, default=0):.2f}")  # fmt: skip
    early = sum(moment < facts.release for moment, _ in facts.restarts)
    yield Check("no restarts before the release", early == 0, f"{early}")
    codes = {known.get("exit_code") for _, known in facts.restarts}
    yield Check("every restart: exit code 134, not OOMKilled", codes == {"134"} and all(
        known.get("reason") != "OOMKilled" for _, known in facts.restarts), str(sorted(map(str, codes))))  # fmt: skip
    counted = sum(facts.last("kube_pod_container_status_restarts_total", facts.now, pod=pod) for pod in facts.pods)
    yield Check("restarts: events = kube's counter", counted == len(facts.restarts) > 0,
                f"{len(facts.restarts)} = {counted:g}")  # fmt: skip
    yield staggered(facts)
    yield from load(facts)


def staggered(facts: Facts) -> Check:
    """In the last two days the pods take turns: hardly ever do three end within a quarter of an hour."""
    ends = np.array(sorted(life.end or 0 for life in facts.ended))
    ends = ends[ends > facts.now - 48 * HOUR]
    close = int((ends[2:] - ends[:-2] < 15 * MINUTE).sum()) if len(ends) > 2 else len(ends)
    return Check("pods are staggered in the last two days", len(ends) > 40 and close <= len(ends) // 4,
                 f"{close} times three within a quarter of an hour, of {len(ends)}")  # fmt: skip


def load(facts: Facts) -> Iterator[Check]:
    """The leak is per execution: hours times rate is the same for all."""
    known = [facts.last("workflow_executions_started_total", life.end or 0, pod=life.pod) for life in facts.ended]
    middle = float(np.median(known)) if known else 0.0
    off = max((abs(n / middle - 1) for n in known), default=1.0)
    yield between("executions in a completed life", 54_000, middle, 58_500)
    yield Check("hours x rate constant within 10 %", off < 0.1, f"within {100 * off:.1f} %")
    rates = [n / max(life.hours * 3600, 1) for n, life in zip(known, facts.ended, strict=True)]
    yield between("executions a second in the fastest life", 3.6, max(rates, default=0.0), 4.1)
    yield between("executions a second in the slowest life", 2.5, min(rates, default=0.0), 2.8)
    hours = [life.hours for life in facts.ended]
    together = float(np.corrcoef(hours, rates)[0, 1]) if len(hours) > 2 else 0.0
    yield Check("the busier, the shorter a life", together < -0.95, f"correlation {together:.3f}")


# --- memory and collections -----------------------------------------------------------------------


def memory(facts: Facts) -> Iterator[Check]:
    tops, slopes, fits = [], [], []
    for life in facts.ended:
        heap, begun = facts.heap[life.pod], facts.begun[life.pod]
        here = facts.during(life, 40 * MINUTE) & ~np.isnan(heap) & ~np.isnan(begun)
        slope, _ = np.polyfit(begun[here], heap[here], 1)
        slopes.append(slope)
        fits.append(np.corrcoef(begun[here], heap[here])[0, 1])
        tops.append(heap[here][-1])
    yield between("heap at the end of a life against its limit, lowest", 0.93, min(tops, default=0) / LIMIT, 1)
    yield between("heap for each execution, by the metrics", 22_000, float(np.median(slopes or [0])), 26_000, " bytes")
    yield Check("the heap rises with executions, on a straight line", min(fits, default=0) > 0.97,
                f"correlation at least {min(fits, default=0):.3f}")  # fmt: skip
    yield between("heap before the release", 190e6, quiet_heap(facts, 0, facts.release), 300e6, " bytes")
    slow, fast = collections(facts, 20 * MINUTE, 60 * MINUTE), collections_at_end(facts)
    yield between("a major collection early in a life", 0.05, slow[0], 0.12, " s")
    yield between("a major collection at the end of a life", 0.95, fast[0], 1.4, " s")
    yield between("seconds between two at the beginning", 60, slow[1], 110, " s")
    yield between("seconds between two at the end", 15, fast[1], 30, " s")
    freed = [freed_at(facts, life) for life in facts.ended]
    yield between("freed early in a life", 0.25, float(np.median([f for f, _ in freed] or [0])), 0.4)
    yield between("freed at the end of a life", 0, float(np.median([f for _, f in freed] or [1])), 0.03)
    yield between("utilisation of the loop, full against empty", 0.06, busier(facts), 0.16)


def quiet_heap(facts: Facts, start: int, end: int) -> float:
    here = (facts.moments > start) & (facts.moments <= end)
    return float(np.nanmean([np.nanmean(heap[here]) for heap in facts.heap.values() if not np.isnan(heap[here]).all()]))


def collections(facts: Facts, first: int, last: int) -> tuple[float, float]:
    return averaged(facts, [(life, facts.during(life, first, last)) for life in facts.ended])


def collections_at_end(facts: Facts) -> tuple[float, float]:
    return averaged(
        facts, [(life, facts.during(life, (life.end or 0) - life.start - 15 * MINUTE)) for life in facts.ended]
    )


def averaged(facts: Facts, parts: list[tuple[Life, Bools]]) -> tuple[float, float]:
    """Seconds that a major collection takes, and seconds between two."""
    spent = times = seconds = 0.0
    for life, here in parts:
        total = facts.one("v8js_gc_duration_seconds_sum", pod=life.pod, type="major")[here]
        count = facts.one("v8js_gc_duration_seconds_count", pod=life.pod, type="major")[here]
        there = np.flatnonzero(~np.isnan(total))
        if len(there) > 1:
            spent += total[there[-1]] - total[there[0]]
            times += count[there[-1]] - count[there[0]]
            seconds += float(there[-1] - there[0]) * STEP
    return (spent / times, seconds / times) if times else (0.0, 0.0)


def freed_at(facts: Facts, life: Life) -> tuple[float, float]:
    values = facts.one("v8js_gc_freed_ratio", pod=life.pod)
    early, late = values[facts.during(life, 0, 30 * MINUTE)], values[facts.during(life)]
    return float(np.nanmax(early)), float(late[~np.isnan(late)][-1])


def busier(facts: Facts) -> float:
    """Difference at the same load: what is left once the executions of that minute are taken into account."""
    full, busy, begun = [], [], []
    for life in facts.ended[:: max(len(facts.ended) // 40, 1)]:
        here = np.flatnonzero(facts.during(life, 20 * MINUTE))[3::4]
        used = facts.one("nodejs_eventloop_utilization", pod=life.pod)[here]
        level, total = facts.heap[life.pod][here], facts.begun[life.pod][here]
        there = ~np.isnan(used[1:]) & ~np.isnan(level[1:]) & ~np.isnan(np.diff(total))
        full.append((level[1:] / LIMIT)[there])
        busy.append(used[1:][there])
        begun.append(np.diff(total)[there])
    if not full:
        return 0.0
    columns = np.stack([np.concatenate(full), np.concatenate(begun), np.ones(sum(map(len, full)))], axis=1)
    return float(np.linalg.lstsq(columns, np.concatenate(busy), rcond=None)[0][0] * 0.8)


# --- traces and lines -----------------------------------------------------------------------------


def traces(facts: Facts) -> Iterator[Check]:
    begun = facts.seen.moments(facts.executions["Timestamp"])
    old, new = (set(facts.executions.filter(pa.array(part))["TraceId"].to_pylist())
                for part in (begun < facts.release, begun >= facts.release))  # fmt: skip
    register, remove = (table["TraceId"].to_pylist() for table in (facts.registered, facts.removed))
    yield Check("at least 40 kept executions before the release", len(old) >= 40, f"{len(old)}")
    once = len(register) == len(set(register)) == len(old) + len(new)
    yield Check("every execution registers its handlers once", once and set(register) == old | new, f"{len(register)}")
    taken = len(old & set(remove))
    yield Check(
        "before the release every execution removes its handlers", taken == len(old) > 0, f"{taken} of {len(old)}"
    )
    later = len(new & set(remove))
    yield Check("since the release none does", later == 0 < len(new), f"{later} of {len(new)}")
    handlers = set(facts.registered["@handlers"].to_pylist())
    yield Check("handlers=3 in each", handlers == {3}, str(handlers))
    yield rising(facts)
    yield counted_listeners(facts)


def rising(facts: Facts) -> Check:
    """In each process, from one execution to the next, as they began: of two that begin within some milliseconds the
    later one may be the first to have its row, and then its handlers.
    """
    table = facts.registered
    began = dict(zip(facts.executions["TraceId"].to_pylist(), facts.seen.moments(facts.executions["Timestamp"]).tolist(),
                     strict=True))  # fmt: skip
    pods = np.array(table["res@k8s.pod.name"].to_pylist())
    moments = np.array([began[trace] for trace in table["TraceId"].to_pylist()], np.int64)
    count, wrong, processes = table["@listener_count"].to_numpy(), 0, 0
    for life in facts.lives:
        here = (pods == life.pod) & (moments >= life.start) & (moments < (life.end or facts.now + 1))
        order = np.argsort(moments[here], kind="stable")
        wrong += int((np.diff(count[here][order]) <= 0).sum())
        processes += bool(here.sum() > 1)
    return Check("listener_count rises with each execution that a process begins", wrong == 0 and processes > 100,
                 f"{wrong} times not, in {processes} processes")  # fmt: skip


def counted_listeners(facts: Facts) -> Check:
    """One execution adds one listener to each event: the attribute is what the metric counts."""
    table = facts.registered
    moments = facts.seen.moments(table["Timestamp"])
    fine = np.flatnonzero(moments > facts.now - 24 * HOUR)[::7]
    pods, count = table["res@k8s.pod.name"].to_pylist(), table["@listener_count"].to_numpy()
    off = 0
    for row in fine.tolist():
        scrape = int(moments[row] // (STEP * SECOND))
        total = facts.begun[pods[row]][scrape - 1 : scrape + 1]
        before = 0.0 if np.isnan(total[0]) or total[0] > total[1] else total[0]
        # The handlers are registered a moment after the execution was counted.
        off += not (before - 2 < count[row] <= (np.inf if np.isnan(total[1]) else total[1]))
    return Check("listener_count = executions that the process has begun, by its metric", off == 0 < len(fine),
                 f"{off} of {len(fine)} do not fit")  # fmt: skip


def lines(facts: Facts) -> Iterator[Check]:
    logs = facts.seen.logs("Timestamp", "Body", "res@k8s.pod.name", "SampleRate", ServiceName=ENGINE)
    moments, pods = facts.seen.moments(logs["Timestamp"]), np.array(logs["res@k8s.pod.name"].to_pylist())
    warned = there(logs, "MaxListenersExceededWarning")
    starts = there(logs, "Starting workflow-engine")
    total = int(starts.sum())
    yield Check("warning: exactly 3 lines for each start of a process", int(warned.sum()) == 3 * total > 0,
                f"{int(warned.sum())} for {total} starts")  # fmt: skip
    wrong = [event for event in EVENTS if int(there(logs, f"11 {event} listeners added").sum()) != total]
    yield Check("one for each event of the bus", not wrong, ", ".join(wrong) or ", ".join(EVENTS))
    late = 0
    for moment, pod in zip(moments[starts].tolist(), pods[starts].tolist(), strict=True):
        after = moments[warned & (pods == pod)] - moment
        late += int(((after > 0) & (after < 20 * SECOND)).sum()) != 3
    yield Check("all of them in the first 20 s of the process", late == 0, f"{late} processes in which not")
    fatal = np.sort(moments[there(logs, "FATAL ERROR: Ineffective mark-compacts near heap limit")])
    ends = np.array(sorted(moment for moment, _ in facts.restarts))
    near = len(fatal) == len(ends) > 0 and bool((abs(fatal - ends) < SECOND).all())
    yield Check("FATAL ERROR of V8 at each restart", near, f"{len(fatal)} lines, {len(ends)} restarts")
    last = there(logs, "Mark-Compact (reduce)")
    yield Check("three last collections at each", int(last.sum()) == 3 * len(ends) > 0, f"{int(last.sum())}")
    yield from lost(facts, logs)


def there(logs: pa.Table, part: str) -> Bools:
    found: Bools = np.array(pc.match_substring(logs["Body"], part).to_pylist(), bool)
    return found


def lost(facts: Facts, logs: pa.Table) -> Iterator[Check]:
    said = logs.filter(pa.array(there(logs, "recovered 0 of")))
    numbers = [int(body.split()[3]) for body in said["Body"].to_pylist()]
    moments = facts.seen.moments(said["Timestamp"])
    yield between("executions lost at a restart, on average", 50, float(np.mean(numbers or [0])), 75)
    old = moments - 45 * SECOND < facts.now - 11 * MINUTE
    stuck = facts.last("workflow_executions_stuck", facts.now)
    before = float(facts.one("workflow_executions_stuck")[FIRST])
    added = sum(n for n, early in zip(numbers, old.tolist(), strict=True) if early)
    yield Check("stuck executions = those the lines say are lost", bool(added <= stuck - before <= added + 300) and added > 0,
                f"{stuck - before:g}, {added} by the lines until 11 minutes ago")  # fmt: skip
    relation = facts.seen.signals.db_relations
    looks = relation.filter(pc.equal(relation["Relation"], "executions_running_idx"))
    rows, at = looks["LiveRows"].to_numpy(), facts.places(looks)
    scraped = at % EVERY == FIRST
    rows, under_way = rows[scraped], facts.seen.total("workflow_executions_inflight")[at[scraped]]
    orphaned = rows.astype(np.int64) - under_way.astype(np.int64)
    same = len(rows) > 1000 and bool((np.diff(orphaned) >= 0).all()) and orphaned[-1] - before == sum(numbers)
    yield Check("rows with status running = executions under way + those lost, at every look", same and bool(numbers),
                f"{orphaned[-1]} at the end, {sum(numbers)} by the lines")  # fmt: skip


# --- signals agree --------------------------------------------------------------------------------


def agreement(facts: Facts) -> Iterator[Check]:
    pod = facts.seen.signals.heap_snapshots["Pod"][0].as_py()
    begun = facts.begun[pod]
    whole = float(begun[-1] - begun[-21])
    said = facts.seen.logs("Timestamp", Body="execution started", SampleRate=1, **{"res@k8s.pod.name": pod})
    since = facts.now - 5 * MINUTE
    lines = int((facts.seen.moments(said["Timestamp"]) >= since).sum())
    yield Check("executions begun on one pod in the last 5 minutes: metric = lines", whole == lines > 0,
                f"{whole:g} = {lines}")  # fmt: skip
    done = facts.seen.logs("Timestamp", Body="execution finished", SampleRate=1, **{"res@k8s.pod.name": pod})
    executions = facts.executions
    here = pc.and_(pc.equal(executions["res@k8s.pod.name"], pod), pc.equal(executions["SampleRate"], 1))
    spans = executions.filter(here).num_rows
    yield Check("executions kept whole that ended: spans = lines", spans == done.num_rows > 0,
                f"{spans} = {done.num_rows}")  # fmt: skip
    yield from by_share(facts)
    yield from statements(facts)
    yield unfinished(facts)
    seconds = float(facts.executions["Duration"].to_numpy().mean()) / SECOND
    under_way = float(facts.seen.total("workflow_executions_inflight")[FIRST::EVERY].mean())
    rate = total_begun(facts) / (facts.now / SECOND)
    yield between(
        "executions under way = their rate x how long they take, times", 0.95, under_way / (rate * seconds), 1.05
    )


def total_begun(facts: Facts) -> float:
    steps = facts.one("workflow_steps_total")
    first = steps[FIRST]
    return float(steps[-1] - first) / 20 * len(steps) / (len(steps) - EVERY)


def by_share(facts: Facts) -> Iterator[Check]:
    """What is kept in part: executions, of which those that a restart ends have a line of their start and no span."""
    seen = facts.seen
    started = seen.logs(*counts.LINE, Body="execution started", ServiceName=ENGINE)
    yield counts.agree("executions", total_begun(facts), spans=facts.executions, lines=started)
    yield counts.requests(seen, "api-gateway", "request", OFTEN)
    yield counts.deliveries(seen, "delivered", OFTEN)
    pending = seen.total("webhook_jobs_pending", queue="webhook")
    relations = seen.signals.db_relations
    jobs = relations.filter(pc.and_(pc.equal(relations["Relation"], "jobs"), pc.equal(relations["Kind"], "table")))
    at = facts.places(jobs)
    scraped = at % EVERY == FIRST
    rows = jobs["LiveRows"].to_numpy()[scraped]
    same = len(rows) > 1000 and bool((rows == pending[at[scraped]]).all())
    yield Check("webhook_jobs_pending = rows of jobs, at every look", same, f"{rows[-1:]} at the last of {len(rows)}")


def statements(facts: Facts) -> Iterator[Check]:
    stats = facts.seen.signals.db_query_stats
    named = {
        known["statement"]: int(known["queryid"]) for known, _ in facts.seen.series("pg_stat_statements_calls_total")
    }
    wrong = []
    for name, number in named.items():
        rows = stats.filter(pc.equal(stats["QueryId"], number))["Calls"].to_numpy().astype(np.float64)
        if abs(rows.sum() - facts.last("pg_stat_statements_calls_total", facts.now, statement=name)) > 0.5:
            wrong.append(name)
    yield Check("calls of every statement: statistics = metric", not wrong and len(named) > 10,
                ", ".join(wrong) or f"{len(named)} statements")  # fmt: skip
    looks = stats.filter(pc.equal(stats["QueryId"], named["SELECT running"]))
    stuck = facts.one("workflow_executions_stuck")[facts.places(looks)]
    scraped = ~np.isnan(stuck)
    rows, stuck = looks["Rows"].to_numpy().astype(np.float64)[scraped], stuck[scraped]
    yield Check("rows of the look for stuck executions = their metric", bool((rows == stuck).all()) and len(rows) > 5000,
                f"{rows[-1]:g} = {stuck[-1]:g} at the end")  # fmt: skip


def unfinished(facts: Facts) -> Check:
    """No execution ends after its process has."""
    table = facts.executions
    start = facts.seen.moments(table["Timestamp"])
    end, pods = start + table["Duration"].to_numpy().astype(np.int64), np.array(table["res@k8s.pod.name"].to_pylist())
    wrong = 0
    for life in facts.ended:
        last = life.end or facts.now
        wrong += int(((pods == life.pod) & (start < last) & (end > last)).sum())
    return Check("no kept execution goes on after its process has ended", wrong == 0, f"{wrong}")


# --- heap -----------------------------------------------------------------------------------------


def heap(facts: Facts) -> Iterator[Check]:
    rows = facts.built.signals.heap_snapshots.to_pylist()
    names = {row["Name"] for row in rows}
    yield Check("three heap snapshots, each with its file", len(rows) == len(names) == 3 and names == set(facts.built.heap),
                ", ".join(sorted(names)))  # fmt: skip
    pods = {row["Pod"] for row in rows}
    pod = sorted(pods)[0]
    moments = [int((row["Time"] - facts.built.began) / timedelta(microseconds=1)) * 1000 for row in rows]
    start = int(facts.last("process_start_time_seconds", moments[0], pod=pod) * SECOND) - facts.seen.epoch
    ages = [moment - start for moment in moments]
    near = all(abs(age - wanted) <= MINUTE for age, wanted in zip(ages, TAKEN, strict=True))
    yield Check("of one process, 10 min, 2 h and 4 h old", len(pods) == 1 and near,
                ", ".join(f"{age / HOUR:.2f} h" for age in ages))  # fmt: skip
    yield Check(
        "which started 4 h 20 min ago", abs(facts.now - start - AGE) <= MINUTE, f"{(facts.now - start) / HOUR:.3f} h"
    )
    seen = [measured(facts.built.heap[row["Name"]]) for row in rows]
    for row, one in zip(rows, seen, strict=True):
        used = facts.heap[pod][int((row["Time"] - facts.built.began).total_seconds()) // STEP - 1]
        yield between("a snapshot's total against v8js_memory_heap_used_bytes, times", 0.97, one.total / used, 1.03)
        yield Check("its size is what the table says", one.file == row["Bytes"], f"{one.file:,}")
    begun = [facts.last("workflow_executions_started_total", moment, pod=pod) for moment in moments]
    base = [one.closures - 3 * count for one, count in zip(seen, begun, strict=True)]
    yield Check("closures = those of the base + 3 x executions since the start", len(set(base)) == 1 and base[0] > 0,
                ", ".join(f"{one.closures} - 3 x {count:g}" for one, count in zip(seen, begun, strict=True)))  # fmt: skip
    held = [one.executions for one in seen]
    yield Check("WorkflowExecution: one for each", held == [int(count) for count in begun], f"{held}")
    size = (seen[2].total - seen[1].total) / max(begun[2] - begun[1], 1)
    yield between("bytes retained for each execution", 22_000, size, 26_000)
    text = sum(row["Bytes"] for row in rows)
    yield Check("snapshots: at most 250 MB of text", text <= 250e6, f"{text / 1e6:.0f} MB")


@dataclass(frozen=True)
class Measured:
    file: int
    total: int
    closures: int
    executions: int


def measured(packed: bytes) -> Measured:
    """Bytes of the file as V8 wrote it and of the heap, and how many of some kinds are in it."""
    from rounds.heapsnapshot.reading import read  # noqa: PLC0415 - compiled code, which building has no use for

    with pa.CompressedInputStream(pa.BufferReader(packed), "zstd") as stream:
        whole = pa.BufferReader(stream.read())
    found: Any = read(whole.read)
    kinds = found.kinds.nodes
    name = list(found.strings).index("WorkflowExecution")
    objects = (found.node_name == name) & (found.node_type == kinds.index("object"))
    closures = int((found.node_type == kinds.index("closure")).sum())
    return Measured(whole.size(), int(found.self_size.sum()), closures, int(objects.sum()))


# --- red herrings ---------------------------------------------------------------------------------


def red_herrings(facts: Facts) -> Iterator[Check]:
    upgrade = next(moment for moment, title in events(facts) if title.endswith("3.7.5"))
    yield between("image-lib: hours between it and the release", 2, (facts.release - upgrade) / HOUR, 5, " h")
    flat = quiet_heap(facts, facts.release - HOUR, facts.release) / quiet_heap(
        facts, upgrade + HOUR, upgrade + 2 * HOUR
    )
    yield between(
        "image-lib: heap in the hour before the release against the second hour after it, times", 0.93, flat, 1.07
    )
    for metric in ("nodejs_external_memory_bytes", "nodejs_array_buffers_bytes"):
        most = max(np.nanmax(values) for _, values in facts.seen.series(metric, service=ENGINE))
        least = min(np.nanmin(values) for _, values in facts.seen.series(metric, service=ENGINE))
        yield between(f"{metric}: most against least, times", 1, float(most / least), 2)
    yield cache(facts)
    redis = facts.one("redis_memory_used_bytes")
    place = facts.release // (STEP * SECOND) // EVERY * EVERY - 1
    before, after = (
        (redis[place] - redis[FIRST]) / (place - FIRST),
        (redis[-1] - redis[place]) / (len(redis) - 1 - place),
    )
    yield between("redis: growth after the release against before, times", 0.8, float(after / before), 1.25)
    used = max(float(np.nanmax(v)) for _, v in facts.seen.series("container_memory_working_set_bytes", service=ENGINE))
    yield between("the container's working set against its limit, at most", 0.75, used / CONTAINER, 0.9)
    minutes = [(facts.built.began + timedelta(microseconds=moment // 1000)).minute for moment, _ in facts.restarts]
    share = sum(minute < 2 for minute in minutes) / max(len(minutes), 1)
    yield Check("restarts come at any minute of the hour", share < 0.12 and len(minutes) > 100,
                f"{100 * share:.1f} % in the first two minutes")  # fmt: skip
    yield as_fast(facts)
    locks = facts.seen.signals.db_locks
    waiting = locks.num_rows - int(pc.sum(locks["Granted"]).as_py())
    yield Check("nobody waits for a lock", waiting == 0, f"{waiting} of {locks.num_rows:,}")


def events(facts: Facts) -> list[tuple[int, str]]:
    table = facts.seen.signals.events
    moments = table["Time"].cast("int64").to_numpy() * 1_000_000 - facts.seen.epoch
    return list(zip(moments.tolist(), table["Title"].to_pylist(), strict=True))


def cache(facts: Facts) -> Check:
    """It grows for half an hour and stays at 120 MB."""
    full = []
    for pod in facts.pods:
        values = facts.one("workflow_template_cache_bytes", pod=pod)
        age = facts.moments - (facts.one("process_start_time_seconds", pod=pod) * SECOND - facts.seen.epoch)
        full.append(values[(age > 31 * MINUTE) & ~np.isnan(values)])
    whole = np.concatenate(full) if full else np.zeros(1)
    held = bool(len(whole)) and bool((abs(whole - 120e6) < 1e6).all())
    return Check(
        "the template cache stays at 120 MB after half an hour", held, f"{whole.min():,.0f} to {whole.max():,.0f}"
    )


def as_fast(facts: Facts) -> Check:
    """The mean time of every statement, on the last day against the first."""
    stats = facts.seen.signals.db_query_stats
    moments = stats["Time"].cast("int64").to_numpy() * 1_000_000 - facts.seen.epoch
    number, calls, spent = (stats[name].to_numpy() for name in ("QueryId", "Calls", "TotalMs"))
    off = []
    for one in np.unique(number):
        first, last = ((number == one) & part for part in (moments < 24 * HOUR, moments > facts.now - 24 * HOUR))
        off.append((spent[last].sum() / calls[last].sum()) / (spent[first].sum() / calls[first].sum()))
    return Check("statements take as long as they did on the first day", 0.9 < min(off) <= max(off) < 1.1,
                 f"{min(off):.2f} to {max(off):.2f} times")  # fmt: skip


# --- what is there --------------------------------------------------------------------------------


def contents(facts: Facts) -> Iterator[Check]:
    tables = facts.built.signals.tables()
    for name, most in (("spans", 400_000), ("logs", 400_000), ("samples", 10_000_000), ("db_activity", 400_000)):
        yield Check(f"{name}: at most {most:,}", 0 < tables[name].num_rows <= most, f"{tables[name].num_rows:,}")
    services = set(pc.unique(facts.built.signals.spans["ServiceName"]).to_pylist())
    missing = [name for name in facts.built.public.services if name not in services | SERVERS]
    yield Check("every service has kept traces", not missing, ", ".join(missing) or f"{len(services)} services")
    yield between("days", 8, (facts.built.now - facts.built.began).total_seconds() / 86_400, 8)
    yield between("days since the release", 5.5, (facts.now - facts.release) / (24 * HOUR), 6.5)
    firing = [title for _, title in events(facts) if title.endswith("firing")]
    yield Check("two alerts fire", len(firing) == 2, ", ".join(firing))
    yield steps(facts)
    mute = pc.sum(pc.equal(tables["logs"]["Body"], "")).as_py()
    yield Check("every line says something", mute == 0, f"{mute:,} empty lines")


def steps(facts: Facts) -> Check:
    """120 s, and 15 s in the last 48 hours."""
    scrapes = np.flatnonzero(~np.isnan(facts.one(HEAP, pod=facts.pods[0], space="old_space")) if facts.pods else [])
    old = np.unique(np.diff(scrapes[scrapes < facts.seen.scrapes - 11_520]))
    new = np.unique(np.diff(scrapes[scrapes >= facts.seen.scrapes - 11_520]))
    right = len(old) and len(new) and int(old.min()) == 8 and int(new.min()) == 1
    return Check("samples every 120 s, and every 15 s in the last 48 hours", bool(right),
                 f"{STEP * int(old.min(initial=99))} s and {STEP * int(new.min(initial=99))} s")  # fmt: skip


def plans(facts: Facts) -> Iterator[Check]:
    yield from plans_agree(facts.seen.signals)
    signals = facts.seen.signals
    yield between("rows inserted into executions against executions begun, times", 0.98,
                  rows_of(signals, "INSERT INTO executions") / total_begun(facts), 1.02)  # fmt: skip
    taken, deleted = (rows_of(signals, part) for part in ("FROM jobs WHERE run_at", "DELETE FROM jobs"))
    sent = rows_of(signals, "INSERT INTO deliveries")
    yield between("jobs taken against deliveries, times", 0.95, taken / sent, 1.05)
    yield between("jobs deleted against jobs taken, times", 0.99, deleted / taken, 1.01)
    under_way = float(facts.seen.total("workflow_executions_inflight")[FIRST::EVERY].mean())
    heard = rows_of(signals, "UPDATE executions SET heartbeat_at") / (facts.now / MINUTE)
    yield between("heartbeats written a minute against two for each execution under way, times", 0.95,
                  heard / (2 * under_way), 1.05)  # fmt: skip


SERVERS = {"postgres-primary", "postgres-replica", "redis"}
PARTS = (lives, memory, traces, lines, agreement, heap, red_herrings, plans, contents)
