"""What is known of installed incidents beside their telemetry: one shelf for public parts, another for sealed ones.

They are folders of JSON files, apart from each other, each with a type and a reader of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from rounds.incidents.public import Public
from rounds.incidents.sealed import Sealed

Kept = TypeVar("Kept")
NEW = "_new_"  # what a file is called while it is written
SHORTEST = 4  # letters of a canary that may stand in something longer


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """All that may be said of an incident to anybody. Its clock stands at `now`; its window began at `began`."""

    scenario: str
    version: str
    seed: int
    public: Public
    began: datetime
    now: datetime
    step_seconds: int
    shares: dict[str, str]


@dataclass(frozen=True, slots=True)
class SealedRecord:
    scenario: str
    sealed: Sealed
    onset: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """A canary of an installed variant, and where it is seen."""

    scenario: str
    version: str
    seed: int
    incident: str
    where: str
    value: str


class Shelf(Generic[Kept]):
    """One file an incident."""

    def __init__(self, folder: Path, kind: TypeAdapter[Kept]) -> None:
        self.folder = folder
        self.kind = kind

    def put(self, incident: str, kept: Kept) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with replacing(self._file(incident)) as new:
            new.write_bytes(self.kind.dump_json(kept, indent=1))

    def get(self, incident: str) -> Kept | None:
        try:
            return self.kind.validate_json(self._file(incident).read_bytes())
        except FileNotFoundError:
            return None

    def names(self) -> list[str]:
        """The incidents it holds something of."""
        return sorted(file.stem for file in self.folder.glob("*.json") if not file.name.startswith(NEW))

    def _file(self, incident: str) -> Path:
        return self.folder / f"{incident}.json"


def public_shelf(data: Path) -> Shelf[PublicRecord]:
    return Shelf(data / "public", TypeAdapter(PublicRecord))


def sealed_shelf(data: Path) -> Shelf[SealedRecord]:
    return Shelf(data / "sealed", TypeAdapter(SealedRecord))


def canary_seen(data: Path, value: str) -> Iterator[Seen]:
    """The installed variants that have this value as a canary, or a canary that it holds or is a piece of."""
    publics, sealeds = public_shelf(data), sealed_shelf(data)
    for incident in sealeds.names():
        known, told = sealeds.get(incident), publics.get(incident)
        for canary in known.sealed.canaries if known and told else ():
            if told and alike(canary.value.casefold(), value.strip().casefold()):
                yield Seen(told.scenario, told.version, told.seed, incident, canary.where, canary.value)


def alike(canary: str, value: str) -> bool:
    """A screenshot shows a host within an address, or the beginning of an id."""
    return canary == value or (min(len(canary), len(value)) >= SHORTEST and (canary in value or value in canary))


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A file to write that then takes this one's place at once, so that nobody ever reads half of it."""
    new = file.with_name(f"{NEW}{file.name}")
    yield new
    with new.open("rb") as written:
        os.fsync(written.fileno())
    new.replace(file)
