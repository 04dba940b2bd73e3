"""Scenarios prepared behind what people do."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from rounds.actions.preparations import Preparations, Standing
from rounds.incidents.library import Library, Offered
from rounds.kit.errors import Conflict

ONE, TWO, THREE = (Offered(f"{name}-slow", "1", name) for name in ("one", "two", "three"))


class Shelf(Library):
    """Installs by a function of the test's. What is only built says so in `built`."""

    def __init__(self, install: Callable[[Offered, Callable[[float, str], None]], str]) -> None:
        super().__init__(Path("nowhere"), {})
        self.by = install
        self.built: list[str] = []
        self.tried = threading.Event()

    def build(self, scenario: Offered, progress: object = None) -> None:
        self.built.append(scenario.name)
        self.tried.set()
        raise Conflict("It cannot be built.")

    def install(self, scenario: Offered, telemetry: object, progress: object = None) -> str:  # type: ignore[override]
        return self.by(scenario, progress)  # type: ignore[arg-type]


def prepared(install: Callable[[Offered, Callable[[float, str], None]], str]) -> tuple[Preparations, list[str]]:
    known: list[str] = []
    made = Preparations(Shelf(install), None)  # type: ignore[arg-type]
    made.start([ONE, TWO, THREE], lambda _, incident: known.append(incident))
    return made, known


def ended(preparations: Preparations) -> dict[str, Standing]:
    while not all(standing.ended for _, _, standing in preparations.all()):
        preparations.wait(0.05)
    return {name: standing for name, _, standing in preparations.all()}


def test_all_are_installed_and_told_in_their_order() -> None:
    preparations, known = prepared(lambda one, _: f"{one.name}-x")
    assert {name: standing.incident for name, standing in ended(preparations).items()} == {
        "one-slow": "one-slow-x",
        "two-slow": "two-slow-x",
        "three-slow": "three-slow-x",
    }
    assert sorted(known) == ["one-slow-x", "three-slow-x", "two-slow-x"]
    preparations.stop()


def test_how_far_one_is_can_be_seen() -> None:
    go, seen = threading.Event(), threading.Event()

    def install(one: Offered, progress: Callable[[float, str], None]) -> str:
        progress(0.25, "building")
        seen.set()
        assert go.wait(10)
        return one.name

    preparations, _ = prepared(install)
    assert seen.wait(10)
    assert preparations.of("one-slow", 1) == Standing(0.25, "building")
    assert preparations.of("three-slow", 1).doing == "waiting"
    go.set()
    ended(preparations)
    preparations.stop()


@pytest.mark.parametrize("error", [Conflict("The disk is full."), ZeroDivisionError("by zero")])
def test_one_that_fails_says_why_and_stops_no_other(error: Exception) -> None:
    def install(one: Offered, _: object) -> str:
        if one is TWO:
            raise error
        return one.name

    preparations, known = prepared(install)
    standings = ended(preparations)
    assert str(error) in standings["two-slow"].trouble
    assert sorted(known) == ["one-slow", "three-slow"]
    preparations.stop()


def test_one_that_failed_is_tried_again_and_no_other() -> None:
    tried: list[str] = []

    def install(one: Offered, _: object) -> str:
        tried.append(one.name)
        if one is TWO and tried.count(one.name) == 1:
            raise Conflict("The disk is full.")
        return one.name

    preparations, known = prepared(install)
    ended(preparations)
    preparations.start([ONE, TWO], lambda _, incident: known.append(incident))
    assert ended(preparations)["two-slow"].incident == "two-slow"
    assert sorted(tried) == ["one-slow", "three-slow", "two-slow", "two-slow"]
    preparations.stop()


def test_stopping_ends_what_is_being_done_and_begins_no_more() -> None:
    began: list[str] = []
    go = threading.Event()

    def install(one: Offered, progress: Callable[[float, str], None]) -> str:
        began.append(one.name)
        go.set()
        while True:
            progress(0.1, "for ever")

    preparations, known = prepared(install)
    assert go.wait(10)
    preparations.stop()
    assert "three-slow" not in began
    assert known == []


def test_one_that_is_not_prepared_here_says_so() -> None:
    preparations, _ = prepared(lambda one, _: one.name)
    assert preparations.of("other", 1).trouble
    preparations.stop()


def test_the_first_goes_ahead_while_the_next_are_built_and_the_others_two_at_once() -> None:
    go, together = threading.Event(), threading.Barrier(2, timeout=10)
    begun: list[str] = []

    def install(one: Offered, _: object) -> str:
        begun.append(one.name)
        if one is ONE:
            assert go.wait(10)
        else:
            together.wait()
        return one.name

    preparations, _ = prepared(install)
    assert isinstance(preparations.library, Shelf)
    assert preparations.library.tried.wait(10)
    preparations.wait(0.2)
    assert begun == ["one-slow"]
    assert preparations.library.built == ["two-slow", "three-slow"]
    go.set()
    assert not any(standing.trouble for standing in ended(preparations).values())
    preparations.stop()
