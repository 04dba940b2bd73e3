"""Coming in: a link names a place, its button turns it into a badge, and the badge is shown with every request.

A candidate's badge is for a seat in one interview, a staff member's for a person of this installation.
"""

from __future__ import annotations

from datetime import timedelta

from rounds.actions.links import SignedOut, Surface
from rounds.actions.office import Office
from rounds.interviews import OPERATOR, Person, Seat
from rounds.kit.errors import NotFound

BADGE_LASTS = timedelta(days=7)


def badge(here: Office, surface: Surface, token: str) -> str:
    """The badge for whoever holds that link. A link can be used as often as wanted.

    Raises:
        SignedOut: it is not a link of this surface, or who it is for is gone.
    """
    who, interview = here.links.followed(surface, token)
    if surface is Surface.STAFF:
        return here.links.badge(surface, person(here, who).id)
    seat = candidate(here, who)
    if seat.interview != interview:
        raise SignedOut("This link is not for this interview any more. Ask for a new one.")
    return here.links.badge(surface, seat.id)


def seated(here: Office, shown: str) -> Seat:
    """The candidate who shows that badge.

    Raises:
        SignedOut: there is no badge, it is for the other surface, too old or forged, or its seat is gone.
    """
    return candidate(here, here.links.worn(Surface.CANDIDATE, shown, seconds=int(BADGE_LASTS.total_seconds())))


def employed(here: Office, shown: str) -> Person:
    """The member of the staff who shows that badge.

    Raises:
        SignedOut: there is no badge, it is for the other surface, too old or forged, or who it is for is gone.
    """
    return person(here, here.links.worn(Surface.STAFF, shown, seconds=int(BADGE_LASTS.total_seconds())))


def candidate(here: Office, seat_id: str) -> Seat:
    with here.records.look() as look:
        try:
            seat = look.seat_of(seat_id)
        except NotFound:
            raise SignedOut("Your seat is gone. Ask for a new link.") from None
    if seat.role.is_staff:
        raise SignedOut("Open your own link to continue.")
    return seat


def person(here: Office, person_id: str) -> Person:
    if person_id == OPERATOR.id:
        return OPERATOR
    with here.records.look() as look:
        try:
            found = look.people.of(person_id)
        except NotFound:
            raise SignedOut("Sign in to continue.") from None
    if not found.active:
        raise SignedOut("This account was closed. Ask whoever runs Rounds here.")
    return found
