"""Scenarios that are written outside the package: a folder with `scenario.py` and its texts, as `scenario new` makes it.

What is wrong in such a folder is told with its file and line: its author is who reads it.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from rounds.incidents import bundles
from rounds.incidents.building import generator
from rounds.incidents.built import Built, Check, Progress, Scenario, quiet
from rounds.incidents.bundles import Bundle
from rounds.incidents.manifest import NAME
from rounds.incidents.solving import Investigation
from rounds.incidents.soundness import flaws, public_flaws
from rounds.incidents.texts import Texts, Unreadable, located
from rounds.kit.errors import Invalid, Problem

FILE = "scenario.py"
PARTS = ("name", "version", "title", "build", "check", "solve")
TEMPLATE, PLACEHOLDER = Path(__file__).parent / "template", "your-scenario"
COPIED = (FILE, "solving.py", "public.yaml", "sealed.yaml")
LOADED = count(1)


# --- making one -------------------------------------------------------------------------------------


def new(name: str, within: Path) -> Path:
    """A folder of that name with a whole small scenario in it; nothing of it is left if it cannot be made.

    Raises:
        Invalid: the name is none, or there is something of that name already.
    """
    if not NAME.fullmatch(name):
        raise Invalid(f"{name!r} is no name: lower-case letters, digits and dashes, at most 60.", field="name")
    place = within / name
    if place.exists() or place.is_symlink():
        raise Invalid(f"{place} is there already. Choose another name, or another folder with --in.", field="name")
    try:
        within.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".rounds-", dir=within) as near:
            made = Path(near) / name
            made.mkdir()
            for file in COPIED:
                text = (TEMPLATE / file).read_text(encoding="utf-8")
                (made / file).write_text(text.replace(PLACEHOLDER, name), encoding="utf-8")
            made.rename(place)
    except OSError as error:
        raise Invalid(f"{place} cannot be made: {error.strerror}.", field="in") from error
    return place


# --- using one --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Authored:
    """The scenario of a folder. Whatever goes wrong in the author's code is told with its line."""

    folder: Path
    own: Scenario

    @property
    def name(self) -> str:
        return self.own.name

    @property
    def version(self) -> str:
        return self.own.version

    @property
    def title(self) -> str:
        return self.own.title

    def __reduce__(self) -> tuple[Any, ...]:
        """Into another process it goes as its folder: the modules of the author's code are there for this one alone."""
        return load, (self.folder,)

    def texts(self, seed: int) -> Texts | None:
        """Its texts without what is simulated, if it can say them alone.

        Raises:
            Unreadable, Invalid: as `build`.
        """
        read = getattr(self.own, "texts", None)
        if read is None:
            return None
        with told_by_line(self.folder):
            said = read(seed)
        return said if isinstance(said, Texts) else None

    def build(self, seed: int, progress: Progress = quiet) -> Built:
        """
        Raises:
            Unreadable: the texts cannot be read. Invalid: the code failed; the message names file and line.
        """
        with told_by_line(self.folder):
            made = self.own.build(seed, progress)
        if not isinstance(made, Built):
            raise Invalid(f"{FILE}: build must give a Built, and gave {type(made).__name__}", field=FILE)
        if made.name != self.name or not NAME.fullmatch(made.name):
            raise Invalid(
                f"{FILE}: it is called {made.name!r}: SCENARIO and what it builds need one name, "
                "of lower-case letters, digits and dashes", field=FILE,
            )  # fmt: skip
        return made

    def check(self, built: Built) -> list[Check]:
        with told_by_line(self.folder):
            return list(self.own.check(built))

    def solve(self, look: Investigation) -> dict[str, Any]:
        with told_by_line(self.folder):
            return dict(self.own.solve(look))


def is_authored(place: Path) -> bool:
    return (place / FILE).is_file()


def load(folder: Path) -> Authored:
    """The scenario of a folder.

    Raises:
        Invalid: names the file and the line of its code that is wrong.
    """
    if not is_authored(folder):
        raise Invalid(f"{folder} has no {FILE}", field=FILE)
    with told_by_line(folder):
        found = getattr(imported(folder.resolve()), "SCENARIO", None)
    if found is None:
        raise Invalid(f"{FILE}:1: there is no SCENARIO in it", field=FILE)
    if missing := [part for part in PARTS if not hasattr(found, part)]:
        raise Invalid(f"{FILE}:1: SCENARIO has no {', '.join(missing)}", field=FILE)
    return Authored(folder, found)


def imported(folder: Path) -> ModuleType:
    """`scenario.py` as a module of a package that is the folder, so that it can import what lies beside it.

    A package of its own each time: a folder that has changed is read anew. Nothing compiled is left in it.
    """
    package = ModuleType(f"rounds_authored_{next(LOADED)}")
    package.__path__ = [str(folder)]
    sys.modules[package.__name__] = package
    usual, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        return importlib.import_module(f"{package.__name__}.{Path(FILE).stem}")
    finally:
        sys.dont_write_bytecode = usual


@contextmanager
def told_by_line(folder: Path) -> Iterator[None]:
    """
    Raises:
        Invalid: for what the author's code raises, with the innermost of its lines.
    """
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:  # the edge of somebody else's code: anything may come out of it
        raise Invalid(f"{line_of(error, folder)}: {sentence(error)}", field=FILE) from error


def line_of(error: BaseException, folder: Path) -> str:
    if isinstance(error, SyntaxError) and error.filename and inside(error.filename, folder):
        return f"{Path(error.filename).name}:{error.lineno}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if inside(frame.filename, folder)]
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else FILE


def inside(file: str, folder: Path) -> bool:
    return Path(file).is_absolute() and Path(file).resolve().is_relative_to(folder.resolve())


def sentence(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return f"is not Python: {error.msg}"
    if isinstance(error, Problem):
        return error.message
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


# --- its texts and its bundle -----------------------------------------------------------------------


def flaws_of(texts: Texts) -> list[str]:
    """Everything that is wrong with texts that can be read, as in `sealed.yaml:41: …`."""
    found = [*public_flaws(texts.public), *flaws(texts.sealed)]
    return [f"{located(texts.written, flaw.place)}: {flaw.problem}" for flaw in found]


@contextmanager
def opened(scenario: Authored, seed: int, progress: Progress = quiet) -> Iterator[Bundle]:
    """Its bundle, for this time only.

    Raises:
        Unreadable, Invalid: as `build`.
    """
    with TemporaryDirectory(prefix="rounds-build-") as folder:
        yield bundles.write(Path(folder), scenario.build(seed, progress), made_by(scenario))


def made_by(scenario: Authored) -> str:
    """Which code makes it: another text when any file of the folder is another."""
    digest = hashlib.sha256()
    for file in sorted(scenario.folder.rglob("*")):
        if file.is_file() and not any(part.startswith((".", "__")) for part in file.relative_to(scenario.folder).parts):
            digest.update(file.relative_to(scenario.folder).as_posix().encode() + b"\0" + file.read_bytes())
    return f"{generator()}, {scenario.name} {digest.hexdigest()[:12]}"
