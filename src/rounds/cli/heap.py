"""`rounds heap`: what is in V8 heap snapshots, what grew between them, and what holds an object."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rounds.cli import heap_tables as tables
from rounds.cli.progress import shown
from rounds.kit.errors import Invalid, NotFound

if TYPE_CHECKING:  # the process that analyses starts before any of these is loaded
    import numpy as np

    from rounds.heapcache import Heaps
    from rounds.heapsnapshot.answers import Change, ClassRow
    from rounds.heapsnapshot.heap import Heap

MOST_KEPT = 4 << 30  # bytes of analyses; those that were not used for longest go first
USUAL_ROWS = 30
USUAL_PATHS = 10
LONGEST_REASON = 2000  # characters
ALL = 1 << 31

app = typer.Typer(no_args_is_help=True)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A .heapsnapshot, plain or packed as .gz or .zst.")]
Base = Annotated[Path, typer.Argument(metavar="BASE", help="The earlier snapshot of the same process.")]
Object = Annotated[str, typer.Argument(metavar="@ID", help="An object's id, as DevTools and these commands show it.")]
OneObject = Annotated[str | None, typer.Argument(metavar="[@ID]", help="An object's id; the root without one.")]
Class = Annotated[str, typer.Argument(metavar="CLASS", help="A class's name, as the summary shows it.")]
Find = Annotated[str, typer.Option(help="Only classes whose name contains this, or matches it as /an expression/.")]
Limit = Annotated[int | None, typer.Option(min=1, help="How many rows.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON, on standard output.")]
Since = Annotated[Path | None, typer.Option(metavar="BASE", help="Only objects that are new since this snapshot.")]
Ignore = Annotated[
    list[str] | None, typer.Option(metavar="@ID", help="As if this object held nothing. May be repeated.")
]


@app.callback()
def any_terminal() -> None:
    """Heap snapshots of V8: classes, comparison, retainers, dominators."""
    if isinstance(sys.stdout, TextIOWrapper):  # a heap holds characters that not every terminal knows
        sys.stdout.reconfigure(errors="backslashreplace")


@app.command()
def summary(
    file: File,
    find: Find = "",
    keep: Annotated[str, typer.Option(help="all, duplicate strings, detached, held by contexts, …")] = "all",
    since: Since = None,
    sort: Annotated[str, typer.Option(help="name, count, shallow, retained or distance.")] = "retained",
    limit: Limit = None,
    *,
    as_json: Json = False,
) -> None:
    """Show the classes of a heap: how many objects they have, how much they take and hold."""
    heap, base = with_base(file, since)
    from rounds.heapsnapshot import summary as summaries  # noqa: PLC0415

    kept = looked_at(heap, keep, base)
    found = summaries.summary(
        heap, find=find, keep=kept, sort=sort, descending=sort not in RISING, limit=rows(limit, as_json), offset=0
    )
    if as_json:
        distances = dict(zip(heap.classes.key, heap.classes.distance.tolist(), strict=True))
        printed({"classes": [class_row(row, distances[row.key]) for row in found.rows]})
        return
    heads = ["count", "shallow", "retained", "", "distance", "class"]
    total = whole(heap)
    tables.table(heads, [[*class_cells(row, total)] for row in found.rows])
    tables.more(found.total - len(found.rows), "classes")
    tables.line(f"{found.total:,} classes, {found.count:,} objects, {tables.amount(found.shallow_bytes)}")


def looked_at(heap: Heap, keep: str, base: Heap | None) -> np.ndarray | None:
    """bool[N]: the objects of a named filter that are new since the base; None for all.

    Raises:
        Invalid: there is no such filter, or it needs a base.
    """
    if keep == "new" and base is None:
        raise Invalid("--keep new needs the earlier snapshot: --since BASE.", field="keep")
    kept = None if keep in ("all", "new") else marked(heap, keep, None)
    new = marked(heap, "new", base) if base else None
    return new if kept is None else kept if new is None else kept & new


def marked(heap: Heap, keep: str, base: Heap | None) -> np.ndarray | None:
    """bool[N]: the objects of a named filter, or those that are new since the base."""
    from rounds.heapsnapshot.keeping import kept  # noqa: PLC0415 - takes a third of a second, and most do without

    return kept(heap, keep, base)


RISING = ("name", "distance")  # by these the least comes first


def class_row(row: ClassRow, distance: int) -> dict[str, Any]:
    """A distance of 100,000,000 and more is DevTools' way to say that only V8 itself holds the class's objects."""
    told = {
        "class": row.name,
        "count": row.count,
        "shallow_bytes": row.shallow_bytes,
        "retained_bytes": row.retained_bytes,
        "distance": distance if row.distance is None else row.distance,
    }
    return {**told, "at": row.at} if row.at else told


def class_cells(row: ClassRow, total: int) -> Iterator[str]:
    yield f"{row.count:,}"
    yield tables.amount(row.shallow_bytes)
    yield tables.amount(row.retained_bytes)
    yield tables.share(row.retained_bytes, total)
    yield tables.distance(row.distance)
    yield tables.named(row.name, row.at)


@app.command()
def compare(
    base: Base,
    file: File,
    find: Find = "",
    sort: Annotated[
        str, typer.Option(help="name, new, deleted, delta, allocated, freed or delta_bytes.")
    ] = "delta_bytes",
    limit: Limit = None,
    *,
    as_json: Json = False,
) -> None:
    """Show what is new and what is gone in a snapshot, against an earlier one of the same process."""
    before, after = analysed([base, file])
    from rounds.heapsnapshot import comparing  # noqa: PLC0415

    changes = [one for one in comparing.changes(before, after) if one.new or one.deleted]
    found = ordered(matching(changes, find), sort)
    warned([base, file], [before, after], NOT_ONE_PROCESS)
    if as_json:
        printed({"classes": [change_row(one) for one in found[:limit]]})
        return
    heads = ["new", "deleted", "delta", "allocated", "freed", "size delta", "class"]
    some = found[: rows(limit, as_json)]
    tables.table(heads, [[*change_cells(one)] for one in some])
    tables.more(len(found) - len(some), "classes")
    tables.line(changed(found, find))


NOT_ONE_PROCESS = "These do not seem to be of one process: ids mean other objects, and so this comparison means little."
NOT_ONE_GREW = "These do not seem to be of one process: what grew here may only be what another one has more of."


def warned(files: Sequence[Path], heaps: Sequence[Heap], not_one: str) -> None:
    """Says on standard error, once, that two that follow each other are of different processes or the wrong way round."""
    from rounds.heapsnapshot import comparing  # noqa: PLC0415

    for (file, heap), (next_file, next_heap) in pairwise(zip(files, heaps, strict=True)):
        if comparing.alike(heap, next_heap) < comparing.ONE_PROCESS:
            sys.stderr.write(f"rounds: {not_one}\n")
            return
        if comparing.newer(heap, next_heap) is heap:
            names = f"{tables.text(file.name)} seems to have been taken after {tables.text(next_file.name)}"
            sys.stderr.write(f"rounds: {names}: name the earlier one first.\n")
            return


def matching(changes: list[Change], find: str) -> list[Change]:
    from rounds.heapsnapshot.finding import named, wanted  # noqa: PLC0415

    what = wanted(find)
    if what.conditions:
        raise Invalid("What changed can be searched by name only.", field="find")
    if not what.name or not changes:
        return changes
    return [one for one, fits in zip(changes, named([one.name for one in changes], what.name), strict=True) if fits]


def ordered(changes: list[Change], sort: str) -> list[Change]:
    if sort not in CHANGES:
        raise Invalid(f"sort must be one of {', '.join(CHANGES)}, not {sort!r}.", field="sort")
    if sort == "name":
        return sorted(changes, key=lambda one: (one.name, one.at))
    return sorted(changes, key=lambda one: (-getattr(one, CHANGES[sort]), one.name, one.at))


CHANGES = {
    "name": "name",
    "new": "new",
    "deleted": "deleted",
    "delta": "delta",
    "allocated": "allocated_bytes",
    "freed": "freed_bytes",
    "delta_bytes": "delta_bytes",
    "retained_delta": "retained_delta",
}


def change_row(one: Change) -> dict[str, Any]:
    names = ("new", "deleted", "delta", "allocated_bytes", "freed_bytes", "delta_bytes")
    told = {"class": one.name, **{name: getattr(one, name) for name in names}}
    return {**told, "at": one.at} if one.at else told


def change_cells(one: Change) -> Iterator[str]:
    yield f"{one.new:,}"
    yield f"{one.deleted:,}"
    yield f"{one.delta:+,}"
    yield tables.amount(one.allocated_bytes)
    yield tables.amount(one.freed_bytes)
    yield tables.signed(one.delta_bytes)
    yield tables.named(one.name, one.at)


def changed(found: list[Change], find: str) -> str:
    if not found:
        return "Nothing of that name is new or gone." if find else "Nothing is new and nothing is gone."
    new, deleted = sum(one.new for one in found), sum(one.deleted for one in found)
    size = sum(one.delta_bytes for one in found)
    return f"{len(found):,} classes changed: {new:,} objects new, {deleted:,} gone, {tables.signed(size)}"


@app.command()
def growth(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Snapshots of one process, in their order.")],
    find: Find = "",
    sort: Annotated[
        str, typer.Option(help="By how much it grew: count, shallow or retained; or by name.")
    ] = "retained",
    limit: Limit = None,
    *,
    as_json: Json = False,
) -> None:
    """Show how classes grew over several snapshots."""
    if len(files) < 2:
        raise Invalid("Growth needs at least two snapshots.", field="files")
    heaps = analysed(files)
    from rounds.heapcache.files import short  # noqa: PLC0415
    from rounds.heapsnapshot import growth as growths  # noqa: PLC0415

    found = growths.growth(
        heaps, find=find, sort=sort, descending=sort not in RISING, limit=rows(limit, as_json), offset=0
    )
    warned(files, heaps, NOT_ONE_GREW)
    if as_json:
        printed(asdict(found))
        return
    names = [tables.text(short(file.name)) for file in files]
    heads = [*(f"{name} count" for name in names), *(f"{name} retained" for name in names), "", "class"]
    cells = [
        [
            *(f"{count:,}" for count in row.counts),
            *map(tables.amount, row.retained_bytes),
            "steady" if row.steady else "",
            tables.named(row.name, row.at),
        ]
        for row in found.rows
    ]
    tables.table(heads, cells)
    tables.more(found.total - len(found.rows), "classes")


@app.command()
def objects(
    file: File,
    name: Class,
    since: Since = None,
    sort: Annotated[str, typer.Option(help="retained, shallow, distance, id or name.")] = "retained",
    limit: Limit = None,
    *,
    as_json: Json = False,
) -> None:
    """Show the objects of a class."""
    heap, base = with_base(file, since)
    from rounds.heapsnapshot import instances  # noqa: PLC0415

    found = instances.listed(
        heap,
        members(heap, name, base),
        sort=sort,
        descending=sort in ("retained", "shallow"),
        limit=rows(limit, as_json),
        offset=0,
    )
    things(asdict(found), as_json, "objects")


@app.command()
def groups(file: File, name: Class, since: Since = None, limit: Limit = None, *, as_json: Json = False) -> None:
    """Show in which ways the objects of a class are held."""
    heap, base = with_base(file, since)
    from rounds.heapsnapshot import grouping  # noqa: PLC0415

    keep = marked(heap, "new", base) if base else None
    told = [asdict(grouping.groups(heap, key, keep=keep, limit=rows(limit, as_json))) for key in keys(heap, name)]
    if as_json:
        printed(told[0] if len(told) == 1 else {"classes": told})
        return
    heads = ["count", "shallow", "retained", "example", "held by"]
    found = sorted((group for one in told for group in one["groups"]), key=lambda group: -group["retained_bytes"])
    tables.table(heads, [[*group_cells(group)] for group in found])
    for limited in [limit for one in told for limit in one["limits"]]:
        tables.line(limited)


def group_cells(group: dict[str, Any]) -> Iterator[str]:
    yield f"{group['count']:,}"
    yield tables.amount(group["shallow_bytes"])
    yield tables.amount(group["retained_bytes"])
    yield f"@{group['example']}"
    yield tables.way(group["path"])


@app.command()
def retainers(
    file: File, object_: Object, ignore: Ignore = None, limit: Limit = None, *, as_json: Json = False
) -> None:
    """Show what refers to an object, nearest to the roots first, and a shortest way by which it is held."""
    heap, node, ignored = at_object(file, object_, ignore)
    from rounds.heapsnapshot import objects, paths, retaining  # noqa: PLC0415

    found = asdict(retaining.retainers(heap, node, ignore=ignored, limit=rows(limit, as_json), offset=0))
    if as_json:
        printed(found)
        return
    about(asdict(objects.thing(heap, node)))
    steps(asdict(paths.shortest(heap, node, ignore=ignored)))
    tables.line("\nReferred to by")
    things(found, as_json, "retainers")


@app.command()
def path(file: File, object_: Object, ignore: Ignore = None, limit: Limit = None, *, as_json: Json = False) -> None:
    """Show the ways by which an object is held, shortest first."""
    heap, node, ignored = at_object(file, object_, ignore)
    from rounds.heapsnapshot import objects, paths  # noqa: PLC0415

    found = asdict(paths.alternatives(heap, node, ignore=ignored, limit=min(limit or USUAL_PATHS, ALL)))
    if as_json:
        printed(found)
        return
    about(asdict(objects.thing(heap, node)))
    for one in found["paths"] or [{"steps": []}]:
        steps(one)
    for limited in found["limits"]:
        tables.line(limited)


@app.command()
def dominators(file: File, object_: OneObject = None, limit: Limit = None, *, as_json: Json = False) -> None:
    """Show what an object alone keeps alive, most retained first, and what alone keeps it alive."""
    heap, node, _ = at_object(file, object_, None)
    from rounds.heapsnapshot import dominators as dominating  # noqa: PLC0415

    found = asdict(dominating.dominated(heap, node, limit=rows(limit, as_json), offset=0))
    if as_json:
        printed(found)
        return
    if object_ is not None:
        chain = asdict(dominating.dominators(heap, node))["things"]
        about(chain[0])
        tables.line("\nKept alive by, from the nearest to the root")
        things({"things": chain[1:], "total": len(chain) - 1}, as_json, "dominators")
        tables.line("\nKeeps alive")
    things(found, as_json, "objects")


@app.command()
def suspects(
    file: File,
    base: Annotated[Path | None, typer.Option(help="An earlier snapshot: what is new since then is judged.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Show what looks like a leak, and why."""
    heap, before = with_base(file, base)
    from rounds.heapsnapshot import suspects as suspecting  # noqa: PLC0415

    found = asdict(suspecting.suspects(heap, before))
    if as_json:
        printed(found)
        return
    for one in found["suspects"]:
        under = "under " if one["count"] > 1 else ""
        size = f"{tables.amount(one['retained_bytes'])} ({one['share']:.0%})"
        tables.line(f"{size}  {tables.text(one['name'])} {under}@{one['id']}")
        tables.line(f"  {tables.text(one['reason'], LONGEST_REASON)}")
        tables.line(f"  {tables.way(one['path'])}\n")
    if not found["suspects"]:
        tables.line("Nothing holds more than its share.")


