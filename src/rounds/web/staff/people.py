"""The people of this installation, for its admins."""

from __future__ import annotations

from fastapi import APIRouter, Request

from rounds.actions import people
from rounds.web.access import Here, Staff
from rounds.web.people_views import (
    GivenPassword,
    InterviewerView,
    NewPerson,
    PasswordLinkView,
    PersonAdded,
    PersonView,
    link_view,
    person_view,
    told_of,
)

router = APIRouter(prefix="/people", tags=["people"])


@router.get("")
def staff_people(here: Here, who: Staff) -> list[PersonView]:
    return [person_view(one) for one in people.listed(here, who)]


@router.get("/interviewers")
def staff_interviewers(here: Here, who: Staff) -> list[InterviewerView]:
    """Who can be given a place in an interview."""
    found = people.interviewers(here, who)
    return [InterviewerView(id=one.id, name=one.name, duties=sorted(one.duties)) for one in found]


@router.post("", status_code=201)
def add_person(new: NewPerson, here: Here, who: Staff, request: Request) -> PersonAdded:
    added = people.add(here, who, told_of(new))
    return PersonAdded(person=person_view(added.account), link=link_view(added.link, origin(request)))


@router.post("/{person_id}")
def change_person(person_id: str, changed: NewPerson, here: Here, who: Staff) -> PersonView:
    return person_view(people.change(here, who, person_id, told_of(changed)))


@router.post("/{person_id}/close")
def close_person(person_id: str, here: Here, who: Staff) -> PersonView:
    return person_view(people.close(here, who, person_id))


@router.post("/{person_id}/reopen")
def reopen_person(person_id: str, here: Here, who: Staff) -> PersonView:
    return person_view(people.reopen(here, who, person_id))


@router.post("/{person_id}/password-link")
def person_password_link(person_id: str, here: Here, who: Staff, request: Request) -> PasswordLinkView:
    """The address of a page on which they set a password, once."""
    return link_view(people.link(here, who, person_id), origin(request))


@router.post("/{person_id}/password")
def give_password(person_id: str, given: GivenPassword, here: Here, who: Staff) -> PersonView:
    return person_view(people.set_password(here, who, person_id, given.password))


def origin(request: Request) -> str:
    found: str = request.app.state.settings.url
    return found
