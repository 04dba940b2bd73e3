"""Scenes of a replay: what was on the screen at each moment, from what a browser told in pieces."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rounds.interviews import Viewed
from rounds.interviews.replay import LEAD, QUIET, quiet_of, scenes_of

NOON = 1_778_594_400_000.0


def view(address: str, start: float, end: float, received: float | None = None, late: float = 0.0) -> Viewed:
    """From and to in seconds after noon, by a browser whose clock is `late` seconds behind ours."""
    shift = NOON - late * 1000
    told = NOON + (end if received is None else received) * 1000
    return Viewed("logs", address, {}, start * 1000 + shift, end * 1000 + shift, told, 1)


def seconds(views: list[Viewed]) -> list[tuple[str, float, float]]:
    return [(one.address, (one.since - NOON) / 1000, (one.until - NOON) / 1000) for one in scenes_of(views)]


def test_pieces_of_one_view_are_one_scene() -> None:
    told = [view("a", 0, 15), view("a", 15, 30), view("a", 30, 41), view("b", 41, 50)]
    assert seconds(told) == [("a", 0, 41), ("b", 41, 50)]


def test_a_view_that_was_left_and_opened_again_is_two() -> None:
    assert seconds([view("a", 0, 10), view("b", 10, 20), view("a", 20, 30)]) == [
        ("a", 0, 10), ("b", 10, 20), ("a", 20, 30),
    ]  # fmt: skip
    assert seconds([view("a", 0, 10), view("a", 15, 20)]) == [("a", 0, 10), ("a", 15, 20)]


def test_a_browser_whose_clock_is_late_is_set_by_ours() -> None:
    assert seconds([view("a", 0, 10, late=600), view("b", 10, 25, late=600)]) == [("a", 0, 10), ("b", 10, 25)]


def test_of_two_at_once_the_newer_is_on_the_screen() -> None:
    assert seconds([view("a", 0, 30), view("b", 10, 20)]) == [("a", 0, 10), ("b", 10, 20)]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 300), st.integers(1, 40)), max_size=20))
def test_scenes_follow_each_other_and_never_meet(told: list[tuple[str, int, int]]) -> None:
    scenes = scenes_of([view(name, start, start + length) for name, start, length in told])
    assert all(one.since < one.until for one in scenes)
    assert all(one.until <= after.since for one, after in pairwise(scenes))


def test_quiet_is_where_nothing_new_happened_for_long() -> None:
    assert quiet_of([5_000, 10_000, 60_000], 0, 70_000) == [(10_000 + LEAD, 60_000 - LEAD)]
    assert quiet_of([], 0, QUIET - 1) == []
    assert quiet_of([], 0, QUIET) == [(LEAD, QUIET - LEAD)]