@app.command()
def duplicates(file: File, find: Find = "", limit: Limit = None, *, as_json: Json = False) -> None:
    """Show texts that stand in the heap more than once."""
    heap = analysed([file])[0]
    from rounds.heapsnapshot import duplicates as duplicating  # noqa: PLC0415

    found = asdict(duplicating.duplicates(heap, find=find, limit=rows(limit, as_json), offset=0))
    if as_json:
        printed(found)
        return
    cells = [
        [f"{one['count']:,}", tables.amount(one["wasted_bytes"]), f"@{one['example']}", tables.text(one["text"])]
        for one in found["duplicates"]
    ]
    tables.table(["count", "wasted", "example", "text"], cells)
    tables.more(found["total"] - len(cells), "texts")
    tables.line(f"{found['total']:,} texts, {tables.amount(found['wasted_bytes'])} wasted")


@app.command()
def statistics(file: File, *, as_json: Json = False) -> None:
    """Show what a heap is made of."""
    heap = analysed([file])[0]
    from rounds.heapsnapshot import statistics as counting  # noqa: PLC0415

    found = asdict(counting.statistics(heap))
    if as_json:
        printed(found)
        return
    total = found["total_bytes"]
    shares = [[tables.amount(one["bytes"]), tables.share(one["bytes"], total), one["name"]] for one in found["shares"]]
    tables.table(["size", "", ""], [*shares, [tables.amount(total), "", "total"]])


