"""Bundles: the same scenario gives the same bytes, comes back whole, and a damaged or hostile one is refused whole."""

from __future__ import annotations

import json
import os
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.incidents import small

from rounds.incidents import bundles, snapshots, tables
from rounds.incidents.bundles import Bundle
from rounds.incidents.manifest import FILE, PUBLIC, SEALED
from rounds.kit.errors import Invalid
from rounds.signals import EMPTY, SCHEMAS, Signals
from rounds.store.columns import text

SPANS = "signals/spans.parquet"


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    return bundles.write(tmp_path / "bundle", small.Small().build(1), "generator 1")


class TestWriting:
    def test_what_was_written_comes_back(self, bundle: Bundle) -> None:
        built = small.Small().build(1)
        found = bundles.check(bundle.folder)
        assert found.public() == built.public
        assert found.sealed() == built.sealed
        assert all(table.equals(built.signals.tables()[name]) for name, table in found.signals().tables().items())
        window = found.manifest.window
        assert (window.began, window.onset, window.now, window.step_seconds) == (
            small.BEGAN,
            small.ONSET,
            small.NOW,
            15,
        )
        assert found.manifest.shares == {"logs": "every line", "traces": "every trace"}

    def test_what_was_built_here_comes_back_with_its_texts_as_dictionaries(self, tmp_path: Path) -> None:
        signals = rich()
        bundles.write(tmp_path / "made", replace(small.Small().build(3), signals=signals), "tests")
        found = bundles.check(tmp_path / "made", ours=True).signals(to_install=True)
        for name, table in signals.tables().items():
            again = found.tables()[name]
            assert pa.Table.from_arrays([text(column) for column in again.columns], table.column_names).equals(table)
        assert pa.types.is_dictionary(found.spans["ServiceName"].type)
        assert pa.types.is_string(found.spans["SpanId"].type)
        assert bundles.check(tmp_path / "made").signals(to_install=True).spans.equals(signals.spans)

    def test_empty_tables_are_left_out(self, bundle: Bundle) -> None:
        assert {path.name for path in (bundle.folder / "signals").iterdir()} == {
            f"{name}.parquet" for name in ("spans", "logs", "series", "samples", "events", *small.databases())
        }

    def test_heap_snapshots_travel_along(self, tmp_path: Path) -> None:
        mine, other = (snapshots.packed([text])[0] for text in (b"one", b"other"))
        (tmp_path / "file").write_bytes(other)
        built = replace(small.Small().build(1), heap={"pod-1": mine})
        made = bundles.write(tmp_path / "bundle", built, "g", {"pod-2.heapsnapshot.zst": tmp_path / "file"})
        assert [path.read_bytes() for path in bundles.check(made.folder).heap()] == [mine, other]

    def test_a_heap_snapshot_is_known_by_what_it_unpacks_to(self, tmp_path: Path) -> None:
        text = b"a snapshot" * 1000
        contents = []
        for level in (1, 19):
            packed = pa.Codec("zstd", compression_level=level).compress(text, asbytes=True)
            built = replace(small.Small().build(1), heap={"pod-1": packed})
            contents.append(bundles.write(tmp_path / str(level), built, "g").manifest.content)
        assert contents[0] == contents[1]

    def test_two_processes_write_the_same_bytes(self, bundle: Bundle, tmp_path: Path) -> None:
        program = (
            "import sys; from pathlib import Path; from rounds.incidents import bundles; from tests.incidents import small;"
            "bundles.write(Path(sys.argv[1]), small.Small().build(1), 'generator 1')"
        )
        other = tmp_path / "other"
        environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
        root = Path(__file__).parents[2]
        subprocess.run([sys.executable, "-c", program, other], check=True, env=environment, cwd=root)
        assert contents_of(bundle.folder) == contents_of(other)

    def test_another_seed_is_another_incident(self, bundle: Bundle, tmp_path: Path) -> None:
        other = bundles.write(tmp_path / "other", small.Small().build(2), "generator 1")
        assert other.manifest.incident != bundle.manifest.incident
        assert other.manifest.incident.startswith("orders-slow-")

    def test_another_generator_with_the_same_outcome_is_the_same_incident(self, bundle: Bundle, tmp_path: Path) -> None:
        other = bundles.write(tmp_path / "other", small.Small().build(1), "generator 2")
        assert other.manifest.incident == bundle.manifest.incident


