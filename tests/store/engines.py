"""The two ways to ClickHouse that every test of the store and of the tools goes: chDB in-process, and HTTP.

A process has one chDB folder at a time, so telemetry is opened for one module of tests and closed behind it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rounds.store import Telemetry

ENGINES = ("chdb", "http")


@contextmanager
def address(engine: str, folder: Path) -> Iterator[str]:
    """The address of an empty ClickHouse of that kind, kept in the folder."""
    if engine == "chdb":
        yield f"chdb:///{folder}"
        return
    with server(folder) as dsn:
        yield dsn


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The test server in a process of its own."""
    command = [sys.executable, "-m", "tests.store.clickhouse_server", str(folder)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


@contextmanager
def opened(engine: str, folder: Path, *, clients: int = 8) -> Iterator[Telemetry]:
    with address(engine, folder) as dsn:
        telemetry = Telemetry.open(dsn, clients=clients)
        try:
            yield telemetry
        finally:
            telemetry.close()
