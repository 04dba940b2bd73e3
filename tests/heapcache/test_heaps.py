"""Snapshots of an installation and of anybody: analysed in another process, once, and kept whole or not at all."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.heapcache import sharing
from tests.heapcache.snapshots import FIRST_ORDER, SIZE, TEXT_SIZE, snapshot, written

from rounds.heapcache import Heaps, Limits, analyses, analysts, arrays, heaps, limits
from rounds.heapsnapshot.heap import Heap
from rounds.kit.errors import Conflict, Invalid, NotFound, TooMuch

ROOT = Path(__file__).parents[2]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[str]]:
    """The processes that were started since."""
    begun: list[subprocess.Popen[str]] = []
    start = analysts.started
    monkeypatch.setattr(analysts, "started", lambda errors: begun.append(start(errors)) or begun[-1])
    return begun


@pytest.fixture(scope="module")
def analyst() -> Iterator[sharing.Shared]:
    with sharing.shared() as made:
        yield made


@pytest.fixture
def here(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Heaps]:
    """With processes of its own where a test looks at those; else they share one."""
    if "started" not in request.fixturenames:
        sharing.used(request.getfixturevalue("analyst"), monkeypatch)
    made = Heaps(tmp_path / "heap")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a snapshot and its analysis."""
    folder = tmp_path_factory.mktemp("once")
    Heaps(folder / "heap").opened(written(folder / "one", orders=50))
    return folder


@pytest.fixture
def one(once: Path, tmp_path: Path, here: Heaps) -> Path:
    """The snapshot of which there is an analysis here."""
    shutil.copytree(once / "heap", here.folder)
    return Path(shutil.copy2(once / "one", tmp_path))


