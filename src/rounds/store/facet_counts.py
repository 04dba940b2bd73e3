"""How often each value of a field occurs, in steps of time: what the pages of traces and logs open with, counted once.

Fields of many values are not in it. Of a stretch that begins or ends inside a step, that step is counted anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa

from rounds.store.attributes import Attribute

MOST_VALUES = 1000  # of a field
MOST_STEPS = 256  # in which anything happened
SECOND = 10**9
MOST_MARKED = 5_000_000
STEPS = [SECOND * seconds for seconds in (10, 30, 60, 300, 600, 1800, 3600, 10_800, 43_200, 86_400, 604_800)]

SCHEMA = pa.schema(
    {
        "Signal": pa.string(),
        "Time": pa.timestamp("ns", "UTC"),
        "Field": pa.string(),
        "Value": pa.string(),
        "Total": pa.uint64(),
    }
)


def step_of(times: Any) -> int:
    """Nanoseconds of a step: the shortest with which few enough have anything in them. `times`: in ns since 1970."""
    fine = occupied(times, STEPS[0])[0] * STEPS[0]
    return next((step for step in STEPS if len(np.unique(fine // step)) <= MOST_STEPS), STEPS[-1])


def occupied(times: Any, step: int) -> tuple[Any, Any]:
    """The steps in which anything is, counted since 1970, and the place among them of each time."""
    number = times // step
    first = int(number.min()) if len(number) else 0
    width = int(number.max()) - first + 1 if len(number) else 0
    if width > MOST_MARKED:  # times of two centuries, perhaps
        return np.unique(number, return_inverse=True)
    marked = np.zeros(width, bool)  # ten times faster than to sort
    marked[number - first] = True
    return np.flatnonzero(marked) + first, (np.cumsum(marked) - 1)[number - first]


def counted(signal: str, attributes: Iterable[Attribute], times: Any, weights: Any) -> pa.Table:
    """A row for each value of a field in each step it occurs in. `times` and `weights` have an entry a row."""
    step = step_of(times)
    starts, place = occupied(times, step)
    weights = weights.astype("f8")  # as they are summed: once, not for each field
    parts = [of_field(one, starts * step, place, weights) for one in attributes if holds(one)]
    found = pa.concat_tables([SCHEMA.empty_table().drop_columns("Signal"), *parts])
    return found.add_column(0, "Signal", pa.array([signal] * found.num_rows, pa.string()))


def holds(attribute: Attribute) -> bool:
    return attribute.storage != "Rest" and 0 < len(attribute.values.values) <= MOST_VALUES


def of_field(attribute: Attribute, starts: Any, place: Any, weights: Any) -> pa.Table:
    many, places = len(attribute.values.values), attribute.values.places
    here = attribute.values.here
    totals = np.bincount(place[here] * many + places[here], weights[here], len(starts) * many)
    at = np.flatnonzero(totals)
    return pa.table(
        {
            "Time": pa.array(starts[at // many]).cast(SCHEMA.field("Time").type),
            "Field": pa.array([attribute.expression] * len(at), pa.string()),
            "Value": attribute.values.values.cast(pa.string()).take(pa.array(at % many)),
            "Total": totals[at].round().astype("u8"),
        },
        schema=pa.schema(list(SCHEMA)[1:]),
    )
