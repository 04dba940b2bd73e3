"""Values of WeakMaps: each is held by its key and by the map together, and V8 writes an edge from either.

The two edges of a value are named alike but for their number: `2 / part of key (Object @1) -> value (Object @3) pair in
WeakMap (table @5)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from rounds.heapsnapshot.heap import NONE
from rounds.heapsnapshot.strings import Strings

MARK = re.compile(rb"pair in WeakMap \(table @")
BEGIN = re.compile(r"[0-9]+(?= / part of key \()")
MIDDLE = re.compile(r" @[0-9]+\) -> value \(")
END = re.compile(r" @[0-9]+\) pair in WeakMap \(table @([0-9]+)\)")
LINES = re.compile("[\n\r\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Ephemerons:
    """Which texts name such edges. Arrays are as long as there are texts, or empty when none of them does."""

    pair: np.ndarray  # int32, the edges of one value have the same; NONE for other texts
    table: np.ndarray  # int64, the id of the map
    pairs: int


def ephemerons(strings: Strings) -> Ephemerons:
    pair = np.full(len(strings), NONE, np.int32)
    table = np.zeros(len(strings), np.int64)
    pairs: dict[str, int] = {}
    marks = [mark.start() for mark in MARK.finditer(strings.text.data)]
    for number in np.unique(np.searchsorted(strings.ends, marks, side="right") - 1).tolist():
        if named := pair_and_table(strings[number]):
            pair[number] = pairs.setdefault(named[0], len(pairs))
            table[number] = named[1]
    return Ephemerons(pair, table, len(pairs)) if pairs else Ephemerons(pair[:0], table[:0], 0)


def pair_and_table(name: str) -> tuple[str, int] | None:
    """What the two edges of a value have in common, and the map's id. Each part is looked for once: names may be long."""
    begin = BEGIN.match(name)
    end = END.fullmatch(name, name.rfind(" @", 0, max(name.rfind(" pair in WeakMap (table @"), 0)))
    if not begin or not end or LINES.search(name):
        return None
    if not MIDDLE.search(name, begin.end() + len(" / part of key ("), end.start()):
        return None
    return name[begin.end() :], min(int(end[1][:18]), 2**62)
