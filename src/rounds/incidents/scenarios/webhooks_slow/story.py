"""What differs from one seed to the next: who, where and when. How fast things grow does not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from rounds.incidents.scenarios.loomwork import Cast, cast
from rounds.simulator import Chance, Endpoint


@dataclass(frozen=True)
class Story:
    seed: int
    cast: Cast
    victim: int
    began: datetime

    @property
    def endpoint(self) -> Endpoint:
        return self.cast.endpoints[self.victim]


def story(seed: int) -> Story:
    chance = Chance(seed).apart("webhooks-slow")
    day, minute = chance.number("day", 0, 3), chance.number("minute", 0, 75)
    began = datetime(2026, 5, 11, 11, 45, tzinfo=UTC) + timedelta(days=day, minutes=minute)
    victim = chance.number("victim", 9, 30)
    return Story(seed, without_failures(cast(chance), victim), victim, began)


def without_failures(people: Cast, victim: int) -> Cast:
    """One failure just before the onset would give the growth a start of several minutes."""
    well = replace(people.endpoints[victim], answers=((200, 1000),))
    return replace(people, endpoints=(*people.endpoints[:victim], well, *people.endpoints[victim + 1 :]))
