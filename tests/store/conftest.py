from __future__ import annotations

from collections.abc import Iterator

import pytest

from rounds.store import Telemetry
from tests.store.engines import ENGINES, opened


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def telemetry(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telemetry]:
    """Empty telemetry for one module of tests, on each engine in turn."""
    with opened(engine, tmp_path_factory.mktemp("telemetry")) as telemetry:
        yield telemetry
