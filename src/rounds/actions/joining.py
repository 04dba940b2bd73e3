"""Coming in: a link names a place, its button turns it into a badge, and the badge is shown with every request.

A candidate's badge is for a seat in one interview and one browser, a staff member's for a person of this installation.
The first browser that presses the button of an invitation has the interview. Another one waits until the lead lets it
in, and then the one before is signed out. Links for practice open as often as wanted, in any browser.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from rounds.actions import acting, rights, signing_in
from rounds.actions.demo import today
from rounds.actions.links import SignedOut, Surface
from rounds.actions.office import Office
from rounds.interviews import Kind, Person, Seat, State, acts
from rounds.interviews.rights import Right, as_seen_by
from rounds.kit.errors import Conflict, Forbidden, NotFound, TooMuch
from rounds.records.browsers import Browser
from rounds.records.work import Work

CANDIDATE_LASTS = timedelta(days=60)  # from the access check to the end page, in the browser that was bound then
MOST_WAITING = 20  # browsers of one seat
LONGEST_AGENT = 300
GONE = "Your seat is gone. Ask for a new link."
AGAIN = "Open your link again to continue."
HERE_ALREADY = "Another browser has this interview. Your interviewer can let you in here."


class Waiting(Forbidden):
    """This browser is not let in yet."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A candidate's badge, and whether its browser was let in or waits."""

    badge: str
    waiting: bool = False


def lasts(surface: Surface) -> timedelta:
    return CANDIDATE_LASTS if surface is Surface.CANDIDATE else signing_in.BADGE_LASTS


# Candidates


def join(here: Office, token: str, *, shown: str = "", agent: str = "") -> Joined:
    """The badge for a candidate's browser that holds this link. `shown` is the badge it has, `agent` what it calls itself.

    Raises:
        SignedOut: it is not a candidate's link, its invitation was replaced or withdrawn, or its seat is gone.
        TooMuch: too many browsers wait.
    """
    invited = here.links.invited(token)
    if invited is None:
        return Joined(here.links.candidate(practising(here, token).id, ""))
    seat_id, interview_id, invitation = invited
    candidate(here, seat_id)
    with here.records.work() as work:
        browser, knocks = bound(work, here, Invite(seat_id, interview_id, invitation), shown, agent)
        if knocks:
            acting.write(work, here, work.seat_of(seat_id), acts.Knocked(browser.id))
    here.live.changed(interview_id)
    return Joined(here.links.candidate(seat_id, browser.id), browser.is_waiting)


@dataclass(frozen=True, slots=True)
class Binding:
    """What a candidate's link would do to a browser in which somebody of the staff is signed in. `binds`: it would be
    the candidate's from then on. `interview` and `candidate` are told to who may see that interview, else empty.
    """

    binds: bool
    interview: str = ""
    candidate: str = ""


def binding(here: Office, who: Person, token: str) -> Binding:
    """A link for practice or a rehearsal binds none, and whoever runs a demo is everybody in it."""
    invited = here.links.invited(token)
    if invited is None or today.is_demos(invited[1]):
        return Binding(False)
    try:
        interview, seat = rights.interview(here, who, invited[1], Right.SEE)
    except NotFound:
        return Binding(True)
    return Binding(True, interview.id, as_seen_by(who, seat.role, interview).candidate)


@dataclass(frozen=True, slots=True)
class Invite:
    seat: str
    interview: str
    invitation: str


def practising(here: Office, token: str) -> Seat:
    """The seat of a link that any browser may use."""
    who, interview = here.links.followed(Surface.CANDIDATE, token)
    seat = candidate(here, who)
    check_kept(here, interview)
    if seat.interview != interview or is_live(here, interview):
        raise SignedOut("This link is not for this interview any more. Ask for a new one.")
    return seat


def check_kept(here: Office, interview_id: str) -> None:
    """
    Raises:
        SignedOut: what was kept of it was erased.
    """
    with here.records.look() as look:
        if look.has(interview_id) and look.keeping.of(interview_id).anonymised:
            raise SignedOut("What was kept of this interview was erased. There is nothing left of it here.")


def is_live(here: Office, interview_id: str) -> bool:
    with here.records.look() as look:
        return look.interview(interview_id).kind is Kind.LIVE


