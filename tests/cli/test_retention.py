"""`rounds retention`, on the data itself: what is due is shown and not touched, erased, listed, and erased again."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rounds.actions.office import Office
from rounds.actions.places import Places
from rounds.cli.commands import app
from rounds.interviews import Interview, Kind, Pin, Role, Seat, fit_60
from rounds.kit.errors import Invalid
from rounds.records import Records

NOW = datetime.now(UTC)


def rounds(*arguments: str) -> str:
    told = CliRunner().invoke(app, ["retention", *arguments])
    if told.exception:
        raise told.exception
    return told.stdout


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("ROUNDS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ROUNDS_DATA", str(tmp_path / "data"))
    records = Records.open(f"sqlite:///{tmp_path / 'data' / 'records.sqlite'}")
    with records.work() as work:
        for name, age in (("old", 366), ("soon", 340), ("new", 3)):
            made = NOW - timedelta(days=age)
            work.add(Interview(name, "Anna", "Ben", made, fit_60(1), (Pin(1, "a", "1", 1),), kind=Kind.LIVE))
            work.seat(Seat(f"{name}-c", name, Role.CANDIDATE, "Anna"), made)
    records.close()
    return tmp_path / "data"


def names(data: Path) -> dict[str, str]:
    office = Office.open(Places.told({"ROUNDS_DATA": str(data)}), {})
    with office.records.look() as look:
        found = {one.id: one.candidate for one in look.interviews()}
    office.close()
    return found


def test_it_shows_erases_lists_and_erases_again(data: Path, tmp_path: Path) -> None:
    shown = rounds()
    assert [line.split()[0] for line in shown.splitlines()] == ["interview", "old", "soon"]
    assert names(data)["old"] == "Anna", "it was shown, and no more"
    assert rounds("run") == "erased: old\n"
    assert names(data) == {"old": "Candidate old", "soon": "Anna", "new": "Anna"}
    assert rounds("run") == "Nothing is due.\n"
    assert rounds("erased") == f"old {datetime.now(UTC):%Y-%m-%d}\n"
    listed = tmp_path / "erased.txt"
    listed.write_text("new 2026-01-01\nold 2026-01-01\nnever 2026-01-01\n")
    assert rounds("again", str(listed)) == "erased: new\n"
    assert names(data)["new"] == "Candidate new"


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be read"):
        rounds("again", str(tmp_path / "nothing"))
