"""Load of databases: who was active when, what they waited for, and which statements that was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rounds.kit.errors import Invalid, NotFound
from rounds.store import Reader
from rounds.store.questions import database as statements
from rounds.store.questions import filled
from rounds.tools.database import (
    Databases,
    DatabasesQuestion,
    Load,
    LoadLayer,
    LoadQuestion,
    Measures,
    Profile,
    ProfileQuestion,
    ProfileRow,
    Server,
    Sparks,
    StatementRow,
    Statements,
    StatementsQuestion,
    WaitShare,
)
from rounds.tools.incident import rhythms
from rounds.tools.moments import NICE_MS, window

LAYERS = 9  # as many colours differ well; the rest is one layer
MOST_BUCKETS = 1_000
MOST_STATEMENTS = 500
SPARK = 36  # points
PROCESSORS = ("machine_cpu_cores", "pg_cpu_cores", "node_cpu_cores", "aws_rds_vcpus", "db_cpu_cores")
SORTS = ("load", "calls", "mean", "rows", "change")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When looks were taken: every `step` milliseconds, `phase` after a round one. 0 where there are none."""

    step: int
    phase: int

    def before(self, moment: float) -> int:
        """The last look that is not after the moment."""
        step = self.step or 1000
        return int((moment - self.phase) // step * step + self.phase)

    def after(self, moment: float) -> int:
        before = self.before(moment)
        return before if before == moment else before + (self.step or 1000)


@dataclass(frozen=True, slots=True)
class Steps:
    """A stretch in equal steps, each a whole number of looks."""

    start: int
    end: int
    step: int

    @property
    def points(self) -> int:
        return max(1, -(-(self.end - self.start) // self.step))

    def seconds(self, place: int) -> float:
        """How long a step is: the last may be shorter."""
        start = self.start + place * self.step
        return max(1, min(self.end, start + self.step) - start) / 1000

    def bound(self) -> dict[str, object]:
        return {"start": self.start, "end": self.end, "step": self.step}


def activity_rhythm(reader: Reader, tag: str) -> Rhythm:
    return rhythm(reader, "db_activity", tag)


def stats_rhythm(reader: Reader, tag: str) -> Rhythm:
    return rhythm(reader, "db_query_stats", tag)


def rhythm(reader: Reader, signal: str, tag: str) -> Rhythm:
    found = rhythms(reader, tag).get(signal)
    return Rhythm(found.step, found.first % found.step) if found and found.step else Rhythm(0, 0)


def steps(start: float, end: float, buckets: int, looks: Rhythm) -> Steps:
    """Round steps, of which at most about `buckets` cover the stretch.

    Raises:
        Invalid: the stretch ends before it starts.
    """
    window(start, end)
    look = looks.step or 1000
    least = max(look, (end - start) / min(max(buckets, 1), MOST_BUCKETS))
    step = next((nice for nice in NICE_MS if nice >= least and nice % look == 0), -(-int(least) // look) * look)
    return Steps(int((start - looks.phase) // step * step + looks.phase), int(end), step)


def stretch(question: Any) -> dict[str, object]:
    """Both stretches of a question, as the statements want them."""
    window(question.start, question.end)
    window(question.base_start, question.base_end)
    names = ("start", "end", "base_start", "base_end")
    return {name: int(getattr(question, name)) for name in names}


def whole_steps(bound: Mapping[str, object], looks: Rhythm) -> dict[str, object]:
    """The stretches widened to the steps that statistics are told in."""
    ends = {name: looks.after(float(str(moment))) for name, moment in bound.items() if name.endswith("end")}
    starts = {name: looks.before(float(str(moment))) for name, moment in bound.items() if name.endswith("start")}
    return {**starts, **ends}


def seconds(bound: Mapping[str, object], prefix: str = "") -> float:
    return (int(str(bound[f"{prefix}end"])) - int(str(bound[f"{prefix}start"]))) / 1000


def looks_in(bound: Mapping[str, object], looks: Rhythm, prefix: str = "") -> float:
    """How many times the sessions were looked at in a stretch."""
    step = looks.step or 1000
    return max(1.0, seconds(bound, prefix) * 1000 / step)


# Databases


def databases(reader: Reader, _question: DatabasesQuestion, tag: str = "") -> Databases:
    """Every server that anything is known of, the busiest first."""
    busy = {row["Database"]: row for row in reader.rows(statements.DATABASES, tag=tag)}
    named = {row["Database"]: row for row in reader.rows(statements.NAMED, tag=tag)}
    looks, cores = activity_rhythm(reader, tag), processors(reader, tag)
    found = [server(name, busy.get(name, {}), named.get(name, {}), looks, cores) for name in busy.keys() | named.keys()]
    return Databases(tuple(sorted(found, key=lambda one: (-one.sessions, one.name))))


def server(
    name: str, busy: Mapping[str, Any], named: Mapping[str, Any], looks: Rhythm, cores: Mapping[str, float]
) -> Server:
    return Server(
        name=name,
        sessions=busy.get("Samples", 0),
        sample_ms=looks.step,
        processors=cores.get(name),
        statements=named.get("Statements", 0),
        plans=named.get("Plans", 0),
        blocked=bool(busy.get("Blocked", False)),
    )


def processors(reader: Reader, tag: str) -> dict[str, float]:
    """How many processors each server has, where a metric tells: under any label that names the server."""
    series = reader.rows(statements.SERIES_OF, {"metrics": list(PROCESSORS)}, tag=tag)
    if not series:
        return {}
    rows = reader.rows(statements.PROCESSORS, {"series": [row["Series"] for row in series]}, tag=tag)
    found = {row["Series"]: float(row["Processors"]) for row in rows}
    return {value: found[row["Series"]] for row in series if row["Series"] in found for value in row["Labels"].values()}


def known(reader: Reader, database: str, tag: str) -> None:
    """Nothing, where anything is known of the database.

    Raises:
        NotFound: the incident has none of that name.
    """
    if not reader.rows(statements.KNOWN, {"database": database}, tag=tag)[0]["Known"]:
        raise NotFound(f"There is no database {database} in this incident.")


# Load


def load(reader: Reader, question: LoadQuestion, tag: str = "") -> Load:
    """Average active sessions over time, in layers.

    Raises:
        NotFound: no such database.
        Invalid: the stretch, or what to group by.
    """
    key, looks = grouping(question.by), activity_rhythm(reader, tag)
    known(reader, question.database, tag)
    grid = steps(question.start, question.end, question.buckets, looks)
    bound = {**grid.bound(), "database": question.database}
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * grid.points)
    for row in reader.rows(filled(statements.LOAD, key=key), bound, tag=tag):
        sums[row["Layer"]][row["Bucket"]] += row["Sessions"]
    names = texts(reader, question.database, tag) if question.by == "statement" else None
    return Load(
        start=float(grid.start),
        step_ms=float(grid.step),
        points=grid.points,
        layers=tuple(layers(sums, names, grid, looks)),
        sessions=sum(map(sum, sums.values())),
        processors=processors(reader, tag).get(question.database),
    )


def grouping(by: str) -> str:
    if by not in statements.KEYS:
        raise Invalid("Load is grouped by wait, statement, user or application.", field="by")
    return statements.KEYS[by]


def layers(
    sums: Mapping[str, list[int]], names: Mapping[str, str] | None, grid: Steps, looks: Rhythm
) -> Iterable[LoadLayer]:
    ranked = sorted(sums, key=lambda key: (-sum(sums[key]), key))
    shown, rest = (ranked, []) if len(ranked) <= LAYERS + 1 else (ranked[:LAYERS], ranked[LAYERS:])
    for key in shown:
        yield layer(key, named(key, names), sums[key], grid, looks)
    if rest:
        together = [sum(values) for values in zip(*(sums[key] for key in rest), strict=True)]
        yield layer("", f"{len(rest)} others", together, grid, looks)


def named(key: str, names: Mapping[str, str] | None) -> str:
    """What people read. Of a statement its text, where it is known: `names` are those of statements."""
    if names is None:
        return key
    return names.get(key) or ("no statement" if key == "0" else f"statement {key}")


def layer(key: str, name: str, counts: list[int], grid: Steps, looks: Rhythm) -> LoadLayer:
    each = [max(1.0, grid.seconds(place) * 1000 / (looks.step or 1000)) for place in range(grid.points)]
    values = tuple(round(count / of, 4) for count, of in zip(counts, each, strict=True))
    return LoadLayer(key, name, values, round(sum(counts) / sum(each), 4))


def texts(reader: Reader, database: str, tag: str) -> dict[str, str]:
    rows = reader.rows(statements.TEXTS, {"database": database}, tag=tag)
    return {str(row["QueryId"]): row["Query"] for row in rows}


def profile(reader: Reader, question: ProfileQuestion, tag: str = "") -> Profile:
    """What the load of a stretch was made of, beside a baseline."""
    known(reader, question.database, tag)
    bound, looks = {**stretch(question), "database": question.database}, activity_rhythm(reader, tag)
    found = reader.rows(filled(statements.PROFILE, key=grouping(question.by)), bound, tag=tag)
    names = texts(reader, question.database, tag) if question.by == "statement" else None
    of, before = looks_in(bound, looks), looks_in(bound, looks, "base_")
    rows = [
        ProfileRow(
            row["Layer"],
            named(row["Layer"], names),
            round(row["During"] / of, 4),
            round(row["Earlier"] / before, 4),
        )
        for row in found
    ]
    return Profile(
        rows=tuple(sorted(rows, key=lambda row: (-row.during, -row.before, row.key))),
        during=round(sum(row["During"] for row in found) / of, 4),
        before=round(sum(row["Earlier"] for row in found) / before, 4),
    )


# Statements


def statement_rows(reader: Reader, question: StatementsQuestion, tag: str = "") -> Statements:
    """What each statement did in a stretch and before.

    Raises:
        NotFound: no such database.
        Invalid: a stretch, or what to sort by.
    """
    if question.sort not in SORTS:
        raise Invalid(f"Statements are sorted by {', '.join(SORTS)}.", field="sort")
    known(reader, question.database, tag)
    found = Found.of(reader, question, tag)
    wanted = question.find.strip().lower()
    rows = [one for one in found.rows() if wanted in one.query.lower()]
    rows.sort(key=lambda one: (-measure(one, question.sort), one.query, one.id))
    first = max(0, question.offset)
    shown = rows[first : first + min(max(question.limit, 1), MOST_STATEMENTS)]
    sparks = found.sparks(reader, question, tag) if shown else {}
    lacking = Sparks((), (), (), ())
    return Statements(
        rows=tuple(replace(one, sparks=sparks.get(int(one.id), lacking)) for one in shown),
        total=len(rows),
        load=round(sum(one.during.load for one in rows), 4),
    )


def measure(row: StatementRow, by: str) -> float:
    match by:
        case "calls":
            return row.during.calls
        case "mean":
            return row.during.mean_ms or 0.0
        case "rows":
            return row.during.rows
        case "change":
            return row.change or 0.0
        case _:
            return row.during.load


@dataclass(frozen=True, slots=True)
class Found:
    """The statistics and the looks at the sessions of two stretches, by statement."""

    texts: Mapping[int, str]
    statistics: Mapping[int, list[Mapping[str, Any]]]
    waits: Mapping[int, Mapping[str, tuple[int, int]]]
    of_calls: Steps
    seconds: tuple[float, float]
    looks: tuple[float, float]
    rhythms: tuple[Rhythm, Rhythm]

    @staticmethod
    def of(reader: Reader, question: StatementsQuestion, tag: str) -> Found:
        database = {"database": question.database}
        sampled, counted = activity_rhythm(reader, tag), stats_rhythm(reader, tag)
        bound = stretch(question)
        wide = whole_steps(bound, counted)
        of_calls = steps(question.whole_start, question.whole_end, SPARK, counted)
        whole = {"whole_start": of_calls.start, "whole_end": of_calls.end, "step": of_calls.step}
        statistics: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
        for row in reader.rows(statements.STATISTICS, {**wide, **whole, **database}, tag=tag):
            statistics[row["QueryId"]].append(row)
        waits: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
        for row in reader.rows(statements.WAITS_OF_STATEMENTS, bound | database, tag=tag):
            waits[row["QueryId"]][row["Layer"]] = (row["During"], row["Earlier"])
        return Found(
            texts={int(id_): text for id_, text in texts(reader, question.database, tag).items()},
            statistics=statistics,
            waits=waits,
            of_calls=of_calls,
            seconds=(seconds(wide), seconds(wide, "base_")),
            looks=(looks_in(bound, sampled), looks_in(bound, sampled, "base_")),
            rhythms=(sampled, counted),
        )

    def rows(self) -> Iterable[StatementRow]:
        there = {id_ for id_, rows in self.statistics.items() if any(row["During"] or row["Earlier"] for row in rows)}
        for id_ in there | self.waits.keys():
            during, before = self.measures(id_, 0), self.measures(id_, 1)
            yield StatementRow(
                id=str(id_),
                query=self.texts.get(id_, ""),
                during=during,
                before=before,
                change=changed(before.mean_ms, during.mean_ms),
                waits=wait_shares(self.waits.get(id_, {}), self.looks[0]),
                sparks=Sparks((), (), (), ()),
            )

    def measures(self, id_: int, place: int) -> Measures:
        rows = [row for row in self.statistics.get(id_, ()) if row[("During", "Earlier")[place]]]
        return measures(
            load=sum(counts[place] for counts in self.waits.get(id_, {}).values()) / self.looks[place],
            calls=sum(row["Calls"] for row in rows),
            total_ms=sum(row["TotalMs"] for row in rows),
            rows=sum(row["RowsGiven"] for row in rows),
            seconds=self.seconds[place],
        )

    def sparks(self, reader: Reader, question: StatementsQuestion, tag: str) -> dict[int, Sparks]:
        database, (sampled, _) = {"database": question.database}, self.rhythms
        of_load = steps(question.whole_start, question.whole_end, SPARK, sampled)
        active: dict[int, list[float]] = defaultdict(lambda: [0.0] * of_load.points)
        for row in reader.rows(statements.LOAD_OF_STATEMENTS, of_load.bound() | database, tag=tag):
            looks = max(1.0, of_load.seconds(row["Bucket"]) * 1000 / (sampled.step or 1000))
            active[row["QueryId"]][row["Bucket"]] = round(row["Sessions"] / looks, 3)
        nothing = [0.0] * of_load.points
        return {
            id_: spark(active.get(id_, nothing), self.statistics.get(id_, ()), self.of_calls)
            for id_ in active.keys() | self.statistics.keys()
        }


def spark(active: list[float], statistics: Iterable[Mapping[str, Any]], grid: Steps) -> Sparks:
    calls, times, given = ([0] * grid.points, [0.0] * grid.points, [0] * grid.points)
    for row in statistics:
        if row["Inside"]:
            place = row["Bucket"]
            calls[place] += row["Calls"]
            times[place] += row["TotalMs"]
            given[place] += row["RowsGiven"]
    each = [grid.seconds(place) for place in range(grid.points)]
    return Sparks(
        load=tuple(active),
        calls=tuple(round(many / s, 3) for many, s in zip(calls, each, strict=True)),
        mean_ms=tuple(round(total / many, 3) if many else None for total, many in zip(times, calls, strict=True)),
        rows=tuple(round(many / s, 3) for many, s in zip(given, each, strict=True)),
    )


def measures(*, load: float, calls: int, total_ms: float, rows: int, seconds: float) -> Measures:
    return Measures(
        load=round(load, 4),
        calls=round(calls / max(seconds, 1e-3), 4),
        mean_ms=round(total_ms / calls, 4) if calls else None,
        rows=round(rows / max(seconds, 1e-3), 4),
    )


def changed(before: float | None, during: float | None) -> float | None:
    return round(during / before, 3) if before and during else None


def wait_shares(counts: Mapping[str, tuple[int, int]], looks: float) -> tuple[WaitShare, ...]:
    ranked = sorted(
        ((during, name) for name, (during, _) in counts.items() if during), key=lambda one: (-one[0], one[1])
    )
    return tuple(WaitShare(name, round(during / looks, 4)) for during, name in ranked)
