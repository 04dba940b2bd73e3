"""What the pages ask as they open, as the interface asks it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from rounds.incidents.solving import Answer, Investigation
from rounds.proving.lanes import first_lanes, window_for
from rounds.proving.opening import Opening

FIRST_LANES = Path(__file__).parents[2] / "frontend/src/features/metrics/first-lanes.json"
CASES = json.loads(FIRST_LANES.read_text())
END = 1_780_000_000_000.0
METRIC = {"type": "counter", "labels": ["pod"], "series": 1, "help": "", "unit": ""}
SNAPSHOT = {"service": "api", "heap_bytes": 1}
ANSWERS: dict[str, Answer] = {
    "metrics/catalogue": {"metrics": [METRIC | {"name": "a_total"}, METRIC | {"name": "v8js_memory_heap_used_bytes"}]},
    "traces/facets": {"facets": [{"field": "http.route"}], "others": ["server.address", "x"]},
    "database/databases": {"databases": [{"name": "largest"}, {"name": "other"}]},
    "database/blocked": {"most_at": END - 5},
    "heap/snapshots": {
        "snapshots": [
            SNAPSHOT | {"name": name, "pod": pod, "time": time}
            for name, pod, time in (("b3", "b", 3), ("a1", "a", 1), ("b1", "b", 1), ("b2", "b", 2))
        ]
    },
}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_first_lanes_are_those_of_the_interface(case: dict[str, Any]) -> None:
    assert first_lanes(case["metrics"], case["window"]) == case["lanes"]


def test_over_days_rates_look_further_back() -> None:
    assert (window_for(0, 6 * 3_600_000), window_for(0, 8 * 86_400_000)) == ("1m", "5m")


@dataclass
class Server:
    """Writes down what it is asked."""

    answers: dict[str, Answer]
    asked: list[tuple[str, Answer]] = field(default_factory=list)

    def send(self, _method: str, path: str, body: Answer | None) -> Answer:
        self.asked.append((path, body or {}))
        return self.answers.get(path, {})

    def investigation(self) -> Investigation:
        incident = {"start": END - 8 * 86_400_000, "now": END, "metric_step_ms": 60_000}
        return Investigation(self.send, incident, {})


def opened(page: str, **answers: Answer) -> tuple[list[tuple[str, Answer]], list[tuple[str, Answer]]]:
    """What was asked as a person who typed nothing, and what the page asked of itself."""
    look, itself = Server(ANSWERS | answers), Server(ANSWERS | answers)
    Opening(look.investigation(), itself.investigation()).pages()[page]()
    return look.asked, itself.asked


def test_all_pages_open() -> None:
    server = Server(ANSWERS).investigation()
    assert list(Opening(server, server).pages()) == ["metrics", "traces", "logs", "services", "database", "heap"]


def test_metrics_open_with_lanes_over_the_last_hour() -> None:
    asked, (lane, *_) = opened("metrics")
    assert [path for path, _ in asked] == ["metrics/catalogue"]
    question = {"start": END - 3_600_000 + 20_000, "end": END, "step_ms": 60_000, "limit": 100}
    assert lane == ("metrics/range", {"expression": "sum by (pod) (rate(a_total[5m]))", **question})


def test_traces_and_logs_open_with_nothing_typed() -> None:
    asked, itself = opened("traces")
    hour = {"start": END - 3_600_000, "end": END}
    columns = {"sort": "newest", "limit": 200, "columns": ["http.route", "server.address"]}
    assert asked[1] == ("traces/search", {**hour, **columns})
    assert itself == opened("logs")[1] == []


def test_the_service_graph_opens_with_its_last_twelfth() -> None:
    _, ((path, question), _failing) = opened("services")
    assert path == "services/graph"
    assert question["end"] - question["start"] == 300_000
    assert question["before_end"] - question["before_start"] == pytest.approx(1_080_000, abs=20_000)


def test_the_database_opens_with_its_largest_server() -> None:
    _, itself = opened("database")
    assert {question["database"] for _, question in itself} == {"largest"}
    assert [path.removeprefix("database/") for path, _ in itself] == [
        "load",
        "profile",
        "statements",
        "blocked",
        "blocking",
    ]
    assert itself[-1][1]["at"] == END - 5
    assert opened("database", **{"database/databases": {"databases": []}})[1] == []


def test_the_heap_opens_with_the_last_snapshot_against_the_first_of_the_pod_that_has_most() -> None:
    _, ((path, question), memory) = opened("heap")
    assert (path, question["base"], question["snapshot"]) == ("heap/compare", "b1", "b3")
    assert memory[0] == "metrics/range"
    one = {"snapshots": [SNAPSHOT | {"name": "s", "pod": "p", "time": 1}]}
    assert opened("heap", **{"heap/snapshots": one})[1][0] == ("heap/summary", {"snapshot": "s"})
    assert opened("heap", **{"heap/snapshots": {"snapshots": []}})[1] == []
