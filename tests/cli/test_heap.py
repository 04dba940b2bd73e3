"""`rounds heap` as a person or a script meets it."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench.heap import tables
from typer.testing import CliRunner

from rounds.cli.commands import app, run
from tests.heapcache import sharing
from tests.heapcache.snapshots import FIRST_ORDER, SIZE, TEXT_SIZE, snapshot, written

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests: what was analysed for one need not be for the next."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def analyst() -> Iterator[sharing.Shared]:
    with sharing.shared() as made:
        yield made


@pytest.fixture(autouse=True)
def here(tmp_path: Path, cache: Path, analyst: sharing.Shared, monkeypatch: pytest.MonkeyPatch) -> Path:
    sharing.used(analyst, monkeypatch)
    monkeypatch.setenv("ROUNDS_CACHE", str(cache))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def heap(*arguments: str | Path) -> str:
    told = CliRunner().invoke(app, ["heap", *map(str, arguments)])
    assert told.exit_code == 0, told.output
    return told.stdout


def warned(*arguments: str | Path) -> str:
    """What it says on standard error beside how far it is."""
    told = CliRunner().invoke(app, ["heap", *map(str, arguments)])
    assert told.exit_code == 0, told.output
    return "".join(line for line in told.stderr.splitlines(keepends=True) if line.startswith("rounds:"))


def told(*arguments: str | Path) -> Any:
    return json.loads(heap(*arguments, "--json"))


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    """The code and the sentence it ends with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["rounds", "heap", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            run()
    captured = capsys.readouterr()
    assert captured.out == ""
    return int(ended.value.code or 0), captured.err


@pytest.fixture
def one(here: Path) -> Path:
    return written(here / "one.heapsnapshot", orders=40)


@pytest.fixture
def two(here: Path) -> Path:
    """A later one of the same process: ten orders are gone and thirty new."""
    return written(here / "two.heapsnapshot", orders=60, first=10)


@pytest.fixture
def real(here: Path) -> Path:
    (here / "real").write_bytes(lzma.decompress(tables.held()["node20-plain-1"].read_bytes()))
    return here / "real"


def test_real_ones_are_as_in_devtools(real: Path, here: Path) -> None:
    (here / "later").write_bytes(lzma.decompress(tables.held()["node20-plain-2"].read_bytes()))
    table = tables.read(tables.HELD / "node20-plain-2.table.xz")
    summary = [[row[of] for of in ("class", "count", "shallow", "retained", "distance")] for row in table.summary]
    changes = [
        [row[of] for of in ("class", "new", "deleted", "delta", "allocated", "freed", "sizeDelta")]
        for row in table.comparison
    ]
    without_at = [{name: row[name] for name in row if name != "at"} for row in told("summary", "later")["classes"]]
    assert sorted([*row.values()] for row in without_at) == sorted(summary)
    without_at = [
        {name: row[name] for name in row if name != "at"} for row in told("compare", real, "later")["classes"]
    ]
    assert sorted([*row.values()] for row in without_at) == sorted(changes)


class TestSummary:
    def test_as_json_has_every_class(self, one: Path) -> None:
        classes = {row.pop("class"): row for row in told("summary", one)["classes"]}
        assert classes["Order"] == {
            "count": 40,
            "shallow_bytes": 40 * SIZE,
            "retained_bytes": 40 * (SIZE + TEXT_SIZE),
            "distance": 3,
        }
        assert {"Array", "(string)"} <= set(classes)

    def test_of_a_packed_file_is_the_same(self, one: Path, here: Path) -> None:
        (here / "packed").write_bytes(gzip.compress(one.read_bytes()))
        assert told("summary", "packed") == told("summary", one)

    def test_of_a_real_one_has_what_only_v8_holds_and_where_classes_were_written_down(self, real: Path) -> None:
        classes = told("summary", real)["classes"]
        assert any(row["distance"] >= 100_000_000 for row in classes)
        located = [row for row in classes if "at" in row]
        assert len({(row["class"], row["at"]) for row in located}) == len(located) > 4
        shown = heap("summary", real, "--limit", "10000")
        assert "100000" not in shown
        assert " system " in shown
        assert all(row["at"] in shown for row in located)

    def test_for_people_says_how_many_more_there_are(self, one: Path) -> None:
        lines = heap("summary", one, "--limit", "2").splitlines()
        assert lines == [
            "count   shallow  retained          distance  class",
            "    1  16 bytes   3.22 kB  100.0%         2  Array",
            "   40   1.92 kB    3.2 kB   99.5%         3  Order",
            "… and 1 more: --limit shows more classes",
            "3 classes, 81 objects, 3.22 kB",
        ]

    def test_finds_and_sorts(self, one: Path) -> None:
        assert [row["class"] for row in told("summary", one, "--find", "/^O/")["classes"]] == ["Order"]
        names = [row["class"] for row in told("summary", one, "--sort", "name")["classes"]]
        assert names == sorted(names)
        assert len(told("summary", one, "--limit", "2")["classes"]) == 2

    def test_of_what_is_new_since(self, one: Path, two: Path) -> None:
        [row] = told("summary", two, "--since", one, "--find", "Order")["classes"]
        assert row["count"] == 30

    def test_shows_no_character_that_steers_a_terminal(self, here: Path) -> None:
        (here / "steers").write_bytes(snapshot(2).replace(b'"Order"', b'"\\u001b[31mOrder\\u202e\\n"'))
        shown = heap("summary", "steers")
        assert "\\x1b[31mOrder\\u202e\\n" in shown
        assert "\x1b" not in shown
        assert told("summary", "steers", "--find", "Order")["classes"][0]["class"] == "\x1b[31mOrder\u202e\n"

    def test_of_a_filter_and_what_is_new_is_of_both(self, here: Path, one: Path) -> None:
        (here / "later").write_bytes(
            snapshot(60).replace(b'"order 59"', b'"order 50"').replace(b'"order 1"', b'"order 2"')
        )
        counts = [
            [row["count"] for row in told("summary", "later", *more, "--find", "(string)")["classes"]]
            for more in (("--keep", "duplicate strings"), ("--keep", "duplicate strings", "--since", one))
        ]
        assert counts == [[4], [2]]

    def test_of_what_is_new_needs_an_earlier_one(self, one: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "--since BASE" in refused(capsys, "summary", one, "--keep", "new")[1]


class TestCompare:
    def test_with_itself_is_empty(self, one: Path) -> None:
        assert told("compare", one, one) == {"classes": []}
        assert heap("compare", one, one).endswith("Nothing is new and nothing is gone.\n")

    def test_as_json_has_the_classes_that_changed(self, one: Path, two: Path) -> None:
        classes = {row.pop("class"): row for row in told("compare", one, two)["classes"]}
        assert classes == {
            "Order": {
                "new": 30,
                "deleted": 10,
                "delta": 20,
                "allocated_bytes": 30 * SIZE,
                "freed_bytes": 10 * SIZE,
                "delta_bytes": 20 * SIZE,
            },
            "(string)": {
                "new": 30,
                "deleted": 10,
                "delta": 20,
                "allocated_bytes": 30 * TEXT_SIZE,
                "freed_bytes": 10 * TEXT_SIZE,
                "delta_bytes": 20 * TEXT_SIZE,
            },
        }

    def test_is_the_opposite_the_other_way(self, one: Path, two: Path) -> None:
        [row] = told("compare", two, one, "--find", "Order")["classes"]
        assert (row["new"], row["deleted"], row["delta_bytes"]) == (10, 30, -20 * SIZE)

    def test_is_searched_by_name_only(self, one: Path, two: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert {row["class"] for row in told("compare", one, two, "--find", "/^Ord/")["classes"]} == {"Order"}
        assert "Nothing of that name" in heap("compare", one, two, "--find", "Nobody")
        assert refused(capsys, "compare", one, two, "--find", "count>5")[0] == 2

    def test_the_wrong_way_round_is_told(self, one: Path, two: Path) -> None:
        said = "rounds: two.heapsnapshot seems to have been taken after one.heapsnapshot: name the earlier one first.\n"
        assert warned("compare", two, one) == warned("growth", one, two, one) == warned("suspects", one, "--base", two)
        assert warned("compare", two, one) == said
        assert warned("compare", one, two) == warned("growth", one, one, two) == ""

    def test_of_two_processes_is_told(self, one: Path, here: Path) -> None:
        """A program that was started again has most ids for the same objects: all that it does first."""
        (here / "again").write_bytes(snapshot(40).replace(b'"order 3', b'"other 3'))
        assert "do not seem to be of one process" in warned("compare", one, "again")
        assert "do not seem to be of one process" in warned("growth", one, "again")
        assert "do not seem to be of one process" in warned("summary", "again", "--since", one)

    def test_for_people_has_signs_and_a_sum(self, one: Path, two: Path) -> None:
        lines = heap("compare", one, two, "--sort", "name").splitlines()
        assert lines[2].split() == ["30", "10", "+20", "1.44", "kB", "480", "bytes", "+960", "bytes", "Order"]
        assert lines[-1] == "2 classes changed: 60 objects new, 20 gone, +1.6 kB"

    def test_by_what_it_does_not_know_is_told(self, one: Path, two: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert refused(capsys, "compare", one, two, "--sort", "age")[0] == 2


class TestObjects:
    def test_of_a_class(self, one: Path) -> None:
        found = told("objects", one, "Order", "--limit", "3")
        assert found["total"] == 40
        assert [thing["class_name"] for thing in found["things"]] == ["Order"] * 3
        assert f"@{FIRST_ORDER}" in heap("objects", one, "Order", "--limit", "50")

    def test_that_refer_to_one(self, one: Path) -> None:
        found = told("retainers", one, f"@{FIRST_ORDER}")
        assert [(thing["class_name"], thing["edge"]) for thing in found["things"]] == [("Array", "[0]")]
        shown = heap("retainers", one, str(FIRST_ORDER))
        assert "[0] in Array" in shown
        assert "Referred to by" in shown

    def test_by_which_one_is_held(self, one: Path) -> None:
        [way] = told("path", one, f"@{FIRST_ORDER}")["paths"]
        assert [step["id"] for step in way["steps"]][:2] == [FIRST_ORDER, 5]
        assert told("path", one, f"@{FIRST_ORDER}", "--ignore", "@5")["paths"] == []

    def test_by_nothing_else_is_told(self, one: Path) -> None:
        assert "Nothing holds it but what is ignored" in heap("path", one, str(FIRST_ORDER), "--ignore", "@5")
        assert "Held by the root." in heap("path", one, "@3")

    def test_may_be_as_many_as_anybody_types(self, one: Path) -> None:
        for command in (("path", one, str(FIRST_ORDER)), ("objects", one, "Order"), ("dominators", one)):
            assert told(*command, "--limit", str(10**30)) == told(*command, "--limit", "1000")

    def test_that_one_alone_keeps_alive(self, one: Path) -> None:
        assert told("dominators", one)["things"][0]["retained_bytes"] == 16 + 40 * (SIZE + TEXT_SIZE)
        [text] = told("dominators", one, f"@{FIRST_ORDER}")["things"]
        assert (text["id"], text["shallow_bytes"]) == (FIRST_ORDER + 2, TEXT_SIZE)
        assert "Kept alive by" in heap("dominators", one, f"@{FIRST_ORDER}")

    def test_by_the_way_they_are_held(self, one: Path) -> None:
        [group] = told("groups", one, "Order")["groups"]
        assert group["count"] == 40
        assert "[*]" in group["path"]
        assert "[*]" in heap("groups", one, "Order")

    @pytest.mark.parametrize("id_", ["@", "@x", "-1", "@²", "@999999"])
    def test_that_are_not_there_are_told(self, one: Path, capsys: pytest.CaptureFixture[str], id_: str) -> None:
        assert refused(capsys, "retainers", one, "--", id_)[0] == 2

    def test_of_an_unknown_class_are_told(self, one: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert refused(capsys, "objects", one, "Nobody") == (2, "rounds: There is no class Nobody in this heap.\n")


class TestTheRest:
    def test_growth(self, one: Path, two: Path) -> None:
        rows = {row["name"]: row for row in told("growth", one, two)["rows"]}
        assert rows["Order"]["counts"] == [40, 60]
        assert "steady" in heap("growth", one, two)

    def test_growth_needs_two(self, one: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert refused(capsys, "growth", one) == (2, "rounds: Growth needs at least two snapshots.\n")

    def test_statistics(self, one: Path) -> None:
        found = told("statistics", one)
        assert sum(share["bytes"] for share in found["shares"]) == found["total_bytes"]
        assert "strings" in heap("statistics", one)

    def test_duplicates(self, here: Path) -> None:
        (here / "twice").write_bytes(snapshot(3).replace(b'"order 1"', b'"order 0"'))
        [text] = told("duplicates", "twice")["duplicates"]
        assert (text["text"], text["count"], text["wasted_bytes"]) == ("order 0", 2, TEXT_SIZE)
        assert "order 0" in heap("duplicates", "twice")

    def test_suspects(self, one: Path, two: Path) -> None:
        assert isinstance(told("suspects", two, "--base", one)["suspects"], list)
        assert heap("suspects", two, "--base", one)

    def test_redact(self, one: Path, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "out.heapsnapshot.gz" in heap("redact", one, "out.heapsnapshot.gz")
        assert gzip.decompress((here / "out.heapsnapshot.gz").read_bytes()).startswith(b'{"snapshot"')
        assert refused(capsys, "redact", one, "out.heapsnapshot.gz")[0] == 2


class TestWhatIsNoSnapshot:
    def test_is_one_sentence(self, here: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (here / "cut").write_bytes(snapshot(50)[:900])
        before = kept(cache)
        code, said = refused(capsys, "summary", "cut", "--json")
        assert code == 2
        assert said.splitlines()[-1].startswith("rounds: cut: truncated at row 14 of 103 in nodes")
        assert kept(cache) == before

    def test_does_not_steer_a_terminal_or_fill_it(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (here / "\x1b[31mred").write_bytes(b'{"\\u001b[2J' + b"x" * 4000 + b'":')
        code, said = refused(capsys, "summary", "\x1b[31mred")
        assert (code, len(said) < 2000) == (2, True)
        assert said.splitlines()[-1].startswith("rounds: \\x1b[31mred: truncated in \\x1b[2Jxxx")

    @pytest.mark.parametrize("command", [("summary", "none"), ("compare", "none", "none"), ("summary", ".")])
    def test_is_no_file(self, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
        assert refused(capsys, *command)[0] == 2


def kept(cache: Path) -> set[str]:
    return {path.as_posix() for path in cache.rglob("*") if path.is_file()}


class TestTheCache:
    def test_is_for_its_owner_only(self, one: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ROUNDS_CACHE", str(here / "mine"))
        told("statistics", one)
        assert (here / "mine/heap").stat().st_mode & 0o77 == 0

    def test_may_be_impossible(self, one: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (here / "file").touch()
        monkeypatch.setenv("ROUNDS_CACHE", str(here / "file"))
        assert told("summary", one)["classes"]

    def test_answers_without_what_compiles(self, one: Path, cache: Path) -> None:
        told("summary", one)
        program = (
            "import sys; from rounds.cli.commands import run; sys.argv = ['rounds', 'heap', 'summary', sys.argv[1]]\n"
            "run.__globals__['app'](standalone_mode=False)\n"
            "assert not {'numba', 'pandas', 'chdb', 'fastapi'} & set(sys.modules)"
        )
        subprocess.run([sys.executable, "-c", program, str(one)], check=True, cwd=ROOT, env={**os.environ})
