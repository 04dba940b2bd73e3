"""Telemetry as values: stretches of time, and the tables an incident is made of."""

from __future__ import annotations

from rounds.signals.tables import EMPTY, SCHEMAS, Signals, checked
from rounds.signals.time import TimeRange, from_ns, to_ns

__all__ = ["EMPTY", "SCHEMAS", "Signals", "TimeRange", "checked", "from_ns", "to_ns"]
