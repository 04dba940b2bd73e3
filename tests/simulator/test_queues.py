"""Pools against a queue walked one by one, pods against a line of one, a database against processor sharing."""

from __future__ import annotations

import heapq

import numpy as np
import pytest
from numpy.typing import NDArray

from rounds.simulator import MS, SECOND, Chance, Database, Pool, Service
from rounds.simulator.chance import ONE, exponential
from rounds.simulator.loads import Loads
from rounds.simulator.pools import GAVE_UP, Claim, Line, admit

Ints = NDArray[np.int64]
postgres = Database("db", "postgresql", "16")


def gaps(name: str, mean: int, count: int) -> Ints:
    drawn: Ints = exponential()[Chance(3).draw(name, count) % 4096] * mean >> 20
    return drawn


def one_by_one(arrive: Ints, hold: Ints, size: int, patience: int) -> list[int]:
    free, starts = [0] * size, []
    for moment, length in zip(arrive.tolist(), hold.tolist(), strict=True):
        start = max(free[0], moment)
        if start - moment > patience:
            starts.append(GAVE_UP)
            continue
        heapq.heapreplace(free, start + length)
        starts.append(start)
    return starts


@pytest.mark.parametrize("mean_hold", [20 * MS, 35 * MS, 60 * MS])
def test_a_pool_admits_as_a_queue_walked_one_by_one(mean_hold: int) -> None:
    arrive = np.cumsum(gaps("arrive", 10 * MS, 4000))
    hold = gaps("hold", mean_hold, 4000)
    line = Line(Pool(postgres, size=4, patience=SECOND))
    in_parts = [line.admit(a, h) for a, h in zip(np.split(arrive, 8), np.split(hold, 8), strict=True)]
    assert np.concatenate(in_parts).tolist() == one_by_one(arrive, hold, 4, SECOND)


def test_a_pool_never_has_more_out_than_it_holds() -> None:
    arrive, hold = np.cumsum(gaps("arrive", 5 * MS, 3000)), gaps("hold", 60 * MS, 3000)
    granted = Line(Pool(postgres, size=4, patience=SECOND)).admit(arrive, hold)
    served = granted != GAVE_UP
    assert 0 < served.sum() < len(served)
    out = np.concatenate((np.stack((granted, np.ones_like(granted)))[:, served], [(granted + hold)[served], -served[served].astype(int)]), axis=1)  # fmt: skip
    level = np.cumsum(out[1][np.lexsort((out[1], out[0]))])
    assert level.max() == 4


def test_claims_of_several_journeys_are_served_in_order_of_arrival() -> None:
    service = Service("shop", "1", pods=1, pool=Pool(postgres, size=1, patience=10 * SECOND))
    zero = np.zeros(1, np.int64)
    early, late = (Claim(service, zero, np.array([moment]), np.array([5])) for moment in (0, 1))
    first, second = admit({}, [late, early])
    assert (second[0], first[0]) == (0, 5)


def settled(arrive: Ints, work: Ints, ticks: int, slowest: float = 1e9) -> Loads:
    loads = Loads(np.array([1.0]), np.array([slowest]), ticks)
    loads.forget()
    loads.book(0, 1, 0, arrive, work)
    loads.settle(0, ticks * SECOND)
    return loads


def test_the_wait_for_a_pod_is_that_of_a_line_of_one() -> None:
    arrive = np.cumsum(gaps("arrive", 10 * MS, 60_000))
    work = gaps("work", 7 * MS, 60_000)
    loads = settled(arrive, work, int(arrive[-1] // SECOND) + 1)
    waits = [0]
    for gap, length in zip(np.diff(arrive).tolist(), work.tolist(), strict=False):
        waits.append(max(0, waits[-1] + length - gap))
    assert abs(loads.delay[20:, 0].mean() / np.mean(waits) - 1) < 0.15


def test_a_statement_is_stretched_by_those_beside_it_and_never_beyond_its_bound() -> None:
    arrive = np.arange(0, 60 * SECOND, 10 * MS)
    assert np.allclose(settled(arrive, np.full_like(arrive, 5 * MS), 60).stretch[20:] / ONE, 2.0, rtol=0.01)
    assert (settled(arrive, np.full_like(arrive, 20 * MS), 60, slowest=9.0).stretch[20:] == 9 * ONE).all()
