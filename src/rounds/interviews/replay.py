"""An interview afterwards: what was on the candidate's screen when, and in which stretches nothing new happened.

Views are the browser's word, set by the server's clock. They come in pieces of a quarter of a minute, which are put
together again here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rounds.interviews.screens import Stretch, Viewed, clocks

CLOSE = 2_000.0  # milliseconds between two pieces of one view
QUIET = 20_000.0  # without anything new; shorter than this nothing is gained by passing over it
LEAD = 3_000.0  # of a quiet stretch that is shown all the same, at both ends


@dataclass(frozen=True, slots=True)
class Scene:
    """One view from and to, milliseconds since 1970 by the server's clock."""

    since: float
    until: float
    page: str
    scenario: int | None
    address: str


def scenes_of(viewed: Sequence[Viewed]) -> list[Scene]:
    """In their order; each lasts until the next began. Of a view whose words are erased the address is empty."""
    shifts = clocks(viewed)
    seen = sorted(
        (
            Scene(
                one.visible_from + shifts[one.received],
                min(one.visible_to + shifts[one.received], one.received),
                one.page,
                one.scenario,
                one.address,
            )
            for one in viewed
        ),
        key=lambda scene: (scene.since, scene.until),
    )
    scenes: list[Scene] = []
    for scene in seen:
        last = scenes[-1] if scenes else None
        if last and (last.address, last.page) == (scene.address, scene.page) and scene.since - last.until <= CLOSE:
            scenes[-1] = replace(last, until=max(last.until, scene.until))
            continue
        if last and last.until > scene.since:
            scenes[-1] = replace(last, until=scene.since)
        scenes.append(scene)
    return [scene for scene in scenes if scene.until > scene.since]


def quiet_of(moments: Iterable[float], began: float, ended: float) -> list[Stretch]:
    """The stretches in which nothing new happened, less a little at both ends, for whoever wants to pass over them."""
    marks = [began, *sorted(one for one in moments if began < one < ended), ended]
    return [(start + LEAD, end - LEAD) for start, end in pairwise(marks) if end - start >= QUIET]
