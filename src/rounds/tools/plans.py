"""PostgreSQL's plans: EXPLAIN's JSON as a tree with what each step took itself, and two of them beside each other.

Rules of the arithmetic, as PostgreSQL's documentation of EXPLAIN gives them: times and rows are per loop, so both are
multiplied by the loops; time, cost and blocks include those of the steps below, so these are taken off. Below a
Gather the loops are those of all workers, who work at the same time. What a CTE took is counted where it is scanned.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from rounds.kit.errors import Invalid
from rounds.tools.database import PlanNode, PlanPair

Json = Mapping[str, Any]

MANY_ROWS = 10_000  # a scan of as many is worth a word
FILTERED = 1_000  # rows thrown away, and ten times as many as were kept
OFF = 10.0  # times an estimate may be wrong before it is said
MANY_LOOPS = 1_000
FASTER, SLOWER = 0.8, 1.25  # between these, two nodes took the same
MOST_NODES = 2_000
TAKES_ALL = ("Sort", "Aggregate", "Hash")  # all there is, before it gives any

TOLD = {
    "Node Type", "Plans", "Startup Cost", "Total Cost", "Plan Rows", "Actual Rows", "Actual Loops",
    "Actual Total Time", "Actual Startup Time", "Parallel Aware", "Async Capable",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parsed:
    nodes: tuple[PlanNode, ...]
    text: str
    planning_ms: float | None
    execution_ms: float | None


def parse(written: str) -> Parsed:
    """The plan as EXPLAIN (FORMAT JSON) writes it: a list of one object that has a Plan.

    Raises:
        Invalid: it is something else.
    """
    try:
        told = json.loads(written)
    except (ValueError, RecursionError):
        raise Invalid("The plan is not JSON.") from None
    told = told[0] if isinstance(told, list) and told else told
    if not isinstance(told, dict) or not isinstance(told.get("Plan"), dict):
        raise Invalid("The plan has no node.")
    found = list(walk(told["Plan"]))
    nodes = tuple(shared([node for node, _ in found]))
    said = text([raw for _, raw in found], nodes, told)
    return Parsed(nodes, said, maybe(told.get("Planning Time")), maybe(told.get("Execution Time")))


def maybe(value: Any) -> float | None:
    return None if value is None else number(value)


@dataclass(slots=True)
class Waiting:
    raw: Json
    parent: int
    depth: int
    workers: int  # who share the loops
    limited: bool  # some Limit above stops it early


def walk(root: Json) -> Iterator[tuple[PlanNode, Json]]:
    """Nodes with what was written of them, a parent before its children."""
    waiting, place = [Waiting(root, -1, 0, 1, False)], 0
    ctes = {raw.get("Subplan Name", "").removeprefix("CTE "): raw for raw in everything(root) if is_cte(raw)}
    while waiting and place < MOST_NODES:
        one = waiting.pop()
        yield node(one, ctes), one.raw
        kind = one.raw.get("Node Type", "")
        workers = below_workers(one.raw, one.workers)
        limited = (one.limited or kind == "Limit") and kind not in TAKES_ALL
        inner = [Waiting(child, place, one.depth + 1, workers, limited) for child in children(one.raw)]
        waiting += reversed(inner)
        place += 1


def everything(root: Json) -> Iterator[Json]:
    waiting = [root]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += children(one)


def children(raw: Json) -> list[Json]:
    return [child for child in raw.get("Plans", ()) if isinstance(child, dict)]


def is_cte(raw: Json) -> bool:
    return raw.get("Parent Relationship") == "InitPlan" and str(raw.get("Subplan Name", "")).startswith("CTE ")


def node(one: Waiting, ctes: Mapping[str, Json]) -> PlanNode:
    raw, below = one.raw, [child for child in children(one.raw) if not is_cte(child)]
    if raw.get("Node Type") == "CTE Scan" and raw.get("CTE Name") in ctes:
        below = [*below, ctes[raw["CTE Name"]]]
    workers = below_workers(raw, one.workers)
    total, loops = time_of(raw, one.workers), number(raw.get("Actual Loops"), 1)
    inner = [took for child in below if (took := time_of(child, workers)) is not None]
    rows = None if raw.get("Actual Rows") is None else number(raw["Actual Rows"]) * loops
    planned = number(raw.get("Plan Rows"))
    estimate, under = estimated(raw, one.limited)
    cost = number(raw.get("Total Cost"))
    made = PlanNode(
        parent=one.parent,
        depth=one.depth,
        kind=kind_of(raw),
        on=works_on(raw),
        detail=detail(raw),
        total_ms=total,
        self_ms=None if total is None else max(0.0, round(total - sum(inner), 6)),
        share=0.0,
        rows=rows,
        rows_planned=planned,
        estimate=estimate,
        under=under,
        loops=loops,
        cost=cost,
        self_cost=max(0.0, round(cost - sum(number(child.get("Total Cost")) for child in below), 6)),
        blocks_hit=own(raw, "Shared Hit Blocks"),
        blocks_read=own(raw, "Shared Read Blocks"),
        temp_blocks=own(raw, "Temp Written Blocks"),
        warnings=(),
        fields={name: plain(value) for name, value in raw.items() if name not in TOLD},
    )
    return replace(made, warnings=tuple(warnings(raw, made)))


def below_workers(raw: Json, workers: int) -> int:
    if not str(raw.get("Node Type", "")).startswith("Gather"):
        return workers
    return int(number(raw.get("Workers Launched", raw.get("Workers Planned")))) + 1


def time_of(raw: Json, workers: int) -> float | None:
    """Milliseconds of all loops together."""
    each = raw.get("Actual Total Time")
    return None if each is None else number(each) * number(raw.get("Actual Loops"), 1) / workers


def number(value: Any, otherwise: float = 0.0) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float(otherwise)


def own(raw: Json, name: str) -> int:
    """Blocks of the node without those of the nodes below."""
    return max(0, int(number(raw.get(name)) - sum(number(child.get(name)) for child in children(raw))))


def estimated(raw: Json, limited: bool) -> tuple[float | None, bool]:
    """How far off the rows per loop were. Below a Limit, fewer rows than planned are no mistake."""
    if raw.get("Actual Rows") is None or raw.get("Plan Rows") is None or number(raw.get("Actual Loops"), 1) == 0:
        return None, False
    actual, planned = max(1.0, number(raw["Actual Rows"])), max(1.0, number(raw["Plan Rows"]))
    if limited and actual < planned:
        return None, False
    return round(max(actual, planned) / min(actual, planned), 2), actual > planned


def kind_of(raw: Json) -> str:
    """As EXPLAIN's text calls it."""
    kind = str(raw.get("Node Type", "?"))
    operation, strategy, join = raw.get("Operation"), raw.get("Strategy"), raw.get("Join Type")
    if kind == "ModifyTable" and operation:
        return str(operation)
    if kind == "Aggregate" and strategy in ("Hashed", "Sorted", "Mixed"):
        return {"Hashed": "HashAggregate", "Sorted": "GroupAggregate", "Mixed": "MixedAggregate"}[str(strategy)]
    if join and join != "Inner" and kind in ("Hash Join", "Merge Join", "Nested Loop"):
        kind = f"{kind.removesuffix(' Join')} {join} Join"
    parallel = "Parallel " if raw.get("Parallel Aware") else ""
    return f"{parallel}{kind}"


