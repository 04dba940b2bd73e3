"""What databases say of one statement in several places agrees: its statistics, its plans, the indexes it reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from rounds.incidents.built import Check
from rounds.signals.tables import Signals

from .telemetry import Bools, values_of

LATE = 20  # looks at the end of a plan's use
FACTOR = 2.0
HOURS = 2  # over which what indexes read is held against statements
Node = dict[str, Any]


@dataclass(frozen=True)
class Plans:
    """The database's own tables. Moments are milliseconds."""

    signals: Signals

    def checks(self) -> Iterator[Check]:
        yield self.of_all("rows of each plan = rows per call, within a factor of two", self.rows_differ)
        yield self.of_all("time of each plan = mean time of a call, within a factor of two", self.times_differ)
        yield self.of_all("plans have the steps, costs and conditions of their statements", self.lacks)
        yield self.indexes()

    def of_all(self, claim: str, wrong: Any) -> Check:
        plans = self.signals.db_plans.to_pylist()
        said = [f"{self.texts[row['QueryId']][:50]}: {found}" for row in plans if (found := wrong(row))]
        return Check(claim, bool(plans) and not said, "; ".join(said) or f"{len(plans)} plans")

    # --- one plan -----------------------------------------------------------------------------

    @cached_property
    def texts(self) -> dict[int, str]:
        queries = self.signals.db_queries
        return dict(zip(queries["QueryId"].to_pylist(), queries["Query"].to_pylist(), strict=True))

    @cached_property
    def stats(self) -> dict[str, Any]:
        table = self.signals.db_query_stats
        times = values_of(table["Time"]).view(np.int64)
        return {"Time": times, **{name: values_of(table[name]) for name in ("QueryId", "Calls", "Rows", "TotalMs")}}

    def late(self, row: Node) -> tuple[float, float]:
        """Rows and milliseconds of a call, of the last ones of the plan's use."""
        until = row["LastSeen"].timestamp() * 1000
        those = np.flatnonzero((self.stats["QueryId"] == row["QueryId"]) & (self.stats["Time"] <= until + 0.5))
        those = those[np.argsort(self.stats["Time"][those], kind="stable")][-LATE:]
        calls, rows, spent = (float(self.stats[name][those].sum()) for name in ("Calls", "Rows", "TotalMs"))
        return rows / max(calls, 1), spent / max(calls, 1)

    def rows_differ(self, row: Node) -> str:
        top = json.loads(row["Plan"])[0]["Plan"]
        said = float((top["Plans"][0] if top["Node Type"] == "ModifyTable" else top)["Actual Rows"])
        rows, _ = self.late(row)
        near = abs(said - rows) <= 1 or within(said, rows)
        return "" if near else f"{said:g} in the plan, {rows:.1f} by the statistics"

    def times_differ(self, row: Node) -> str:
        said, (_, mean) = float(json.loads(row["Plan"])[0]["Execution Time"]), self.late(row)
        return "" if within(said, mean) else f"{said:g} ms in the plan, {mean:.2f} ms by the statistics"

    def lacks(self, row: Node) -> str:
        query, steps = self.texts[row["QueryId"]], list(steps_of(json.loads(row["Plan"])[0]["Plan"]))
        kinds = [step["Node Type"] for step in steps]
        wanted = [kind for word, kind in WORDS.items() if re.search(rf"\b{word}\b", query)]
        missing = [kind for kind in wanted if kind not in kinds]
        missing += [f"a cost of {step['Node Type']}" for step in steps if step["Total Cost"] <= 0]
        missing += ["a condition" for step in steps if step["Node Type"] == "Index Scan" and "Index Cond" not in step]
        return ", ".join(missing)

    # --- indexes ------------------------------------------------------------------------------

    def indexes(self) -> Check:
        """Rows that an index gave lately, and those that the plans of the statements on it say they take of it."""
        table = self.signals.db_relations
        times, names = values_of(table["Time"]).view(np.int64), np.array(table["Relation"].to_pylist())
        read = values_of(table["RowsRead"]).astype(np.float64)
        last = int(times.max(initial=0))
        wrong, count = [], 0
        for index in sorted(set(names[np.array(table["Kind"].to_pylist()) == "index"])):
            those = np.flatnonzero((names == index) & (times >= last - HOURS * 3_600_000))
            # An index that is gone since was read by a plan of before.
            if "toast" in index or len(those) < 2 or times[those].max() < last:
                continue
            count += 1
            first = int(times[those].min())
            given = float(read[those].max() - read[those].min())
            taken = self.taken(index, (self.stats["Time"] > first) & (self.stats["Time"] <= last))
            if abs(given - taken) > 200 and not within(given, taken):
                wrong.append(f"{index}: {given:,.0f} read, {taken:,.0f} by the statements")
        return Check("rows read through each index = those of the statements on it, within a factor of two",
                     count > 0 and not wrong, "; ".join(wrong) or f"{count} indexes")  # fmt: skip

    def taken(self, index: str, here: Bools) -> float:
        return float(sum(
            self.stats["Calls"][here & (self.stats["QueryId"] == query)].sum() * rows
            for query, rows in self.scans.get(index, {}).items()
        ))  # fmt: skip

    @cached_property
    def scans(self) -> dict[str, dict[int, float]]:
        """Rows that one call takes of an index, by the newest plan of each statement."""
        found: dict[str, dict[int, float]] = {}
        for row in sorted(self.signals.db_plans.to_pylist(), key=lambda row: row["LastSeen"]):
            for of_others in found.values():
                of_others.pop(row["QueryId"], None)
            for step in steps_of(json.loads(row["Plan"])[0]["Plan"]):
                if step["Node Type"] == "Index Scan":
                    found.setdefault(step["Index Name"], {})[row["QueryId"]] = float(step["Actual Rows"])
        return found


WORDS = {
    "LIMIT": "Limit",
    "ORDER BY": "Sort",
    "GROUP BY": "Aggregate",
    "INSERT": "ModifyTable",
    "DELETE": "ModifyTable",
}


def within(value: float, wanted: float) -> bool:
    return wanted / FACTOR <= value <= wanted * FACTOR


def steps_of(step: Node) -> Iterator[Node]:
    yield step
    for inner in step.get("Plans", ()):
        yield from steps_of(inner)


def plans_agree(signals: Signals) -> Iterator[Check]:
    """Claims of the plans and indexes of an incident."""
    yield from Plans(signals).checks()


def rows_of(signals: Signals, part: str) -> float:
    """Rows that all statements whose text has the part gave or changed, over the whole time."""
    those = [number for number, text in Plans(signals).texts.items() if part in text]
    stats = signals.db_query_stats
    return float(values_of(stats["Rows"])[np.isin(values_of(stats["QueryId"]), those)].sum())
