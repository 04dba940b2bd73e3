"""Time zones by their IANA names."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rounds.kit.errors import Invalid


def zone(name: str) -> ZoneInfo:
    """
    Raises:
        Invalid: there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(f"There is no time zone {name!r}. Names are such as Europe/Berlin.", field="zone") from None


@cache
def listed() -> tuple[str, ...]:
    """The names to choose from, UTC first: one for each place, by the names of today. Browsers know some by older ones."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    places = {line.split("\t")[2] for line in table.splitlines() if line and not line.startswith("#")}
    return ("UTC", *sorted(places))
