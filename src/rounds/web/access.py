"""Who is asking: two surfaces with a cookie each, so that both work in two tabs of one browser.

A badge is what the cookie holds: a candidate's seat or a member of the staff, signed for one surface. A candidate's says nothing on the staff's
surface and the reverse, because each is signed with a salt of its own and looked up under its own name.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Response

from rounds.actions import joining, signing_in
from rounds.actions.office import Office
from rounds.interviews import Person, Seat
from rounds.web.doors import CANDIDATE, STAFF, Door


def bind(response: Response, door: Door, badge: str, *, secure: bool) -> None:
    """Give the browser its badge, which scripts cannot read and other sites' pages do not send."""
    response.set_cookie(
        door.cookie,
        badge,
        path=door.path,
        max_age=int(joining.lasts(door.surface).total_seconds()),
        httponly=True,
        samesite="lax",
        secure=secure,
    )


async def office(request: Request) -> Office:
    """On the event loop, so that it takes no thread."""
    found: Office = request.app.state.office
    return found


Here = Annotated[Office, Depends(office)]


def candidate(request: Request, here: Here) -> Seat:
    return joining.seated(here, request.cookies.get(CANDIDATE.cookie, ""))


def staff(request: Request, here: Here) -> Person:
    return signing_in.employed(here, request.cookies.get(STAFF.cookie, ""))


async def badge(request: Request, here: Here) -> tuple[str, str]:
    """What a candidate's badge is signed for. For what is asked all the time: it takes no thread, and who asks looks at
    whether the badge still counts in the one that answers (`joining.sitting`).
    """
    return joining.worn(here, request.cookies.get(CANDIDATE.cookie, ""))


Badge = Annotated[tuple[str, str], Depends(badge)]
Candidate = Annotated[Seat, Depends(candidate)]
Staff = Annotated[Person, Depends(staff)]


def is_secure(request: Request) -> bool:
    """Whether the browser reached us over https, also through a proxy that the public address names."""
    url: str = request.app.state.settings.url
    return request.url.scheme == "https" or url.startswith("https:")
