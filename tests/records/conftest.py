from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rounds.records import Records
from rounds.records.records import NEWEST
from tests import postgresql
from tests.programs import POSTGRESQL


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    with postgresql.running(POSTGRESQL.wanted()) as started:
        yield started


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of SQLite with all tables and nothing in them."""
    file = tmp_path_factory.mktemp("tables") / "records.sqlite"
    Records.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind. Where records are opened anyway, the tables are there: to make them takes longer than
    most tests.
    """
    made = "records" in request.fixturenames
    if request.param == "sqlite":
        file = tmp_path / "records.sqlite"
        if made:
            shutil.copyfile(request.getfixturevalue("tables"), file)
        return f"sqlite:///{file}"
    started: postgresql.Server = request.getfixturevalue("server")
    return started.cleared(NEWEST) if made else started.emptied()


@pytest.fixture
def records(url: str) -> Iterator[Records]:
    opened = Records.open(url)
    yield opened
    opened.close()