@app.command()
def redact(
    file: File,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to make; packed when it ends in .gz or .zst.")],
    key: Annotated[
        str, typer.Option(help="Snapshots redacted with one key can be compared text by text. Random without it.")
    ] = "",
) -> None:
    """Write a snapshot without what its texts say: each becomes its length and a hash. Names stay."""
    secret = hashlib.sha256(key.encode()).digest() if key else secrets.token_bytes(32)
    with opened() as heaps, shown(file.name) as progress:
        heaps.redact(file, out, secret, progress)
    tables.line(f"{out}: {tables.amount(out.stat().st_size)}")


def with_base(file: Path, base: Path | None) -> tuple[Heap, Heap | None]:
    if base is None:
        return analysed([file])[0], None
    before, heap = analysed([base, file])
    warned([base, file], [before, heap], NOT_ONE_PROCESS)
    return heap, before


def at_object(file: Path, object_: str | None, ignore: list[str] | None) -> tuple[Heap, int, list[int]]:
    """The heap, the object's node and the nodes to ignore.

    Raises:
        Invalid: it is no id. NotFound: the heap has no such object.
    """
    wanted, ignored = None if object_ is None else number(object_), [number(one) for one in ignore or []]
    heap = analysed([file])[0]
    from rounds.heapsnapshot.heap import ROOT  # noqa: PLC0415
    from rounds.heapsnapshot.objects import node_of  # noqa: PLC0415

    return heap, ROOT if wanted is None else node_of(heap, wanted), [node_of(heap, one) for one in ignored]


