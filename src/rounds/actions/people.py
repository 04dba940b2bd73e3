"""The people of this installation: who they are, what they do here, and whether their account is open. For admins."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace

from rounds.actions import given, rights, signing_in
from rounds.actions.office import Office
from rounds.actions.signing_in import OneTime
from rounds.interviews import Duty, Person
from rounds.interviews.rights import Right, may
from rounds.kit.errors import Conflict, Forbidden, Invalid
from rounds.records.people import Account

LONGEST_NAME, LONGEST_MAIL = 200, 254
MAIL = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True, slots=True)
class Added:
    account: Account
    link: OneTime


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of somebody when they are added or changed."""

    name: str
    mail: str
    duties: Collection[Duty]


def listed(here: Office, who: Person) -> list[Account]:
    """Everybody, by name, also whose account is closed.

    Raises:
        Forbidden: they are not theirs to see.
    """
    rights.need(who, Right.PEOPLE)
    with here.records.look() as look:
        return look.people.accounts()


def interviewers(here: Office, who: Person) -> list[Person]:
    """Those who can be given a place in an interview: of open accounts, by name.

    Raises:
        Forbidden: they arrange none.
    """
    if not (may(who, None, Right.ARRANGE_NEW) or who.does(Duty.INTERVIEWER)):
        raise Forbidden("This is not yours to do here.")
    with here.records.look() as look:
        return [one for one in look.people.all() if one.active and one.does(Duty.INTERVIEWER, Duty.COMMITTEE)]


def add(here: Office, who: Person, told: Told) -> Added:
    """A new account, and the link with which they set their password.

    Raises:
        Forbidden: it is not theirs to do. Invalid: name, mail or duties. Conflict: somebody has that mail.
    """
    rights.need(who, Right.PEOPLE)
    made = checked(Person(secrets.token_hex(6), "", "", frozenset()), told)
    with here.records.work() as work:
        work.people.add(made, here.now())
        account = work.people.account(made.id)
    return Added(account, signing_in.one_time(here, account))


def change(here: Office, who: Person, person_id: str, told: Told) -> Account:
    """
    Raises:
        Forbidden: it is not theirs to do. NotFound: there is nobody of that id. Invalid: name, mail or duties.
        Conflict: somebody else has that mail, or it would take their own right to do this.
    """
    rights.need(who, Right.PEOPLE)
    with here.records.work() as work:
        changed = checked(work.people.of(person_id), told)
        if person_id == who.id and Duty.ADMIN not in changed.duties:
            raise Conflict("You would no longer be an admin. Let another admin change this.")
        work.people.change(changed)
        return work.people.account(person_id)


def close(here: Office, who: Person, person_id: str) -> Account:
    """They are signed out everywhere and cannot sign in; what they did stays under their name.

    Raises:
        Forbidden: it is not theirs to do. NotFound: there is nobody of that id. Conflict: it is their own.
    """
    if person_id == who.id:
        raise Conflict("This is your own account. Let another admin close it.")
    return kept_open(here, who, person_id, active=False)


def reopen(here: Office, who: Person, person_id: str) -> Account:
    """With the password of before, and no badge or link of before.

    Raises:
        Forbidden: it is not theirs to do. NotFound: there is nobody of that id.
    """
    return kept_open(here, who, person_id, active=True)


def link(here: Office, who: Person, person_id: str) -> OneTime:
    """A link with which they set a password.

    Raises:
        Forbidden: it is not theirs to do. NotFound: there is nobody of that id. Conflict: their account is closed.
    """
    rights.need(who, Right.PEOPLE)
    with here.records.look() as look:
        account = look.people.account(person_id)
    if not account.person.active:
        raise Conflict("This account is closed. Open it first.")
    return signing_in.one_time(here, account)


def set_password(here: Office, who: Person, person_id: str, password: str) -> Account:
    """Signs them out everywhere.

    Raises:
        Forbidden: it is not theirs to do. NotFound: there is nobody of that id. Invalid: it is too short.
    """
    rights.need(who, Right.PEOPLE)
    given.check({"password": password})
    signing_in.kept(here, person_id, password)
    with here.records.look() as look:
        return look.people.account(person_id)


def kept_open(here: Office, who: Person, person_id: str, *, active: bool) -> Account:
    rights.need(who, Right.PEOPLE)
    with here.records.work() as work:
        work.people.change(replace(work.people.of(person_id), active=active))
        if not active:
            work.people.sign_out(person_id, here.now())
        account = work.people.account(person_id)
    here.live.missed()  # channels that are open look at their badges
    return account


def checked(person: Person, told: Told) -> Person:
    given.check({"name": told.name, "mail": told.mail})
    name, mail = " ".join(told.name.split()), told.mail.strip().lower()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(f"A name has 1 to {LONGEST_NAME} characters.", field="name")
    if not MAIL.fullmatch(mail) or len(mail) > LONGEST_MAIL:
        raise Invalid("This is not a mail address.", field="mail")
    if not told.duties:
        raise Invalid("Choose at least one thing that they do here.", field="duties")
    return replace(person, name=name, mail=mail, duties=frozenset(told.duties))
