"""Loomwork as this scenario sees it: executions of twenty steps, over eight days.

Until version 3.8.0 an execution takes its handlers off the bus when it ends; from then on it does not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rounds.incidents.scenarios.loomwork import Cast, deliver, deliveries
from rounds.incidents.scenarios.loomwork import queries as sql
from rounds.incidents.scenarios.loomwork.world import (
    DAY,
    EXECUTION,
    METRICS,
    OF_CUSTOMER,
    OF_EXECUTION,
    REQUESTS,
    SERVICES,
    WHERE,
    audit,
    engine,
    fetch,
    notifier,
    poll,
    render,
    scheduler,
)
from rounds.simulator import (
    Flow,
    Listed,
    Metric,
    Operation,
    Pick,
    Statement,
    Wait,
    World,
    call,
    edited,
    maybe,
    ms,
    repeat,
    say,
    us,
    work,
)  # fmt: skip
from rounds.simulator.world import Field

HANDLERS = 3  # step.completed, step.failed, workflow.cancelled
STEPS = 20
FIRST, UPGRADED, RELEASED = "3.7.4", "3.7.5", "3.8.0"
ENGINES = {version: replace(engine, version=version) for version in (FIRST, UPGRADED, RELEASED)}

KNOWN = (
    *METRICS,
    Metric("http_server_request_duration_seconds", "histogram", "seconds", "Duration of HTTP server requests.",
           bounds=(25, 50, 100, 250, 1000)),
    Metric("job_duration_seconds", "histogram", "seconds", "Duration of background jobs.",
           bounds=(10, 100, 1000, 5000, 10000, 15000, 20000, 30000)),
    Metric("workflow_executions_started_total", "counter", "", "Executions of workflows that began."),
    Metric("workflow_executions_stuck", "gauge", "",
           "Executions with status running whose last heartbeat is more than 10 minutes ago."),
    Metric("workflow_template_cache_bytes", "gauge", "bytes", "Size of the cache of templates."),
    Metric("nodejs_external_memory_bytes", "gauge", "bytes", "Memory of objects outside of the V8 heap."),
    Metric("nodejs_array_buffers_bytes", "gauge", "bytes", "Memory of ArrayBuffers and Buffers."),
    Metric("v8js_gc_freed_ratio", "gauge", "ratio", "Share of the heap that the last major garbage collection freed."),
)  # fmt: skip

watched = Statement(
    "SELECT running", sql.postgres, ms(6, 21),
    "SELECT id FROM executions WHERE status = 'running' AND heartbeat_at < now() - interval '10 minutes'",
    rows=0, blocks=600, table="executions", index="executions_running_idx",
)  # fmt: skip
queue_due = Statement(
    "INSERT due executions", sql.postgres, ms(9, 34),
    "INSERT INTO executions (id, workflow_id, status) SELECT gen_random_uuid(), workflow_id, 'queued' FROM unnest($1)",
    rows=16, wal=620 * 16, table="executions", parameters="$1 = '{…}'",
)  # fmt: skip
# A timer of each process writes it for all of its executions at once, outside of any trace.
heartbeat = Statement(
    "UPDATE heartbeats", sql.postgres, ms(11, 40), "UPDATE executions SET heartbeat_at = now() WHERE id = ANY($1)",
    rows=58, blocks=240, wal=58 * 180, table="executions", parameters="$1 = '{…}'",
)  # fmt: skip
begin = Statement(
    "UPDATE execution begun", sql.postgres, ms(1.4, 6),
    "UPDATE executions SET status = 'running', started_at = now(), heartbeat_at = now() WHERE id = $1",
    wal=420, table="executions", parameters="$1 = 'exec_…'",
)  # fmt: skip
finish = Statement(
    "UPDATE execution ended", sql.postgres, ms(1.4, 6),
    "UPDATE executions SET status = $2, ended_at = now() WHERE id = $1",
    wal=420, table="executions", parameters="$1 = 'exec_…', $2 = 'succeeded'",
)  # fmt: skip
HEARTBEATS = 2  # a minute, of each process

step = work("workflow.step", us(700, 3000), sql.load_state,
            work("step.run", ms(2, 12), Wait(ms(695, 3420)), maybe(0.08, fetch), maybe(0.03, render)),
            sql.save_state, **OF_EXECUTION)  # fmt: skip
registering = work("registerEventHandlers", us(38, 150), handlers="{handlers}", listener_count="{listeners}",
                   **OF_EXECUTION)  # fmt: skip
removing = work("removeEventHandlers", us(30, 120), handlers="{handlers}", listener_count="{left}",
                **OF_EXECUTION)  # fmt: skip
due = call(scheduler, "schedules.poll", ms(1, 4), sql.schedules, queue_due, kind="Internal")
watch = call(
    scheduler, "executions.watch", ms(1, 4), watched,
    say("WARN", "executions without heartbeat for 10 minutes", executions="{stuck}"), kind="Internal",
)  # fmt: skip


def execution(version: str, *, fault: bool = True) -> Operation:
    """One workflow from its first step to its last."""
    ending = () if version == RELEASED and fault else (removing,)
    return call(
        ENGINES[version], "workflow.execute", ms(3, 12),
        say("INFO", "execution started", **OF_EXECUTION, **OF_CUSTOMER),
        begin,
        registering,
        repeat(STEPS, step),
        work("webhook.enqueue", us(300, 1200), repeat(4, sql.insert_job)),
        *ending,
        finish,
        maybe(0.1, call(notifier, "POST /internal/notify", ms(4, 30), say("INFO", "notification sent"))),
        maybe(0.3, call(audit, "POST /internal/entries", ms(1, 6))),
        line=say("INFO", "execution finished", duration_ms="{duration_ms}", **OF_EXECUTION, **OF_CUSTOMER),
        kind="Consumer", attributes=(("customer.id", "{customer}"), ("execution.id", "{execution}")),
    )  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """The arrivals of one kind of work of which traces are kept: one in `share`."""

    name: str
    work: str
    share: int
    arrivals: Listed


def flow(kept: Kept, people: Cast, version: str, *, fault: bool = True) -> Flow:
    customer = Pick("customer", people.customers, people.weights)
    mix: tuple[tuple[int, Operation], ...]
    fields: tuple[Field, ...]
    match kept.work:
        case "executions":
            mix, fields = ((1, execution(version, fault=fault)),), (customer, EXECUTION)
        case "requests":
            mix, fields = REQUESTS, (customer,)
        case "deliveries":
            made = deliveries(kept.name, people.endpoints, people.weights, kept.share, kept.share)
            # Its jobs are counted, not taken: the queue of eight days is not lived through one by one.
            return replace(made, arrives=kept.arrivals, mix=((1, replace(deliver, steps=deliver.steps[1:])),))
        case "polls":
            mix, fields = ((1, edited(poll, Statement, unscanned)),), ()
        case "schedules":
            mix, fields = ((1, due),), ()
        case _:
            mix, fields = ((1, watch),), ()
    return Flow(kept.name, kept.arrivals, mix, fields, keep=kept.share, tell=kept.share)


BLOCKS_OF_JOBS = 45  # of the whole table, and of the rows that are locked


def unscanned(statement: Statement) -> Statement:
    """The queue is short, so what it takes to sort it is what the statement takes."""
    return replace(statement, scans=None, blocks=BLOCKS_OF_JOBS)


def world(people: Cast, kept: tuple[Kept, ...], version: str) -> World:
    services = tuple(ENGINES[version] if service is engine else service for service in SERVICES)
    return World(
        services=services,
        databases=(sql.postgres, sql.replica, sql.redis),
        tables=sql.TABLES,
        day=DAY,
        metrics=KNOWN,
        resource=WHERE,
        flows=tuple(flow(one, people, version) for one in kept),
    )