def below(folder: Path) -> list[str]:
    """All files that are there."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def kept_in(folder: Path) -> list[str]:
    return [path for path in below(folder) if "hashes/" not in path]


def same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    if is_dataclass(one):
        return all(same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    return bool(one == other)


class TestOpening:
    def test_gives_the_heap_that_the_file_describes(self, here: Heaps, tmp_path: Path) -> None:
        heap = here.opened(written(tmp_path / "a.heapsnapshot", orders=5))
        found = {
            name: (count, shallow, retained)
            for name, count, shallow, retained in zip(
                heap.classes.name, heap.classes.count, heap.classes.shallow, heap.classes.retained, strict=True
            )
        }
        assert found["Order"] == (5, 5 * SIZE, 5 * (SIZE + TEXT_SIZE))
        assert heap.retained[0] == 16 + 5 * (SIZE + TEXT_SIZE)

    def test_of_a_packed_file_gives_the_same(self, here: Heaps, tmp_path: Path) -> None:
        text = snapshot(orders=4)
        for name, packed in [
            ("plain", text),
            ("gz", gzip.compress(text)),
            ("zst", pa.compress(text, "zstd", asbytes=True)),
        ]:
            (tmp_path / name).write_bytes(packed)
        plain, gz, zst = here.all_opened([tmp_path / name for name in ("plain", "gz", "zst")])
        assert same(plain.heap, gz.heap)
        assert same(plain.heap, zst.heap)
        assert plain.file_bytes == gz.file_bytes == zst.file_bytes == len(text)

    def test_again_starts_no_process(
        self, here: Heaps, one: Path, tmp_path: Path, started: list[subprocess.Popen[str]]
    ) -> None:
        first = here.opened(one)
        os.utime(one, (1, 1))  # the same content at another time, and by another name
        shutil.copy(one, tmp_path / "two")
        assert same(here.opened(tmp_path / "two"), first)
        assert same(Heaps(here.folder).opened(one), first)
        assert started == []

    def test_of_a_file_that_was_written_to_looks_at_it_anew(self, here: Heaps, one: Path) -> None:
        assert 50 in here.opened(one).classes.count
        os.utime(written(one, orders=6), (1, 1))
        assert 6 in here.opened(one).classes.count

    def test_may_have_any_name(self, here: Heaps, tmp_path: Path) -> None:
        file = written(tmp_path / os.fsdecode(b"\xff\xfe [red] \x1b[2J"), orders=4)
        os.utime(file, (1, 1))  # long enough ago for its hash to be remembered
        assert 4 in here.opened(file).classes.count
        assert here.others.hashes.known(file)

    def test_tells_how_far_it_is(self, here: Heaps, tmp_path: Path) -> None:
        told: list[tuple[float, str]] = []
        here.opened(written(tmp_path / "one", orders=2000), lambda done, doing: told.append((done, doing)))
        assert [done for done, _ in told] == sorted(done for done, _ in told)
        assert {"reading", "writing"} <= {doing for _, doing in told}
        assert 0.8 < told[-1][0] <= 1.0

    def test_maps_with_one_file_open_until_the_heap_is_gone(self, here: Heaps, one: Path) -> None:
        heap = here.opened(one)
        assert len([target for target in open_files() if str(here.folder) in target]) == 1
        assert not heap.retained.flags.writeable
        shutil.rmtree(here.folder)
        assert heap.node_id.tolist()[3] == FIRST_ORDER
        del heap
        assert not any(str(here.folder) in target for target in open_files())

    def test_needs_nothing_that_compiles_when_it_was_analysed_before(self, here: Heaps, one: Path) -> None:
        program = (
            "import sys; from pathlib import Path; from rounds.heapcache import Heaps\n"
            "assert 'numpy' not in sys.modules\n"
            "Heaps(Path(sys.argv[1])).opened(Path(sys.argv[2]))\n"
            "from rounds.heapsnapshot import summary\n"
            "assert not {'numba', 'pandas'} & set(sys.modules)"
        )
        subprocess.run([sys.executable, "-c", program, str(here.folder), str(one)], check=True, cwd=ROOT)


def open_files() -> Iterator[str]:
    for link in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            yield str(link.readlink())


class TestWhatIsNoSnapshot:
    @pytest.mark.parametrize(
        ("content", "field", "why"),
        [
            (lambda: b"", "", "empty"),
            (lambda: snapshot(50)[:900], "nodes", "bad: truncated at row [0-9]+ of 103 in nodes"),
            (lambda: gzip.compress(snapshot())[:-20], "", "bad: truncated: it ends in the middle of its compressed"),
            (lambda: gzip.compress(b'{"a": [' + b"1," * (45 << 20)), "", "bad: unpacks to more than 67.1 MB"),
        ],
        ids=["empty", "cut in its nodes", "cut as gzip", "bomb"],
    )
    def test_is_told_with_what_is_wrong(
        self, here: Heaps, tmp_path: Path, content: Callable[[], bytes], field: str, why: str
    ) -> None:
        (tmp_path / "bad").write_bytes(content())
        with pytest.raises(Invalid, match=why) as told:
            here.opened(tmp_path / "bad")
        assert told.value.field == field
        assert kept_in(here.folder) == []

    def test_is_told_in_a_sentence_however_long_what_it_says_is(self, here: Heaps, tmp_path: Path) -> None:
        (tmp_path / "long").write_bytes(
            snapshot(2).replace(b'"node_count":', b'"node_count": "' + b"x" * 9999 + b'", "a":')
        )
        with pytest.raises(Invalid, match=r"^long: not a heap snapshot: snapshot has a node_count that is") as told:
            here.opened(tmp_path / "long")
        assert len(told.value.message) < 2000

    def test_ends_the_whole_of_it(self, here: Heaps, tmp_path: Path) -> None:
        (tmp_path / "bad").write_bytes(b"[]")
        with pytest.raises(Invalid, match="bad"):
            here.all_opened([tmp_path / "bad", written(tmp_path / "good")])
        assert kept_in(here.folder) == []


class TestLimits:
    def test_of_memory_are_told(self, tmp_path: Path, started: list[subprocess.Popen[str]]) -> None:
        here = Heaps(tmp_path / "heap", limits=Limits(memory=250 << 20))
        (tmp_path / "one").write_bytes(snapshot(2).replace(b'"Order"', b'"%s"' % (b"a" * (150 << 20))))
        with pytest.raises(TooMuch, match="one takes more memory to analyse than the 262 MB it may have"):
            here.opened(tmp_path / "one")
        assert started[0].returncode is not None
        assert kept_in(here.folder) == []

    def test_of_time_are_told(self, tmp_path: Path, started: list[subprocess.Popen[str]]) -> None:
        here = Heaps(tmp_path / "heap", limits=Limits(seconds=0.05))
        with pytest.raises(TooMuch, match="one takes longer to analyse than the 0 seconds it may"):
            here.opened(written(tmp_path / "one", orders=100_000))
        assert started[0].returncode == -signal.SIGKILL
        assert kept_in(here.folder) == []

    def test_grow_with_the_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "machine_bytes", lambda: 16 << 30)
        assert Limits().memory_for(100 << 20) == limits.BASE_BYTES + (400 << 20)
        assert Limits().memory_for(1 << 40) == 12 << 30
        assert Limits(memory=5).memory_for(1 << 20) == 5
        assert Limits().seconds_for(2_000_000_000) == limits.BASE_SECONDS + 1000
        assert Limits(seconds=3).seconds_for(1) == 3

    def test_a_process_that_ends_by_itself_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(errors: Any) -> subprocess.Popen[str]:
            pipe = subprocess.PIPE
            program = "import sys; sys.exit('no such module')"
            return subprocess.Popen([sys.executable, "-c", program], stdin=pipe, stdout=pipe, stderr=errors, text=True)

        monkeypatch.setattr(analysts, "started", broken)
        with pytest.raises(Conflict, match="one could not be analysed: no such module"):
            Heaps(tmp_path / "heap").opened(written(tmp_path / "one"))


class TestTheCache:
    def place(self, here: Heaps) -> Path:
        [told] = (here.folder / heaps.OPENED / analyses.version()).glob(f"*/{arrays.TOLD}")
        return told.parent

    @pytest.mark.parametrize("damage", ["cut", "changed", "told cut", "told changed", "gone"])
    def test_is_made_anew_when_it_is_damaged(
        self, here: Heaps, one: Path, analyst: sharing.Shared, damage: str
    ) -> None:
        whole, asked = here.opened(one), analyst.asked
        place = self.place(here)
        damaged = place / (arrays.TOLD if damage.startswith("told") else arrays.ARRAYS)
        content = bytearray(damaged.read_bytes())
        content[len(content) // 2] ^= 1
        damaged.unlink()  # `whole` is mapped from it
        damaged.write_bytes(bytes(content[: len(content) // 2]) if damage.endswith("cut") else bytes(content))
        if damage == "gone":
            damaged.unlink()
        assert same(here.opened(one), whole)
        assert analyst.asked == asked + 1
        assert same(here.opened(one), whole)
        assert analyst.asked == asked + 1

    def test_is_whole_when_it_was_only_copied(
        self, here: Heaps, one: Path, started: list[subprocess.Popen[str]]
    ) -> None:
        os.utime(self.place(here) / arrays.ARRAYS)
        here.opened(one)
        assert started == []

    def test_holds_nothing_of_another_version(self, here: Heaps, one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        before = analyses.version()
        monkeypatch.setattr(analyses, "version", lambda: "newer")
        assert here.opened(one).nodes
        assert sorted(path.name for path in (here.folder / heaps.OPENED).iterdir() if path.name != "hashes") == [
            "newer"
        ]
        assert before != "newer"

    @pytest.mark.usefixtures("here")
    def test_is_bounded_and_what_was_not_used_for_longest_goes(self, tmp_path: Path) -> None:
        here = Heaps(tmp_path / "heap", most=100_000)
        one, two, three = (written(tmp_path / str(n), orders=n) for n in (200, 201, 202))
        here.all_opened([one, two])
        places = {path.name: path for path in (here.folder / heaps.OPENED / analyses.version()).iterdir()}
        oldest = here.others.hashes.of(two)
        size = analyses.weight(places[oldest])
        os.utime(places[oldest], (1, 1))
        here.others.most = int(size * 2.5)
        here.opened(three)
        left = {path.name for path in (here.folder / heaps.OPENED / analyses.version()).iterdir()}
        assert left == {here.others.hashes.of(path) for path in (one, three)}

    def test_keeps_nothing_of_a_process_that_was_killed(self, here: Heaps, one: Path, tmp_path: Path) -> None:
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        left = here.folder / heaps.OPENED / analyses.version() / f"{analyses.NEW}{ended.pid}_1_abc"
        left.mkdir(parents=True)
        (left / arrays.ARRAYS).write_bytes(b"half")
        here.opened(written(tmp_path / "other"))
        assert not left.exists()

    def test_names_the_code_that_made_it(self) -> None:
        """What only asks is left out of the version; so nothing that analyses may use it."""
        program = (
            "import sys\nfrom rounds.heapsnapshot import analysing, reading\n"
            "from rounds.heapcache.analyses import ASKED_LATER\n"
            "used = {f'{name.rpartition(chr(46))[2]}.py' for name in sys.modules if name.startswith('rounds.heapsnapshot.')}\n"
            "assert not used & set(ASKED_LATER), used & set(ASKED_LATER)"
        )
        subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


class TestAnIncident:
    def test_has_its_snapshots_by_name(self, here: Heaps, tmp_path: Path) -> None:
        assert here.of("orders-slow-1").names() == ()
        packed = tmp_path / "pod-1.heapsnapshot.zst"
        packed.write_bytes(pa.compress(snapshot(7), "zstd", asbytes=True))
        here.keep("orders-slow-1", [packed, written(tmp_path / "pod-2.heapsnapshot", 8)])
        kept = here.of("orders-slow-1")
        assert kept.names() == ("pod-1", "pod-2")
        assert 7 in kept.heap("pod-1").classes.count
        assert kept.heap("pod-1") is kept.heap("pod-1")
        assert kept.file_bytes("pod-1") == len(snapshot(7))
        assert kept.file("pod-1").read_bytes() == packed.read_bytes()

    @pytest.mark.parametrize("name", ["pod-3", "", ".", "../pod-1", "_analysed", "pod-1.heapsnapshot"])
    def test_has_no_other_names(self, here: Heaps, tmp_path: Path, name: str) -> None:
        place = here.folder / "orders-slow-1"
        place.mkdir(parents=True)
        written(place / "pod-1.heapsnapshot")
        with pytest.raises(NotFound):
            here.of("orders-slow-1").heap(name)

    def test_is_kept_whole_or_not_at_all(self, here: Heaps, tmp_path: Path) -> None:
        bad = tmp_path / "b.heapsnapshot"
        bad.write_bytes(snapshot()[:500])
        with pytest.raises(Invalid, match=r"b\.heapsnapshot: truncated"):
            here.keep("orders-slow-1", [written(tmp_path / "a.heapsnapshot"), bad])
        assert below(here.folder) == []
        assert here.of("orders-slow-1").names() == ()

    def test_takes_the_place_of_what_a_killed_process_left(self, here: Heaps, tmp_path: Path) -> None:
        (here.folder / "_new_orders-slow-1").mkdir(parents=True)
        (here.folder / "_new_orders-slow-1/half").touch()
        here.keep("orders-slow-1", [written(tmp_path / "a.heapsnapshot")])
        assert here.of("orders-slow-1").names() == ("a",)
        assert [path.name for path in here.folder.iterdir()] == ["orders-slow-1"]

    def test_replaces_one_of_its_name(self, here: Heaps, tmp_path: Path) -> None:
        for orders in (3, 9):
            here.keep("orders-slow-1", [written(tmp_path / "a.heapsnapshot", orders)])
            assert orders in here.of("orders-slow-1").heap("a").classes.count

    def test_is_forgotten(self, here: Heaps, tmp_path: Path) -> None:
        place = here.folder / "orders-slow-1"
        place.mkdir(parents=True)
        written(place / "a.heapsnapshot")
        here.forget("orders-slow-1")
        assert here.of("orders-slow-1").names() == ()
        assert not place.exists()

    def test_is_analysed_anew_once_when_the_code_is_newer(
        self,
        here: Heaps,
        tmp_path: Path,
        analyst: sharing.Shared,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        before = analyst.asked
        here.keep("orders-slow-1", [written(tmp_path / "a.heapsnapshot")])
        assert same(here.of("orders-slow-1").heap("a"), Heaps(here.folder).of("orders-slow-1").heap("a"))
        assert analyst.asked == before + 1
        monkeypatch.setattr(analyses, "version", lambda: "newer")
        newer = Heaps(here.folder).of("orders-slow-1")
        together = threading.Barrier(4)

        def ask(_: int) -> Heap:
            together.wait()
            return newer.heap("a")

        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(ask, range(4)))
        assert all(one is found[0] for one in found)
        assert analyst.asked == before + 2
        newer.refresh()
        assert analyst.asked == before + 2
        assert "newer" in {path.name for path in (here.folder / "orders-slow-1/_analysed").iterdir()}

    def test_maps_no_more_than_so_many(self, here: Heaps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(heaps, "MOST_OPEN", 2)
        here.keep("orders-slow-1", [written(tmp_path / f"{n}.heapsnapshot", n) for n in (1, 2, 3)])
        kept = here.of("orders-slow-1")
        first = kept.heap("1")
        for name in ("2", "1", "3"):
            kept.heap(name)
        assert {path.name for path in here.mapped} == {"1", "3"}
        assert kept.heap("1") is first


class TestRedacting:
    def test_takes_the_texts_and_leaves_the_numbers(self, here: Heaps, one: Path, tmp_path: Path) -> None:
        into = tmp_path / "redacted.heapsnapshot.zst"
        here.redact(one, into, b"key")
        redacted, heap = here.opened(into), here.opened(one)
        assert same(redacted.retained, heap.retained)
        assert same(redacted.classes.count, heap.classes.count)
        assert "Order" in redacted.classes.name
        assert not any("order 1" in text for text in redacted.strings)

    def test_leaves_nothing_when_it_fails(self, here: Heaps, tmp_path: Path) -> None:
        (tmp_path / "bad").write_bytes(snapshot(50)[:900])
        with pytest.raises(Invalid, match="bad: truncated"):
            here.redact(tmp_path / "bad", tmp_path / "out", b"key")
        with pytest.raises(Invalid, match="bad is there already"):
            here.redact(tmp_path / "bad", tmp_path / "bad", b"key")
        with pytest.raises(Invalid, match="There is no folder"):
            here.redact(tmp_path / "bad", tmp_path / "none/out", b"key")
        assert below(tmp_path) == ["bad"]


def test_what_is_compiled_is_kept_here_where_it_cannot_be_beside_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    Heaps(tmp_path)
    assert "NUMBA_CACHE_DIR" not in os.environ
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")  # so that it is as before afterwards
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    Heaps(tmp_path)
    assert os.environ["NUMBA_CACHE_DIR"] == str(tmp_path / heaps.COMPILED)


def test_stopping_ends_what_is_being_analysed(
    here: Heaps, tmp_path: Path, started: list[subprocess.Popen[str]]
) -> None:
    def stop(_done: float, _doing: str) -> None:
        here.stop()

    with pytest.raises(Conflict):
        here.keep("orders-slow-1", [written(tmp_path / "a.heapsnapshot", 50_000)], stop)
    assert started[0].returncode == -signal.SIGKILL
    assert below(here.folder) == []
    with pytest.raises(Conflict, match="Nothing more is analysed"):
        here.opened(written(tmp_path / "b.heapsnapshot"))


KILLED = """
import sys, time
from pathlib import Path
from rounds.heapcache import Heaps, analysts

start = analysts.started
def started(errors):
    process = start(errors)
    print(process.pid, flush=True)
    return process
analysts.started = started

def progress(done, doing):
    print("now", flush=True)
    time.sleep(60)

Heaps(Path(sys.argv[1])).keep("orders-slow-1", [Path(sys.argv[2])], progress)
"""


def test_a_process_that_is_killed_takes_its_analyst_with_it_and_leaves_no_incident(here: Heaps, tmp_path: Path) -> None:
    one = written(tmp_path / "a.heapsnapshot", 200)
    command = [sys.executable, "-c", KILLED, str(here.folder), str(one)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    analyst = int(process.stdout.readline())
    assert process.stdout.readline() == "now\n"
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 20
    while analyses.alive(analyst) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not running(analyst)
    assert here.of("orders-slow-1").names() == ()
    here.keep("orders-slow-1", [one])
    assert [path.name for path in here.folder.iterdir()] == ["orders-slow-1"]


def running(process: int) -> bool:
    """One that nobody has asked for its end yet runs no more."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
