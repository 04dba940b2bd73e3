"""What is written down of a question about heap snapshots: what was asked in which order, and the first rows that came.

Only the first rows count as seen: a class far down a list that nobody sorted or filtered for it is not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rounds.heapsnapshot.answers import Change, ClassRow, Duplicate, GrowthRow, Path, PathGroup, Suspect, Thing
from rounds.tools import heap

FIRST = 20  # rows, as many as a page shows without scrolling
STEPS = 30  # of a path
ASKED = ("pod", "base", "snapshot", "find", "keep", "since", "which", "all_classes", "key", "id", "sort", "descending")
LONGEST = 80

Digest = dict[str, Any]


def of_question(question: Any) -> Digest:
    """Every part that was asked for, but for how much of it."""
    made = {name: short(getattr(question, name)) for name in ASKED if getattr(question, name, "") not in ("", None)}
    if getattr(question, "offset", 0):
        made["offset"] = question.offset
    if getattr(question, "ignore", ()):
        made["ignore"] = list(question.ignore[:FIRST])
    return made


def of_snapshots(answer: heap.Snapshots) -> Digest:
    return {"rows": len(answer.snapshots), "names": [short(one.name) for one in answer.snapshots[:FIRST]]}


def of_summary(answer: heap.Summary) -> Digest:
    return listed(answer.total, answer.rows, of_class)


def of_class(row: ClassRow) -> Digest:
    return named(row) | {"count": row.count, "shallow": row.shallow_bytes, "retained": row.retained_bytes}


def of_comparison(answer: heap.Comparison) -> Digest:
    return listed(answer.total, answer.rows, of_change) | {"same_process": answer.same_process}


def of_change(row: Change) -> Digest:
    numbers = {"new": row.new, "deleted": row.deleted, "delta": row.delta, "delta_bytes": row.delta_bytes}
    return named(row) | numbers | {"shallow_delta": row.shallow_delta, "retained_delta": row.retained_delta}


def of_growth(answer: heap.Growth) -> Digest:
    return {"names": [short(name) for name in answer.names[:FIRST]]} | listed(answer.total, answer.rows, of_grown)


def of_grown(row: GrowthRow) -> Digest:
    return named(row) | {"counts": list(row.counts[:FIRST]), "steady": row.steady}


def of_objects(answer: heap.Objects) -> Digest:
    return ({"of": of_thing(answer.of)} if answer.of else {}) | listed(answer.total, answer.things, of_thing)


def of_thing(thing: Thing) -> Digest:
    edge = {"edge": short(thing.edge)} if thing.edge else {}
    return edge | {
        "id": thing.id,
        "class": short(thing.class_name),
        "name": short(thing.name),
        "retained": thing.retained_bytes,
    }


def of_details(answer: heap.ObjectDetails) -> Digest:
    return {"of": of_thing(answer.thing), "facts": [short(fact.name) for fact in answer.facts[:FIRST]]}


def of_held(answer: heap.HeldBy) -> Digest:
    return {"rows": len(answer.path.steps), "path": of_path(answer.path)}


def of_path(path: Path) -> list[Digest]:
    """Of a long way both ends: the object, and what holds it all."""
    steps = path.steps
    shown = steps if len(steps) <= STEPS else (*steps[: STEPS // 2], *steps[-STEPS // 2 :])
    return [of_step(step) for step in shown]


def of_step(step: Thing) -> Digest:
    """Functions are told apart by their names, most other objects are called as their class is."""
    name = {"name": short(step.name)} if step.name != step.class_name else {}
    return {"edge": short(step.edge), "id": step.id, "class": short(step.class_name)} | name


def of_paths(answer: heap.AllPaths) -> Digest:
    return {"rows": len(answer.paths), "paths": [of_path(path) for path in answer.paths[:FIRST]]}


def of_groups(answer: heap.Groups) -> Digest:
    return listed(len(answer.groups), answer.groups, of_group) | {"total": answer.total}


def of_group(group: PathGroup) -> Digest:
    steps = [short(step) for step in group.path[-STEPS:]]
    also = {"also": group.also_total} if group.also_total else {}
    return {"path": steps, "count": group.count, "retained": group.retained_bytes} | also


def of_statistics(answer: heap.HeapStatistics) -> Digest:
    return {"total": answer.total_bytes, "shares": {share.name: share.bytes for share in answer.shares[:FIRST]}}


def of_duplicates(answer: heap.DuplicateStrings) -> Digest:
    return listed(answer.total, answer.duplicates, of_duplicate)


def of_duplicate(row: Duplicate) -> Digest:
    return {"text": short(row.text), "count": row.count, "wasted": row.wasted_bytes}


def of_suspects(answer: heap.LeakSuspects) -> Digest:
    return listed(len(answer.suspects), answer.suspects, of_suspect)


def of_suspect(row: Suspect) -> Digest:
    return {"name": short(row.name), "id": row.id, "count": row.count, "retained": row.retained_bytes}


ANSWERS: Mapping[type[Any], Callable[[Any], Digest]] = {
    heap.AllPaths: of_paths,
    heap.Comparison: of_comparison,
    heap.DuplicateStrings: of_duplicates,
    heap.Groups: of_groups,
    heap.Growth: of_growth,
    heap.HeapStatistics: of_statistics,
    heap.HeldBy: of_held,
    heap.LeakSuspects: of_suspects,
    heap.ObjectDetails: of_details,
    heap.Objects: of_objects,
    heap.Snapshots: of_snapshots,
    heap.Summary: of_summary,
}


def listed(total: int, rows: Iterable[Any], of_row: Callable[[Any], Digest]) -> Digest:
    """How many there are, how many came, and the first of those."""
    came = list(rows)
    return {"rows": total, "shown": len(came), "first": [of_row(row) for row in came[:FIRST]]}


def named(row: ClassRow | Change | GrowthRow) -> Digest:
    return {"class": short(row.name)} | ({"at": short(row.at)} if row.at else {})


def short(value: Any) -> Any:
    return value[: LONGEST - 1] + "…" if isinstance(value, str) and len(value) > LONGEST else value
