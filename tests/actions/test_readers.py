from __future__ import annotations

import pytest

from rounds.actions import readers
from rounds.actions.readers import Readers
from rounds.kit.errors import NotFound


class Engine:
    """Gives a new reader each time, and knows only these incidents."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def reader(self, name: str) -> object:
        if name not in self.names:
            raise NotFound(name)
        return object()


class Shelf:
    def public(self, name: str) -> object | None:
        return object() if name.startswith("scenario") else None


def kept(*names: str) -> Readers:
    return Readers(Engine(*names), Shelf())  # type: ignore[arg-type]


def test_a_scenarios_reader_is_found_once() -> None:
    found = kept("scenario-1")
    assert found.of("scenario-1") is found.of("scenario-1")


def test_a_recorded_incident_may_be_another_a_moment_later(monkeypatch: pytest.MonkeyPatch) -> None:
    found = kept("mine")
    first = found.of("mine")
    assert found.of("mine") is first
    monkeypatch.setattr(readers, "FRESH", -1.0)
    found.forget("mine")
    second = found.of("mine")
    assert second is not first
    assert found.of("mine") is not second


def test_what_is_not_installed_is_not_remembered() -> None:
    found = kept()
    for _ in range(2):
        with pytest.raises(NotFound):
            found.of("scenario-1")
