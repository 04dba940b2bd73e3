"""The scenarios of this installation: those that are shipped, and a team's private ones; built once, installed once."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rounds.heapcache import Heaps
from rounds.incidents import bundles
from rounds.incidents.building import Builders, cached, generator
from rounds.incidents.built import Progress, Scenario, quiet
from rounds.incidents.bundles import Bundle
from rounds.incidents.manifest import FILE, Manifest, parsed
from rounds.incidents.shelves import PublicRecord, SealedRecord, public_shelf, sealed_shelf
from rounds.kit.errors import Invalid, NotFound, Problem

if TYPE_CHECKING:  # building and listing need no engine
    from rounds.store import Telemetry

USUAL_SEED = 1
BUNDLES = "bundles"  # folder of what was built here
TUTORIAL = "prints-slow"  # the shipped one to learn the tools on: candidates and interviewers may all look at it
BUILDING, INSTALLING = 0.6, 0.4  # shares of the time
LOOKS = 0.2  # seconds between two looks at how far the other thread is


@dataclass(frozen=True, slots=True)
class Offered:
    """A scenario that can be installed. `place` is where a private one lies; shipped ones are built."""

    name: str
    version: str
    title: str
    seed: int = USUAL_SEED
    place: Path | None = None


class Library:
    """`data` is where bundles are built and the parts of installed incidents lie; `private` holds a team's own bundles."""

    def __init__(self, data: Path, shipped: Mapping[str, Scenario], private: Path | None = None) -> None:
        self.data = data
        self.shipped = shipped
        self.private = private
        self.publics = public_shelf(data)
        self.sealeds = sealed_shelf(data)
        self.known: tuple[Offered, ...] | None = None
        self.said: dict[str, PublicRecord] = {}
        self.heaps = Heaps(data / "heap")
        self.builders = Builders(self.heaps.expect)
        self.installing = threading.Lock()

    def offered(self) -> tuple[Offered, ...]:
        """Shipped ones in their order, then private ones by name, as they were when first asked for.

        Raises:
            Invalid: a bundle in the private folder has no readable manifest, or a name that is taken.
        """
        if self.known is None:
            shipped = [Offered(one.name, one.version, one.title) for one in self.shipped.values()]
            self.known = distinct([*shipped, *(self._private(place) for place in self._places())])
        return self.known

    def find(self, name: str, seed: int | None = None) -> Offered:
        """
        Raises:
            NotFound: there is no such scenario.
            Invalid: another seed was asked of a private one, which has the seed it was built with.
        """
        for one in self.offered():
            if one.name == name and one.place is None:
                return Offered(one.name, one.version, one.title, USUAL_SEED if seed is None else seed)
            if one.name == name:
                if seed not in (None, one.seed):
                    raise Invalid(f"{name} is a bundle of seed {one.seed}; no other can be built from it", field="seed")
                return one
        raise NotFound(f"There is no scenario {name}. There are: {', '.join(one.name for one in self.offered())}.")

    def prepared(self, scenario: Offered) -> str:
        """The incident it is installed as, as far as can be said without building it; empty if it must be built."""
        place = self._cache(scenario)
        if scenario.place is None and not (place / FILE).exists():
            return ""
        return self._manifest(scenario.place or place).incident

    def bundle(self, scenario: Offered, progress: Progress = quiet) -> Bundle:
        """The checked bundle of a shipped scenario, built if it never was.

        Raises:
            Invalid, Conflict: it is damaged, or cannot be built.
        """
        place = self._cache(scenario)
        if not place.exists():
            cached(place, lambda new: self._build(scenario, new, progress))
        return bundles.check(place, ours=True)

    def build(self, scenario: Offered, progress: Progress = quiet) -> None:
        """Build a shipped scenario for later, if it never was, on what others leave of the processors.

        Raises:
            Conflict: it cannot be built.
        """
        place = self._cache(scenario)
        if scenario.place is None and not place.exists():
            told = partial(told_in_part, progress)
            cached(place, lambda new: self._build(scenario, new, told, behind=True))

    @contextmanager
    def opened(self, scenario: Offered, progress: Progress = quiet) -> Iterator[Bundle]:
        """The checked bundle of any scenario, for this time only: nothing is kept of what had to be built for it.

        Raises:
            Invalid, Conflict: as `bundle`.
        """
        place = scenario.place or self._cache(scenario)
        if place.exists():
            with bundles.opened(place) as bundle:
                yield bundle
            return
        with TemporaryDirectory(prefix="rounds-build-") as folder:
            self._build(scenario, Path(folder), progress)
            yield bundles.check(Path(folder))

    def install(self, scenario: Offered, telemetry: Telemetry, progress: Progress = quiet) -> str:
        """Build, if need be, and install it; the incident's name. Doing it again does nothing.

        Raises:
            Invalid: the bundle is damaged; nothing of it is installed.
            Conflict: it could not be built, or the disk is full.
        """
        known = self.prepared(scenario)
        if self.is_installed(known, telemetry):
            with suppress(Problem):  # told to whoever asks for it
                self.heaps.of(known).refresh()
            return known
        if scenario.place is not None:
            with bundles.opened(scenario.place, within=self._workroom()) as bundle:
                return self.install_bundle(bundle, telemetry, progress)
        with self.heaps.starting():
            made = self.bundle(scenario, partial(told_in_part, progress))
            if self.is_installed(made.manifest.incident, telemetry):  # built anew, and came out the same
                return made.manifest.incident
            return self.install_bundle(
                made, telemetry, lambda done, doing: progress(BUILDING + done * INSTALLING, doing)
            )

    def verified(self, incident: str) -> bool:
        """Read the bundle of an incident anew, and hold each file against its hash. False where none is kept any more:
        what is installed from it stays.

        Raises:
            Invalid: names the part that is not what it was.
        """
        place = kept_bundles(self.data).get(incident) or self._private_bundle(incident)
        if place is None:
            return False
        with bundles.opened(place, within=self._workroom()):
            return True

    def _private_bundle(self, incident: str) -> Path | None:
        places = (one.place for one in self.offered() if one.place is not None)
        return next((place for place in places if self._manifest(place).incident == incident), None)

    def is_installed(self, incident: str, telemetry: Telemetry) -> bool:
        return self.public(incident) is not None and incident in telemetry.incidents()

    def install_bundle(self, bundle: Bundle, telemetry: Telemetry, progress: Progress = quiet) -> str:
        """Its telemetry comes last and at once: the incident is there when that is, and never in half.

        Heap snapshots are analysed while the engine writes its tables: each has a core.
        """
        told = bundle.manifest
        steps = Steps(progress)
        with self.installing, ThreadPoolExecutor(1, "heaps") as beside:
            try:
                heaps = beside.submit(
                    lambda: self.heaps.keep(told.incident, bundle.heap(), steps.beside, ours=bundle.ours)
                )
                signals = bundle.signals(to_install=True)
                self.publics.put(told.incident, public_record(bundle))
                self.sealeds.put(told.incident, SealedRecord(told.name, bundle.sealed(), told.window.onset))
                telemetry.install(told.incident, signals, progress=steps.told, last=lambda: steps.join(heaps))
            except BaseException:
                if told.incident not in telemetry.incidents():
                    beside.submit(self.heaps.forget, told.incident)  # after what is still being done there
                raise
        return told.incident

    def public(self, incident: str) -> PublicRecord | None:
        """What anybody may know of an installed incident; None for one that was recorded here."""
        if incident not in self.said and (found := self.publics.get(incident)):
            self.said[incident] = found  # never another: its content is in its name
        return self.said.get(incident)

    def _build(self, scenario: Offered, new: Path, progress: Progress, *, behind: bool = False) -> None:
        if scenario.name not in self.shipped:
            raise NotFound(f"There is no shipped scenario {scenario.name}.")
        self.builders.build(scenario.name, scenario.seed, new, progress, behind=behind)

    def _cache(self, scenario: Offered) -> Path:
        """Where its bundle is kept: another place for another version, seed or generator."""
        key = f"{scenario.version} {scenario.seed} {generator()}"
        return self.data / BUNDLES / f"{scenario.name}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"

    def _workroom(self) -> Path:
        room = self.data / BUNDLES
        room.mkdir(parents=True, exist_ok=True)
        return room

    def _places(self) -> list[Path]:
        if self.private is None:
            return []
        if not self.private.is_dir():
            raise Invalid(f"ROUNDS_SCENARIOS: there is no folder {self.private}", field="ROUNDS_SCENARIOS")
        return sorted(one for one in self.private.iterdir() if one.suffix == ".zip" or (one / FILE).is_file())

    def _private(self, place: Path) -> Offered:
        told = self._manifest(place)
        return Offered(told.name, told.version, told.title, told.seed, place)

    def _manifest(self, place: Path) -> Manifest:
        try:
            return parsed((place / FILE).read_bytes()) if place.is_dir() else bundles.manifest_of(place)
        except (Invalid, OSError) as error:
            raise Invalid(f"{place}: {error}", field=FILE) from error


