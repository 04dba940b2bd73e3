"""The shipped scenarios, each built and installed once in a run of tests, by who wants it first."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rounds.incidents import bundles, tables
from rounds.incidents.building import Builders, cached
from rounds.incidents.built import Built, Scenario, quiet
from rounds.incidents.library import Library
from rounds.incidents.manifest import SIGNALS
from rounds.incidents.scenarios import SHIPPED
from rounds.store import Telemetry

LARGE = 100_000  # bytes of a file that is linked, not copied


def bundle(name: str, temporary: pytest.TempPathFactory) -> Path:
    """Its folder, of the usual seed, built in a process of its own. All have it in common, so nobody may write there."""
    return once("bundles", name, temporary, lambda new: Builders().build(name, 1, new, quiet))


def put(name: str, data: Path, temporary: pytest.TempPathFactory) -> None:
    """Its bundle into an installation's data, where its own building would have put it."""
    library = Library(data, SHIPPED)
    place = library._cache(library.find(name))
    shutil.copytree(bundle(name, temporary), place, copy_function=os.link)


def install(name: str, data: Path, temporary: pytest.TempPathFactory) -> None:
    """Its bundle and all it is as an incident into an installation's data, while nobody has that open."""
    put(name, data, temporary)
    installed(name, bundle(name, temporary), data, temporary)


def beside(name: str, made: Scenario, scenarios: Path, data: Path, temporary: pytest.TempPathFactory) -> None:
    """The same for one that is not shipped: its bundle into a folder of private ones, itself into the data."""
    folder = once("bundles", name, temporary, lambda new: bundles.write(new, made.build(1), "test"))
    shutil.copytree(folder, scenarios / name, copy_function=os.link)
    installed(name, folder, data, temporary)


def installed(name: str, bundle: Path, data: Path, temporary: pytest.TempPathFactory) -> None:
    made = once("installed", name, temporary, lambda new: install_into(new, bundle))
    shutil.copytree(made, data, symlinks=True, dirs_exist_ok=True, copy_function=linked)


def install_into(data: Path, bundle: Path) -> None:
    library, telemetry = Library(data, SHIPPED), Telemetry.open(f"chdb://{data / 'telemetry'}")
    try:
        library.install_bundle(bundles.check(bundle, ours=True), telemetry)
    finally:
        telemetry.close()


def once(kind: str, name: str, temporary: pytest.TempPathFactory, make: Callable[[Path], object]) -> Path:
    """What all workers of a run have in common, made by the first while others that want the same one wait."""
    own = temporary.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / kind
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        cached(folder / name, make)
    return folder / name


def linked(file: str, to: str) -> None:
    """What is large is written once by whoever makes it; small files may be written to again."""
    if Path(file).stat().st_size > LARGE:
        os.link(file, to)
    else:
        shutil.copyfile(file, to)


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
