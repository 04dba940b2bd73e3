"""Log lines as they are stored: in order of time, numbered, with what every page of logs opens with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.store import attributes, facet_counts
from rounds.store.attributes import Attribute, attribute
from rounds.store.columns import Coded, coded, integers, words
from rounds.store.patterns import ANY, MASK, mined
from rounds.store.spans import NS, filled, sample_rates

FIELDS = ("ServiceName", "SeverityText", "ScopeName")


@dataclass(frozen=True, slots=True)
class Logs:
    """Everything the store keeps of logs, ready to insert."""

    attributes: list[Attribute]
    lines: pa.Table  # otel_logs
    histogram: pa.Table  # log_histogram
    patterns: pa.Table  # log_patterns
    values: pa.Table
    keys: pa.Table
    facets: pa.Table  # facet_counts


def prepared(table: pa.Table) -> Logs:
    """The log lines of `Signals`, in order of time."""
    table = in_order(table)
    keys = attributes.found(table)
    fields = [attribute(name, filled(table, name)) for name in FIELDS]
    rates = sample_rates(table)
    stored = attributes.without_rest(attributes.dictionaries(table, fields), keys)
    stored = stored.set_column(stored.schema.get_field_index("SampleRate"), "SampleRate", pa.array(rates))
    stored = stored.append_column("No", pa.array(np.arange(table.num_rows, dtype="u4")))
    service, severity, _ = (field.values for field in fields)
    group = service.places * max(len(severity.values), 1) + severity.places
    number, templates = patterned(filled(table, "Body"), group)
    return Logs(
        attributes=keys,
        lines=stored.append_column("PatternId", pa.array(number.astype("u4"))),
        histogram=histogram(integers(table["Timestamp"]), service, severity, rates),
        patterns=summed(number, templates, service, severity, integers(table["Timestamp"]), rates),
        values=attributes.values_table("logs", [*fields, *keys], rates),
        keys=attributes.keys_table("logs", [*fields, *keys]),
        facets=facet_counts.counted("logs", [*fields, *keys], integers(table["Timestamp"]), rates),
    )


def in_order(table: pa.Table) -> pa.Table:
    """By time; lines of one moment stay as they come."""
    times = integers(table["Timestamp"])
    return (
        table
        if (times[1:] >= times[:-1]).all()
        else table.take(pc.sort_indices(table, sort_keys=[("Timestamp", "ascending")]))
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


def patterned(bodies: pa.ChunkedArray, group: Any) -> tuple[Any, list[str]]:
    """The number of each line's pattern, the most frequent first, and the patterns' texts."""
    said = coded(bodies)
    texts_masked = coded(pc.replace_substring_regex(said.values, MASK, ANY))
    masked = Coded(texts_masked.values, texts_masked.places[said.places])
    distinct, first, at = np.unique(
        group * max(len(masked.values), 1) + masked.places, return_index=True, return_inverse=True
    )
    order = np.argsort(first)
    texts = masked.values.take(pa.array(masked.places[first[order]])).to_pylist()
    numbers, templates = mined(zip(group[first[order]].tolist(), texts, strict=True))
    number = np.empty(len(distinct), "i8")
    number[order] = numbers
    rows = np.bincount(number[at], minlength=len(templates))
    frequent = np.argsort(-rows, kind="stable")
    return np.argsort(frequent)[number[at]], [templates[place] for place in frequent]


def summed(number: Any, templates: list[str], service: Any, severity: Any, times: Any, rates: Any) -> pa.Table:
    """One row a pattern, from its lines in order of time."""
    _, first, rows = np.unique(number, return_index=True, return_counts=True)
    last = len(number) - 1 - np.unique(number[::-1], return_index=True)[1]
    return pa.table(
        {
            "PatternId": np.arange(len(templates), dtype="u4"),
            "Template": pa.array(templates, pa.string()),
            "ServiceName": words(service, service.places[first]).cast(pa.string()),
            "SeverityText": words(severity, severity.places[first]).cast(pa.string()),
            "Rows": rows.astype("u8"),
            "Scaled": np.bincount(number, rates, len(templates)).round().astype("u8"),
            "First": pa.array(times[first], NS),
            "Last": pa.array(times[last], NS),
        }
    )
