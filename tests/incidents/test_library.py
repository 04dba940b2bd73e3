"""Scenarios of an installation: shipped and private, built once, installed whole or not at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from tests.heapcache.snapshots import snapshot
from tests.incidents.small import Small

from rounds.incidents import building, bundles
from rounds.incidents.building import Builders, cached, generator
from rounds.incidents.built import Progress, quiet
from rounds.incidents.bundles import Bundle
from rounds.incidents.library import Library, Offered
from rounds.kit.errors import Conflict, Invalid, NotFound
from rounds.store import Telemetry

ROOT = Path(__file__).parents[2]
SMALL = Offered("orders-slow", "1", "Orders are slow")


class InProcess(Builders):
    """Builds here, where the small scenario is known, and counts."""

    def __init__(self, _expected: object = None) -> None:
        super().__init__()
        self.built: list[tuple[str, int]] = []

    def build(self, scenario: str, seed: int, folder: Path, progress: Progress, *, behind: bool = False) -> None:
        self.built.append((scenario, seed))
        bundles.write(folder, Small().build(seed, progress), generator())


BUILDER = (
    "import sys; from rounds.incidents import building, scenarios; from tests.incidents.small import Small; "
    "scenarios.SHIPPED = {'orders-slow': Small()}; building.main(*sys.argv[1:]); import os; print(os.nice(0))"
)


def wanted(folder: Path) -> dict[str, object]:
    return {"scenario": "orders-slow", "seed": 1, "folder": str(folder)}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path / "data", {"orders-slow": Small()}, None)
    made.builders = InProcess()
    return made


@pytest.fixture(scope="module")
def telemetry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telemetry]:
    opened = Telemetry.open(f"chdb://{tmp_path_factory.mktemp('telemetry')}")
    yield opened
    opened.close()


def private(tmp_path: Path, *scenarios: Small, zipped: bool = False) -> Path:
    folder = tmp_path / "private"
    folder.mkdir()
    for one in scenarios:
        bundle = bundles.write(tmp_path / one.name, one.build(3), "theirs")
        bundles.export(bundle, folder / (f"{one.name}.zip" if zipped else one.name))
    return folder


def with_heap(tmp_path: Path, seed: int, packed: pa.Buffer) -> Bundle:
    file = tmp_path / "packed"
    file.write_bytes(packed)
    return bundles.write(tmp_path / "made", Small().build(seed), "g", {"pod-1.heapsnapshot.zst": file})


class TestOffered:
    def test_shipped_ones_come_first(self, library: Library, tmp_path: Path) -> None:
        library.private = private(tmp_path, Small("a-slow", title="A is slow"))
        assert [(one.name, one.seed, one.place is None) for one in library.offered()] == [
            ("orders-slow", 1, True),
            ("a-slow", 3, False),
        ]

    def test_a_zip_is_offered_too(self, library: Library, tmp_path: Path) -> None:
        library.private = private(tmp_path, Small("a-slow"), zipped=True)
        assert library.find("a-slow").place == library.private / "a-slow.zip"

    def test_a_name_is_offered_once(self, library: Library, tmp_path: Path) -> None:
        library.private = private(tmp_path, Small())
        with pytest.raises(Invalid, match="another scenario named orders-slow"):
            library.offered()

    def test_a_folder_that_is_not_there_is_told(self, library: Library, tmp_path: Path) -> None:
        library.private = tmp_path / "nothing"
        with pytest.raises(Invalid, match="ROUNDS_SCENARIOS"):
            library.offered()

    def test_a_broken_bundle_is_told_by_its_place(self, library: Library, tmp_path: Path) -> None:
        library.private = private(tmp_path)
        (library.private / "bad.zip").write_bytes(b"PK")
        with pytest.raises(Invalid, match=r"bad\.zip"):
            library.offered()

    def test_an_unknown_one_is_told_with_those_there_are(self, library: Library) -> None:
        with pytest.raises(NotFound, match="orders-slow"):
            library.find("nothing")

    def test_a_private_one_has_the_seed_it_was_built_with(self, library: Library, tmp_path: Path) -> None:
        library.private = private(tmp_path, Small("a-slow"))
        assert library.find("a-slow", 3).seed == 3
        with pytest.raises(Invalid, match="seed 3"):
            library.find("a-slow", 4)
        assert library.find("orders-slow", 0).seed == 0


class TestBuilding:
    def test_happens_once_a_seed(self, library: Library) -> None:
        assert library.prepared(SMALL) == ""
        first = library.bundle(SMALL)
        assert library.bundle(SMALL).folder == first.folder
        assert library.prepared(SMALL) == first.manifest.incident
        library.bundle(Offered("orders-slow", "1", "", seed=2))
        assert isinstance(library.builders, InProcess)
        assert library.builders.built == [("orders-slow", 1), ("orders-slow", 2)]

    def test_that_failed_leaves_nothing(self, tmp_path: Path) -> None:
        def fail(new: Path) -> None:
            (new / "half").write_text("x")
            raise Conflict("no")

        with pytest.raises(Conflict):
            cached(tmp_path / "made", fail)
        assert list(tmp_path.iterdir()) == []

    def test_takes_away_what_a_killed_one_left(self, tmp_path: Path) -> None:
        (tmp_path / "_new_made").mkdir()
        (tmp_path / "_new_made/half").write_text("x")
        cached(tmp_path / "made", lambda new: (new / "whole").touch())
        assert [path.name for path in (tmp_path / "made").iterdir()] == ["whole"]

    def test_ahead_is_not_done_again(self, library: Library, tmp_path: Path) -> None:
        assert isinstance(library.builders, InProcess)
        library.build(SMALL)
        library.build(SMALL)
        assert library.bundle(SMALL).manifest.seed == 1
        library.private = private(tmp_path, Small("a-slow"))
        library.build(library.offered()[-1])  # it is there already
        assert library.builders.built == [("orders-slow", 1)]

    def test_behind_writes_the_same(self, tmp_path: Path) -> None:
        """In a process of the lowest priority."""
        told = [
            subprocess.run(
                [sys.executable, "-c", BUILDER, *behind],
                cwd=ROOT, check=True, capture_output=True, text=True, input=json.dumps(wanted(tmp_path / name)),
            ).stdout.split()[-1]
            for name, behind in (("one", ()), ("other", ("behind",)))
        ]  # fmt: skip
        assert (tmp_path / "one/bundle.toml").read_text() == (tmp_path / "other/bundle.toml").read_text()
        assert [int(nice) for nice in told] == [os.nice(0), 19]

    def test_goes_on_in_the_same_process_as_long_as_more_is_expected(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        began: list[subprocess.Popen[str]] = []

        def started(_behind: bool) -> subprocess.Popen[str]:
            pipe = subprocess.PIPE
            command = [sys.executable, "-c", BUILDER]
            began.append(subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe, stderr=pipe))
            return began[-1]

        monkeypatch.setattr(building, "started", started)
        builders = Builders()
        builders.expect(2)
        for name in ("one", "other"):
            builders.build("orders-slow", 1, tmp_path / name, quiet)
        assert (tmp_path / "one/bundle.toml").read_text() == (tmp_path / "other/bundle.toml").read_text()
        assert [process.poll() for process in began] == [None]
        builders.expect(-2)
        assert began[0].returncode is not None
        builders.build("orders-slow", 1, tmp_path / "third", quiet)
        assert [process.returncode is not None for process in began] == [True, True]

    def test_in_another_process_tells_why_it_failed(self, tmp_path: Path) -> None:
        with pytest.raises(Conflict, match="no-such could not be built: KeyError"):
            Builders().build("no-such", 1, tmp_path, lambda _done, _doing: None)

    def test_is_named_by_the_code_that_does_it(self) -> None:
        assert generator() == generator()
        assert "pyarrow" in generator()


class TestInstalling:
    def test_puts_each_part_in_its_place(self, library: Library, telemetry: Telemetry) -> None:
        told: list[float] = []
        incident = library.install(SMALL, telemetry, lambda done, _doing: told.append(done))
        assert incident in telemetry.incidents()
        public, sealed = library.public(incident), library.sealeds.get(incident)
        assert public is not None
        assert sealed is not None
        assert (public.public, sealed.sealed) == (Small().build(1).public, Small().build(1).sealed)
        assert "SEALED" not in (library.publics.folder / f"{incident}.json").read_text()
        assert told == sorted(told)
        assert told[-1] == pytest.approx(1.0)

    def test_keeps_its_heap_snapshots_analysed(self, library: Library, telemetry: Telemetry, tmp_path: Path) -> None:
        incident = library.install_bundle(with_heap(tmp_path, 8, pa.compress(snapshot(5), "zstd")), telemetry)
        kept = library.heaps.of(incident)
        assert kept.names() == ("pod-1",)
        assert 5 in kept.heap("pod-1").classes.count
        assert incident in telemetry.incidents()

    def test_with_a_damaged_heap_snapshot_installs_nothing(
        self, library: Library, telemetry: Telemetry, tmp_path: Path
    ) -> None:
        bundle = with_heap(tmp_path, 9, pa.compress(snapshot(50)[:900], "zstd"))
        with pytest.raises(Invalid, match=r"pod-1\.heapsnapshot\.zst: truncated at row"):
            library.install_bundle(bundle, telemetry)
        assert bundle.manifest.incident not in telemetry.incidents()
        assert not [path for path in (library.data / "heap").rglob("*") if path.is_file()]

    def test_that_fails_in_the_engine_keeps_no_heap_snapshots(
        self, library: Library, telemetry: Telemetry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bundle = with_heap(tmp_path, 10, pa.compress(snapshot(5), "zstd"))
        monkeypatch.setattr(telemetry, "install", lambda *_, **__: (_ for _ in ()).throw(Conflict("disk full")))
        with pytest.raises(Conflict, match="disk full"):
            library.install_bundle(bundle, telemetry)
        assert list((library.data / "heap").iterdir()) == []

    def test_again_does_nothing(self, library: Library, telemetry: Telemetry, monkeypatch: pytest.MonkeyPatch) -> None:
        incident = library.install(SMALL, telemetry)
        monkeypatch.setattr(telemetry, "install", lambda *_, **__: pytest.fail("installed again"))
        assert library.install(SMALL, telemetry) == incident

    def test_of_a_private_bundle_needs_no_building(
        self, library: Library, telemetry: Telemetry, tmp_path: Path
    ) -> None:
        library.private = private(tmp_path, Small("a-slow"), zipped=True)
        incident = library.install(library.find("a-slow"), telemetry)
        assert incident in telemetry.incidents()
        assert [path.name for path in (library.data / "bundles").iterdir()] == []

    @pytest.mark.parametrize("part", ["signals/spans.parquet", "public/scenario.json", "sealed/scenario.json"])
    def test_of_a_damaged_bundle_installs_nothing(
        self, library: Library, telemetry: Telemetry, tmp_path: Path, part: str
    ) -> None:
        library.private = private(tmp_path, Small("b-slow"))
        (library.private / "b-slow" / part).write_bytes(b"damaged")
        with pytest.raises(Invalid, match=part):
            library.install(library.find("b-slow"), telemetry)
        assert not any(name.startswith("b-slow") for name in telemetry.incidents())
        assert not list(library.data.glob("*/b-slow*"))

    def test_that_fails_in_the_engine_is_not_there_and_can_be_done_again(
        self, library: Library, telemetry: Telemetry, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seed = Offered("orders-slow", "1", "", seed=5)
        with monkeypatch.context() as broken:
            broken.setattr(telemetry, "install", lambda *_, **__: (_ for _ in ()).throw(Conflict("disk full")))
            with pytest.raises(Conflict):
                library.install(seed, telemetry)
        assert library.prepared(seed) not in telemetry.incidents()
        assert library.install(seed, telemetry) in telemetry.incidents()


KILLED = """
import sys, time
from pathlib import Path
from rounds.incidents.library import Library, Offered
from rounds.store import Telemetry
from tests.incidents.small import Small
from tests.incidents.test_library import InProcess

data, phase = Path(sys.argv[1]), sys.argv[2]

def progress(done, doing):
    if doing.startswith(phase):
        print("now", flush=True)
        time.sleep(60)

library = Library(data, {"orders-slow": Small()})
library.builders = InProcess()
telemetry = Telemetry.open(f"chdb://{data}/telemetry")
print("began with", telemetry.incidents(), flush=True)
incident = library.install(Offered("orders-slow", "1", ""), telemetry, progress)
rows = telemetry.reader(incident).rows("SELECT count() AS n FROM otel_traces")[0]["n"]
print(telemetry.incidents() == [incident], rows, flush=True)
"""


def test_a_process_killed_while_installing_leaves_the_incident_whole_or_gone(tmp_path: Path) -> None:
    """Whenever that is; the next one begins with what is left."""

    def run(until: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", KILLED, str(tmp_path), until]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    for phase in ("tables", "checking"):
        process = run(phase)
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["began with []\n", "now\n"], phase
        process.send_signal(signal.SIGKILL)
        process.communicate()
    told, _ = run("never").communicate(timeout=60)
    assert told == "began with []\nTrue 20\n"
