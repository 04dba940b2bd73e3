"""Time zones by their IANA names."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from rounds.kit.errors import Invalid


def zone(name: str) -> ZoneInfo:
    """
    Raises:
        Invalid: there is none of that name.
    """
    if name not in known():
        raise Invalid(f"There is no time zone {name!r}. Names are such as Europe/Berlin.", field="zone")
    return ZoneInfo(name)


@cache
def known() -> frozenset[str]:
    """Every name there is for a zone, the old ones too. What a machine calls its own (`localtime`) is none: it is another
    zone on another machine.
    """
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()) - {"Factory"}


@cache
def listed() -> tuple[str, ...]:
    """The names to choose from, UTC first: one for each place, by the names of today. Browsers know some by older ones."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    places = {line.split("\t")[2] for line in table.splitlines() if line and not line.startswith("#")}
    return ("UTC", *sorted(places))
