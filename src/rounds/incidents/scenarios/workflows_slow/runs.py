"""The runs of one customer's workflow over the whole window: twelve an hour, each of twenty steps.

A step loads the whole state, parses it, does its work and writes back what it changed. Once the state is large,
parsing keeps the process to itself for two and a half seconds, and the pod's half of a processor with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rounds.simulator import MINUTE, MS, SECOND, Chance, between, ms
from rounds.simulator.arrays import Bools, Ints
from rounds.simulator.chance import lasting

from .story import AFTER_BATCH, BATCHES, NOW, RUNS, STEPS, Story

HOUR = 60 * MINUTE
SMALL = 200_000  # bytes of state
LOAD_SMALL, PARSE_SMALL = ms(1.9, 6), between(8 * MS, 12 * MS)
LOAD_LARGE, LOAD_CROWDED, PARSE_LARGE = (
    between(72 * MS, 88 * MS), between(165 * MS, 195 * MS), between(2300 * MS, 2660 * MS),
)  # fmt: skip
WORK, SAVE = between(60 * MS, 100 * MS), ms(1.9, 5)


@dataclass(frozen=True)
class Runs:
    """By batch and place in it, both from 0: int64[336, 12] and int64[336, 12, 20], nanoseconds.

    `load` is what the client sees of the statement, `answered` what the database needs for it.
    """

    large: Bools  # bool[336]
    due: Ints
    start: Ints  # of the run: what is before it is spent waiting
    end: Ints
    begin: Ints  # of each step
    load: Ints
    answered: Ints
    parse: Ints
    work: Ints
    save: Ints
    state: Ints  # bytes, of each step

    @property
    def parse_start(self) -> Ints:
        return self.begin + self.load

    @property
    def step_end(self) -> Ints:
        return self.begin + self.load + self.parse + self.work + self.save


def batches() -> Ints:
    return NOW - AFTER_BATCH - HOUR * np.arange(BATCHES - 1, -1, -1, dtype=np.int64)


def runs(told: Story, *, fault: bool, interleaved: bool) -> Runs:
    """Without the fault the state stays small. `interleaved` runs a batch's twelve at the same time."""
    chance = Chance(told.seed).apart("workflows-slow/runs")
    due = batches()
    large = (due >= told.onset) & fault
    shape, each = (BATCHES, RUNS, STEPS), large[:, None, None]

    def drawn(name: str, small: object, big: object) -> Ints:
        draws = chance.draw(name, BATCHES * RUNS * STEPS)
        return np.where(each, lasting(big, draws).reshape(shape), lasting(small, draws).reshape(shape))  # type: ignore[arg-type]

    load = drawn("load", LOAD_SMALL, LOAD_CROWDED if interleaved else LOAD_LARGE)
    parse = drawn("parse", PARSE_SMALL, PARSE_LARGE)
    work, save = drawn("work", WORK, WORK), drawn("save", SAVE, SAVE)
    grown = chance.draw("bytes", BATCHES * RUNS * STEPS).reshape(shape)
    state = np.where(each, told.state_bytes + grown % 40_000, SMALL + grown % 9_000)
    known = (large, np.repeat(due[:, None], RUNS, axis=1), load, parse, work, save, state)
    return interleaving(*known) if interleaved else in_turn(*known)


def in_turn(large: Bools, due: Ints, load: Ints, parse: Ints, work: Ints, save: Ints, state: Ints) -> Runs:
    """One at a time: the next begins when the one before has ended."""
    steps = load + parse + work + save
    length = steps.sum(axis=2)
    end = due + np.cumsum(length, axis=1)
    start = end - length
    begin = start[:, :, None] + np.cumsum(steps, axis=2) - steps
    return Runs(large, due, start, end, begin, load, load, parse, work, save, state)


def interleaving(large: Bools, due: Ints, load: Ints, parse: Ints, work: Ints, save: Ints, state: Ints) -> Runs:
    """All at once on one event loop, which parses one state after another, each time around in the same order.

    What a step waits for between two of its parses (the database's answer, the connector's) has come long before the
    loop gets around to it: six tenths of the round go to the statement, the rest to the work.
    """
    gaps = load + work + save
    alone = due[:, :, None] + np.cumsum(gaps + parse, axis=2) - parse - work - save  # parse starts, small states
    order = np.swapaxes(parse, 1, 2).reshape(len(due), -1)  # round by round
    loop = (due[:, :1] + load[:, 0, :1] + np.cumsum(order, axis=1) - order).reshape(len(due), STEPS, RUNS)
    parsing = np.where(large[:, None, None], np.swapaxes(loop, 1, 2), alone)
    around = parsing[:, :, 1:] - (parsing + parse)[:, :, :-1]  # from the end of a parse to the next
    waits = np.where(large[:, None, None], np.maximum(around - save[:, :, :-1], 0) * 6 // 10, load[:, :, 1:])
    seen = np.concatenate([np.maximum(parsing[:, :, :1] - due[:, :, None], 0), waits], axis=2)
    between_them = around - save[:, :, :-1] - waits
    last = np.where(large[:, None], np.maximum(between_them[:, :, -1], 0), work[:, :, -1])
    worked = np.concatenate([between_them, last[:, :, None]], axis=2)
    end = parsing[:, :, -1] + parse[:, :, -1] + worked[:, :, -1] + save[:, :, -1]
    return Runs(large, due, due, end, parsing - seen, seen, load, parse, worked, save, state)


def parsing(known: Runs) -> tuple[Ints, Ints]:
    """When engine-7 was parsing a large state, in order."""
    starts = known.parse_start[known.large].ravel()
    lengths = known.parse[known.large].ravel()
    order = np.argsort(starts, kind="stable")
    return starts[order], (starts + lengths)[order]


def crowded(known: Runs) -> tuple[Ints, Ints]:
    """From the beginning of each batch of large states until its last run has ended."""
    return known.due[known.large, 0], known.end[known.large].max(axis=1)


__all__ = ["HOUR", "SECOND", "SMALL", "Runs", "batches", "crowded", "parsing", "runs"]
