"""Which arrivals are kept, what the world is when, and what people know of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rounds.simulator import HOUR, MINUTE, SECOND, Chance, Happening, Incident, Listed, at
from rounds.simulator.arrays import Bools, Ints

from .lives import A_MINUTE, CELL, CELLS, PODS, TAKES, Life, by_minute
from .story import WINDOW, Story
from .world import ENGINES, FIRST, HANDLERS, RELEASED, UPGRADED, Kept, flow, world

# A candidate reads these.
SHARES = {
    "traces": "Executions and requests 1 in 16,384 over the whole time; in the last hour executions 1 in 256, requests "
    "1 in 512; deliveries, polls and schedules less. All executions of some pods in some minutes. Kept by trace id, when "
    "complete; each span says how many it stands for.",
    "logs": "What processes say of themselves whole; lines about executions, requests and deliveries with their traces. "
    "Each line says how many it stands for.",
    "metrics": "Everything, every two minutes; in the last 48 hours each minute, and for the engine every 15 s.",
    "database": "Sessions once a minute; statement statistics of everything, every minute; tables every ten minutes, in "
    "the last six hours each minute; single executions from the kept traces.",
}
OVER_ALL, LATELY = 16_384, 256
RECENT = 240  # cells: the last hour
LAST_MINUTES = 5 * A_MINUTE
AROUND = 3  # cells before and after a crash
LEFT_BEFORE = 2  # executions that were lost in earlier years
REQUESTS_A_SECOND, POLLS_A_CELL, SCHEDULES_A_CELL = 82, 143, 15


@dataclass(frozen=True)
class Plot:
    """The story's numbers, and the arrivals drawn from them."""

    told: Story
    chance: Chance

    @cached_property
    def requests(self) -> Ints:
        """In each cell."""
        minute = np.arange(CELLS) // A_MINUTE
        first = self.told.began.hour * 60 + self.told.began.minute
        mean = REQUESTS_A_SECOND * CELL / SECOND * by_minute()[(first + minute) % 1440]
        noise = 1 + (self.chance.draw("requests", CELLS) % 2001 - 1000) / 25_000
        return np.rint(mean * noise).astype(np.int64)

    @cached_property
    def deliveries(self) -> Ints:
        """Each execution emits four events."""
        events: Ints = 4 * self.told.counted.begun.sum(axis=1)
        return events

    def beats(self) -> tuple[Ints, Ints, Ints]:
        """Polls of the queue, looks at the schedules, looks for executions without heartbeat."""
        minutes = (np.arange(CELLS) % A_MINUTE == 1).astype(np.int64)
        return np.full(CELLS, POLLS_A_CELL), np.full(CELLS, SCHEDULES_A_CELL), minutes

    @cached_property
    def since(self) -> Ints:
        """Executions that the process of each pod had begun by the beginning of each cell."""
        counted = np.zeros((CELLS, PODS), np.int64)
        for life in self.told.lives:
            here = slice(max(life.start, 0), min(life.end, CELLS))
            begun = self.told.counted.begun[here, life.slot]
            counted[here, life.slot] = np.cumsum(begun) - begun
        return counted

    @cached_property
    def whole(self) -> Bools:
        """Cells and pods whose executions are all kept."""
        chosen = np.zeros((CELLS, PODS), bool)
        chosen[CELLS - LAST_MINUTES :, self.told.watched] = True
        for life in self.crashes_shown():
            cell = life.crash // CELL
            chosen[cell - AROUND : cell + AROUND + 1, life.slot] = True
        return chosen

    def crashes_shown(self) -> Iterator[Life]:
        """The last crash, and one a day before it."""
        ended = [life for life in self.told.lives if life.crash < WINDOW - 10 * MINUTE]
        if ended:
            yield ended[-1]
            yield max((life for life in ended if life.crash < ended[-1].crash - 20 * HOUR), key=lambda one: one.crash)

    # --- what is kept -------------------------------------------------------------------------

    def kept(self) -> dict[str, tuple[Kept, ...]]:
        """What each kind of work leaves, over the whole time and lately; in the order in which it is drawn."""
        recent = np.zeros((CELLS, PODS), bool)
        recent[-RECENT:] = True
        old = Kept("executions", "executions", OVER_ALL, self.executions(~recent & ~self.whole, OVER_ALL, "executions"))
        new = Kept("recent executions", "executions", LATELY, self.executions(recent & ~self.whole, LATELY, "recent"))
        every = Kept("whole executions", "executions", 1, self.executions(self.whole, 1, "whole"))
        polls, schedules, _ = self.beats()
        return {
            "executions": (old, new, every),
            "requests": self.two("requests", self.requests, OVER_ALL, 512),
            "deliveries": self.two("deliveries", self.deliveries, 65_536, 1024),
            "polls": self.two("polls", polls, 65_536, 4096),
            "schedules": self.two("schedules", schedules, 8192, 512),
            "watch": (self.watches(),),
        }

    def two(self, name: str, counted: Ints, share: int, lately: int) -> tuple[Kept, Kept]:
        older, recent = counted.copy(), counted.copy()
        older[-RECENT:], recent[:-RECENT] = 0, 0
        return (
            Kept(name, name, share, self.some(older, share, name)),
            Kept(f"recent {name}", name, lately, self.some(recent, lately, f"recent {name}")),
        )

    def some(self, counted: Ints, share: int, name: str) -> Listed:
        """One in `share` of what is counted, at any moment of its cell."""
        cell = np.searchsorted(np.cumsum(counted), self.chosen(int(counted.sum()), share, name), side="right")
        return Listed(np.sort(cell * CELL + self.chance.draw(f"{name}/moment", len(cell)) % CELL))

    def chosen(self, total: int, share: int, name: str) -> Ints:
        """Numbers below `total`, one in `share`, in order."""
        if share == 1:
            return np.arange(total)
        return np.unique(self.chance.draw(f"{name}/chosen", total // share) % total)

    def executions(self, where: Bools, share: int, name: str) -> Listed:
        counted = np.where(where, self.told.counted.begun, 0).ravel()
        reach = np.cumsum(counted)
        number = self.chosen(int(reach[-1]), share, name)
        place = np.searchsorted(reach, number, side="right")
        cell, slot, rank = place // PODS, place % PODS, number - (reach[place] - counted[place])
        moment = self.told.counted.moments(cell, slot, rank, self.chance.draw(f"{name}/moment", len(number)))
        order = np.argsort(moment, kind="stable")
        columns = {"pod": slot, "until": self.until(cell, slot), **self.listeners(cell, slot, rank, name)}
        return Listed(moment[order], {key: column[order] for key, column in columns.items()})

    def listeners(self, cell: Ints, slot: Ints, rank: Ints, name: str) -> dict[str, Ints]:
        """On one event of the bus, once the handlers of this execution are on it: all since the start, or all under way."""
        rate = self.told.counted.begun[cell, slot] * TAKES * SECOND / CELL
        others = np.rint(rate).astype(np.int64) + self.chance.draw(f"{name}/others", len(cell)) % 9 - 4
        left = np.maximum(others + self.chance.draw(f"{name}/left", len(cell)) % 7 - 4, 1)
        leaks = (cell * CELL >= self.told.release) & bool(self.told.lives)
        known = np.where(leaks, self.since[cell, slot] + rank + 1, np.maximum(others, 1))
        return {"handlers": np.full(len(cell), HANDLERS), "listeners": known, "left": left}

    def until(self, cell: Ints, slot: Ints) -> Ints:
        """What is under way when its process ends, never ends."""
        last = np.full((CELLS, PODS), WINDOW)
        for life in self.told.lives:
            if life.crash < WINDOW:
                last[max(life.start, 0) : life.end, life.slot] = life.crash
        known: Ints = last[cell, slot]
        return known

    def watches(self) -> Kept:
        """Every minute; one in 64 is kept."""
        minutes = np.arange(0, CELLS // A_MINUTE, 64)
        moment = minutes * MINUTE + 20 * SECOND
        return Kept("watch", "watch", 64, Listed(moment, {"stuck": self.stuck[minutes * A_MINUTE]}))

    @cached_property
    def lost(self) -> Ints:
        """Executions at the end of each cell whose process has ended: nobody takes them up again."""
        added = np.zeros(CELLS, np.int64)
        for life in self.told.lives:
            if life.crash < WINDOW:
                added[life.crash // CELL] += life.lost
        return LEFT_BEFORE + np.cumsum(added)

    @cached_property
    def stuck(self) -> Ints:
        """Those that have not been heard of for ten minutes."""
        late = 10 * A_MINUTE
        return np.concatenate((np.full(late, LEFT_BEFORE), self.lost[:-late]))


def incident(plot: Plot, kept: tuple[Kept, ...]) -> Incident:
    """The part of the world in which these arrivals are."""
    told = plot.told
    fault = bool(told.lives)
    versions = ((told.upgrade, UPGRADED), (told.release, RELEASED))
    return Incident(
        seed=told.seed,
        world=world(told.cast, kept, FIRST),
        began=told.began,
        onset=told.release,
        now=WINDOW,
        changes=tuple(
            at(moment, ENGINES[version], *(flow(one, told.cast, version, fault=fault) for one in kept))
            for moment, version in versions
        ),
        chapter=WINDOW,
        stride=WINDOW,
        stride_after_onset=WINDOW,
        step=HOUR,
        tick=MINUTE,
    )


def happenings(told: Story, pods: tuple[str, ...]) -> tuple[Happening, ...]:
    """`pods` are the engine's since the release, by slot."""
    return (
        Happening(told.upgrade, "deploy", "workflow-engine", f"workflow-engine {UPGRADED}", (
            ("version", UPGRADED), ("previous", FIRST),
            ("note", "image-lib 4.2 to 5.0 for thumbnails in templates. 1 file changed: package.json."),
        )),
        Happening(told.release, "deploy", "workflow-engine", f"workflow-engine {RELEASED}", (
            ("version", RELEASED), ("previous", UPGRADED),
            ("note", "Errors of steps are handled in one place. 9 files changed, all under src/execution."),
        )),
        Happening(told.release + 50 * HOUR, "deploy", "billing", "billing 3.9.1", (
            ("version", "3.9.1"), ("previous", "3.9.0"), ("note", "New footer on invoices."),
        )),
        *(restart(life, pods[life.slot]) for life in told.lives if life.crash < WINDOW),
    )  # fmt: skip


def restart(life: Life, pod: str) -> Happening:
    attributes = (("exit_code", "134"), ("pod", pod), ("reason", "Error"))
    return Happening(life.crash, "restart", "workflow-engine", f"{pod} restarted", attributes)
