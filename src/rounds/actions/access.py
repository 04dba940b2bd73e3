"""What a candidate does around the scenarios: checks their access, agrees, tours the tools, comes in, and says how it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rounds.actions import acting, keeping, tutorial
from rounds.actions.office import Office
from rounds.actions.preparations import Standing
from rounds.incidents.library import Offered
from rounds.incidents.public import Public
from rounds.interviews import Done, Duty, Hour, Interview, Kind, Seat, State, acts, hour_of, welcome
from rounds.interviews import access as accesses
from rounds.interviews.access import Access, Agreed
from rounds.kit.errors import Conflict, Invalid
from rounds.records.work import Work

EARLY = timedelta(minutes=10)  # before the start, when the waiting room opens
LONGEST = 2_000  # characters of a request
MOST = 12_000  # of all requests of an interview


@dataclass(frozen=True, slots=True)
class Tutorial:
    """`public` is absent until it is prepared."""

    title: str
    standing: Standing
    public: Public | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    mail: str


@dataclass(frozen=True, slots=True)
class Around:
    """All that a candidate's pages show before and after the scenarios, beside the interview itself."""

    interview: Interview
    hour: Hour
    access: Access | None
    agreed: Agreed
    toured: Mapping[str, str]
    displayed: Sequence[str]
    requested: datetime | None
    moved: datetime | None
    comment: Mapping[str, str]
    provenances: Mapping[int, str]
    tutorial: Tutorial | None
    contact: Contact | None

    @property
    def opens(self) -> datetime | None:
        """When the waiting room opens; None for at any time."""
        return self.interview.starts - EARLY if self.interview.starts else None


def around(here: Office, seat: Seat) -> Around:
    """
    Raises:
        NotFound: the seat is in no interview.
    """
    with here.records.look() as look:
        interview, done = look.interview(seat.interview), look.done(seat.interview)
        contact = contact_of(look, seat.interview, done)
    own = [one for one in done if one.seat == seat.id]
    hour = hour_of(interview, done)
    return Around(
        interview,
        hour,
        accesses.access_of(own),
        accesses.agreed_of(own),
        accesses.toured_of(own),
        accesses.displayed_of(own),
        accesses.requested_of(own),
        accesses.moved_of(done),
        accesses.commented_of(own),
        provenances(here, interview),
        tutorial_of(here, interview, hour),
        contact,
    )


def contact_of(look: Work, interview_id: str, done: Sequence[Done]) -> Contact | None:
    """Whoever invited, else somebody who does here; None where nobody with an address does."""
    invited = {one.seat for one in done if isinstance(one.act, acts.Invited)}
    people = [one for one in look.people.all() if one.active and one.mail]
    seats = {seat.person for seat in look.seats_of(interview_id) if seat.id in invited}
    for chosen in (
        [one for one in people if one.id in invited | seats],
        [one for one in people if one.does(Duty.RECRUITER)],
    ):
        if chosen:
            return Contact(chosen[-1].name, chosen[-1].mail)
    return None


def provenances(here: Office, interview: Interview) -> dict[int, str]:
    """Where the data of each scenario is from; of those that are not prepared it is known of shipped ones."""
    found = {}
    for pin in interview.pins:
        if pin.incident:
            known = here.library.public(pin.incident)
            says = known.public.provenance if known else ""
            found[pin.number] = welcome.provenance(says, recorded_here=known is None)
        elif pin.scenario in here.library.shipped:
            found[pin.number] = welcome.SHIPPED
    return found


def tutorial_of(here: Office, interview: Interview, hour: Hour) -> Tutorial | None:
    offered = tutorial.scenario(here, interview)
    if offered is None:
        return None
    standing = standing_of(here, offered)
    known = here.library.public(standing.incident) if standing.incident else None
    return Tutorial(offered.title, standing, known.public if known else None, tutorial.is_open(interview, hour))


