"""People on the wire: who is signed in, everybody of this installation, and links to set a password."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from rounds.actions.people import Told
from rounds.actions.signing_in import OneTime
from rounds.interviews import Duty, Person
from rounds.interviews.rights import Right, may
from rounds.records.people import Account
from rounds.web.views import Frozen

Password = Annotated[str, Field(max_length=1000)]  # of which lengths is said in words
Token = Annotated[str, Field(max_length=2000)]


class SignIn(Frozen):
    mail: Annotated[str, Field(max_length=1000)]
    password: Password


class SignOut(Frozen):
    """`everywhere` ends it in every browser, and voids every link of theirs."""

    everywhere: bool = False


class PasswordLink(Frozen):
    token: Token


class NewPassword(Frozen):
    """By a one-time link."""

    token: Token
    password: Password


class PasswordChange(Frozen):
    """Of one's own."""

    current: Password
    password: Password


class GivenPassword(Frozen):
    """By an admin."""

    password: Password


class MeView(Frozen):
    """Who is signed in, and what they may do in the whole installation; in an interview their seat adds to it.

    `password` says whether they can sign in with one.
    """

    id: str
    name: str
    mail: str
    duties: list[Duty]
    rights: list[str]
    password: bool


class WhoseView(Frozen):
    name: str
    mail: str


class NewPerson(Frozen):
    name: Annotated[str, Field(max_length=1000)]
    mail: Annotated[str, Field(max_length=1000)]
    duties: Annotated[list[Duty], Field(max_length=10)]


class PersonView(Frozen):
    """`active` is false for an account that was closed, `password` for who has not set one."""

    id: str
    name: str
    mail: str
    duties: list[Duty]
    active: bool
    password: bool
    created: datetime


class PasswordLinkView(Frozen):
    """An address with which they set their password, once, until then."""

    url: str
    until: datetime


class PersonAdded(Frozen):
    person: PersonView
    link: PasswordLinkView


class InterviewerView(Frozen):
    id: str
    name: str
    duties: list[Duty]


def me_view(who: Person, *, password: bool) -> MeView:
    rights = [one.value for one in Right if may(who, None, one)]
    return MeView(id=who.id, name=who.name, mail=who.mail, duties=sorted(who.duties), rights=rights, password=password)


def person_view(account: Account) -> PersonView:
    who = account.person
    return PersonView(
        id=who.id,
        name=who.name,
        mail=who.mail,
        duties=sorted(who.duties),
        active=who.active,
        password=account.password is not None,
        created=account.created,
    )


def link_view(found: OneTime, origin: str) -> PasswordLinkView:
    return PasswordLinkView(url=f"{origin}/staff/password#{found.token}", until=found.until)


def told_of(given: NewPerson) -> Told:
    return Told(given.name, given.mail, given.duties)
