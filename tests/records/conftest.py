from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rounds.records import Records
from rounds.records.records import NEWEST
from tests import postgresql
from tests.programs import POSTGRESQL
from tests.records.made import tables


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    with postgresql.running(POSTGRESQL.wanted()) as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind. Where records are opened anyway, the tables are there."""
    made = "records" in request.fixturenames
    if request.param == "sqlite":
        file = tmp_path / "records.sqlite"
        if made:
            file.write_bytes(tables())
        return f"sqlite:///{file}"
    started: postgresql.Server = request.getfixturevalue("server")
    return started.cleared(NEWEST) if made else started.emptied()


@pytest.fixture
def records(url: str) -> Iterator[Records]:
    opened = Records.open(url)
    yield opened
    opened.close()
