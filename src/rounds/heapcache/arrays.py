"""An analysis as two files: the arrays one behind the other, to be mapped, and what tells them apart.

The arrays are taken for whole when their file is as long, and was last written, as is told of it. When it was written at
another moment, which a copy may be too, they are read once and held against their sums.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
import zlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO, Any

import numpy as np

from rounds.heapcache.files import synced
from rounds.heapsnapshot.heap import Classes, Heap, Kinds, Places
from rounds.heapsnapshot.strings import Strings

ARRAYS, TOLD = "arrays", "told.json"
FORMAT = f"1 {sys.byteorder}"
ALIGNED = 64
PLAIN = tuple(one.name for one in fields(Heap) if one.type == "np.ndarray")


class Damaged(Exception):
    """What lies there is not what was written, or is not whole."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """`file_bytes` is how large the snapshot is as V8 wrote it. The heap's arrays are mapped and read-only."""

    heap: Heap
    file_bytes: int


def write(heap: Heap, folder: Path, *, file_bytes: int, lasting: bool = False) -> None:
    """Into a folder that holds neither of the files. `lasting` waits until the disk has them."""
    with (folder / ARRAYS).open("xb") as file, ThreadPoolExecutor(1) as beside:
        appending = {name: appended(file, array, beside) for name, array in arrays_of(heap).items()}
        placed = {name: [*where, summed.result()] for name, (*where, summed) in appending.items()}
        size = file.tell()
    moment = int((folder / ARRAYS).stat().st_mtime)
    os.utime(folder / ARRAYS, (moment, moment))  # whole seconds, which every copy keeps that keeps any
    told = {"size": size, "written": moment, "file_bytes": file_bytes, "arrays": placed, "rest": rest_of(heap)}
    text = json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()
    (folder / TOLD).write_bytes(f"{FORMAT} {zlib.crc32(text)}\n".encode() + text)
    if lasting:
        for path in (folder / ARRAYS, folder / TOLD, folder):
            synced(path)


def read(folder: Path) -> Analysis:
    """Mapped. One file stays open, until the last array of it is gone.

    Raises:
        Damaged: they are not there, or not as they were written.
    """
    try:
        told = told_in(folder)
        mapped = mapped_from(folder / ARRAYS, told)
        arrays = {name: view(mapped, *placed) for name, placed in told["arrays"].items()}
        return Analysis(heap_of(arrays, told["rest"]), told["file_bytes"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(str(error)) from error


def told_in(folder: Path) -> dict[str, Any]:
    head, _, text = (folder / TOLD).read_bytes().partition(b"\n")
    if head.decode() != f"{FORMAT} {zlib.crc32(text)}":
        raise Damaged(f"{TOLD} is of another format or damaged")
    told: dict[str, Any] = json.loads(text)
    return told


def mapped_from(path: Path, told: dict[str, Any]) -> mmap.mmap:
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        if found.st_size != told["size"]:
            raise Damaged(f"{ARRAYS} has {found.st_size:,} bytes instead of {told['size']:,}")
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if found.st_mtime_ns != told["written"] * 10**9:
        check(mapped, told["arrays"])
    return mapped


def check(mapped: mmap.mmap, arrays: dict[str, list[Any]]) -> None:
    for name, placed in arrays.items():
        if zlib.crc32(view(mapped, *placed).data) != placed[-1]:
            raise Damaged(f"{name} is damaged")


def view(mapped: mmap.mmap, kind: str, length: int, start: int, _sum: int) -> np.ndarray:
    return np.frombuffer(mapped, np.dtype(kind), length, start)


def appended(file: IO[bytes], array: np.ndarray, beside: ThreadPoolExecutor) -> tuple[str, int, int, Future[int]]:
    """Its kind, length, where it starts, and its sum, which another core makes."""
    start = file.tell()
    flat = np.ascontiguousarray(array).reshape(-1)
    written = flat.view(np.uint8).data
    summed = beside.submit(zlib.crc32, written)
    file.write(written)
    file.write(bytes(-file.tell() % ALIGNED or ALIGNED))  # never nothing: an empty array at the end could not be mapped
    return flat.dtype.str, len(flat), start, summed


def arrays_of(heap: Heap) -> dict[str, np.ndarray]:
    places, classes, strings = heap.places, heap.classes, heap.strings
    return {
        **{name: getattr(heap, name) for name in PLAIN},
        **{f"strings.{name}": getattr(strings, name) for name in OF_STRINGS},
        **{f"places.{name}": getattr(places, name) for name in OF_PLACES},
        **{f"classes.{name}": getattr(classes, name) for name in OF_CLASSES},
    }


OF_STRINGS = tuple(one.name for one in fields(Strings) if one.type == "np.ndarray")
OF_PLACES = tuple(one.name for one in fields(Places) if one.type == "np.ndarray")
OF_CLASSES = tuple(one.name for one in fields(Classes) if one.type == "np.ndarray")


def rest_of(heap: Heap) -> dict[str, Any]:
    """What is no array; texts may hold halves of characters, which JSON's escapes keep."""
    return {
        "nodes": heap.kinds.nodes,
        "edges": heap.kinds.edges,
        "scripts": list(heap.places.scripts.items()),
        "classes": [heap.classes.name, heap.classes.key, heap.classes.at],
        "shapes": heap.shapes,
        "extra_native_bytes": heap.extra_native_bytes,
    }


def heap_of(arrays: dict[str, np.ndarray], rest: dict[str, Any]) -> Heap:
    name, key, at = map(tuple, rest["classes"])
    return Heap(
        kinds=Kinds(tuple(rest["nodes"]), tuple(rest["edges"])),
        strings=Strings(**{one: arrays[f"strings.{one}"] for one in OF_STRINGS}),
        places=Places(
            **{one: arrays[f"places.{one}"] for one in OF_PLACES},
            scripts=dict(rest["scripts"]),
        ),
        classes=Classes(name=name, key=key, at=at, **{one: arrays[f"classes.{one}"] for one in OF_CLASSES}),
        shapes=tuple(rest["shapes"]),
        extra_native_bytes=rest["extra_native_bytes"],
        **{one: arrays[one] for one in PLAIN},
    )
