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
    witness: int  # a customer like the victim, whose endpoint stays well
    began: datetime

    @property
    def endpoint(self) -> Endpoint:
        return self.cast.endpoints[self.victim]


def story(seed: int) -> Story:
    chance = Chance(seed).apart("webhooks-slow")
    day, minute = chance.number("day", 0, 3), chance.number("minute", 0, 75)
    began = datetime(2026, 5, 11, 11, 45, tzinfo=UTC) + timedelta(days=day, minutes=minute)
    victim, witness = chance.several("victim and witness", range(9, 31), 2)
    people = without_failures(without_failures(cast(chance), victim), witness)
    return Story(seed, people, victim, witness, began)


def without_failures(people: Cast, customer: int) -> Cast:
    """One failure just before the onset would give the growth a start of several minutes."""
    well = replace(people.endpoints[customer], answers=((200, 1000),))
    return replace(people, endpoints=(*people.endpoints[:customer], well, *people.endpoints[customer + 1 :]))
