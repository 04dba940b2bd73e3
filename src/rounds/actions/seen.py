"""What a candidate's browser says it showed: parsed into the state of a page we know, and written down as its word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from rounds.actions.office import Office
from rounds.interviews import Seat, View
from rounds.kit.errors import Invalid

PAGES = {
    "dashboard": re.compile(r"/interview/?"),
    "trace": re.compile(r"/interview/(?P<scenario>\d)/traces/[0-9a-f]{32}"),
    "tool": re.compile(r"/interview/(?P<scenario>\d)/(?P<page>briefing|metrics|traces|logs|database|heap|services)"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    address: str
    state: dict[str, Any]
    visible_from: float
    visible_to: float


def report(here: Office, seat: Seat, views: Sequence[Seen]) -> None:
    """Write them down together, or none.

    Raises:
        Invalid: an address is no page of an interview, or a view ends before it began.
    """
    entries = [parsed(seat, view) for view in views]
    with here.records.work() as work:
        for entry in entries:
            work.append(seat.interview, entry, here.now())


def parsed(seat: Seat, view: Seen) -> View:
    page, scenario = page_of(view.address)
    if view.visible_to < view.visible_from:
        raise Invalid("A view ends after it began.", field="visible_to")
    return View(
        seat=seat.id,
        page=page,
        scenario=scenario,
        address=view.address,
        state=view.state,
        visible_from=view.visible_from,
        visible_to=view.visible_to,
    )


def page_of(address: str) -> tuple[str, int | None]:
    """The page an address shows, and the number of its scenario."""
    path = urlsplit(address).path if address.startswith("/") and not address.startswith("//") else ""
    for name, form in PAGES.items():
        if found := form.fullmatch(path):
            parts = found.groupdict()
            return parts.get("page") or name, int(parts["scenario"]) if "scenario" in parts else None
    raise Invalid("This is not the address of a page in an interview.", field="address")