class TestContentHash:
    def test_does_not_depend_on_chunks_or_on_the_way_through_parquet(self, tmp_path: Path) -> None:
        for name, table in rich().tables().items():
            halves = pa.concat_tables([table.slice(0, table.num_rows // 2), table.slice(table.num_rows // 2)])
            tables.write(halves, tmp_path / name)
            hashes = {tables.contents(found) for found in (table, halves, tables.read(name, tmp_path / name))}
            assert len(hashes) == 1, name

    def test_a_slice_is_what_it_shows(self) -> None:
        for table in rich().tables().values():
            shown = table.slice(1, 3)
            assert tables.contents(shown) == tables.contents(pa.Table.from_pylist(shown.to_pylist(), shown.schema))

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (["ab", "c"], ["a", "bc"]),
            ([None, ""], ["", None]),
            ([["a"], []], [[], ["a"]]),
            ([["a"], None], [["a"], []]),
            ([[("k", "v")], []], [[], [("k", "v")]]),
            ([1, None], [1, 0]),
            ([True, None], [True, False]),
            ([0.0, 1.0], [1.0, 0.0]),
        ],
    )
    def test_different_values_differ(self, one: list[object], other: list[object]) -> None:
        kinds = {list: pa.list_(pa.string()), str: pa.string(), int: pa.int64(), bool: pa.bool_(), float: pa.float64()}
        kind = kinds[type(one[0])] if one[0] is not None else pa.string()
        kind = pa.map_(pa.string(), pa.string()) if one[0] == [("k", "v")] else kind
        assert len({tables.contents(pa.table({"x": pa.array(values, kind)})) for values in (one, other)}) == 2


def rich() -> Signals:
    """With events, links, absent values and maps."""
    found = small.signals()
    rows = found.spans.to_pylist()
    event = {"Timestamp": small.BEGAN, "Name": "exception", "Attributes": [("type", "E"), ("message", "")]}
    for number, row in enumerate(rows):
        row["Events"] = [event] * (number % 3)
        row["Links"] = [{"TraceId": "a", "SpanId": "b", "Attributes": []}] * (number % 2)
        row["@http.status"] = row["@http.status"] if number % 2 else None
    tables = {**found.tables(), "spans": pa.Table.from_pylist(rows, found.spans.schema)}
    activity = {"Time": small.BEGAN, "Database": "db", "Pid": 7, "BlockedBy": [1, 2]}
    plain = {name: "" if kind == pa.string() else 0 for name, kind in zip(*columns("db_activity"), strict=True)}
    times = {"XactStart": small.BEGAN, "QueryStart": None}
    made = [{**plain, **times, **activity, "BlockedBy": [1] * n} for n in range(5)]
    return Signals(**{**tables, "db_activity": pa.Table.from_pylist(made, SCHEMAS["db_activity"])})


def columns(name: str) -> tuple[list[str], list[pa.DataType]]:
    return SCHEMAS[name].names, SCHEMAS[name].types


Damage = Callable[[Path], None]


def cut(folder: Path) -> None:
    file = folder / SPANS
    file.write_bytes(file.read_bytes()[:-1])


def flipped(folder: Path) -> None:
    file = folder / SPANS
    file.write_bytes(file.read_bytes()[:-1] + b"x")


def taken(folder: Path) -> None:
    (folder / "signals/logs.parquet").unlink()


def added(folder: Path) -> None:
    (folder / "public/notes.txt").write_text("more")


def linked(folder: Path) -> None:
    (folder / SPANS).unlink()
    (folder / SPANS).symlink_to("/etc/passwd")


def link_for_folder(folder: Path) -> None:
    (folder / "heap").symlink_to("/etc")


def no_manifest(folder: Path) -> None:
    (folder / FILE).unlink()


def told(old: str, new: str) -> Damage:
    def damage(folder: Path) -> None:
        text = (folder / FILE).read_text()
        assert old in text
        (folder / FILE).write_text(text.replace(old, new, 1))

    return damage


def rewritten(path: str, text: str) -> Damage:
    """Another text, with a manifest that agrees: only what the text says can be wrong."""

    def damage(folder: Path) -> None:
        (folder / path).write_text(text)
        agree(folder)

    return damage


def ruled(where: dict[str, Any]) -> Damage:
    """Another rule of its first step."""

    def damage(folder: Path) -> None:
        sealed = json.loads((folder / SEALED).read_text())
        sealed["steps"][0]["reached_by"][0]["where"] = where
        (folder / SEALED).write_text(json.dumps(sealed))
        agree(folder)

    return damage


def sourced(address: str) -> Damage:
    """Another address of its source, in the lines in which bundles are written."""

    def damage(folder: Path) -> None:
        text = (folder / SEALED).read_text()
        assert "https://example.org/SEALED" in text
        (folder / SEALED).write_text(text.replace("https://example.org/SEALED", address))
        agree(folder)

    return damage


def another_table(table: Callable[[], pa.Table]) -> Damage:
    def damage(folder: Path) -> None:
        pq.write_table(table(), folder / SPANS)
        agree(folder)

    return damage


def agree(folder: Path) -> None:
    """Make the manifest name the files that are there, as whoever wrote them would."""
    found = bundles.parsed((folder / FILE).read_bytes())
    parts = tuple(
        bundles.part(folder, part.path, part.content if part.path.startswith(("signals", "heap")) else "")
        for part in found.part
    )
    identity = bundles.Identity(
        found.name, found.version, found.title, found.seed, found.generator, found.window, found.shares
    )
    (folder / FILE).write_text(bundles.written(bundles.manifest(identity, parts)))


def wider() -> pa.Table:
    return small.signals().spans.append_column("Extra", pa.array([1] * 20))


def others() -> pa.Table:
    return small.signals(seed=2).spans


def not_parquet(folder: Path) -> None:
    (folder / SPANS).write_bytes(b"PAR1 is not all it takes PAR1")
    agree(folder)


DAMAGED = {
    "a cut part": (cut, SPANS, "bytes"),
    "a changed part": (flipped, SPANS, "hash"),
    "a missing part": (taken, "signals/logs.parquet", "missing"),
    "a superfluous part": (added, "public/notes.txt", "not named"),
    "a link": (linked, SPANS, "link"),
    "a link to a folder": (link_for_folder, "heap", "link"),
    "no manifest": (no_manifest, FILE, "no bundle.toml"),
    "not TOML": (told("[window]", "[window"), FILE, "not TOML"),
    "a future format": (told("format = 2", "format = 3"), FILE, "format 3"),
    "no format": (told("format = 2\n", ""), FILE, "format None"),
    "an unknown key": (told("format = 2", 'format = 2\ncolour = "red"'), FILE, "colour"),
    "a name that is a path": (told('name = "orders-slow"', 'name = "../orders"'), FILE, "name must be"),
    "a part that leaves the folder": (
        told('"signals/logs.parquet"', '"signals/../../logs.parquet"'),
        FILE,
        "no bundle",
    ),
    "an absolute part": (told('"signals/logs.parquet"', '"/etc/passwd"'), FILE, "no bundle"),
    "a part named twice": (told('"signals/logs.parquet"', '"signals/spans.parquet"'), FILE, "twice"),
    "a window that ends first": (told("now = 2026", "now = 2025"), FILE, "follow"),
    "a window without a zone": (told("00Z", "00"), FILE, "time zone"),
    "a seed below zero": (told("seed = 1", "seed = -1"), FILE, "seed"),
    "a text where a number belongs": (told("seed = 1", 'seed = "x"'), FILE, "seed"),
    "another content hash": (told('content = "', 'content = "0'), FILE, "content"),
    "a public part of another shape": (rewritten(PUBLIC, '{"title": "x"}'), PUBLIC, "symptom"),
    "sealed words in the public part": (rewritten(PUBLIC, '{"cause": "x"}'), PUBLIC, "cause|title"),
    "a rule that cannot be run": (ruled({"rows": {"at_least": [1]}}), SEALED, "wants a number"),
    "a rule with a number beyond all": (ruled({"rows": {"at_most": 10**400}}), SEALED, "wants a number"),
    "rules without end": (ruled({"rows": {"one_of": list(range(9_000))}}), SEALED, "parts"),
    "a source that is no page": (
        sourced("javascript:alert(1)"),
        SEALED,
        r"scenario\.json:[1-9]\d+: the address of a source",
    ),
    "a sealed part that is not JSON": (rewritten(SEALED, "cause: x"), SEALED, "JSON"),
    "a table that is not Parquet": (not_parquet, SPANS, "cannot be read"),
    "a table with another column": (another_table(wider), "spans.Extra", "no column Extra"),
    "another table": (another_table(others), SPANS, "something else"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_bundle_is_refused_by_the_name_of_its_part(name: str, bundle: Bundle) -> None:
    damage, part, why = DAMAGED[name]
    damage(bundle.folder)
    with pytest.raises(Invalid, match=why) as refused:
        bundles.check(bundle.folder).signals()
    assert refused.value.field == part


SNAPSHOT = "heap/pod-1.heapsnapshot.zst"
WRONG = {
    "another snapshot": (lambda text: snapshots.packed([b"another"])[0], "something else"),
    "a snapshot that ends early": (lambda text: text[: len(text) // 2], "truncated"),
    "a snapshot with another byte": (lambda text: text[:9] + bytes([text[9] ^ 255]) + text[10:], "cannot be read"),
    "a snapshot that unpacks to too much": (lambda text: snapshots.packed([bytes(80 << 20)])[0], "unpacks to more"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_damaged_snapshot_is_refused_by_its_name(name: str, tmp_path: Path) -> None:
    change, why = WRONG[name]
    text = snapshots.packed([bytes(range(256)) * 100])[0]
    made = bundles.write(tmp_path / "bundle", replace(small.Small().build(1), heap={"pod-1": text}), "g")
    (made.folder / SNAPSHOT).write_bytes(change(text))
    agree(made.folder)
    with pytest.raises(Invalid, match=why) as refused:
        bundles.check(made.folder).heap()
    assert refused.value.field == SNAPSHOT


class TestZip:
    def test_a_zip_holds_the_same_bundle(self, bundle: Bundle, tmp_path: Path) -> None:
        archive = tmp_path / "out/orders.zip"
        bundles.export(bundle, archive)
        with bundles.opened(archive, within=tmp_path) as found:
            assert contents_of(found.folder) == contents_of(bundle.folder)
        assert not found.folder.exists()

    def test_the_same_bundle_is_the_same_zip(self, bundle: Bundle, tmp_path: Path) -> None:
        for name in ("one.zip", "two.zip"):
            bundles.export(bundle, tmp_path / name)
        assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()

    def test_a_folder_comes_out_too_and_never_over_another(self, bundle: Bundle, tmp_path: Path) -> None:
        bundles.export(bundle, tmp_path / "out")
        assert contents_of(tmp_path / "out") == contents_of(bundle.folder)
        with pytest.raises(Invalid, match="there already"):
            bundles.export(bundle, tmp_path / "out")

    @pytest.mark.parametrize(
        "name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "a\\..\\out.txt", "C:out.txt", "./a"]
    )
    def test_a_name_that_leaves_the_bundle_is_refused(self, name: str, tmp_path: Path) -> None:
        archive = zipped(tmp_path, {name: b"x"})
        assert refused_zip(archive, tmp_path) == (name, "leaves the bundle")

    def test_a_link_is_refused(self, tmp_path: Path) -> None:
        link = zipfile.ZipInfo("public/scenario.json")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive = tmp_path / "bad.zip"
        with zipfile.ZipFile(archive, "w") as opened:
            opened.writestr(link, "/etc/passwd")
        assert refused_zip(archive, tmp_path) == ("public/scenario.json", "is a link")

    def test_a_file_that_unpacks_to_too_much_is_refused(self, tmp_path: Path) -> None:
        archive = zipped(tmp_path, {SPANS: bytes(30 << 20)})
        assert archive.stat().st_size < 1 << 20
        assert refused_zip(archive, tmp_path) == (SPANS, "unpacks to more than 200 times its size")

    def test_a_file_that_is_larger_than_it_says_is_refused(self, tmp_path: Path) -> None:
        archive = zipped(tmp_path, {SPANS: bytes(20 << 20)})
        data = archive.read_bytes().replace(struct.pack("<I", 20 << 20), struct.pack("<I", 1000))
        archive.write_bytes(data)
        with pytest.raises(Invalid), bundles.opened(archive, within=tmp_path):
            pass
        assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 1 << 20

    @pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 and no more"])
    def test_what_is_no_zip_is_refused(self, data: bytes, tmp_path: Path) -> None:
        archive = tmp_path / "bad.zip"
        archive.write_bytes(data)
        with pytest.raises(Invalid, match="not a whole zip"), bundles.opened(archive, within=tmp_path):
            pass

    def test_a_damaged_file_is_refused_and_nothing_stays(self, bundle: Bundle, tmp_path: Path) -> None:
        archive = tmp_path / "orders.zip"
        bundles.export(bundle, archive)
        data = bytearray(archive.read_bytes())
        data[data.index(b"PAR1") + 20] ^= 1
        archive.write_bytes(data)
        inside = tmp_path / "inside"
        inside.mkdir()
        with pytest.raises(Invalid, match="whole zip"), bundles.opened(archive, within=inside):
            pass
        assert list(inside.iterdir()) == []

    def test_too_many_files_are_refused(self, tmp_path: Path) -> None:
        archive = zipped(tmp_path, {f"f{number}": b"" for number in range(300)})
        with pytest.raises(Invalid, match="200 files"), bundles.opened(archive, within=tmp_path):
            pass


class TestTablesThatGrow:
    def test_too_many_rows_are_refused_before_they_are_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tables, "MOST_ROWS", 10)
        tables.write(small.signals().spans, tmp_path / "spans")
        with pytest.raises(Invalid, match="more than 10 rows"):
            tables.read("spans", tmp_path / "spans")

    def test_a_long_value_repeated_cheaply_is_refused_early(self, tmp_path: Path) -> None:
        """Each row repeats one megabyte; the file is small, the table would take 20 GB."""
        rows = small.signals(rows=1).spans
        body = pa.array(["x" * (1 << 20)])
        million = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000, pa.int32()), body)
        place = rows.column_names.index("StatusMessage")
        whole = pa.concat_tables([rows] * 20_000).set_column(place, "StatusMessage", million)
        pq.write_table(whole, tmp_path / "spans", compression="zstd", store_schema=False)
        assert (tmp_path / "spans").stat().st_size < 1 << 20
        with pytest.raises(Invalid, match="unpacks to more than 64 MiB"):
            tables.read("spans", tmp_path / "spans")


def test_an_empty_table_has_contents_too() -> None:
    assert len({tables.contents(table) for table in EMPTY.values()}) == len(EMPTY)


def contents_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def zipped(folder: Path, entries: dict[str, bytes]) -> Path:
    archive = folder / "bad.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in entries.items():
            opened.writestr(zipfile.ZipInfo(name), data, compress_type=zipfile.ZIP_DEFLATED)
    return archive


def refused_zip(archive: Path, folder: Path) -> tuple[str, str]:
    with pytest.raises(Invalid) as refused, bundles.opened(archive, within=folder):
        pass
    assert [path for path in folder.iterdir() if path != archive] == []
    return refused.value.field, refused.value.message.removeprefix(repr(refused.value.field)).strip()
