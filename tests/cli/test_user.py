"""`rounds user`, on the data itself and on a server that runs on it."""

from __future__ import annotations

import json
import os
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from typer.testing import CliRunner, Result

from rounds.cli.commands import app
from rounds.cli.running import announced
from rounds.kit.errors import Conflict, Invalid, NotFound
from tests.web.conftest import House, opened

GOOD = "correct horse battery"


def rounds(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["user", *arguments], input=typed)


def people() -> dict[str, dict[str, object]]:
    return {one["mail"]: one for one in json.loads(rounds("list", "--json").stdout)}


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("ROUNDS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ROUNDS_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def served(data: Path) -> Iterator[House]:
    """A server in this process, of which commands know."""
    with opened(data) as house, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(house.app, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        with announced(data, f"http://127.0.0.1:{listening.getsockname()[1]}"):
            thread.start()
            yield house
        server.should_exit = True
        thread.join()


def used(mail: str, password: str, house: House) -> int:
    with house.client() as client:
        return client.post("/api/v1/staff/sign-in", json={"mail": mail, "password": password}).status_code


class TestOnTheData:
    def test_the_first_admin_is_added_with_a_password(self) -> None:
        told = rounds("add", "Ada@Example.org", "--admin", "--name", "Ada", typed=f"{GOOD}\n")
        assert (told.exit_code, told.stdout) == (0, "added: ada@example.org\n")
        ada = people()["ada@example.org"]
        assert (ada["name"], ada["duties"], ada["password"], ada["active"]) == ("Ada", ["admin"], True, True)

    def test_without_a_password_a_link_is_printed(self) -> None:
        told = rounds("add", "bo@example.org", "--interviewer", "--committee")
        assert re.search(r"http://127\.0\.0\.1:8000/staff/password#\S+\n$", told.stdout)
        assert people()["bo@example.org"]["duties"] == ["committee", "interviewer"]
        assert people()["bo@example.org"]["name"] == "bo"
        assert "has set no password" in rounds("list").stdout

    def test_what_is_wrong_adds_nobody(self) -> None:
        wrong = {
            Invalid: [("add", "ada@example.org"), ("add", "ada", "--admin", "--link"), ("add", "a@b", "--admin")],
            NotFound: [("close", "nobody@example.org"), ("password", "nobody@example.org", "--link")],
        }
        for kind, commands in wrong.items():
            for command in commands:
                assert isinstance(rounds(*command, typed="short\n").exception, kind), command
        assert people() == {}
        rounds("add", "ada@example.org", "--admin", "--link")
        assert isinstance(rounds("add", "ADA@example.org", "--author", "--link").exception, Conflict)

    def test_an_account_is_closed_and_told(self) -> None:
        rounds("add", "ada@example.org", "--admin", "--link")
        assert rounds("close", "ada@example.org").stdout == "closed: ada@example.org\n"
        assert rounds("list").stdout.splitlines()[1].split() == ["ada", "ada@example.org", "admin", "closed"]


def test_a_running_server_is_asked(served: House) -> None:
    """It has the data open, and commands change what it sees."""
    rounds("add", "ada@example.org", "--admin", typed=f"{GOOD}\n")
    assert used("ada@example.org", GOOD, served) == 204
    rounds("password", "ada@example.org", typed="another long password\n")
    assert used("ada@example.org", GOOD, served) == 401
    assert used("ada@example.org", "another long password", served) == 204
    assert re.search(r"http://rounds\.test/staff/password#\S+", rounds("password", "ada@example.org", "--link").stdout)
    rounds("close", "ada@example.org")
    assert used("ada@example.org", "another long password", served) == 401
    assert isinstance(rounds("add", "bo@example.org", "--admin", typed="short\n").exception, Invalid)
    with served.office.records.look() as look:
        assert [one.mail for one in look.people.all() if one.name != "Ben"] == ["ada@example.org"]
