"""Staff coming in, by password or by a link, and going out everywhere at once.

A badge and a link hold the moment since which they are good: that of the last change of the password, or of signing out
everywhere. When that moment is another one, they are void. A link to set a password therefore works once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from rounds.actions import given
from rounds.actions.links import SignedOut, Surface
from rounds.actions.office import Office
from rounds.interviews import OPERATOR, Person
from rounds.kit.errors import Conflict, Invalid, NotFound
from rounds.records.people import Account

BADGE_LASTS = timedelta(days=7)
LINK_LASTS = timedelta(hours=72)
SIGN_IN = "Sign in to continue."
USED = "This link was used already, or is too old. Ask whoever runs Rounds here for a new one."


@dataclass(frozen=True, slots=True)
class OneTime:
    """A link's token to set a password with, good until then."""

    token: str
    until: datetime


def sign_in(here: Office, mail: str, password: str, address: str) -> str:
    """The badge. Nobody learns, from the answer or its time, whether somebody has that address.

    Raises:
        SignedOut: they do not go together, or the account is closed or has no password.
        Slowed: this was tried too often for that mail, or from that address.
    """
    given.check({"mail": mail, "password": password})
    mail = mail.strip().lower()
    here.attempts.begin(mail, address, here.now())
    with here.records.look() as look:
        found = look.people.by_mail(mail)
    good = here.passwords.holds(password, found.password if found else None)
    if not found or not good or not found.person.active:
        raise SignedOut("This address and this password do not go together.")
    here.attempts.succeeded(mail, address)
    return badge(here, found)


def by_link(here: Office, token: str) -> str:
    """The badge for whoever holds that link. It can be used as often as wanted, until its person signs out everywhere.

    Raises:
        SignedOut: it is no link of the staff's, or void, or whoever it is for is gone.
    """
    who, since = here.links.followed(Surface.STAFF, token)
    person = valid(here, who, since, "This link is void. Sign in with your password, or ask for a new one.")
    return here.links.badge(Surface.STAFF, f"{person.id} {since}".strip())


def link(here: Office, person_id: str) -> str:
    """The token of a link that opens the staff's pages for them."""
    return here.links.link(Surface.STAFF, person_id, since_of(here, person_id))


def employed(here: Office, shown: str) -> Person:
    """The member of the staff who shows that badge.

    Raises:
        SignedOut: there is no badge, it is for the other surface, too old, void or forged, or its person is gone.
    """
    try:
        worn = here.links.worn(Surface.STAFF, shown, seconds=int(BADGE_LASTS.total_seconds()))
    except SignedOut:
        raise SignedOut(SIGN_IN) from None
    who, _, since = worn.partition(" ")
    return valid(here, who, since, SIGN_IN)


def sign_out_everywhere(here: Office, who: Person) -> None:
    """Every badge and link of theirs is void from here on.

    Raises:
        Conflict: it is whoever runs this installation, whose link is signed by its secret alone.
    """
    if who.id == OPERATOR.id:
        raise Conflict("The operator's link holds as long as the installation's secret. Replace that file instead.")
    with here.records.work() as work:
        work.people.sign_out(who.id, here.now())
    here.live.missed()  # channels that are open look at their badges


def change_password(here: Office, who: Person, current: str, new: str, address: str) -> str:
    """A new password for oneself; the badge that goes on here, while every other is void.

    Raises:
        Invalid: the present one is wrong, or the new one is too short. Slowed: it was tried too often.
        Conflict: there is none to change.
    """
    given.check({"current": current, "password": new})
    with here.records.look() as look:
        account = account_of(look.people.accounts(), who)
    here.attempts.begin(account.person.mail, address, here.now())
    if not here.passwords.holds(current, account.password):
        raise Invalid("This is not your present password.", field="current")
    here.attempts.succeeded(account.person.mail, address)
    return kept(here, who.id, new)


def one_time(here: Office, account: Account) -> OneTime:
    """A link with which they set a password, once and within 72 hours."""
    until = here.now() + LINK_LASTS
    told = [account.person.id, since(account), until.isoformat()]
    return OneTime(signed(here).dumps(told), until)


def whose(here: Office, token: str) -> Person:
    """Who may set their password with it; this uses nothing up.

    Raises:
        SignedOut: it was used, is too old, was not made here, or its account is closed.
    """
    try:
        who, since_then, until = signed(here).loads(token)
        over = here.now() > datetime.fromisoformat(until)
    except (BadSignature, ValueError, TypeError):
        raise SignedOut("This link is not complete, or not one of ours. Ask for a new one.") from None
    if over or who == OPERATOR.id:
        raise SignedOut(USED)
    return valid(here, str(who), str(since_then), USED)


def set_by_link(here: Office, token: str, password: str) -> str:
    """The badge of whoever set their password with it.

    Raises:
        SignedOut: as `whose`. Invalid: the password is too short.
    """
    given.check({"password": password})
    who = whose(here, token)
    hashed = here.passwords.hash(password)
    with here.records.work() as work:
        work.people.locked(who.id)
        if since(work.people.account(who.id)) != since_in(here, token):
            raise SignedOut(USED)
        work.people.set_password(who.id, hashed, here.now())
    here.live.missed()
    here.attempts.succeeded(who.mail, "")
    return badge_of(here, who.id)


def kept(here: Office, person_id: str, password: str) -> str:
    """Keep a password for them; the badge of who signs in with it from here on.

    Raises:
        NotFound: there is nobody of that id. Invalid: it is too short or too long.
    """
    hashed = here.passwords.hash(password)
    with here.records.work() as work:
        work.people.set_password(person_id, hashed, here.now())
    here.live.missed()
    return badge_of(here, person_id)


def valid(here: Office, person_id: str, since_then: str, void: str) -> Person:
    if person_id == OPERATOR.id:
        return OPERATOR
    with here.records.look() as look:
        try:
            account = look.people.account(person_id)
        except NotFound:
            raise SignedOut(SIGN_IN) from None
    if not account.person.active:
        raise SignedOut("This account was closed. Ask whoever runs Rounds here.")
    if since(account) != since_then:
        raise SignedOut(void)
    return account.person


def badge(here: Office, account: Account) -> str:
    return here.links.badge(Surface.STAFF, f"{account.person.id} {since(account)}".strip())


def badge_of(here: Office, person_id: str) -> str:
    with here.records.look() as look:
        return badge(here, look.people.account(person_id))


def since_of(here: Office, person_id: str) -> str:
    if person_id == OPERATOR.id:
        return ""
    with here.records.look() as look:
        return since(look.people.account(person_id))


def since(account: Account) -> str:
    return account.signed_out.isoformat() if account.signed_out else ""


def since_in(here: Office, token: str) -> str:
    _, since_then, _ = signed(here).loads(token)
    return str(since_then)


def account_of(accounts: list[Account], who: Person) -> Account:
    for one in accounts:
        if one.person.id == who.id and one.password:
            return one
    raise Conflict("There is no password to change. Ask whoever runs Rounds here for a link to set one.")


def signed(here: Office) -> URLSafeSerializer:
    return URLSafeSerializer(here.links.secret, salt="password")


def has_password(here: Office, who: Person) -> bool:
    with here.records.look() as look:
        return any(one.person.id == who.id and one.password is not None for one in look.people.accounts())
