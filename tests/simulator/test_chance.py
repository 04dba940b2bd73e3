from __future__ import annotations

import numpy as np

from rounds.simulator import SECOND, Chance, between, ms
from rounds.simulator.chance import lasting, queueing, spread_out, weighted
from rounds.simulator.durations import mean, table
from rounds.simulator.sampling import kept, threshold, trace_state


def test_a_stream_does_not_care_what_others_draw() -> None:
    alone, beside = Chance(7), Chance(7)
    first = alone.draw("a", 5).tolist() + alone.draw("a", 5).tolist()
    beside.draw("b", 100)
    assert beside.draw("a", 10).tolist() == first
    assert Chance(8).draw("a", 10).tolist() != first


def test_fixed_numbers_are_the_same_however_many_are_asked_for() -> None:
    chance = Chance(7)
    few = chance.fixed("beat", 10).tolist()
    assert chance.fixed("beat", 5_000)[:10].tolist() == few
    assert chance.fixed("beat", 10).tolist() == few


def test_a_spread_has_its_middle_and_its_slow_end() -> None:
    lengths = np.sort(lasting(ms(20, 100), Chance(1).draw("lengths", 100_000)))
    assert 19.5e6 < lengths[50_000] < 20.5e6
    assert 90e6 < lengths[99_000] < 110e6
    assert abs(lengths.mean() / mean(ms(20, 100)) - 1) < 0.02


def test_the_table_of_a_spread_is_whole_numbers_in_order() -> None:
    values = table(between(3 * SECOND, 5 * SECOND))
    assert values.dtype == np.int64
    assert (np.diff(values) >= 0).all()
    assert 3 * SECOND <= values[0] < values[-1] <= 5 * SECOND


def test_spread_out_takes_one_from_each_part_and_favours_no_place() -> None:
    delays = spread_out(between(0, 4 * SECOND), Chance(1).draw("delays", 40_000).reshape(-1, 4))
    assert (np.sort(delays, axis=1) // SECOND == np.arange(4)).all()
    assert np.allclose(delays.mean(axis=0), 2 * SECOND, rtol=0.02)


def test_waits_have_the_mean_they_are_asked_for() -> None:
    waits = queueing(np.full(200_000, 1_000_000), Chance(1).draw("waits", 200_000))
    assert abs(waits.mean() / 1_000_000 - 1) < 0.01


def test_weights_are_kept() -> None:
    assert (np.bincount(weighted([1, 0, 3])) == [1024, 0, 3072]).all()


def test_of_traces_the_fewer_are_among_the_more() -> None:
    low = Chance(1).draw("low", 100_000)
    tenth, hundredth = kept(low, 10), kept(low, 100)
    assert abs(tenth.mean() - 0.1) < 0.01
    assert abs(hundredth.mean() - 0.01) < 0.003
    assert not (hundredth & ~tenth).any()
    assert kept(low, 1).all()


def test_tracestate_gives_the_threshold_as_opentelemetry_writes_it() -> None:
    assert trace_state(1) == ""
    assert trace_state(2) == "ot=th:8"
    assert trace_state(4) == "ot=th:c"
    assert int(trace_state(10).removeprefix("ot=th:").ljust(14, "0"), 16) == threshold(10)
