"""Red herrings in another order in each variant, so that nobody learns which of them comes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rounds.incidents.sealed import Sealed
from rounds.simulator import Chance

HERRINGS = "sealed.red_herrings"


def shuffled(sealed: Sealed, written: Mapping[str, str], chance: Chance) -> tuple[Sealed, dict[str, str]]:
    """The sealed part with its red herrings in an order of chance, and where each of its parts is written."""
    count = len(sealed.red_herrings)
    order = chance.several("red herrings", range(count), count)
    places = {f"{HERRINGS}.{old}": f"{HERRINGS}.{new}" for new, old in enumerate(order)}
    turned = replace(sealed, red_herrings=tuple(sealed.red_herrings[old] for old in order))
    return turned, {moved(place, places): line for place, line in written.items()}


def moved(place: str, places: Mapping[str, str]) -> str:
    """`sealed.red_herrings.0.proofs.1` begins with the place of its red herring."""
    own = ".".join(place.split(".")[:3])
    return places[own] + place.removeprefix(own) if own in places else place
