"""Bundles: a scenario as one folder or one zip file, every part of it hashed.

```
bundle.toml                 name, version, seed, generator, window, and each part with its hashes
public/scenario.json        what a candidate may receive
sealed/scenario.json        what the interviewer knows
signals/spans.parquet …     the tables of `rounds.signals`; those that are empty are left out
heap/NAME.heapsnapshot.zst  those that `signals/heap_snapshots.parquet` names
```

A bundle is checked whole before anything of it is used, and refused whole with the name of the part that is wrong.
One that was built here is known by the hashes of its files: what they hold was hashed when they were written.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from rounds.incidents import soundness
from rounds.incidents.built import Built
from rounds.incidents.manifest import (
    FILE,
    HEAP,
    PUBLIC,
    SEALED,
    SIGNALS,
    Identity,
    Manifest,
    Part,
    Window,
    manifest,
    parsed,
    written,
)
from rounds.incidents.public import Public
from rounds.incidents.sealed import Sealed
from rounds.incidents.unpacking import files, one_file, pack, unpack
from rounds.kit.errors import Invalid
from rounds.signals import Signals

LARGEST_MANIFEST = 1 << 20  # bytes
LARGEST_TEXT = 16 << 20  # of public/ and sealed/
SNAPSHOT = ".heapsnapshot.zst"
AT_ONCE = 2  # parts that are written, or read: a usual machine has two cores

Text = TypeVar("Text")

PUBLIC_TEXT: TypeAdapter[Public] = TypeAdapter(Public)
SEALED_TEXT: TypeAdapter[Sealed] = TypeAdapter(Sealed)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A checked bundle in a folder. `ours` was built here, so that the hash of a file stands for what it holds."""

    folder: Path
    manifest: Manifest
    ours: bool = False

    def public(self) -> Public:
        return read_text(PUBLIC, PUBLIC_TEXT, (self.folder / PUBLIC).read_bytes())

    def sealed(self) -> Sealed:
        return read_text(SEALED, SEALED_TEXT, (self.folder / SEALED).read_bytes())

    def signals(self, *, to_install: bool = False) -> Signals:
        """`to_install` has texts of a bundle of ours as dictionaries, which the store takes as they are.

        Raises:
            Invalid: a table is not what its manifest says.
        """
        table = self._table_as_kept if to_install and self.ours else self._table
        parts = {SIGNALS[path]: part for path, part in self.manifest.parts().items() if path in SIGNALS}
        with ThreadPoolExecutor(AT_ONCE) as threads:
            return Signals(**dict(zip(parts, threads.map(table, parts.values()), strict=True)))

    def heap(self) -> list[Path]:
        """
        Raises:
            Invalid: a heap snapshot is not what its manifest says.
        """
        return [self._snapshot(part) for path, part in self.manifest.parts().items() if HEAP.fullmatch(path)]

    def _snapshot(self, part: Part) -> Path:
        from rounds.incidents import snapshots  # noqa: PLC0415 - a start that finds all installed needs no Parquet

        if not self.ours and snapshots.contents(part.path, self.folder / part.path) != part.content:
            raise Invalid(f"{part.path} holds something else than {FILE} says", field=part.path)
        return self.folder / part.path

    def _table_as_kept(self, part: Part) -> Any:
        from rounds.incidents import tables  # noqa: PLC0415 - as above

        return tables.read_ours(SIGNALS[part.path], self.folder / part.path)

    def _table(self, part: Part) -> Any:
        from rounds.incidents import tables  # noqa: PLC0415 - a start that finds all installed needs no Parquet

        found = tables.read(SIGNALS[part.path], self.folder / part.path)
        if not self.ours and tables.contents(found) != part.content:
            raise Invalid(f"{part.path} holds something else than {FILE} says", field=part.path)
        return found


def write(folder: Path, built: Built, generator: str, heap: Mapping[str, Path] | None = None) -> Bundle:
    """Make the bundle in that folder, which must not hold anything yet. `heap` gives more snapshots, by file name."""
    window = Window(began=built.began, onset=built.onset, now=built.now, step_seconds=built.step_seconds)
    title = built.public.title
    of = Identity(built.name, built.version, title, built.seed, generator, window, dict(sorted(built.shares.items())))
    texts = {
        PUBLIC: PUBLIC_TEXT.dump_json(built.public, indent=1),
        SEALED: SEALED_TEXT.dump_json(built.sealed, indent=1),
    }
    parts = [text_part(folder, path, text) for path, text in texts.items()]
    for name, file in (heap or {}).items():
        shutil.copyfile(file, placed(folder, f"heap/{name}"))
    for name, packed in built.heap.items():
        placed(folder, f"heap/{name}{SNAPSHOT}").write_bytes(packed)
    known = {f"heap/{name}{SNAPSHOT}": getattr(packed, "content", "") for name, packed in built.heap.items()}
    taken = sorted(f"heap/{file.name}" for file in (folder / "heap").glob("*"))
    filled = {path: built.signals.tables()[name] for path, name in SIGNALS.items()}
    with ThreadPoolExecutor(AT_ONCE) as threads:
        written_down = [
            threads.submit(table_part, folder, path, table) for path, table in filled.items() if table.num_rows
        ]
        hashed = [threads.submit(snapshot_part, folder, path, known.get(path, "")) for path in taken]
        parts += [one.result() for one in (*written_down, *hashed)]
    made = manifest(of, tuple(parts))
    placed(folder, FILE).write_text(written(made))
    return Bundle(folder, made, ours=True)