def standing_of(here: Office, offered: Offered) -> Standing:
    if found := tutorial.installed(here, offered):
        return Standing(1.0, "", incident=found)
    return here.preparations.of(offered.name, offered.seed)


def check(here: Office, seat: Seat, checks: Mapping[str, tuple[str, str]], command: str = "") -> None:
    """Keep what the browser found.

    Raises:
        Invalid: it tells of something else. Conflict: the interview is over.
    """
    acting.act_as_candidate(here, seat, accesses.checked(checks), command)


def consent(here: Office, seat: Seat, given: Mapping[str, bool], version: str, command: str = "") -> None:
    """
    Raises:
        Invalid: the policy is not accepted, or these are not the texts that are shown. Conflict: it was called off.
    """
    acting.act_as_candidate(here, seat, welcome.consented(given, version), command)
    for name, agreed in given.items():
        if not agreed:
            keeping.take_out(here, seat.interview, name)


def tour(here: Office, seat: Seat, stop: str, command: str = "", *, skipped: bool = False) -> None:
    """
    Raises:
        Invalid: there is no such stop. Conflict: the interview is over.
    """
    acting.act_as_candidate(here, seat, accesses.toured(stop, skipped=skipped), command)


def display(here: Office, seat: Seat, choices: Sequence[str], command: str = "") -> None:
    """
    Raises:
        Invalid: there is no such choice. Conflict: the interview is over.
    """
    acting.act_as_candidate(here, seat, accesses.displayed(choices), command)


def request(here: Office, seat: Seat, text: str, command: str = "") -> None:
    """Ask for more time or another format. The record says that, and the words are kept where no rater reads them.

    Raises:
        Invalid: nothing is said, or too much. Conflict: the interview has begun.
    """
    if not text.strip() or len(text) > LONGEST:
        raise Invalid(f"Say in up to {LONGEST:,} characters what would help you.", field="text")
    with here.records.work() as work:
        work.locked(seat.interview)
        if work.commanded(seat.interview, acting.of_candidate(command)):
            return
        acting.write_as_candidate(work, here, seat, acts.Requested(), command)
        known = work.reason(seat.interview)
        told = "\n\n".join(part for part in (known, f"{here.now():%Y-%m-%d %H:%M} UTC: {text.strip()}") if part)
        if len(told) > MOST:
            raise Conflict("You have said a lot already. Answer the mail of your invitation instead.")
        work.keep_reason(seat.interview, told)
    here.live.changed(seat.interview)


def enter(here: Office, seat: Seat, command: str = "") -> None:
    """Wait to be let in. Done already, it changes nothing.

    Raises:
        Conflict: it is too early, the policy is not accepted yet, or there is nothing to wait for.
    """
    with here.records.work() as work:
        work.locked(seat.interview)
        interview, told = work.interview(seat.interview), work.done(seat.interview)
        hour = hour_of(interview, told)
        if hour.state is State.LOBBY or hour.state.is_running:
            return
        check_entrance(interview, hour, accesses.agreed_of(one for one in told if one.seat == seat.id), here.now())
        acting.write(work, here, seat, acts.Entered(), acting.of_candidate(command))
    here.live.changed(seat.interview)


def check_entrance(interview: Interview, hour: Hour, agreed: Agreed, now: datetime) -> None:
    if not hour.state.is_before:
        raise Conflict("This interview is over.")
    if interview.kind is Kind.PRACTICE:
        raise Conflict("There is nothing to wait for: this is for practice, and everything is open.")
    if interview.kind is not Kind.LIVE:
        return
    if interview.starts and now < interview.starts - EARLY:
        raise Conflict(f"The waiting room opens {EARLY.seconds // 60} minutes before the start.")
    if not agreed.policy:
        raise Conflict("Accept what you may use in the interview first.")


def comment(here: Office, seat: Seat, answers: Mapping[str, str], command: str = "") -> None:
    """
    Raises:
        Invalid: it answers something else, or nothing. Conflict: the interview is not over.
    """
    acting.act_as_candidate(here, seat, welcome.commented(answers), command)
