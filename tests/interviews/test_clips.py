"""What may be cut of a replay, and what a clip shows in small."""

from __future__ import annotations

import pytest

from rounds.interviews import acts, clips
from rounds.interviews.acts import Done
from rounds.interviews.replay import Scene
from rounds.kit.errors import Invalid

MINUTE = 60_000.0
SCENARIO = (10 * MINUTE, 40 * MINUTE)


@pytest.mark.parametrize(
    ("answers", "agreed"),
    [
        ([], False),
        ([{"policy": True}], False),
        ([{"policy": True, "training": True}], True),
        ([{"training": True, "record": True}], True),
        ([{"training": True, "record": False}], False),
        ([{"training": True}, {"training": False}], False),
        ([{"training": False}, {"training": True}], True),
    ],
)
def test_a_candidate_agrees_by_their_latest_answer(answers: list[dict[str, bool]], agreed: bool) -> None:
    assert clips.are_agreed(Done(acts.Consented(one, "1"), "c") for one in answers) is agreed


@pytest.mark.parametrize(
    ("since", "until"),
    [(10 * MINUTE, 11 * MINUTE), (39 * MINUTE, 40 * MINUTE + 900), (10 * MINUTE - 900, 10 * MINUTE + 5_000)],
)
def test_a_clip_lies_within_its_scenario_to_the_second(since: float, until: float) -> None:
    clips.check(since, until, SCENARIO)


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        (20 * MINUTE, 20 * MINUTE + 4_999, "until"),
        (20 * MINUTE, 19 * MINUTE, "until"),
        (11 * MINUTE, 32 * MINUTE, "until"),
        (9 * MINUTE, 11 * MINUTE, "since"),
        (39 * MINUTE, 41 * MINUTE, "since"),
    ],
)
def test_nothing_shorter_longer_or_beside_it(since: float, until: float, field: str) -> None:
    with pytest.raises(Invalid) as found:
        clips.check(since, until, SCENARIO)
    assert found.value.field == field


def test_its_strip_is_of_its_own_stretch() -> None:
    def scene(since: float, until: float, page: str) -> Scene:
        return Scene(since, until, page, 1, f"/interview/1/{page}")

    scenes = [
        scene(0, 500, "briefing"),
        scene(500, 3_000, "metrics"),
        scene(3_001, 4_000, "metrics"),
        scene(4_000, 4_001, "traces"),
        scene(4_002, 9_000, "logs"),
        scene(11_000, 12_000, "heap"),
    ]
    assert [*clips.strip(scenes, 1_000, 10_000)] == [(0, 3_000, "metrics"), (3_002, 8_000, "logs")]
    assert [*clips.strip([], 0, 1_000)] == []