def number(object_: str) -> int:
    digits = object_.removeprefix("@")
    if not (digits.isascii() and digits.isdigit()):
        raise Invalid(f"{object_} is no object's id. Give it as @123.", field="id")
    return int(digits)


def keys(heap: Heap, name: str) -> list[str]:
    """Of the classes of that name: several, where DevTools tells them apart by where they were written down.

    Raises:
        NotFound: there is none.
    """
    classes = heap.classes
    found = [key for key, known, at in zip(classes.key, classes.name, classes.at, strict=True) if name in (known, at)]
    if not found:
        raise NotFound(f"There is no class {name} in this heap.")
    return found


def members(heap: Heap, name: str, base: Heap | None) -> np.ndarray:
    import numpy as np  # noqa: PLC0415

    wanted, first = set(keys(heap, name)), heap.classes.first_member
    of = [heap.classes.member[first[n] : first[n + 1]] for n, key in enumerate(heap.classes.key) if key in wanted]
    nodes = np.concatenate(of)
    keep = marked(heap, "new", base) if base else None
    return nodes if keep is None else nodes[keep[nodes]]


def analysed(paths: Sequence[Path]) -> list[Heap]:
    """What was analysed before comes from the cache, as long as the file holds the same."""
    with opened() as heaps, shown(" and ".join(path.name for path in paths)) as progress:
        return [one.heap for one in heaps.all_opened(paths, progress)]


