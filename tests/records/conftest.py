from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rounds.records import Records
from tests import postgresql
from tests.programs import POSTGRESQL


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    with postgresql.running(POSTGRESQL.wanted()) as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.sqlite'}"
    started: postgresql.Server = request.getfixturevalue("server")
    return started.emptied()


@pytest.fixture
def records(url: str) -> Iterator[Records]:
    opened = Records.open(url)
    yield opened
    opened.close()
