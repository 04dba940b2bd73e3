"""Coming in: a link names a seat, its button turns it into a badge, and the badge is shown with every request."""

from __future__ import annotations

from datetime import timedelta

from rounds.actions.links import SignedOut, Surface
from rounds.actions.office import Office
from rounds.interviews import Seat
from rounds.kit.errors import NotFound

BADGE_LASTS = timedelta(days=7)


def badge(here: Office, surface: Surface, token: str) -> str:
    """The badge for whoever holds that link. A link can be used as often as wanted.

    Raises:
        SignedOut: it is not a link of this surface, or its seat is gone.
    """
    seat_id, interview = here.links.followed(surface, token)
    seat = of_surface(here, surface, seat_id)
    if seat.interview != interview:
        raise SignedOut("This link is not for this interview any more. Ask for a new one.")
    return here.links.badge(surface, seat.id)


def seated(here: Office, surface: Surface, shown: str) -> Seat:
    """The seat of whoever shows that badge.

    Raises:
        SignedOut: there is no badge, it is for the other surface, too old or forged, or its seat is gone.
    """
    seat_id = here.links.worn(surface, shown, seconds=int(BADGE_LASTS.total_seconds()))
    return of_surface(here, surface, seat_id)


def of_surface(here: Office, surface: Surface, seat_id: str) -> Seat:
    with here.records.look() as look:
        try:
            seat = look.seat_of(seat_id)
        except NotFound:
            raise SignedOut("Your seat is gone. Ask for a new link.") from None
    if seat.role.is_staff != (surface is Surface.STAFF):
        raise SignedOut("Open your own link to continue.")
    return seat
