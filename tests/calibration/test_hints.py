"""How leads give hints: by the ladder or not, and more or fewer than others for the same progress."""

from __future__ import annotations

import numpy as np
import pytest

from rounds.calibration.agreement import Interval
from rounds.calibration.hints import Hinted, Led, adjusted, biases, fidelity, hinting, share_of

AS_IT_SHOULD_BE = Hinted(due=True, moot=False, quiet=31)
EARLY, MOOT, BUSY = Hinted(False, False, 40), Hinted(True, True, 40), Hinted(True, False, 10)


class TestFidelity:
    def test_one_early_one_moot_one_into_words_and_one_as_it_should_be(self) -> None:
        found = fidelity([EARLY, MOOT, BUSY, AS_IT_SHOULD_BE])
        assert (found.value, found.n, found.shown) == (0.25, 4, False)

    def test_no_hint_is_no_share(self) -> None:
        assert np.isnan(fidelity([]).value)

    def test_the_interval_is_wilsons_and_never_beyond_all_or_none(self) -> None:
        """Wilson for 8 of 10: .4902 to .9433."""
        found = share_of(8, 10)
        assert (found.low, found.high) == pytest.approx((0.4902, 0.9433), abs=1e-4)
        assert share_of(10, 10).high == pytest.approx(1.0)
        assert share_of(0, 10).low == 0.0


def led(random: np.random.Generator, interviews: int, more: float = 0.0, beyond: float = 0.0) -> list[Led]:
    """Load falls by two from nothing to all reached alone, points by .6 with each of load; three scenarios an interview,
    which have something in common.
    """
    found = []
    for no in range(interviews):
        common = random.normal(0, 0.2, 2)
        for reached in random.uniform(0, 1, 3):
            load = 2.5 - 2 * reached + more + common[0] + random.normal(0, 0.4)
            points = 3 - 0.6 * load + beyond + common[1] + random.normal(0, 0.4)
            found.append(Led(f"i{no}", float(reached), float(load), float(points)))
    return found


class TestLeads:
    def test_who_gives_more_hints_for_the_same_progress_is_found(self) -> None:
        known = {
            "ben": [Led(f"i{no}", reached=no / 10, load=3 - no / 5, points=1 + no / 10) for no in range(10)],
            "eva": [Led(f"i{no}", reached=no / 10, load=4 - no / 5, points=1 + no / 10) for no in range(10)],
        }
        found = biases(known)
        assert round(found["eva"].value - found["ben"].value, 6) == 1.0
        assert adjusted(known)["eva"].value > 0 > adjusted(known)["ben"].value

    def test_known_leads_are_found_within_their_intervals(self) -> None:
        """Of three, one gives .6 more help a scenario, one .3 points beyond what that explains."""
        random, rounds = np.random.default_rng(41), []
        for _ in range(200):
            three = {"a": led(random, 8, more=0.6), "b": led(random, 8, beyond=0.3), "c": led(random, 8)}
            rounds.append((biases(three), adjusted(three)))
        for name, more, beyond in (("a", 0.4, -0.1), ("b", -0.2, 0.2), ("c", -0.2, -0.1)):
            assert 0.9 <= holds([found[name] for found, _ in rounds], more) <= 0.99
            assert 0.9 <= holds([found[name] for _, found in rounds], beyond) <= 0.99

    def test_who_leads_alone_is_not_compared(self) -> None:
        together, (ben,) = hinting({"ben": [Led("i", 0.5, 1.0, 2.0)] * 12}, {"ben": [EARLY, MOOT, AS_IT_SHOULD_BE]})
        assert np.isnan(ben.more.value)
        assert np.isnan(ben.beyond.value)
        assert (ben.early, ben.moot, ben.busy, ben.kept.n, ben.load.n) == (1, 1, 0, 3, 12)
        assert (together.kept, together.load) == (ben.kept, ben.load)

    def test_scenarios_without_a_hint_count_too(self) -> None:
        _, (ben, eva) = hinting({"ben": [Led("i", 1.0, 0.0, 3.0)], "eva": [Led("k", 0.0, 2.0, 1.0)]}, {})
        assert (ben.kept.n, eva.load.value) == (0, 2.0)


def holds(found: list[Interval], truth: float) -> float:
    return float(np.mean([one.low <= truth <= one.high for one in found]))
