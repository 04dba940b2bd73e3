"""Small incidents for tests, from a few words a span or line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from rounds.signals import SCHEMAS, Signals

START = 1_793_491_200_000_000_000  # 2026-11-01 00:00 UTC
SECOND = 1_000_000_000

SPAN: dict[str, Any] = {
    "TraceState": "", "SpanName": "op", "SpanKind": "Internal", "ServiceName": "api", "ScopeName": "", "Duration": 1000,
    "StatusCode": "Unset", "StatusMessage": "", "SampleRate": 1, "Events": [], "Links": [], "ParentSpanId": "",
}  # fmt: skip
LINE: dict[str, Any] = {
    "TraceId": "", "SpanId": "", "SeverityText": "INFO", "SeverityNumber": 9, "ServiceName": "api", "ScopeName": "",
    "Body": "", "SampleRate": 1,
}  # fmt: skip


def trace_id(number: int) -> str:
    return f"{number:032x}"


def span_id(number: int) -> str:
    return f"{number:016x}"


def span(trace: int, number: int, parent: int = 0, *, at: int = 0, **more: Any) -> dict[str, Any]:
    """A span by numbers: `at` nanoseconds after the start of the incident; attributes as `**{"@key": value}`."""
    ids = {"TraceId": trace_id(trace), "SpanId": span_id(number), "ParentSpanId": span_id(parent) if parent else ""}
    return {**SPAN, **ids, "Timestamp": START + at, **more}


def line(body: str, *, at: int = 0, **more: Any) -> dict[str, Any]:
    return {**LINE, "Timestamp": START + at, "Body": body, **more}


def table(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows in the columns of the contract, with one column for each attribute any row has."""
    rows = list(rows)
    fixed = [pa.array([row[f.name] for row in rows], f.type) for f in SCHEMAS[name]]
    keys = sorted({key for row in rows for key in row} - set(SCHEMAS[name].names))
    own = [pa.array([row.get(key) for row in rows]) for key in keys]
    return pa.table([*fixed, *own], names=[*SCHEMAS[name].names, *keys])


def incident(
    spans: Iterable[Mapping[str, Any]] = (), logs: Iterable[Mapping[str, Any]] = (), **tables: pa.Table
) -> Signals:
    return Signals(spans=table("spans", spans), logs=table("logs", logs), **tables)
