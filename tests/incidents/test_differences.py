"""What differs between two bundles, said by its part: nothing that differs is passed over, nothing else is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.incidents import small

from rounds.incidents import bundles, snapshots
from rounds.incidents.built import Built
from rounds.incidents.bundles import Bundle
from rounds.incidents.differences import Differences, differences

Change = Callable[[Built], Built]


@pytest.fixture
def usual() -> Built:
    return small.Small().build(1)


def compared(place: Path, one: Built, other: Built) -> Differences:
    return differences(written(place / "a", one), written(place / "b", other))


def written(place: Path, built: Built) -> Bundle:
    return bundles.write(place, built, "test")


def signals(**tables: pa.Table) -> Change:
    return lambda built: replace(built, signals=replace(built.signals, **tables))


def sealed(**parts: Any) -> Change:
    return lambda built: replace(built, sealed=replace(built.sealed, **parts))


def with_snapshot(built: Built) -> Built:
    packed, size = snapshots.packed([b"a snapshot"])
    row = {"Time": small.NOW, "ServiceName": "shop", "Pod": "shop-1", "Name": "shop-1-1400", "Bytes": size}
    return replace(signals(heap_snapshots=small.table("heap_snapshots", [row]))(built), heap={"shop-1-1400": packed})


def other_samples(built: Built) -> Built:
    samples = built.signals.samples
    values = pa.array([value + 1 for value in samples["Value"].to_pylist()])
    place = samples.schema.get_field_index("Value")
    return signals(samples=samples.set_column(place, samples.schema.field(place), values))(built)


def test_the_same_is_the_same_whoever_made_it(tmp_path: Path, usual: Built) -> None:
    found = differences(written(tmp_path / "a", usual), bundles.write(tmp_path / "b", usual, "another"))
    assert found.same
    assert found == Differences((), ())


@pytest.mark.parametrize(
    ("change", "part", "line"),
    [
        (lambda built: replace(built, public=replace(built.public, quote="Nothing works.")), "public texts",
         "+quote: Nothing works."),
        (sealed(start="Another"), "opening line", "+start: Another"),
        (sealed(steps=(replace(small.SEALED.steps[0], bonus=True),)), "steps and rules", "+  bonus: true"),
        (sealed(hints=(replace(small.SEALED.hints[0], minute=5),)), "hints", "+- minute: 5"),
        (sealed(discussion=(replace(small.SEALED.discussion[0], text="Why?"),)), "discussion", "+- text: Why?"),
        (sealed(solution=replace(small.SEALED.solution, fix=("Mend it.",))), "solution", "+  - Mend it."),
        (sealed(red_herrings=()), "red herrings", "+red_herrings: []"),
        (sealed(notes=("a", "b")), "rubric notes", "+- b"),
        (sealed(facts={"service": "shop"}), "giveaways, facts and canaries", "+  service: shop"),
    ],
)  # fmt: skip
def test_a_text_is_told_by_its_part(tmp_path: Path, usual: Built, change: Change, part: str, line: str) -> None:
    found = compared(tmp_path, usual, change(usual))
    assert [one.part for one in found.texts] == [part]
    assert line in found.texts[0].lines
    assert found.telemetry == ()


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        (lambda built: replace(built, version="2"), {("scenario", "version", "1", "2")}),
        (lambda built: replace(built, now=built.now + timedelta(minutes=1)),
         {("window", "now", "2026-05-12 14:00:00", "2026-05-12 14:01:00")}),
        (lambda built: replace(built, step_seconds=30), {("window", "step", "15 s", "30 s")}),
        (lambda built: replace(built, shares={"logs": "every line"}), {("shares", "traces", "every trace", "–")}),
        (signals(logs=small.signals(rows=10).logs), {("rows", "logs", "20", "10")}),
        (signals(events=small.signals().events.slice(1)), {("rows", "events", "1", "0")}),
        (with_snapshot, {("rows", "heap_snapshots", "0", "1"), ("heap snapshots", "shop-1-1400", "–", "10 bytes")}),
    ],
)  # fmt: skip
def test_telemetry_is_told_by_what_it_holds(tmp_path: Path, usual: Built, change: Change, rows: set[Any]) -> None:
    found = compared(tmp_path, usual, change(usual))
    assert {(one.part, one.what, one.a, one.b) for one in found.telemetry} == rows
    assert found.texts == ()


def test_other_values_in_as_many_rows_are_told(tmp_path: Path, usual: Built) -> None:
    (row,) = compared(tmp_path, usual, other_samples(usual)).telemetry
    assert (row.part, row.what) == ("values", "samples")
    assert row.a != row.b
