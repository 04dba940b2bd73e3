"""One interview as those see it who arranged it or sit in it: the arrangement, the invitation, mails, browsers, checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rounds.actions import mails, preflights, rights
from rounds.actions.office import Office
from rounds.actions.showing import Shown, scenarios
from rounds.interviews import OPERATOR, Done, Hour, Interview, Kind, Person, Seat, State, acts, hour_of
from rounds.interviews.access import Access, access_of
from rounds.interviews.attested import Read, read_of
from rounds.interviews.findings import Preflight
from rounds.interviews.rights import Right, as_seen_by, may
from rounds.records.browsers import Browser
from rounds.records.invitations import Invited
from rounds.records.mails import Mail

CANDIDATE = "the candidate"


@dataclass(frozen=True, slots=True)
class Happened:
    """What was done about the arrangement, by whom; of what the candidate asked for and chose the effect, not why."""

    time: datetime
    what: str  # invited, rescheduled, cancelled, asked for …, chose …
    who: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """`link`, `mails`' recipients and `reason` are for who may have them; empty for others. `rights` are the viewer's."""

    interview: Interview
    hour: Hour
    seats: Sequence[Seat]
    scenarios: Sequence[Shown]
    reason: str
    rights: Sequence[str]
    invitation: Invited | None
    link: str
    mails: Sequence[Mail]
    browsers: Sequence[Browser]
    access: Access | None
    consents: dict[str, bool]
    happened: Sequence[Happened]
    can_send: bool
    preflight: Preflight | None
    read: Read

    @property
    def is_open(self) -> bool:
        """What the invitation fixes may still be changed."""
        return self.hour.state is State.SCHEDULED and self.interview.kind is Kind.LIVE


def of(here: Office, who: Person, interview_id: str, url: str) -> Overview:
    """
    Raises:
        NotFound: there is none of that id, or they have no business with it.
    """
    with here.records.look() as look:
        interview, place = rights.within(look, who, interview_id, Right.SEE)
        done, seats = look.done(interview_id), look.seats_of(interview_id)
        hour = hour_of(interview, done)
        left = (Right.SEE, Right.EXPORT) if hour.erased else Right  # of an erased one it is told that it was
        these = [right.value for right in left if may(who, place.role, right, hour.state)]
        invitation = look.invitations.current(interview_id)
        arranges, contact = Right.ARRANGE in these, Right.CONTACT in these
        link = mails.candidates_link(here, look, interview_id, url) if arranges and invitation else ""
        posted = look.mails.of_interview(interview_id) if arranges else []
        candidate = next((seat.id for seat in seats if not seat.role.is_staff), "")
        meets = arranges or Right.RUN in these
        browsers = look.browsers.of_seat(candidate) if meets else []
        names = {one.id: one.name for one in (OPERATOR, *look.people.all())} | {seat.id: seat.name for seat in seats}
        prepares = meets or Right.PREPARE in these
        preflight = preflights.latest(look, interview_id) if prepares else None
        reason = look.reason(interview_id) if Right.REASON in these else ""
    return Overview(
        interview=as_seen_by(who, place.role, interview),
        hour=hour,
        seats=[with_role(seat, hour) for seat in seats if seat.role.is_staff],
        scenarios=scenarios(here, interview),
        reason=reason,
        rights=these,
        invitation=invitation,
        link=link,
        mails=posted if contact else [without_recipient(mail) for mail in posted],
        browsers=browsers,
        access=access_of(done) if meets else None,
        consents=consents_of(done) if meets else {},
        happened=happened(done, names) if meets else [],
        can_send=here.postman.smtp is not None,
        preflight=preflight,
        read=read_of(done, interview) if prepares else frozenset(),
    )


def with_role(seat: Seat, hour: Hour) -> Seat:
    return Seat(seat.id, seat.interview, rights.role_today(seat, hour.lead), seat.name, seat.person)


def without_recipient(mail: Mail) -> Mail:
    return Mail(**{name: getattr(mail, name) for name in Mail.__dataclass_fields__} | {"recipient": ""})


def consents_of(done: Sequence[Done]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for one in done:
        if isinstance(one.act, acts.Consented):
            found = dict(one.act.consents)
    return found


def happened(done: Sequence[Done], names: dict[str, str]) -> list[Happened]:
    """The latest first."""
    found = []
    for one in done:
        assert one.time
        who = names.get(one.seat, "")
        match one.act:
            case acts.Invited():
                found.append(Happened(one.time, "invited again" if one.act.again else "invited", who))
            case acts.Rescheduled():
                found.append(Happened(one.time, "rescheduled", who, one.act.reason))
            case acts.Cancelled():
                found.append(Happened(one.time, "cancelled", who, one.act.reason))
            case acts.Requested():
                found.append(Happened(one.time, "asked for more time or another format", CANDIDATE))
            case acts.Displayed(choices):
                found.append(Happened(one.time, f"chose {', '.join(choices) or 'the usual display'}", CANDIDATE))
    return found[::-1]
