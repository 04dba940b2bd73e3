"""Signing in and out, and passwords. Only what is asked with a badge knows who asks."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from rounds.actions import signing_in
from rounds.web.access import Here, Staff, bind, is_secure
from rounds.web.doors import STAFF
from rounds.web.people_views import (
    MeView,
    NewPassword,
    PasswordChange,
    PasswordLink,
    SignIn,
    SignOut,
    WhoseView,
    me_view,
)

router = APIRouter(tags=["session"])


@router.post("/sign-in", status_code=204)
def staff_sign_in(given: SignIn, here: Here, request: Request, response: Response) -> None:
    badge = signing_in.sign_in(here, given.mail, given.password, address_of(request))
    bind(response, STAFF, badge, secure=is_secure(request))


@router.post("/sign-out", status_code=204)
def staff_sign_out(given: SignOut, here: Here, who: Staff, response: Response) -> None:
    if given.everywhere:
        signing_in.sign_out_everywhere(here, who)
    response.delete_cookie(STAFF.cookie, path=STAFF.path)


@router.get("/me")
def staff_me(here: Here, who: Staff) -> MeView:
    return me_view(who, password=signing_in.has_password(here, who))


@router.post("/me/password", status_code=204)
def staff_change_password(given: PasswordChange, here: Here, who: Staff, request: Request, response: Response) -> None:
    badge = signing_in.change_password(here, who, given.current, given.password, address_of(request))
    bind(response, STAFF, badge, secure=is_secure(request))


@router.post("/password-link")
def staff_password_link(given: PasswordLink, here: Here) -> WhoseView:
    """Whose it is, which uses nothing up."""
    who = signing_in.whose(here, given.token)
    return WhoseView(name=who.name, mail=who.mail)


@router.post("/password", status_code=204)
def staff_set_password(given: NewPassword, here: Here, request: Request, response: Response) -> None:
    badge = signing_in.set_by_link(here, given.token, given.password)
    bind(response, STAFF, badge, secure=is_secure(request))


def address_of(request: Request) -> str:
    """The client's, also behind a proxy on this machine: uvicorn believes what that one says of it."""
    return request.client.host if request.client else ""