def works_on(raw: Json) -> str:
    table = str(raw.get("Relation Name") or raw.get("CTE Name") or raw.get("Function Name") or "")
    index = str(raw.get("Index Name") or "")
    return f"{table}, {index}" if table and index else table or index


CONDITIONS = ("Index Cond", "Hash Cond", "Merge Cond", "Recheck Cond", "Join Filter", "Filter")


def detail(raw: Json) -> str:
    if raw.get("Sort Key"):
        space = f", {written_kb(raw['Sort Space Used'])}" if raw.get("Sort Space Used") is not None else ""
        method = f", {raw['Sort Method']}{space}" if raw.get("Sort Method") else ""
        return f"{plain(raw['Sort Key'])}{method}"
    if raw.get("Group Key"):
        return f"by {plain(raw['Group Key'])}"
    return next((plain(raw[name]) for name in CONDITIONS if raw.get(name)), "")


def written_kb(kb: Any) -> str:
    size = number(kb)
    return f"{size / 1024:.0f} MB" if size >= 10_240 else f"{size / 1024:.1f} MB" if size >= 1024 else f"{size:.0f} kB"


def plain(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(plain(one) for one in value)
        case dict():
            return json.dumps(value)
        case float():
            return f"{value:g}"
        case _:
            return str(value)


def warnings(raw: Json, it: PlanNode) -> Iterator[str]:
    """What is worth a look in this node, as plain facts."""
    removed = number(raw.get("Rows Removed by Filter")) * it.loops
    read = (it.rows or 0) + removed
    if it.kind.endswith("Seq Scan") and read >= MANY_ROWS:
        yield f"reads all {grouped(read)} rows"
    if removed >= FILTERED and removed >= 10 * max(1.0, it.rows or 0):
        yield f"the filter drops {grouped(removed)} of {grouped(read)} rows"
    if number(raw.get("Rows Removed by Index Recheck")) * it.loops >= FILTERED:
        yield f"the recheck drops {grouped(number(raw['Rows Removed by Index Recheck']) * it.loops)} rows"
    if raw.get("Sort Space Type") == "Disk":
        yield f"sorts on disk, {written_kb(raw.get('Sort Space Used'))}"
    if number(raw.get("Hash Batches"), 1) > 1:
        yield f"hashes in {grouped(number(raw['Hash Batches']))} batches on disk"
    if it.temp_blocks and raw.get("Sort Space Type") != "Disk":
        yield f"writes {written_kb(it.temp_blocks * 8)} of temporary files"
    if number(raw.get("Heap Fetches")) * it.loops >= FILTERED:
        yield f"{grouped(number(raw['Heap Fetches']) * it.loops)} heap fetches"
    if it.loops >= MANY_LOOPS:
        yield f"runs {grouped(it.loops)} times"
    if it.estimate is not None and it.estimate >= OFF:
        yield f"rows {'under' if it.under else 'over'}estimated ×{it.estimate:,.0f}"


def grouped(value: float) -> str:
    return f"{value:,.0f}".replace(",", "\N{THIN SPACE}")


def shared(nodes: Sequence[PlanNode]) -> Iterator[PlanNode]:
    """Each with its part of the whole: of time where the plan was run, else of cost."""
    ran = any(one.self_ms is not None for one in nodes)
    parts = [(one.self_ms or 0.0) if ran else one.self_cost for one in nodes]
    whole = sum(parts)
    for one, part in zip(nodes, parts, strict=True):
        yield replace(one, share=round(part / whole, 4) if whole > 0 else 0.0)


# As text


def text(raws: Sequence[Json], nodes: Sequence[PlanNode], told: Json) -> str:
    """As EXPLAIN writes it without FORMAT JSON, near enough to be read and pasted."""
    lines = [line for raw, one in zip(raws, nodes, strict=True) for line in lines_of(raw, one)]
    times = [name for name in ("Planning Time", "Execution Time") if told.get(name) is not None]
    return "\n".join([*lines, *(f"{name}: {number(told[name]):.3f} ms" for name in times)])


def lines_of(raw: Json, one: PlanNode) -> Iterator[str]:
    indent = " " * (6 * one.depth - 4 if one.depth else 0)
    using = f" using {raw['Index Name']}" if raw.get("Index Name") and raw.get("Relation Name") else ""
    name = raw.get("Relation Name") or raw.get("CTE Name") or raw.get("Function Name") or raw.get("Index Name")
    alias = raw.get("Alias")
    on = f" on {name}{f' {alias}' if alias and alias != name else ''}" if name else ""
    cost = (
        f"  (cost={number(raw.get('Startup Cost')):.2f}..{one.cost:.2f} rows={one.rows_planned:.0f}"
        f" width={number(raw.get('Plan Width')):.0f})"
        if raw.get("Total Cost") is not None
        else ""
    )
    yield f"{indent}{'->  ' if one.depth else ''}{one.kind}{using}{on}{cost}{ran(raw)}"
    for field, value in raw.items():
        if field in NOTES:
            yield f"{' ' * (6 * one.depth + 2)}{field}: {plain(value)}"
    hit, read = raw.get("Shared Hit Blocks"), raw.get("Shared Read Blocks")
    if hit or read:
        parts = [f"hit={hit}" if hit else "", f"read={read}" if read else ""]
        yield f"{' ' * (6 * one.depth + 2)}Buffers: shared {' '.join(filter(None, parts))}"


def ran(raw: Json) -> str:
    if raw.get("Actual Total Time") is None:
        return ""
    if number(raw.get("Actual Loops"), 1) == 0:
        return " (never executed)"
    return (
        f" (actual time={number(raw.get('Actual Startup Time')):.3f}..{number(raw['Actual Total Time']):.3f}"
        f" rows={number(raw.get('Actual Rows')):.0f} loops={number(raw.get('Actual Loops'), 1):.0f})"
    )


NOTES = {
    *CONDITIONS, "Sort Key", "Sort Method", "Sort Space Used", "Sort Space Type", "Group Key", "Rows Removed by Filter",
    "Rows Removed by Index Recheck", "Rows Removed by Join Filter", "Heap Fetches", "Hash Batches", "Hash Buckets",
    "Peak Memory Usage", "Workers Planned", "Workers Launched", "Subplan Name",
}  # fmt: skip


# Two plans


def compared(before: Sequence[PlanNode], after: Sequence[PlanNode]) -> tuple[PlanPair, ...]:
    """The nodes of two plans side by side, in the order of reading.

    Nodes are counterparts when they do the same to the same thing below counterparts; of the rest, one that took
    another's place stands beside it as changed.
    """
    if not before or not after:
        return ()
    left, right = below(before), below(after)
    waiting: list[tuple[int, int, int]] = [(0, 0, 0)]
    pairs: list[PlanPair] = []
    while waiting:
        depth, a, b = waiting.pop()
        pairs.append(PlanPair(depth, a, b, verdict(before, after, a, b)))
        matched = aligned(before, after, inside(left, a), inside(right, b))
        waiting += [(depth + 1, *pair) for pair in reversed(matched)]
    return tuple(pairs)


def below(nodes: Sequence[PlanNode]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for place, one in enumerate(nodes):
        found.setdefault(one.parent, []).append(place)
    return found


def inside(found: dict[int, list[int]], place: int) -> list[int]:
    return found.get(place, []) if place >= 0 else []


def aligned(
    before: Sequence[PlanNode], after: Sequence[PlanNode], left: list[int], right: list[int]
) -> list[tuple[int, int]]:
    names = [(before[a].kind, before[a].on) for a in left], [(after[b].kind, after[b].on) for b in right]
    made: list[tuple[int, int]] = []
    for _, a0, a1, b0, b1 in SequenceMatcher(a=names[0], b=names[1], autojunk=False).get_opcodes():
        together = min(a1 - a0, b1 - b0)
        made += [(left[a0 + n], right[b0 + n]) for n in range(together)]
        made += [(left[a], -1) for a in range(a0 + together, a1)]
        made += [(-1, right[b]) for b in range(b0 + together, b1)]
    return made


def verdict(before: Sequence[PlanNode], after: Sequence[PlanNode], a: int, b: int) -> str:
    if a < 0 or b < 0:
        return "new" if a < 0 else "gone"
    one, other = before[a], after[b]
    if (one.kind, one.on) != (other.kind, other.on):
        return "changed"
    was, now = one.self_ms, other.self_ms
    if was is None or now is None or max(was, now) < 0.05:
        return "same"
    factor = now / max(was, 1e-6)
    return "slower" if factor >= SLOWER else "faster" if factor <= FASTER else "same"
