"""Snapshots as files, packed or not: what of them is read, and what is refused."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from rounds.heapcache import files
from rounds.heapcache.files import amount, opened, short
from rounds.kit.errors import Invalid

Pack = Callable[[bytes], bytes]


def zstandard(text: bytes) -> bytes:
    return bytes(pa.compress(text, "zstd", asbytes=True))


PACKED = pytest.mark.parametrize("pack", [gzip.compress, zstandard], ids=["gzip", "zstandard"])
TEXT = b'{"snapshot": ' + bytes(range(32, 127)) * 1000


def whole(path: Path) -> bytes:
    with opened(path) as stream:
        return b"".join(iter(lambda: stream.read(1000), b""))


@pytest.mark.parametrize("name", ["one.heapsnapshot", "one.gz", "one.zst"])
@pytest.mark.parametrize(
    "packed",
    [TEXT, gzip.compress(TEXT), gzip.compress(TEXT[:50]) + gzip.compress(TEXT[50:]), zstandard(TEXT)],
    ids=["plain", "gzip", "gzip in two parts", "zstandard"],
)
def test_a_file_is_told_by_its_first_bytes(tmp_path: Path, name: str, packed: bytes) -> None:
    (tmp_path / name).write_bytes(packed)
    assert whole(tmp_path / name) == TEXT


def test_the_size_is_known_of_a_plain_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(TEXT)
    (tmp_path / "packed").write_bytes(gzip.compress(TEXT))
    with opened(tmp_path / "plain") as plain, opened(tmp_path / "packed") as packed:
        assert (plain.size, packed.size) == (len(TEXT), None)
        packed.read(len(TEXT))
        assert packed.count == len(TEXT)
        assert packed.share() == 1.0


@PACKED
def test_a_file_that_is_cut_is_told(tmp_path: Path, pack: Pack) -> None:
    (tmp_path / "cut").write_bytes(pack(os.urandom(5000))[:3000])
    with pytest.raises(Invalid, match="truncated: it ends in the middle of its compressed data"):
        whole(tmp_path / "cut")


@PACKED
def test_a_damaged_file_is_told(tmp_path: Path, pack: Pack) -> None:
    packed = bytearray(pack(os.urandom(5000)))
    packed[4:14] = b"\xff" * 10
    (tmp_path / "damaged").write_bytes(packed)
    with pytest.raises(Invalid, match="cannot be read"):
        whole(tmp_path / "damaged")


@PACKED
def test_a_bomb_ends_where_no_snapshot_would(tmp_path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SMALL", 1 << 20)
    (tmp_path / "bomb").write_bytes(pack(bytes(50 << 20)))
    with opened(tmp_path / "bomb") as stream:
        with pytest.raises(Invalid, match="unpacks to more than"):
            list(iter(lambda: stream.read(1 << 16), b""))
        assert stream.count < 12 << 20


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, why in [("nothing", "No such file"), (".", "is not a file"), ("pipe", "is not a file")]:
        with pytest.raises(Invalid, match=why):
            whole(tmp_path / name)


def test_a_snapshot_is_named_without_what_says_how_it_is_packed() -> None:
    assert [short(name) for name in ("a.heapsnapshot", "a.b.heapsnapshot.gz", "a-1.heapsnapshot.zst", "a.json")] == [
        "a",
        "a.b",
        "a-1",
        "a.json",
    ]


def test_amounts_are_read_by_people() -> None:
    assert [amount(n) for n in (0, 999, 1000, 12_345, 999_499, 999_500, 9_140_040, 153_000_000, 5_368_709_120)] == [
        "0 bytes",
        "999 bytes",
        "1 kB",
        "12.3 kB",
        "999 kB",
        "1 MB",
        "9.14 MB",
        "153 MB",
        "5.37 GB",
    ]
    assert amount(-12_345) == "-12.3 kB"