def kept_bundles(data: Path) -> dict[str, Path]:
    """Of the bundles that were built in a data folder, by incident, where each lies."""
    there = (one for one in (data / BUNDLES).glob("*") if not one.name.startswith("_") and (one / FILE).is_file())
    return {parsed((one / FILE).read_bytes()).incident: one for one in there}


def told_in_part(progress: Progress, done: float, doing: str) -> None:
    """How far building is, as a part of the whole."""
    progress(done * BUILDING, doing)


class Steps:
    """How far installing is, from two threads: the engine's share counts, and what is waited for at its end is named."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.done = 0.0
        self.doing = ""

    def told(self, doing: str, done: float) -> None:
        self.done = done
        self.progress(done, doing)

    def beside(self, _done: float, doing: str) -> None:
        self.doing = doing

    def join(self, heaps: Future[None]) -> None:
        """
        Raises: as the other thread did.
        """
        while not wait([heaps], LOOKS).done:
            self.progress(self.done, f"heap snapshots: {self.doing}")
        heaps.result()


def distinct(offered: list[Offered]) -> tuple[Offered, ...]:
    """
    Raises:
        Invalid: two have the same name.
    """
    names = [one.name for one in offered]
    for one in offered:
        if one.place is not None and names.count(one.name) > 1:
            raise Invalid(f"{one.place}: there is another scenario named {one.name}", field=FILE)
    return tuple(offered)


def public_record(bundle: Bundle) -> PublicRecord:
    told = bundle.manifest
    return PublicRecord(
        scenario=told.name,
        version=told.version,
        seed=told.seed,
        public=bundle.public(),
        began=told.window.began,
        now=told.window.now,
        step_seconds=told.window.step_seconds,
        shares=told.shares,
    )
