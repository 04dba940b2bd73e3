"""A scenario as somebody names it on the command line: a name, an author's folder or a bundle, and a seed (`NAME@7`)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rounds.actions.places import Places
from rounds.incidents import authoring, bundles
from rounds.incidents.authoring import Authored
from rounds.incidents.built import Progress, Scenario, quiet
from rounds.incidents.bundles import Bundle
from rounds.incidents.library import USUAL_SEED, Library, Offered
from rounds.incidents.manifest import FILE
from rounds.kit.errors import Invalid, NotFound

WITH_SEED = re.compile(r"(.+)@(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Known:
    """One of this installation's: shipped, or a bundle in its private folder."""

    offered: Offered
    library: Library


@dataclass(frozen=True, slots=True)
class Written:
    """An author's folder."""

    scenario: Authored
    seed: int


@dataclass(frozen=True, slots=True)
class Packed:
    """A bundle somewhere."""

    place: Path


Variant = Known | Written | Packed


def variant(text: str, seed: int | None = None) -> Variant:
    """What is meant; a folder or a file that is there comes before a name.

    Raises:
        NotFound: there is no such scenario. Invalid: it cannot have that seed, or its code cannot be read.
    """
    text, seed = with_seed(text, seed)
    place = Path(text)
    if authoring.is_authored(place):
        return Written(authoring.load(place), USUAL_SEED if seed is None else seed)
    if place.suffix == ".zip" or (place / FILE).is_file():
        return packed(place, seed)
    known = library()
    try:
        return Known(known.find(text, seed), known)
    except NotFound:
        if place.is_dir():
            why = f"{place} has neither {authoring.FILE} nor {FILE}: it is no scenario's folder and no bundle."
            raise Invalid(why, field="name") from None
        raise


def with_seed(text: str, seed: int | None) -> tuple[str, int | None]:
    """`NAME@7` as its name and its seed.

    Raises:
        Invalid: another seed is given as well.
    """
    told = WITH_SEED.fullmatch(text)
    if not told or Path(text).exists():
        return text, seed
    if seed not in (None, int(told[2])):
        raise Invalid(f"{text} names a seed already; --seed names another.", field="seed")
    return told[1], int(told[2])


def packed(place: Path, seed: int | None) -> Packed:
    if not place.exists():
        raise Invalid(f"There is no file {place}.", field="name")
    if seed is not None:
        with bundles.opened(place) as bundle:
            if bundle.manifest.seed != seed:
                told = f"{place} is a bundle of seed {bundle.manifest.seed}; no other can be built from it."
                raise Invalid(told, field="seed")
    return Packed(place)


@contextmanager
def opened(found: Variant, progress: Progress = quiet) -> Iterator[Bundle]:
    """Its checked bundle, for this time only.

    Raises:
        Invalid, Conflict: it is damaged, or cannot be built.
    """
    match found:
        case Known(offered, known):
            with known.opened(offered, progress) as bundle:
                yield bundle
        case Written(scenario, seed):
            with authoring.opened(scenario, seed, progress) as bundle:
                yield bundle
        case Packed(place):
            with bundles.opened(place) as bundle:
                yield bundle


def library() -> Library:
    places = Places.told(os.environ)
    return Library(places.data, shipped(), places.scenarios)


def shipped() -> Mapping[str, Scenario]:
    from rounds.incidents.scenarios import SHIPPED  # noqa: PLC0415 - takes a second, which `--help` need not wait

    return SHIPPED
