"""What the candidate of the demo's past interview does in its three scenarios: pages that are turned, questions that are
really asked of the tools as they are turned, and what they write down.

Where an answer names what is looked at next (a host, a customer, a trace), it is taken from the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from rounds.actions import asking, given, notebook
from rounds.actions.office import Office
from rounds.interviews import Act, Cause, Moments, Pin, Question, Seat, acts
from rounds.interviews.addresses import address_of
from rounds.tools import database, heap, logs, metrics, traces

SECOND = 1000.0  # milliseconds
ENGINE = 'service="workflow-engine"'
PARSE = "JSON.parse"


@dataclass(frozen=True, slots=True)
class Stay:
    """A page on the screen from so many seconds into the work on, with what was asked as it was turned to."""

    at: float
    address: str
    asked: Question | None = None

    @property
    def state(self) -> dict[str, Any]:
        told = parse_qs(self.address.partition("?")[2])
        return {name: values[0] if len(values) == 1 else values for name, values in told.items()}


@dataclass(frozen=True, slots=True)
class Wrote:
    """Something in the notebook, so many seconds into the work."""

    at: float
    act: Act


@dataclass(frozen=True, slots=True)
class Tools:
    """Those of one scenario, as its candidate uses them."""

    here: Office
    seat: Seat
    pin: Pin
    moments: Moments
    stays: list[Stay] = field(default_factory=list)
    written: list[Wrote] = field(default_factory=list)

    def turn(self, at: float, path: str = "", asked: Question | None = None) -> None:
        address = f"/interview/{self.pin.number}/{path}".rstrip("/")
        self.stays.append(Stay(at, address, asked))

    def ask(self, at: float, question: Any, lens: str = "", **beside: str) -> Any:
        """`beside` is what the address has that says nothing of the question."""
        if self.here.preparations.stopping.is_set():
            raise Stopped
        answer, asked = asking.answered_and_noted(
            self.here, self.seat, self.pin.incident, question, Cause.CANDIDATE, lens=lens
        )
        path = address_of(asked.asked, given.told(question), self.moments)
        joint = "&" if "?" in path else "?"
        self.turn(at, path + "".join(f"{joint}{name}={value}" for name, value in beside.items()), asked)
        return answer

    def metrics(self, at: float, expression: str, ago: str, *, step: float) -> tuple[metrics.Curve, ...]:
        """`step` is in seconds; points begin at the first round moment, as the page asks for them."""
        start, every = self.moments.at(ago), step * SECOND
        first = -(-start // every) * every
        question = metrics.RangeQuestion(expression=expression, start=first, end=self.moments.now, step_ms=every)
        curves: tuple[metrics.Curve, ...] = self.ask(at, question).series
        return curves

    def traces(self, at: float, query: str, ago: str, sort: str = "newest", columns: str = "") -> list[traces.TraceRow]:
        named = tuple(columns.split(",")) if columns else ()
        question = traces.TracesQuestion(
            query=query, start=self.moments.at(ago), end=self.moments.now, sort=sort, limit=200, columns=named
        )
        beside = {"columns": columns} if columns else {}
        return list(self.ask(at, question, "traces", **beside).traces)

    def logs(self, at: float, query: str, ago: str) -> None:
        self.ask(at, logs.LinesQuestion(query=query, start=self.moments.at(ago), end=self.moments.now), "logs")

    def suspects(self, at: float, entry: str, text: str) -> None:
        self.write(at, acts.Wrote(entry, self.pin.number, "hypothesis", text))

    def notes(self, at: float, entry: str, text: str) -> None:
        self.write(at, acts.Wrote(entry, self.pin.number, "note", text))

    def judges(self, at: float, entry: str, state: str) -> None:
        self.write(at, acts.Judged(entry, self.pin.number, state))

    def pins(self, at: float, entry: str, title: str, mark: Mapping[str, str] | None = None) -> None:
        """The page that was turned to last."""
        name, address = f"p{len(self.written)}", self.stays[-1].address
        self.write(at, acts.Pinned(name, self.pin.number, address, title, entry=entry, mark={**(mark or {})}))

    def write(self, at: float, act: notebook.Command) -> None:
        notebook.check(act)
        self.written.append(Wrote(at, act))


class Stopped(Exception):
    """The process ends while this is being made; it is made at the next start."""


# Scenario 1, solved within seven minutes and without a hint


def webhooks(tools: Tools) -> None:
    tools.turn(0)
    hosts = tools.metrics(
        42, "topk(5, sum by (server_address) (rate(http_client_requests_total[1m])))", "now-30m", step=15
    )
    host = max(hosts, key=last).labels["server_address"]
    tools.suspects(78, "h1", f"Retries: nearly all outbound requests go to {host}, and there are more every minute")
    here = f'{{server_address="{host}"}}'
    tools.metrics(104, f"sum by (status_code) (rate(http_client_requests_total{here}[1m]))", "now-30m", step=15)
    query = f"name:webhook.deliver server.address:{host} retry_count:>=1"
    row = tools.traces(150, query, "now-30m", columns="webhook_id,retry_count")[0]
    tools.ask(196, traces.TraceQuestion(trace_id=row.trace_id), "traces")
    tools.ask(208, traces.SpanQuestion(trace_id=row.trace_id, span_id=row.span_id), "traces")
    webhook = row.values["webhook_id"]
    tools.logs(264, f"webhook_id:{webhook}", "now-30m")
    tools.pins(290, "h1", f"Log lines of webhook {webhook}")
    more = tools.traces(330, f"webhook_id:{webhook} retry_count:>5", "now-30m", columns="retry_count")
    tools.notes(372, "n1", f"{len(more)} attempts are beyond the fifth: nothing checks the number")
    tools.judges(410, "h1", "cause")
    tools.turn(440)


def last(curve: metrics.Curve) -> float:
    return curve.values[-1] or 0.0


# Scenario 2, solved after two hints


def workflows(tools: Tools) -> None:
    tools.turn(0)
    start, end = tools.moments.at("now-1h"), tools.moments.now
    tools.ask(52, database.LoadQuestion(database="postgres-primary", by="statement", start=start, end=end))
    tools.suspects(96, "h1", "The database is slow for this customer")
    p95 = "histogram_quantile(0.95, sum by (customer, le) (rate(workflow_execution_duration_seconds_bucket[2h])))"
    customer = max(tools.metrics(122, p95, "now-6h", step=60), key=highest).labels["customer"]
    tools.judges(168, "h1", "refuted")
    rows = tools.traces(228, f"name:workflow.execute customer.id:{customer}", "now-1h", "longest")
    slow = tools.ask(286, traces.TraceQuestion(trace_id=rows[0].trace_id), "traces")
    tools.ask(408, traces.SpanQuestion(trace_id=slow.trace_id, span_id=span_of(slow, PARSE)), "traces")
    tools.suspects(446, "h2", "Each step parses the whole state, and the state of this customer is huge")
    size = f'max(workflow_state_size_bytes{{customer="{customer}"}})'
    tools.metrics(482, size, "now-10d", step=3600)
    tools.pins(520, "h2", "Workflow state size", {"lane": size})
    tools.judges(572, "h2", "cause")
    tools.ask(604, traces.TraceQuestion(trace_id=slow.trace_id), "traces")
    tools.notes(650, "n1", "20 steps, two to three seconds of parsing in each: about 50 s of every run")


def highest(curve: metrics.Curve) -> float:
    return max((value for value in curve.values if value is not None), default=0.0)


def span_of(trace: traces.Trace, name: str) -> str:
    """The first span of that name."""
    return trace.span_id[[trace.texts[place] for place in trace.name].index(name)]


# Scenario 3, not solved


def restarts(tools: Tools) -> None:
    tools.turn(0)
    tools.logs(44, "level:fatal", "now-24h")
    tools.metrics(128, f"max by (service) (container_memory_working_set_bytes{{{ENGINE}}})", "now-24h", step=300)
    tools.suspects(164, "h1", "The container's memory limit is too small")
    used = f"sum by (pod) (v8js_memory_heap_used_bytes{{{ENGINE}}})"
    tools.metrics(232, used, "now-24h", step=300)
    tools.pins(286, "h1", "V8 memory heap used", {"lane": used})
    shelf = asking.answered(tools.here, tools.seat, tools.pin.incident, heap.SnapshotsQuestion(), "", "")[1].snapshots
    first, newest = shelf[0].name, shelf[-1].name
    tools.ask(424, heap.CompareQuestion(base=first, snapshot=newest, sort="delta"))
    tools.notes(496, "n1", "Strings and functions grow with every hour. Something keeps results of workflows")
    tools.ask(604, heap.SummaryQuestion(snapshot=newest))
    tools.logs(768, "EventEmitter", "now-24h")


WAYS: Mapping[str, Callable[[Tools], None]] = {
    "webhooks-slow": webhooks,
    "workflows-slow": workflows,
    "service-restarts": restarts,
}
