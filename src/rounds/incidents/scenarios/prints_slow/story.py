"""What differs from one seed to the next: who, which versions, where on the clock. How slow it gets does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rounds.simulator import MINUTE, SECOND, Chance

from .cast import Cast, cast

NOW = 75 * MINUTE


@dataclass(frozen=True)
class Story:
    seed: int
    cast: Cast
    began: datetime
    release: int  # since when it is slow
    count: int  # when somebody counts the stock
    renderer: int  # when the other release was
    newsletter: int
    version: str  # of pricing, since the release
    migration: str


def story(seed: int) -> Story:
    chance = Chance(seed).apart("prints-slow")
    day, minute = chance.number("day", 0, 6), chance.number("minute", 0, 70)
    release = NOW - chance.number("release", 23 * 60, 27 * 60) // 15 * 15 * SECOND
    return Story(
        seed=seed,
        cast=cast(chance),
        began=datetime(2026, 6, 8, 17, 50, tzinfo=UTC) + timedelta(days=day, minutes=minute),
        release=release,
        count=release - chance.number("count", 10 * 60, 14 * 60) * SECOND,
        renderer=release - chance.number("renderer", 21 * 60, 26 * 60) // 15 * 15 * SECOND,
        newsletter=release - chance.number("newsletter", 6 * 60, 8 * 60) // 15 * 15 * SECOND,
        version=f"2.{chance.number('minor', 6, 9)}.0",
        migration=f"{chance.number('migration', 38, 97):04d}",
    )
