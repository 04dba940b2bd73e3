"""What differs from one seed to the next: who, where and when. How fast memory grows, and when a process ends, does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rounds.incidents.scenarios.loomwork import Cast, cast
from rounds.simulator import HOUR, MINUTE, SECOND, Chance

from .lives import CELL, CELLS, LIVED, Arrivals, Life, arrivals, lived

WINDOW = CELLS * CELL
AGE = 4 * HOUR + 20 * MINUTE  # of the process whose heap was looked at, now
# Its life falls into the hours with few executions, so that it is not yet over.
QUIET = 3 * MINUTE  # before now, in which no process ends: each pod is there when people look
FIRST_START, LAST_START = 19 * HOUR + 30 * MINUTE, 24 * HOUR  # since five in the morning


@dataclass(frozen=True)
class Story:
    """Cells are numbered from the beginning of the recording; moments are nanoseconds since then."""

    seed: int
    cast: Cast
    began: datetime
    upgrade: int  # image-lib
    release: int  # of the version from which on nothing is removed
    counted: Arrivals
    lives: tuple[Life, ...]
    watched: int  # the slot of the pod whose heap was looked at
    born: int  # the moment its process started

    @property
    def now(self) -> datetime:
        return self.began + timedelta(seconds=WINDOW // SECOND)


def story(seed: int, *, fault: bool = True) -> Story:
    """Without the fault no process ends; everything else happens as it does with it."""
    chance = Chance(seed).apart("service-restarts")
    dawn = datetime(2026, 5, 3, 5, tzinfo=UTC) + timedelta(days=chance.number("day", 0, 6))
    upgrade = 3 * 24 * HOUR + (2 * 60 + chance.number("upgrade", 0, 40)) * MINUTE
    release = 3 * 24 * HOUR + (6 * 60 + chance.number("release", 0, 60)) * MINUTE
    everything = arrivals(chance)
    lives = lived(everything, release // CELL, chance)
    slot, born = looked_at(lives)
    start = born + AGE - WINDOW
    if not fault:
        everything, lives = arrivals(Chance(seed).apart("service-restarts")), ()
    first = start // CELL
    return Story(
        seed=seed,
        cast=cast(chance),
        began=dawn + timedelta(seconds=start // SECOND),
        upgrade=upgrade - start,
        release=release - start,
        counted=everything.between(first, first + CELLS),
        lives=tuple(life.since(first) for life in lives if life.start < first + CELLS),
        watched=slot,
        born=born - start,
    )


def looked_at(lives: tuple[Life, ...]) -> tuple[int, int]:
    """The life on the last night whose process is still there so long after its start, and when it began."""
    night = LIVED - 30 * HOUR
    fitting = [
        life for life in lives
        if night + FIRST_START <= life.start * CELL <= night + LAST_START
        and life.crash > life.start * CELL + AGE + 20 * MINUTE
        and not any(0 <= life.start * CELL + AGE - other.crash < QUIET for other in lives)
    ]  # fmt: skip
    middle = night + (FIRST_START + LAST_START) // 2
    chosen = min(fitting, key=lambda life: abs(life.start * CELL - middle))
    return chosen.slot, chosen.start * CELL
