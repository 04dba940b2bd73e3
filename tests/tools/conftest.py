from __future__ import annotations

from collections.abc import Iterator

import pytest

from rounds.signals import Signals
from rounds.store import Reader, Telemetry
from tests.store.engines import ENGINES, opened
from tests.tools import shop


@pytest.fixture(scope="module", params=ENGINES)
def telemetry(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telemetry]:
    """The shop's incident and one without anything, on each engine in turn."""
    with opened(str(request.param), tmp_path_factory.mktemp("telemetry"), clients=2) as telemetry:
        telemetry.install("shop", shop.signals())
        telemetry.install("empty", Signals())
        yield telemetry


@pytest.fixture(scope="module")
def reader(telemetry: Telemetry) -> Reader:
    return telemetry.reader("shop")


@pytest.fixture(scope="module")
def empty(telemetry: Telemetry) -> Reader:
    return telemetry.reader("empty")
