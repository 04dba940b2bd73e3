"""The notebook on both databases: what its acts tell, and that a press of a key is written down once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from rounds.actions import acting
from rounds.interviews import Act, Kind
from rounds.interviews.acts import Judged, Pinned, Unpinned, Wrote
from rounds.interviews.notebook import Standing, notebook_of
from rounds.kit.errors import Conflict
from rounds.records import Records
from tests.records.test_records import ANNA, NOW, SEAT

HERE: Any = SimpleNamespace(now=lambda: NOW)
PIN = Pinned("p1", 1, "/interview/1/logs?q=ä", "Zeilen „ä“", entry="h1", mark={"line": "7"})


def seated(records: Records, kind: Kind) -> Records:
    with records.work() as work:
        work.add(replace(ANNA, kind=kind))
        work.seat(SEAT, NOW)
    return records


def does(records: Records, act: Act, command: str = "") -> int:
    with records.work() as work:
        return acting.write(work, HERE, SEAT, act, command)


def test_the_notebook_is_what_was_written(records: Records) -> None:
    seated(records, Kind.PRACTICE)
    for act in (Wrote("h1", 1, "hypothesis", "Zu klein? 🔍"), PIN, Judged("h1", 1, "supported")):
        does(records, act)
    does(records, replace(PIN, pin="p2"))
    does(records, Unpinned("p2", 1))
    with records.look() as look:
        (entry,) = notebook_of(look.done("i1"), 1).entries
    assert (entry.text, entry.standing, entry.written) == ("Zu klein? 🔍", Standing.SUPPORTED, NOW)
    assert [(pin.id, pin.title, pin.mark) for pin in entry.pins] == [("p1", "Zeilen „ä“", {"line": "7"})]


def test_one_press_is_written_once_however_often_it_comes(records: Records) -> None:
    seated(records, Kind.PRACTICE)
    act = Wrote("h1", 1, "hypothesis", "One")
    with ThreadPoolExecutor(4) as pool:
        numbers = {*pool.map(lambda _: does(records, act, "press"), range(8))}
    assert len(numbers) == 1
    with records.look() as look:
        assert len(look.done("i1")) == 1


def test_before_the_scenario_is_worked_on_nothing_is_written(records: Records) -> None:
    seated(records, Kind.LIVE)
    for act in (Wrote("h1", 1, "hypothesis", "One"), PIN, Judged("h1", 1, "open"), Unpinned("p1", 1)):
        with pytest.raises(Conflict):
            does(records, act)
    with records.look() as look:
        assert look.done("i1") == []


def test_what_is_erased_from_the_record_is_gone_from_the_notebook(records: Records) -> None:
    seated(records, Kind.PRACTICE)
    no = does(records, Wrote("h1", 1, "hypothesis", "One"))
    does(records, PIN)
    with records.work() as work:
        work.erase("i1", no)
    with records.look() as look:
        found = notebook_of(look.done("i1"), 1)
        assert look.broken_at("i1") is None
    assert (found.entries, [pin.id for pin in found.loose]) == ((), ["p1"])
    assert found.loose[0].time - NOW == timedelta()
