"""Heap snapshots as parts of a bundle: packed when it is written, and known by what they unpack to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from rounds.heapcache import files
from rounds.kit.errors import Invalid

LEVEL = 3  # of Zstandard: a tenth of the size; higher levels take six times as long for a quarter less
PIECE = 1 << 20


class Packed(bytes):
    """A snapshot that was packed here: `contents` need not unpack it to know it again."""

    content: str


def packed(pieces: Iterable[bytes]) -> tuple[bytes, int]:
    """The snapshot as Zstandard, and how many bytes it unpacks to. Same pieces, same bytes, with the same pyarrow."""
    whole = b"".join(pieces)
    made = Packed(pa.Codec("zstd", compression_level=LEVEL).compress(whole, asbytes=True))
    made.content = hashlib.sha256(whole).hexdigest()
    return made, len(whole)


def contents(path: str, file: Path) -> str:
    """The hash of what the snapshot unpacks to, which another way of packing does not change.

    Raises:
        Invalid: it is damaged, or unpacks to more than it may; names `path`.
    """
    digest = hashlib.sha256()
    try:
        with files.opened(file) as stream:
            while piece := stream.read(PIECE):
                digest.update(piece)
    except Invalid as error:
        raise Invalid(f"{path}: {error}", field=path) from error
    return digest.hexdigest()
