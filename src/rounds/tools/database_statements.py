"""One statement: over time, by the services that run it, its slowest executions and its plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rounds.kit.errors import Invalid, NotFound
from rounds.store import Reader
from rounds.store.questions import database as statements
from rounds.store.questions import filled
from rounds.tools import plans as trees
from rounds.tools.database import (
    Caller,
    ComparePlansQuestion,
    Execution,
    PlanComparison,
    Plans,
    PlansQuestion,
    PlanTree,
    StatementDetails,
    StatementQuestion,
    StatementSeries,
)
from rounds.tools.database_load import (
    Rhythm,
    Steps,
    activity_rhythm,
    looks_in,
    measures,
    seconds,
    stats_rhythm,
    steps,
    stretch,
    wait_shares,
    whole_steps,
)
from rounds.tools.related import TEXT_FIELDS

MOST_EXECUTIONS = 50
MOST_PLANS = 50

Bound = dict[str, object]


def statement(reader: Reader, question: StatementQuestion, tag: str = "") -> StatementDetails:
    """Everything about one statement but its plans.

    Raises:
        NotFound: the incident has no such statement.
        Invalid: a stretch, or an id that is no number.
    """
    id_, database, query = known(reader, question.id, tag)
    sampled, counted = activity_rhythm(reader, tag), stats_rhythm(reader, tag)
    bound = stretch(question)
    wide = whole_steps(bound, counted)
    of = {"id": id_, "database": database}
    grid = steps(question.whole_start, question.whole_end, question.buckets, slower(sampled, counted))
    over = {row["Bucket"]: row for row in reader.rows(statements.STATEMENT_OVER_TIME, grid.bound() | of, tag=tag)}
    totals = reader.rows(statements.STATISTICS_OF_STATEMENT, {**wide, "id": id_}, tag=tag)[0]
    waits = {
        row["Layer"]: (row["During"], row["Earlier"])
        for row in reader.rows(statements.WAITS_OF_STATEMENT, {**bound, **of}, tag=tag)
    }
    looks = looks_in(bound, sampled), looks_in(bound, sampled, "base_")
    field = text_field(reader)
    return StatementDetails(
        id=str(id_),
        database=database,
        query=query,
        start=float(grid.start),
        step_ms=float(grid.step),
        points=grid.points,
        series=series(over, grid, active(reader, grid, sampled, of, tag)),
        during=measures(
            load=sum(during for during, _ in waits.values()) / looks[0],
            calls=totals["Calls"],
            total_ms=totals["TotalMs"],
            rows=totals["RowsGiven"],
            seconds=seconds(wide),
        ),
        before=measures(
            load=sum(before for _, before in waits.values()) / looks[1],
            calls=totals["CallsBefore"],
            total_ms=totals["TotalMsBefore"],
            rows=totals["RowsBefore"],
            seconds=seconds(wide, "base_"),
        ),
        waits=wait_shares(waits, looks[0]),
        callers=callers(reader, field, query, bound, tag) if query else (),
        text_field=field,
        slowest=slowest(reader, id_, wide, tag),
    )


def known(reader: Reader, id_: str, tag: str) -> tuple[int, str, str]:
    """The statement's number, its database and its text.

    Raises:
        Invalid: the id is no 64-bit number.
        NotFound: no such statement.
    """
    number = numbered(id_, "id", "A statement's id")
    rows = reader.rows(statements.STATEMENT, {"id": number}, tag=tag)
    if not rows:
        raise NotFound("There is no such statement in this incident.")
    return number, rows[0]["Database"], rows[0]["Query"]


def numbered(text: str, field: str, what: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 19 and -(2**63) <= int(text) < 2**63):
        raise Invalid(f"{what} is a whole number of 64 bits.", field=field)
    return int(text)


def slower(one: Rhythm, other: Rhythm) -> Rhythm:
    return one if one.step > other.step else other


def active(reader: Reader, grid: Steps, sampled: Rhythm, of: Bound, tag: str) -> list[float]:
    values = [0.0] * grid.points
    for row in reader.rows(statements.LOAD_OF_STATEMENT, grid.bound() | of, tag=tag):
        looks = max(1.0, grid.seconds(row["Bucket"]) * 1000 / (sampled.step or 1000))
        values[row["Bucket"]] = round(row["Sessions"] / looks, 4)
    return values


def series(over: Mapping[int, Mapping[str, Any]], grid: Steps, load: list[float]) -> StatementSeries:
    def rate(name: str) -> tuple[float, ...]:
        return tuple(
            round(over[place][name] / grid.seconds(place), 4) if place in over else 0.0 for place in range(grid.points)
        )

    def value(of: Callable[[Mapping[str, Any]], float]) -> tuple[float | None, ...]:
        return tuple(
            round(of(over[place]), 4) if place in over and over[place]["Calls"] else None
            for place in range(grid.points)
        )

    return StatementSeries(
        calls=rate("Calls"),
        mean_ms=value(lambda row: row["TotalMs"] / row["Calls"]),
        slowest_ms=value(lambda row: row["Slowest"]),
        fastest_ms=value(lambda row: row["Fastest"]),
        rows=rate("RowsGiven"),
        load=tuple(load),
        blocks_read=rate("BlocksRead"),
        temp_bytes=rate("TempBytes"),
        wal_bytes=rate("WalBytes"),
    )


def text_field(reader: Reader) -> str:
    """The attribute by which spans tell their statement; empty where none does."""
    keys = reader.keys("spans")
    return next((name for name in TEXT_FIELDS if name in keys and keys[name].type == "string"), "")


def callers(reader: Reader, field: str, query: str, bound: Bound, tag: str) -> tuple[Caller, ...]:
    """Who ran the statement, from the spans that have its text."""
    if not field:
        return ()
    statement = filled(statements.CALLERS, text=reader.keys("spans")[field].column)
    rows = reader.rows(statement, {**bound, "query": query}, tag=tag)
    of, before = seconds(bound), seconds(bound, "base_")
    return tuple(
        Caller(
            service=row["ServiceName"],
            name=row["SpanName"],
            spans=row["Spans"],
            calls=round(row["Calls"] / of, 4),
            calls_before=round(row["CallsBefore"] / before, 4),
            mean_ms=mean_ms(row["Time"], row["Calls"]),
            mean_before_ms=mean_ms(row["TimeBefore"], row["CallsBefore"]),
            p95_ms=round(float(row["Slow"]) / 1e6, 4) if row["Spans"] else None,
            errors=row["Errors"],
        )
        for row in rows
    )


def mean_ms(total_ns: int, calls: int) -> float | None:
    return round(total_ns / calls / 1e6, 4) if calls else None


def slowest(reader: Reader, id_: int, bound: Bound, tag: str) -> tuple[Execution, ...]:
    rows = reader.rows(statements.SLOWEST, {**bound, "id": id_, "limit": MOST_EXECUTIONS}, tag=tag)
    return tuple(
        Execution(
            time=float(row["Time"]),
            duration_ms=round(row["DurationMs"], 4),
            plan=str(row["PlanId"]),
            parameters=row["Parameters"],
            trace_id=row["TraceId"],
            span_id=row["SpanId"],
        )
        for row in rows
    )


# Plans


def plans(reader: Reader, question: PlansQuestion, tag: str = "") -> Plans:
    """The plans of a statement, oldest first.

    Raises:
        NotFound, Invalid: as for the statement.
    """
    id_, _, _ = known(reader, question.id, tag)
    times = {row["PlanId"]: row for row in reader.rows(statements.PLAN_TIMES, {"id": id_}, tag=tag)}
    rows = reader.rows(statements.PLANS, {"id": id_, "limit": MOST_PLANS}, tag=tag)
    return Plans(str(id_), tuple(tree(row, times.get(row["PlanId"], {})) for row in rows))


def tree(row: Mapping[str, Any], times: Mapping[str, Any]) -> PlanTree:
    try:
        parsed, problem = trees.parse(row["Plan"]), ""
    except Invalid as error:
        parsed, problem = trees.Parsed((), row["Plan"], None, None), str(error)
    return PlanTree(
        id=str(row["PlanId"]),
        first_seen=float(row["First"]),
        last_seen=float(row["Last"]),
        executions=times.get("Executions", 0),
        mean_ms=round(times["Mean"], 4) if times else None,
        planning_ms=parsed.planning_ms,
        execution_ms=parsed.execution_ms,
        nodes=parsed.nodes,
        text=parsed.text,
        problem=problem,
    )


def compare_plans(reader: Reader, question: ComparePlansQuestion, tag: str = "") -> PlanComparison:
    """Two plans of a statement, node beside node.

    Raises:
        NotFound: the statement has no plan of that id.
    """
    found = {one.id: one for one in plans(reader, PlansQuestion(id=question.id), tag).plans}
    for name in ("before", "after"):
        if getattr(question, name) not in found:
            raise NotFound("The statement has no such plan.")
    before, after = found[question.before], found[question.after]
    return PlanComparison(before, after, trees.compared(before.nodes, after.nodes))
