"""Facets of everything come from counts made beforehand; they are those that a search which excludes nothing finds."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from rounds import tools
from rounds.store import Limits, Reader
from rounds.tools.asked import Facet, FacetQuestion
from tests.tools.shop import END_MS, START_MS

WINDOWS = [
    (START_MS, END_MS),
    (START_MS - 3_600_000, END_MS + 3_600_000),
    (START_MS + 10_000, START_MS + 300_000),
    (START_MS + 3_017, START_MS + 471_503),
    (START_MS + 3_017, END_MS + 1),
    (START_MS - 1, START_MS + 305_020),
    (START_MS + 299_000, START_MS + 303_000),
    (START_MS + 305_001, START_MS + 318_000),
    (END_MS + 60_000, END_MS + 120_000),
]


def facets(reader: Reader, signal: str, window: tuple[float, float], query: str = "") -> dict[str, Facet]:
    question = FacetQuestion(query=query, start=window[0], end=window[1], values=100)
    return {facet.field: facet for facet in tools.ask(reader, question, signal=signal).facets}


@pytest.mark.parametrize("signal", ["traces", "logs"])
@pytest.mark.parametrize("window", WINDOWS)
def test_facets_of_everything_are_those_of_a_search_that_finds_everything(
    reader: Reader, signal: str, window: tuple[float, float]
) -> None:
    found = facets(reader, signal, window)
    searched = facets(reader, signal, window, "-service:nobody")
    assert list(found) == list(searched)
    assert {name: facet for name, facet in found.items() if name != "service"} == {
        name: facet for name, facet in searched.items() if name != "service"
    }
    by_level = facets(reader, signal, window, "-scope:nobody").get("service")
    assert found.get("service") == by_level


def test_what_was_counted_before_is_not_counted_again(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the whole time nothing of these is left to count; of a part of a step that part is."""
    asked: list[str] = []
    inner = reader.ask

    def spying(database: str, sql: str, parameters: Mapping[str, object], fmt: str, tag: str, limits: Limits) -> bytes:
        asked.append(sql)
        return inner(database, sql, parameters, fmt, tag, limits)

    monkeypatch.setattr(reader, "ask", spying)
    for signal, field in (("traces", "name"), ("logs", "customer.id")):
        for start, scans in ((START_MS - 7, 0), (START_MS + 25_007, 1)):
            asked.clear()
            question = FacetQuestion(start=start, end=END_MS + 60_000, fields=("service", field))
            assert all(facet.values for facet in tools.ask(reader, question, signal=signal).facets)
            assert sum("otel_" in sql for sql in asked) == scans
