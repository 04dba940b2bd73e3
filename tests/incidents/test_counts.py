"""The law by which counts of a share are held against counts of everything."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from numpy.typing import NDArray

from rounds.incidents.checks.counts import SIGMAS, agree, standing

DRAWS = 300


def rows(count: NDArray[np.int64], rate: int) -> pa.Table:
    """As many rows of each trace."""
    names = np.repeat([f"{number:032x}" for number in range(len(count))], count)
    return pa.table({
        "TraceId": pa.array(names.tolist(), pa.string()), "SampleRate": pa.array([rate] * len(names), pa.uint32()),
    })  # fmt: skip


@pytest.mark.parametrize("rate", [2, 20, 200])
@pytest.mark.parametrize("most", [1, 40], ids=["alone", "in clusters"])
def test_a_share_of_traces_is_as_far_off_as_is_said(rate: int, most: int) -> None:
    """Over many draws, what is off is one standard deviation in the mean square, however many rows a trace has."""
    chance = np.random.default_rng(rate + most)
    off = []
    for _ in range(DRAWS):
        everything = chance.integers(1, most + 1, 200 * rate)
        kept = everything[chance.random(len(everything)) * rate < 1]
        said, counted = standing(rows(kept, rate)), int(everything.sum())
        off.append((said.total - counted) / said.deviation)
        assert agree("rows", counted, spans=rows(kept, rate)).holds == (abs(off[-1]) <= SIGMAS)
    assert 0.85 < np.sqrt(np.mean(np.square(off))) < 1.15
    assert max(map(abs, off)) < SIGMAS + 0.5


def test_what_is_kept_whole_must_agree_exactly() -> None:
    everything = np.full(500, 3)
    assert agree("rows", 1500, spans=rows(everything, 1), lines=rows(everything, 1)).holds
    assert not agree("rows", 1499, spans=rows(everything, 1)).holds
    assert not agree("rows", 1500, spans=rows(everything, 1), lines=rows(everything[1:], 1)).holds


def test_one_tool_that_tells_of_too_many_is_named_with_how_far_it_is_off() -> None:
    kept = np.ones(2000, np.int64)
    check = agree("requests", 20_000, spans=rows(kept, 10), lines=rows(np.concatenate([kept, kept]), 10))
    assert not check.holds
    assert check.shown == "20,000: spans 20,000 (+0.0 sigma), lines 40,000 (+33.3 sigma)"


def test_nothing_at_all_agrees_with_nothing() -> None:
    assert not agree("rows", 0, spans=rows(np.zeros(0, np.int64), 1)).holds
