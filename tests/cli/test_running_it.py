"""`rounds doctor`, `rounds backup` and `rounds restore`, on the data itself and on a server that runs on it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from typer.testing import CliRunner, Result

from rounds.cli.commands import app
from rounds.cli.running import announced
from rounds.incidents import bundles
from rounds.kit.errors import Conflict, Invalid
from tests.incidents.small import Small
from tests.store import otlp_requests as otlp
from tests.web.conftest import House, opened


def rounds(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("ROUNDS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ROUNDS_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def served(data: Path) -> Iterator[House]:
    """A server in this process, of which commands know, with a recording and an incident that was sealed from it."""
    with opened(data) as house, socket.socket() as listening:
        kept = data / "bundles" / "orders-slow-kept"
        kept.parent.mkdir(parents=True, exist_ok=True)
        bundles.write(kept, Small().build(1), "test")
        telemetry = house.office.telemetry
        telemetry.record("shop").accept(
            "traces", otlp.traces([{"trace": 1, "number": 1, "name": "sold"}]), content_type="application/x-protobuf"
        )
        telemetry.seal("shop", "shop-1")
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(house.app, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        with announced(data, f"http://127.0.0.1:{listening.getsockname()[1]}"):
            thread.start()
            yield house
        server.should_exit = True
        thread.join()


class TestDoctor:
    def test_it_says_what_it_found_and_ends_with_a_code(self) -> None:
        told = rounds("doctor", "--json")
        found = json.loads(told.stdout)
        assert {"records", "telemetry", "disk", "secret"} <= {one["part"] for one in found["findings"]}
        assert told.exit_code == (1 if found["colour"] == "red" else 0)

    def test_it_asks_the_server_that_runs(self, served: House, data: Path) -> None:
        told = rounds("doctor")
        assert f"{served.incident} answers" in told.stdout
        assert "every hash holds" in told.stdout
        file = next((data / "bundles" / "orders-slow-kept").rglob("*.parquet"))
        file.write_bytes(file.read_bytes()[:-1] + b"?")
        told = rounds("doctor")
        assert told.exit_code == 1
        assert file.name in told.stdout


class TestBackup:
    def test_what_was_taken_from_a_running_server_comes_back_in_an_empty_folder(
        self, served: House, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "rounds.tar"
        told = rounds("backup", str(file))
        assert told.exit_code == 0, told.output
        assert file.stat().st_mode & 0o777 == 0o600
        incidents = served.office.telemetry.incidents()
        monkeypatch.setenv("ROUNDS_DATA", str(tmp_path / "other"))
        elsewhere("restore", str(file))
        assert (tmp_path / "other" / "secret").read_text() == (data / "secret").read_text()
        told = json.loads(elsewhere("incident", "list", "--json"))
        assert {one["name"] for one in told["incidents"]} == set(incidents)
        assert [(one["name"], one["spans"]) for one in told["recordings"]] == [("shop", 1)]
        assert isinstance(rounds("restore", str(file)).exception, Conflict)

    def test_nothing_is_written_over(self, tmp_path: Path) -> None:
        rounds("user", "add", "a@b.org", "--admin", "--link")
        file = tmp_path / "rounds.tar"
        assert rounds("backup", str(file)).exit_code == 0
        assert isinstance(rounds("backup", str(file)).exception, Invalid)
        assert isinstance(rounds("restore", str(file)).exception, Conflict)

    def test_a_damaged_file_brings_nothing_back(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        rounds("user", "add", "a@b.org", "--admin", "--link")
        file = tmp_path / "rounds.tar"
        rounds("backup", str(file))
        text = bytearray(file.read_bytes())
        at = text.index(b"SQLite format 3") + 4000
        text[at : at + 4] = b"\xff\xfe\xfd\xfc"
        file.write_bytes(text)
        monkeypatch.setenv("ROUNDS_DATA", str(tmp_path / "other"))
        told = rounds("restore", str(file))
        assert isinstance(told.exception, Invalid)
        assert "records.sqlite" in str(told.exception)
        assert not (tmp_path / "other").exists() or not any((tmp_path / "other").iterdir())

    def test_what_is_no_backup_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        other = tmp_path / "other.tar"
        with tarfile.open(other, "w") as tar:
            tar.add(__file__, arcname="x")
        for file in (other, Path(__file__), tmp_path / "nothing"):
            assert isinstance(rounds("restore", str(file)).exception, Invalid), file


def elsewhere(*arguments: str) -> str:
    """In a process of its own: one has one folder of the engine open."""
    command = [sys.executable, "-m", "rounds.cli", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert not done.stderr.startswith("rounds:"), done.stderr
    return done.stdout
