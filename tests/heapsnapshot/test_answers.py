"""What is answered about real snapshots is what Chrome DevTools' own worker answers.

`devtools/` holds its answers; `python -m bench.heap.answers` asks it again.
"""

from __future__ import annotations

import io
import json
import lzma
from functools import cache
from typing import Any

import numpy as np
import pytest
from bench.heap import answers, tables

from rounds.heapsnapshot import analysing, keeping, names, reading, retaining, summary
from rounds.heapsnapshot.answers import Things
from rounds.heapsnapshot.duplicates import duplicates
from rounds.heapsnapshot.heap import ROOT, SYSTEM, Heap
from rounds.heapsnapshot.objects import node_of, things
from rounds.heapsnapshot.statistics import statistics

pytestmark = pytest.mark.xdist_group("devtools answers")  # each snapshot is analysed once

HELD = tables.held()
FILTERS = {
    "objectsRetainedByContexts": "held by contexts",
    "objectsRetainedByDetachedDomNodes": "detached",
    "duplicatedStrings": "duplicate strings",
}
LONE = "\ud800"  # half a character: DevTools shows it, nobody can send it
SOME = 7  # of what is held: distances are measured anew for each


@cache
def heap(name: str) -> Heap:
    return analysing.analyse(reading.read(io.BytesIO(lzma.decompress(HELD[name].read_bytes())).read))


@cache
def said() -> dict[str, Any]:
    return answers.read()


every_snapshot = pytest.mark.parametrize("name", HELD)


@every_snapshot
def test_the_answers_are_about_the_snapshots_that_are_held(name: str) -> None:
    """Where not, `python -m bench.heap.answers` has to be run after what made the snapshots anew."""
    assert said()[name]["of"] == answers.digest(name)


@every_snapshot
def test_statistics(name: str) -> None:
    theirs = tables.read(tables.HELD / f"{name}.table.xz").statistics
    found = statistics(heap(name))
    ours = {share.name: share.bytes for share in found.shares}
    v8, native = theirs["v8heap"], theirs["native"]
    assert (found.total_bytes, found.v8_bytes, found.native_bytes) == (theirs["total"], v8["total"], native["total"])
    assert ours == {
        "code": v8["code"],
        "strings": v8["strings"],
        "js arrays": v8["jsArrays"],
        "system": v8["system"],
        "typed arrays": native["typedArrays"],
        "native": native["total"] - native["typedArrays"],
        "other": v8["total"] - v8["code"] - v8["strings"] - v8["jsArrays"] - v8["system"],
    }


def rows_of(of: Heap, keep: np.ndarray | None) -> list[list[Any]]:
    sums = summary.sums_of(of, keep)
    columns = (sums.count, sums.shallow, sums.retained, sums.distance)
    numbers = np.flatnonzero(sums.count).tolist()
    return sorted([of.classes.key[number], *(int(column[number]) for column in columns)] for number in numbers)


@pytest.mark.parametrize(("theirs", "ours"), FILTERS.items())
@every_snapshot
def test_the_rows_of_a_named_filter(name: str, theirs: str, ours: str) -> None:
    assert rows_of(heap(name), keeping.kept(heap(name), ours)) == sorted(said()[name]["filters"][theirs])


@every_snapshot
def test_what_a_browser_s_event_handlers_hold(name: str) -> None:
    """Of Node.js ours has more: the handlers of its emitters."""
    of = heap(name)
    handlers = np.zeros(of.nodes, bool)
    handlers[list(keeping.browser_handlers(of))] = True
    theirs = sorted(said()[name]["filters"]["objectsRetainedByEventHandlers"])
    assert rows_of(of, keeping.held_by(of, handlers)) == theirs


@every_snapshot
def test_duplicate_strings(name: str) -> None:
    found = duplicates(heap(name), limit=10**6, offset=0)
    assert sorted([row.count, row.shallow_bytes] for row in found.duplicates) == sorted(said()[name]["duplicates"])


def as_shown(kind: str, written: str) -> str:
    """What DevTools' page makes of a name that its worker gives."""
    match kind:
        case "string" | "concatenated string":
            return names.quoted(written)
        case "regexp":
            return f"/{names.cut(written)}/"
        case "closure":
            return f"{written}()"
        case "array":
            return f"{written or '(internal array)'}[]"
    return written or f"({kind})"


@every_snapshot
def test_names(name: str) -> None:
    of = heap(name)
    asked = [one for one in said()[name]["named"] if not own_name(one[1], one[2])]
    found = things(of, [node_of(of, one[0]) for one in asked])
    assert [one.name for one in found] == [as_shown(kind, written) for _, kind, written, *_ in asked]


def own_name(kind: str, written: str) -> bool:
    """Symbols, values and the root are called by more than DevTools calls them by; halves of characters are replaced."""
    return kind in ("symbol", "number", "synthetic") or LONE in json.dumps(written) or len(written) > names.SHOWN


@every_snapshot
def test_retainers(name: str) -> None:
    of = heap(name)
    for its_id, _, _, total, rows in said()[name]["named"]:
        found = retaining.retainers(of, node_of(of, its_id), limit=max(len(rows), 1), offset=0)
        assert found.total == total
        assert distances(found) == [row[3] if row[3] < SYSTEM else None for row in rows]
        if total == len(rows):
            assert sorted((one.id, one.edge_type) for one in found.things) == sorted((row[2], row[1]) for row in rows)


@every_snapshot
def test_retainers_while_an_object_is_ignored(name: str) -> None:
    of = heap(name)
    ignored = node_of(of, said()[name]["ignored"])
    if ignored == ROOT:
        pytest.fail("nothing was ignored")
    for its_id, total, rows in said()[name]["without"][::SOME]:
        node = node_of(of, its_id)
        if node == ignored:
            continue
        found = retaining.retainers(of, node, ignore=[ignored], limit=max(len(rows), 1), offset=0)
        assert found.total == total
        assert distances(found) == [row[3] if row[3] < SYSTEM else None for row in rows]


def distances(found: Things) -> list[int | None]:
    return [one.distance for one in found.things]
