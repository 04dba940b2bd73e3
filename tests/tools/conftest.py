from __future__ import annotations

from collections.abc import Iterator

import pytest

from rounds.store import Reader
from tests.store.engines import ENGINES, opened
from tests.tools import shop


@pytest.fixture(scope="module", params=ENGINES)
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The shop's incident, on each engine in turn."""
    with opened(str(request.param), tmp_path_factory.mktemp("telemetry"), clients=2) as telemetry:
        telemetry.install("shop", shop.signals())
        yield telemetry.reader("shop")
