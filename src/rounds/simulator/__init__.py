"""A simulator of production systems: a world, what changes in it, and the telemetry of its days.

Virtual time, seeded, no clock, no input or output: the same incident is the same bytes everywhere.
"""

from __future__ import annotations

from .chance import Chance
from .durations import HOUR, MINUTE, MS, SECOND, US, Spread, between, ms, seconds, us
from .incident import Change, Happening, Incident, Restart, at
from .run import Progress, silent
from .simulate import events, simulate
from .world import (
    Connection,
    Database,
    Depth,
    Endpoint,
    Enqueue,
    Every,
    Failure,
    Flow,
    Id,
    Metric,
    Never,
    Operation,
    Parent,
    Pick,
    Pool,
    Rate,
    Service,
    Statement,
    Step,
    Table,
    Take,
    Wait,
    Work,
    World,
    call,
    connection,
    count,
    maybe,
    measure,
    redefined,
    repeat,
    say,
    send,
    when_done,
    when_failed,
    work,
)  # fmt: skip

__all__ = [
    "HOUR", "MINUTE", "MS", "SECOND", "US", "Chance", "Change", "Connection", "Database", "Depth", "Endpoint",
    "Enqueue", "Every", "Failure", "Flow", "Happening", "Id", "Incident", "Metric", "Never", "Operation", "Parent",
    "Pick", "Pool", "Progress", "Rate", "Restart", "Service", "Spread", "Statement", "Step", "Table", "Take", "Wait",
    "Work", "World", "at", "between", "call", "connection", "count", "events", "maybe", "measure", "ms", "redefined",
    "repeat", "say", "seconds", "send", "silent", "simulate", "us", "when_done", "when_failed", "work",
]  # fmt: skip
