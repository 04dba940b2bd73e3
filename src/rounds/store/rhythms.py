"""From when to when an incident has each of its signals, and how far apart their looks are: found once, when it is sealed.

Asked of all samples it would take a tenth of a second, before any page is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.signals.tables import MS
from rounds.store import facet_counts
from rounds.store.columns import integers

DAY_MS = 86_400_000
SAMPLED = 32  # series that tell how far apart samples are: those of one process or another are alike

SCHEMA = pa.schema([("Signal", pa.string()), ("First", MS), ("Last", MS), ("Step", pa.uint32())])


def of_spans(spans: pa.Table, summaries: pa.Table) -> pa.Table:
    """Of spans, and of traces by their start, which have no rhythm: `summaries` have the Start of each."""
    return table({"spans": counted(spans), "traces": (integers(summaries["Start"]) // 10**6, 0)})


def counted(rows: pa.Table) -> tuple[Any, int]:
    """The times of spans or lines in ms, and the step in which their values are counted."""
    times = integers(rows["Timestamp"])
    return times // 10**6, facet_counts.step_of(times) // 10**6


def of_others(tables: Mapping[str, pa.Table]) -> pa.Table:
    """`tables` are those of `Signals`, by name: logs, samples, db_activity and db_query_stats."""
    looks = {name: np.sort(integers(pc.unique(tables[name]["Time"]))) for name in ("db_activity", "db_query_stats")}
    found = {name: (times, least(np.diff(times))) for name, times in looks.items()}
    found["logs"] = counted(tables["logs"])
    found["metrics"] = (integers(ends(tables["samples"]["Time"])), of_samples(tables["samples"]))
    return table(found)


def ends(times: pa.ChunkedArray) -> pa.Array:
    """The first and the last: of millions of samples, without a copy of all."""
    if not len(times):
        return times
    found = pc.min_max(times)
    return pa.concat_arrays([pa.repeat(found[which], 1) for which in ("min", "max")])


def table(found: Mapping[str, tuple[Any, int]]) -> pa.Table:
    """A row for each signal that has any: its times in ms, and its step."""
    rows = [
        {"Signal": signal, "First": int(times.min()), "Last": int(times.max()), "Step": step}
        for signal, (times, step) in found.items()
        if len(times)
    ]
    return pa.Table.from_pylist(rows, SCHEMA)


def least(apart: Any) -> int:
    """The smallest distance of two looks that is not a day or more; 0 where there is none."""
    kept = apart[(apart > 0) & (apart < DAY_MS)]
    return int(kept.min()) if len(kept) else 0


def of_samples(samples: pa.Table) -> int:
    """The distance that a quarter of all neighbours are within.

    Of a long recording the older part is often kept more coarsely than the newer one: then it is the finer step.
    """
    few = samples.filter(pc.less(samples["Series"], SAMPLED))
    series, time = integers(few["Series"]), integers(few["Time"])
    order = np.lexsort((time, series))
    apart = np.diff(time[order])[np.diff(series[order]) == 0]
    kept = np.sort(apart[(apart > 0) & (apart < DAY_MS)])
    return int(kept[len(kept) // 4]) if len(kept) else 0
