from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from rounds.calibration.items import Played, item_of
from rounds.calibration.rounds import Eligible, chosen, due, quarter

KNOWN = [Eligible(f"i{no:02}", no / 10) for no in range(31)]


class TestChoosing:
    def test_takes_two_of_the_last_round_and_others_from_weak_to_strong(self) -> None:
        last = {f"i{no:02}" for no in (2, 9, 15, 20, 25, 29)}
        found = chosen(KNOWN, last, seed=7)
        assert len(found) == len(set(found)) == 8
        assert len(last & {*found}) == 2
        fresh = sorted(int(one[1:]) for one in found if one not in last)
        assert fresh[0] < 8
        assert fresh[-1] > 22

    @given(st.integers(0, 12), st.integers(0, 99))
    def test_never_more_than_there_are_and_the_same_by_the_same_seed(self, few: int, seed: int) -> None:
        found = chosen(KNOWN[:few], {"i01"}, seed)
        assert len(found) == len(set(found)) == min(few, 7 + (few > 1))
        assert found == chosen([*reversed(KNOWN[:few])], {"i01"}, seed)

    def test_a_quarter_has_a_day_by_which_ratings_are_in(self) -> None:
        assert quarter(datetime(2026, 11, 26, tzinfo=UTC)) == "2026-Q4"
        begun = datetime(2026, 10, 2, tzinfo=UTC)
        assert due("2026-Q4", begun) == datetime(2026, 12, 11, tzinfo=UTC)
        assert due("2027-Q1", begun) == datetime(2027, 3, 11, tzinfo=UTC)

    def test_who_begins_late_still_has_two_weeks(self) -> None:
        assert due("2026-Q4", datetime(2026, 12, 10, tzinfo=UTC)) == datetime(2026, 12, 24, tzinfo=UTC)


class TestScenarios:
    def test_one_that_tells_nothing_apart_is_to_go(self) -> None:
        played = [Played(points=no % 2, others=no // 2) for no in range(40)]
        assert any("does not tell candidates apart" in one for one in item_of(played).advice)

    def test_one_that_is_solved_ever_faster_may_be_known(self) -> None:
        played = [Played(points=no % 4, others=no % 4, seconds=800 * 0.95**no * (1 + no % 2 / 10)) for no in range(20)]
        item = item_of(played)
        assert 0.04 < item.faster.value < 0.06
        assert any("may have become known" in one for one in item.advice)

    def test_few_interviews_give_no_advice(self) -> None:
        assert item_of([Played(no % 2, no // 2, 800 * 0.8**no) for no in range(8)]).advice == ()
        assert item_of([]).n == 0
