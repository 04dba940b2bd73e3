"""What a candidate's browser says it showed: parsed into the state of a page we know, and written down as its word."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rounds.actions import given
from rounds.actions.office import Office
from rounds.interviews import Interview, Seat, View
from rounds.kit.errors import Invalid, NotFound
from rounds.signals import to_ns

PAGES = {
    "dashboard": re.compile(r"/interview/?"),
    "briefing": re.compile(r"/interview/(?P<scenario>[1-9][0-9]{0,3})/?"),
    "trace": re.compile(r"/interview/(?P<scenario>[1-9][0-9]{0,3})/traces/[0-9a-f]{1,64}"),
    "compare": re.compile(r"/interview/(?P<scenario>[1-9][0-9]{0,3})/traces/compare"),
    "database": re.compile(r"/interview/(?P<scenario>[1-9][0-9]{0,3})/database/-?[0-9]{1,20}"),
    "tool": re.compile(
        r"/interview/(?P<scenario>[1-9][0-9]{0,3})/(?P<page>briefing|metrics|traces|logs|database|heap|services)"
    ),
}
NOT_IN_ADDRESSES = re.compile(r"[\x00-\x1f\x7f#]")  # browsers drop some of them, and what is left leads elsewhere
EXACT = 1 << 53  # browsers count in floats
KEYS, TEXT, STATE = 50, 4_000, 32_000  # of a state: keys, characters of a text, bytes as JSON
LATE = timedelta(minutes=5)  # after an interview's end that a browser which lost its network may tell of it
BEFORE, AFTER = timedelta(days=1), timedelta(minutes=1)  # how far a browser's clock may be from ours


@dataclass(frozen=True, slots=True)
class Seen:
    address: str
    state: dict[str, Any]
    visible_from: float
    visible_to: float


def report(here: Office, seat: Seat, views: Sequence[Seen]) -> None:
    """Write them down together, or none.

    Of a seat that reports more than one a second for longer, the newest are written down that its pace allows; the
    others are dropped without a word, as a view earns nothing and a browser could do nothing about it.

    Nor is anything once the interview has been over for a while: what was on the screen then is known, and read.

    Raises:
        Invalid: an address is no page of this interview, a view ends before it began or was not seen about now,
            or its state is larger than any page's.
    """
    now = here.now()
    with here.records.look() as look:
        standing = look.standing(seat.interview)
    entries = [parsed(seat, standing.interview, view, now) for view in views]
    ended = standing.hour.ended
    if ended and now - ended > LATE:
        return
    surplus = len(entries) - here.paces.take(seat.id, len(entries))
    if surplus == len(entries):
        return
    with here.records.work() as work:
        for entry in entries[surplus:]:
            content = entry.content()
            if here.words.takes(seat.id, len(content)):
                work.append(seat.interview, entry, now, content)
    here.live.asked(seat.interview)


def parsed(seat: Seat, interview: Interview, view: Seen, now: datetime) -> View:
    page, scenario = page_of(view.address)
    check_scenario(interview, scenario)
    check_times(view, now)
    check_state(view.state)
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
    given.check({"address": address})
    path = "" if NOT_IN_ADDRESSES.search(address) else address.partition("?")[0]
    for name, form in PAGES.items():
        if found := form.fullmatch(path):
            parts = found.groupdict()
            return parts.get("page") or name, int(parts["scenario"]) if "scenario" in parts else None
    raise Invalid("This is not the address of a page in an interview.", field="address")


def check_scenario(interview: Interview, number: int | None) -> None:
    try:
        _ = number is None or interview.pin(number)
    except NotFound:
        raise Invalid("This interview has no such scenario.", field="address") from None


def check_times(view: Seen, now: datetime) -> None:
    if view.visible_to < view.visible_from:
        raise Invalid("A view ends after it began.", field="visible_to")
    if view.visible_from < to_ns(now - BEFORE) / 1e6:
        raise Invalid("This view was seen too long ago.", field="visible_from")
    if view.visible_to > to_ns(now + AFTER) / 1e6:
        raise Invalid("This view was not seen yet.", field="visible_to")


def check_state(state: dict[str, Any]) -> None:
    given.check(state)
    values = [one for value in state.values() for one in (value if isinstance(value, list) else [value])]
    if len(state) > KEYS or any(isinstance(one, str) and len(one) > TEXT for one in (*state, *values)):
        raise Invalid("This state is larger than any page's.", field="state")
    if any(isinstance(one, int) and abs(one) > EXACT for one in values):
        raise Invalid("A number in this state is larger than browsers can count.", field="state")
    if len(json.dumps(state, ensure_ascii=False).encode()) > STATE:
        raise Invalid("This state is larger than any page's.", field="state")
