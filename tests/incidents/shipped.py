"""Bundles of the shipped scenarios: each is built once in a run of tests, in a process of its own, by who wants it first."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from pathlib import Path

import pytest

from rounds.incidents import bundles, tables
from rounds.incidents.building import Builders, cached
from rounds.incidents.built import Built, quiet
from rounds.incidents.library import Library
from rounds.incidents.manifest import SIGNALS
from rounds.incidents.scenarios import SHIPPED


def bundle(name: str, temporary: pytest.TempPathFactory) -> Path:
    """Its folder, of the usual seed. All workers of a run have it in common, so nobody may write there."""
    own = temporary.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shipped"
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        cached(folder / name, lambda new: Builders().build(name, 1, new, quiet))
    return folder / name


def put(name: str, data: Path, temporary: pytest.TempPathFactory) -> None:
    """Into an installation's data, where its own building would have put it."""
    library = Library(data, SHIPPED)
    place = library._cache(library.find(name))
    shutil.copytree(bundle(name, temporary), place, copy_function=os.link)


def digests(built: Built) -> dict[str, str]:
    """Of the contents of each table, and of each snapshot's packed bytes."""
    known = {name: tables.contents(table) for name, table in built.signals.tables().items() if table.num_rows}
    return known | {name: hashlib.sha256(file).hexdigest() for name, file in built.heap.items()}


def digests_of(folder: Path) -> dict[str, str]:
    """The same as its bundle tells it, and as its files are."""
    parts = bundles.check(folder).manifest.part
    known = {SIGNALS[part.path]: part.content for part in parts if part.path in SIGNALS}
    snapshots = {part.path: part.sha256 for part in parts if part.path.startswith("heap/")}
    return known | {path.removeprefix("heap/").removesuffix(bundles.SNAPSHOT): sha for path, sha in snapshots.items()}
