"""Log lines as they are stored: in order of time, numbered, with what every page of logs opens with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.store import attributes
from rounds.store.attributes import Attribute, attribute
from rounds.store.columns import integers
from rounds.store.spans import filled, sample_rates, words

FIELDS = ("ServiceName", "SeverityText", "ScopeName")


@dataclass(frozen=True, slots=True)
class Logs:
    """Everything the store keeps of logs, ready to insert."""

    attributes: list[Attribute]
    lines: pa.Table  # otel_logs
    histogram: pa.Table  # log_histogram
    values: pa.Table
    keys: pa.Table


def prepared(table: pa.Table) -> Logs:
    """The log lines of `Signals`, in order of time."""
    table = table.take(pc.sort_indices(table, sort_keys=[("Timestamp", "ascending")])) if table.num_rows else table
    keys = attributes.found(table)
    fields = [attribute(name, filled(table, name)) for name in FIELDS]
    rates = sample_rates(table)
    stored = attributes.without_rest(table, keys)
    stored = stored.set_column(stored.schema.get_field_index("SampleRate"), "SampleRate", pa.array(rates))
    stored = stored.append_column("No", pa.array(np.arange(table.num_rows, dtype="u4")))
    service, severity, _ = (field.values for field in fields)
    return Logs(
        attributes=keys,
        lines=stored,
        histogram=histogram(integers(table["Timestamp"]), service, severity, rates),
        values=attributes.values_table("logs", [*fields, *keys], rates),
        keys=attributes.keys_table("logs", [*fields, *keys]),
    )


def histogram(times: Any, service: Any, severity: Any, rates: Any) -> pa.Table:
    """Lines in each 10 s by service and severity."""
    seconds = times // 10_000_000_000 * 10
    width, height = max(len(severity.values), 1), max(len(service.values), 1)
    cell = (seconds * height + service.places) * width + severity.places
    cells, at, rows = np.unique(cell, return_inverse=True, return_counts=True)
    return pa.table(
        {
            "Time": pa.array(cells // (width * height), pa.timestamp("s", "UTC")),
            "ServiceName": words(service, cells // width % height).cast(pa.string()),
            "SeverityText": words(severity, cells % width).cast(pa.string()),
            "Rows": rows.astype("u8"),
            "Scaled": np.bincount(at, rates, len(cells)).round().astype("u8"),
        }
    )