def table_part(folder: Path, path: str, table: Any) -> Part:
    from rounds.incidents import tables  # noqa: PLC0415 - a start that finds all installed needs no Parquet

    whole = table.combine_chunks()  # once, for both
    tables.write(whole, placed(folder, path))
    return part(folder, path, tables.contents(whole))


def snapshot_part(folder: Path, path: str, known: str) -> Part:
    from rounds.incidents import snapshots  # noqa: PLC0415 - as above

    return part(folder, path, known or snapshots.contents(path, folder / path))


@contextmanager
def opened(place: Path, *, within: Path | None = None) -> Iterator[Bundle]:
    """The bundle in a folder or a zip file, checked. A zip is unpacked `within` that folder, for this time only.

    Raises:
        Invalid: names the part that is wrong.
    """
    if place.is_dir():
        yield check(place)
        return
    with TemporaryDirectory(prefix="_new_", dir=within) as folder:
        unpack(place, Path(folder))
        yield check(Path(folder))


def manifest_of(archive: Path) -> Manifest:
    """What a zip file says it holds, before anything of it is unpacked.

    Raises:
        Invalid: it is no zip file of a bundle.
    """
    return parsed(one_file(archive, FILE, LARGEST_MANIFEST))


def check(folder: Path, *, ours: bool = False) -> Bundle:
    """Everything that can be said without reading the tables, which are checked against the manifest when read.

    `ours` says that Rounds has built it here.
    """
    found = dict(files(folder))
    if FILE not in found:
        raise Invalid(f"there is no {FILE}", field=FILE)
    if found[FILE].stat().st_size > LARGEST_MANIFEST:
        raise Invalid(f"{FILE} is too large", field=FILE)
    told = parsed(found.pop(FILE).read_bytes())
    wanted = told.parts()
    for name in sorted(found.keys() - wanted.keys()):
        raise Invalid(f"{name} is not named in {FILE}", field=name)
    for name in sorted(wanted.keys() - found.keys()):
        raise Invalid(f"{name} is missing", field=name)
    for name, path in found.items():
        check_part(wanted[name], path)
    bundle = Bundle(folder, told, ours)
    bundle.public()
    check_rules(bundle.sealed())
    check_sources(folder, bundle.sealed())
    return bundle


def check_rules(sealed: Sealed) -> None:
    try:
        soundness.check_runs(sealed)
    except Invalid as error:
        raise Invalid(f"{SEALED}: {error.field}: {error}", field=SEALED) from error


def check_sources(folder: Path, sealed: Sealed) -> None:
    """
    Raises:
        Invalid: the address of a source is no page's; with its line.
    """
    for source in sealed.solution.sources:
        if not soundness.is_web(source.url):
            lines = (folder / SEALED).read_text(encoding="utf-8").splitlines()
            line = next((no for no, text in enumerate(lines, 1) if json.dumps(source.url) in text), 1)
            raise Invalid(f"{SEALED}:{line}: {soundness.NOT_WEB}", field=SEALED)


def check_part(told: Part, path: Path) -> None:
    size = path.stat().st_size
    if size != told.bytes:
        raise Invalid(f"{told.path} has {size:,} bytes, and {FILE} says {told.bytes:,}", field=told.path)
    if told.path in (PUBLIC, SEALED) and size > LARGEST_TEXT:
        raise Invalid(f"{told.path} is too large", field=told.path)
    if sha256(path) != told.sha256:
        raise Invalid(f"{told.path} is not the file that {FILE} names: its hash is another", field=told.path)


def export(bundle: Bundle, place: Path) -> None:
    """As one zip when the name ends in .zip, as a folder otherwise. Nothing of it stays when it fails."""
    if place.exists():
        raise Invalid(f"{place} is there already", field=str(place))
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".rounds-", dir=place.parent) as near:
        made = Path(near) / "made"
        if place.suffix == ".zip":
            pack(bundle.folder, made)
        else:
            shutil.copytree(bundle.folder, made)
        made.rename(place)


def read_text(path: str, kind: TypeAdapter[Text], text: bytes) -> Text:
    try:
        return kind.validate_json(text, extra="forbid")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise Invalid(f"{path}: {where}: {first['msg']}".replace(": :", ":"), field=path) from error


def text_part(folder: Path, path: str, text: bytes) -> Part:
    placed(folder, path).write_bytes(text + b"\n")
    return part(folder, path)


def part(folder: Path, path: str, content: str = "") -> Part:
    hashed = sha256(folder / path)
    return Part(path=path, bytes=(folder / path).stat().st_size, sha256=hashed, content=content or hashed)


def placed(folder: Path, path: str) -> Path:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
