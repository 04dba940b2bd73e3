from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from rounds.records import Records


@cache
def tables() -> bytes:
    """A file of SQLite with all tables and nothing in them: to make them takes longer than most tests."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "records.sqlite"
        Records.open(f"sqlite:///{file}").close()
        return file.read_bytes()
