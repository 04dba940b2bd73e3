from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rounds.signals import Signals
from rounds.store import Reader, Telemetry
from tests.store.engines import ENGINES, opened
from tests.tools import shop


@contextmanager
def installed(engine: str, folder: Path) -> Iterator[Telemetry]:
    """The shop's incident and one without anything."""
    with opened(engine, folder, clients=2) as telemetry:
        telemetry.install("shop", shop.signals())
        telemetry.install("empty", Signals())
        yield telemetry


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telemetry]:
    """Over HTTP, once for all files. A process has one chDB folder at a time, so that one is each file's own."""
    with installed("http", tmp_path_factory.mktemp("served")) as telemetry:
        yield telemetry


@pytest.fixture(scope="module", params=ENGINES)
def telemetry(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telemetry]:
    """The shop's incident and one without anything, on each engine in turn; a file may install more beside them."""
    if request.param == "http":
        yield request.getfixturevalue("served")
        return
    with installed("chdb", tmp_path_factory.mktemp("telemetry")) as telemetry:
        yield telemetry


@pytest.fixture(scope="module")
def reader(telemetry: Telemetry) -> Reader:
    return telemetry.reader("shop")


@pytest.fixture(scope="module")
def empty(telemetry: Telemetry) -> Reader:
    return telemetry.reader("empty")