@contextmanager
def opened() -> Iterator[Heaps]:
    from rounds.heapcache import Heaps  # noqa: PLC0415 - not for `--help`

    with ExitStack() as stack:
        folder = cache()
        if folder is None:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="rounds-heap-")))
        yield Heaps(folder, most=MOST_KEPT)


def cache() -> Path | None:
    """ROUNDS_CACHE, or where such things lie; None where nothing can be written. Only its owner may read it."""
    usual = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    with suppress(OSError, RuntimeError):  # RuntimeError: there is no home
        folder = Path(os.environ.get("ROUNDS_CACHE") or f"{usual}/rounds").expanduser().absolute() / "heap"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.access(folder, os.W_OK):
            return folder
    return None


def rows(limit: int | None, as_json: bool) -> int:
    """Scripts get all of them unless they ask for fewer."""
    return min(limit or (ALL if as_json else USUAL_ROWS), ALL)


def whole(heap: Heap) -> int:
    return int(heap.retained[0])


def printed(told: Any) -> None:
    json.dump(told, sys.stdout, allow_nan=False)
    sys.stdout.write("\n")


def about(thing: dict[str, Any]) -> None:
    tables.line(
        f"{tables.text(thing['name'])} @{thing['id']}  {tables.text(thing['class_name'])}"
        f"  {tables.amount(thing['shallow_bytes'])}, retains {tables.amount(thing['retained_bytes'])}"
        f"  {tables.text(thing['at'])}".rstrip()
    )


def steps(path: dict[str, Any]) -> None:
    """From the object up to a root, each line naming the edge by which it holds the one before."""
    if not path["steps"]:
        tables.line("\nNothing holds it but what is ignored, or weakly.")
        return
    if len(path["steps"]) == 1:
        tables.line("\nHeld by the root.")
        return
    tables.line("\nHeld by")
    for step in path["steps"][1:]:
        tables.line(f"  {tables.text(step['edge'])} in {tables.text(step['name'])} @{step['id']}")


def things(found: dict[str, Any], as_json: bool, what: str) -> None:
    if as_json:
        printed(found)
        return
    heads = ["shallow", "retained", "distance", "id", "edge", "object"]
    cells = [[*thing_cells(one)] for one in found["things"]]
    if not any(one["edge"] for one in found["things"]):
        heads.remove("edge")
        cells = [[*row[:4], row[5]] for row in cells]
    tables.table(heads, cells)
    tables.more(found["total"] - len(cells), what)


def thing_cells(one: dict[str, Any]) -> Iterator[str]:
    yield tables.amount(one["shallow_bytes"])
    yield tables.amount(one["retained_bytes"])
    yield tables.distance(one["distance"])
    yield f"@{one['id']}"
    yield tables.text(one["edge"])
    yield tables.named(one["name"], one["at"])