def bound(work: Work, here: Office, invite: Invite, shown: str, agent: str) -> tuple[Browser, bool]:
    """The browser as it is known from here on, and whether it knocks for the first time."""
    work.locked(invite.interview)
    check_invitation(work, invite)
    known = work.browsers.of_seat(invite.seat)
    for one in known:
        if one.id == shown_browser(here, invite.seat, shown) and one.ended is None:
            return one, False
    now = here.now()
    first = not any(one.is_in for one in known)
    if not first and sum(one.is_waiting for one in known) >= MOST_WAITING:
        raise TooMuch("Many browsers opened this link already. Ask for a new one.")
    made = Browser(secrets.token_hex(8), invite.seat, now, agent[:LONGEST_AGENT], now if first else None)
    work.browsers.add(made)
    work.invitations.bind(invite.invitation, now)
    return made, not first


def check_invitation(work: Work, invite: Invite) -> None:
    try:
        known = work.invitations.of(invite.invitation)
        state = work.states()[invite.interview]
    except (NotFound, KeyError):
        raise SignedOut("This link is not for this interview any more. Ask for a new one.") from None
    if state is State.CANCELLED:
        raise SignedOut("This interview was cancelled.")
    if known.revoked is not None or known.interview != invite.interview:
        raise SignedOut("This link was replaced by a newer one, or withdrawn. Use the newest one you were sent.")


def shown_browser(here: Office, seat_id: str, shown: str) -> str:
    """The browser of a badge for this seat; empty for another or none."""
    try:
        seat, browser = worn(here, shown)
    except SignedOut:
        return ""
    return browser if seat == seat_id else ""


def worn(here: Office, shown: str) -> tuple[str, str]:
    """The ids of the seat and the browser that a badge is signed for. Whether both still count is not looked at.

    Raises:
        SignedOut: there is no badge, it is for the other surface, too old or forged.
    """
    return here.links.seated(shown, seconds=int(CANDIDATE_LASTS.total_seconds()))


def seated(here: Office, shown: str) -> Seat:
    """The candidate who shows that badge.

    Raises:
        SignedOut: there is no badge, it is for the other surface, too old or forged, its seat is gone, or its browser
            was signed out.
        Waiting: its browser is not let in yet.
    """
    return sitting(here, worn(here, shown))


def sitting(here: Office, badge: tuple[str, str]) -> Seat:
    """The same of a badge whose signature was checked: its seat and its browser.

    Raises:
        SignedOut: its seat is gone, or its browser was signed out.
        Waiting: its browser is not let in yet.
    """
    seat, browser = of_badge(here, badge)
    if browser is not None and browser.is_waiting:
        raise Waiting(HERE_ALREADY)
    return seat


def waits(here: Office, shown: str) -> bool:
    """Whether the browser that shows this badge is not let in yet.

    Raises:
        SignedOut: as `seated`.
    """
    _, browser = of_badge(here, worn(here, shown))
    return browser is not None and browser.is_waiting


def of_badge(here: Office, badge: tuple[str, str]) -> tuple[Seat, Browser | None]:
    """The seat of a badge and its browser; none in practice."""
    seat_id, browser_id = badge
    with here.records.look() as look:
        shown_as = look.seated(seat_id, browser_id)
    if shown_as is None:
        raise SignedOut(GONE)
    seat, kind, browser = shown_as.seat, shown_as.kind, shown_as.browser
    check_candidates(seat)
    if not browser_id:
        check_kept(here, seat.interview)
        if kind is not Kind.LIVE:
            return seat, None
    if browser is None:
        check_kept(here, seat.interview)
        raise SignedOut(AGAIN)
    if browser.seat != seat.id or browser.ended is not None:
        raise SignedOut("This interview is open in another browser, or its link was replaced. Open your newest link.")
    return seat, browser


def admit(here: Office, who: Person, interview_id: str, browser_id: str, command: str = "") -> None:
    """The lead lets another browser in; the one before is signed out.

    Raises:
        NotFound, Forbidden: as `rights.interview`; or this interview has no such browser.
        Conflict: it was signed out meanwhile.
    """
    with here.records.work() as work:
        work.locked(interview_id)
        _, seat = rights.within(work, who, interview_id, Right.RUN)
        browser = work.browsers.of(browser_id)
        if work.seat_of(browser.seat).interview != interview_id:
            raise NotFound("there is no such browser")
        if browser.ended is not None:
            raise Conflict("This browser was signed out meanwhile.")
        if browser.is_waiting:
            acting.write(work, here, seat, acts.Admitted(browser_id), command)
            work.browsers.admit(browser_id, here.now())
    here.live.changed(interview_id)


def candidate(here: Office, seat_id: str) -> Seat:
    with here.records.look() as look:
        try:
            seat = look.seat_of(seat_id)
        except NotFound:
            raise SignedOut(GONE) from None
    check_candidates(seat)
    return seat


def check_candidates(seat: Seat) -> None:
    if seat.role.is_staff:
        raise SignedOut("Open your own link to continue.")
