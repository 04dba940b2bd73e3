"""Arranging an interview: with whom, when, over which scenarios, and how the hour goes.

What the scenarios are (their version and variant), the plan, the level and the policy are fixed when the invitation is
sent. Afterwards the calendar, the seats, the call and the accommodations may change, until the interview begins.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from rounds.actions import acting, informing, interviews, plans, post, rights
from rounds.actions.office import Office
from rounds.actions.zones import zone
from rounds.incidents.library import Offered
from rounds.interviews import (
    Accommodations,
    Duty,
    Interview,
    Kind,
    Level,
    Person,
    Pin,
    Plan,
    Policy,
    Role,
    Seat,
    State,
    acts,
)
from rounds.interviews.rights import Right, may
from rounds.kit.errors import Conflict, Invalid, NotFound
from rounds.records.work import Work

SEEDS = 1 << 31
LONGEST_NAME, LONGEST_CALL, LONGEST_REASON = 100, 500, 2_000
MOST_SCENARIOS, MOST_SEATS = 9, 20
LONGEST_TIME, SHORTEST_TIME = 4.0, 1.0  # times the usual minutes
ASSISTANTS = ("no", "allowed", "disclosed")
# Far from the ends of what a calendar can say, where no clock of any zone can be told.
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ue000\ue001]")
GUIDES = ("webhooks-slow", "workflows-slow", "service-restarts")
HARDER = ("webhooks-slow", "workflows-slow-2", "service-restarts")
SUGGESTED: Mapping[Level, tuple[str, ...]] = {
    Level.JUNIOR: GUIDES,
    Level.MID: GUIDES,
    Level.SENIOR: HARDER,
    Level.STAFF: HARDER,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A scenario of the library. Without a seed it gets a variant of its own."""

    scenario: str
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """An arrangement as it is asked for. `mail` and `reason` are None from who may not see them: they stay as they are.

    `lead`, `panel`, `shadows` and `committee` are people.
    """

    candidate: str
    lead: str
    scenarios: tuple[Chosen, ...]
    plan: str
    zone: str
    starts: datetime | None = None
    mail: str | None = None
    position: str = ""
    level: Level = Level.MID
    call: str = ""
    policy: Policy = field(default_factory=Policy)
    accommodations: Accommodations = field(default_factory=Accommodations)
    reason: str | None = None
    panel: tuple[str, ...] = ()
    shadows: tuple[str, ...] = ()
    committee: tuple[str, ...] = ()

    @property
    def places(self) -> list[tuple[str, Role]]:
        return [
            (self.lead, Role.LEAD),
            *((one, Role.PANEL) for one in self.panel),
            *((one, Role.SHADOW) for one in self.shadows),
            *((one, Role.COMMITTEE) for one in self.committee),
        ]


@dataclass(frozen=True, slots=True)
class ScenarioOffered:
    """`is_public`: its solution is in the package. `seed` is that of a bundle; None where any variant can be built."""

    name: str
    version: str
    title: str
    is_public: bool
    seed: int | None


def offered(here: Office, who: Person) -> list[ScenarioOffered]:
    rights.need(who, Right.LIST)
    return [
        ScenarioOffered(one.name, one.version, one.title, one.place is None, None if one.place is None else one.seed)
        for one in here.library.offered()
    ]


def suggested(here: Office, level: Level) -> list[str]:
    """The names of three scenarios for this level: the guide's, and the harder ones for who has seen more."""
    there = [one.name for one in here.library.offered()]
    wanted = [name for name in SUGGESTED[level] if name in there]
    return [*wanted, *(name for name in there if name not in wanted)][:3]


def arrange(here: Office, who: Person, wanted: Wanted, command: str = "") -> str:
    """Make an interview, and begin to prepare its scenarios; its id. The same command sent twice makes one.

    Raises:
        Forbidden: they arrange none. Invalid: names the field and what it must be.
    """
    rights.need(who, Right.ARRANGE_NEW)
    check(wanted)
    interview_id = hashlib.sha256(f"{who.id} {command}".encode()).hexdigest()[:12] if command else secrets.token_hex(6)
    with here.records.work() as work:
        if work.has(interview_id):
            return interview_id
        people = seated(work, wanted)
        now = here.now()
        made = told(
            Interview(
                id=interview_id,
                candidate=wanted.candidate,
                interviewer=people[0][0].name,
                created=now,
                plan=plans.chosen(work, wanted.plan, len(wanted.scenarios)),
                pins=tuple(pins(here, wanted.scenarios)),
                kind=Kind.LIVE,
            ),
            wanted,
        )
        work.add(made)
        work.seat(Seat(f"{interview_id}-c", interview_id, Role.CANDIDATE, made.candidate), now)
        reseat(work, here, made, people)
        if wanted.reason and may(who, None, Right.REASON):
            work.keep_reason(interview_id, wanted.reason)
    prepare(here, made.pins)
    return interview_id


def change(here: Office, who: Person, interview_id: str, wanted: Wanted) -> None:
    """Arrange it anew, as far as that is still open.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Invalid: names the field and what it must be.
        Conflict: the invitation was sent and something changed that is fixed since, or it has begun.
    """
    check(wanted)
    with here.records.work() as work:
        work.locked(interview_id)
        before, seat = rights.within(work, who, interview_id, Right.ARRANGE)
        state = work.hour(interview_id).state
        if not state.is_before or before.kind is not Kind.LIVE:
            raise Conflict("This interview is not to be arranged any more.")
        people = seated(work, wanted)
        named = may(who, seat.role, Right.NAME)
        after = told(
            replace(
                before,
                candidate=wanted.candidate if named else before.candidate,
                interviewer=people[0][0].name,
                plan=kept_plan(work, before, wanted),
                pins=tuple(kept_pins(here, before, wanted)),
            ),
            wanted if may(who, seat.role, Right.CONTACT) else replace(wanted, mail=None),
        )
        if state is not State.SCHEDULED:
            check_fixed(before, after)
        work.change(after)
        repin(work, before, after)
        rename(work, after)
        seats = informing.seated(work, interview_id)
        reseat(work, here, after, people)
        if state is not State.SCHEDULED:
            informing.tell_reseated(work, here, after, seats)
        if wanted.reason is not None and may(who, seat.role, Right.REASON):
            work.keep_reason(interview_id, wanted.reason)
    prepare(here, after.pins)
    here.postman.wake()
    here.live.changed(interview_id)


def told(interview: Interview, wanted: Wanted) -> Interview:
    return replace(
        interview,
        mail=interview.mail if wanted.mail is None else wanted.mail,
        starts=wanted.starts,
        zone=wanted.zone,
        position=wanted.position,
        level=wanted.level,
        call=wanted.call,
        policy=wanted.policy,
        accommodations=wanted.accommodations,
    )


def check_fixed(before: Interview, after: Interview) -> None:
    for name, word in (("pins", "scenarios"), ("plan", "plan"), ("level", "level"), ("policy", "policy")):
        if getattr(before, name) != getattr(after, name):
            raise Conflict(f"The {word} is fixed since the invitation was sent." if word != "scenarios" else FIXED)
    if before.starts != after.starts:
        raise Conflict("The candidate knows when it starts: reschedule it, so that they are told.")


FIXED = "The scenarios and their variants are fixed since the invitation was sent."


def kept_plan(work: Work, before: Interview, wanted: Wanted) -> Plan:
    """The plan it has, where nothing else is asked: one of that name may be another by now."""
    same = before.plan.name == wanted.plan and len(before.plan.worked) == len(wanted.scenarios)
    return before.plan if same else plans.chosen(work, wanted.plan, len(wanted.scenarios))


def kept_pins(here: Office, before: Interview, wanted: Wanted) -> Iterable[Pin]:
    """What was pinned stays where the same scenario is asked for with its seed."""
    known = {pin.number: pin for pin in before.pins}
    for number, one in enumerate(wanted.scenarios, start=1):
        pin = known.get(number)
        if pin and (pin.scenario, pin.seed) == (one.scenario, one.seed):
            yield pin
        else:
            yield interviews.pinned(here, number, variant(here, one))


def pins(here: Office, scenarios: Sequence[Chosen]) -> list[Pin]:
    return [interviews.pinned(here, number, variant(here, one)) for number, one in enumerate(scenarios, start=1)]


def variant(here: Office, chosen: Chosen) -> Offered:
    """The scenario with its seed; without one, with a seed that nobody chose.

    Raises:
        Invalid: there is no such scenario, or its bundle has another seed.
    """
    try:
        usual = here.library.find(chosen.scenario)
        if chosen.seed is not None or usual.place is not None:
            return here.library.find(chosen.scenario, chosen.seed)
        return here.library.find(chosen.scenario, secrets.randbelow(SEEDS - 1) + 1)
    except NotFound as error:
        raise Invalid(error.message, field="scenarios") from None


def repin(work: Work, before: Interview, after: Interview) -> None:
    for pin in after.pins:
        if pin not in before.pins:
            work.repin(after.id, pin)
    work.unpin(after.id, len(after.pins))


def prepare(here: Office, these: Iterable[Pin]) -> None:
    """Begin to build and install what is not there yet."""
    waiting = [one for pin in these if not pin.incident and (one := as_offered(here, pin))]
    if waiting:
        here.preparations.start(waiting, lambda one, incident: interviews.prepared(here, one, incident))
    for one in waiting:
        if incident := here.preparations.of(one.name, one.seed).incident:  # it was there just before this was written
            interviews.prepared(here, one, incident)


def as_offered(here: Office, pin: Pin) -> Offered | None:
    """The scenario of a pin; None where this version of it is not to be had any more."""
    try:
        found = here.library.find(pin.scenario, pin.seed)
    except (NotFound, Invalid):
        return None
    return found if found.version == pin.version else None


def renewed(here: Office, interview: Interview) -> Interview:
    """With the versions of today, before they are fixed. What is prepared and no longer offered stays as it is.

    Raises:
        Conflict: a scenario is not to be had any more, and was never prepared.
    """
    return replace(interview, pins=tuple(renewed_pin(here, pin) for pin in interview.pins))


def renewed_pin(here: Office, pin: Pin) -> Pin:
    try:
        one = variant(here, Chosen(pin.scenario, pin.seed))
    except Invalid as error:
        if pin.incident:
            return pin
        raise Conflict(f"{error.message} Choose another before you invite.") from None
    return pin if one.version == pin.version else interviews.pinned(here, pin.number, one)


# Seats


def seated(work: Work, wanted: Wanted) -> list[tuple[Person, Role]]:
    """The people of the places, the lead first.

    Raises:
        Invalid: one of them is nobody, has two places, or does not interview.
    """
    found: list[tuple[Person, Role]] = []
    for person_id, role in wanted.places:
        place = FIELDS[role]
        try:
            person = work.people.of(person_id)
        except NotFound:
            raise Invalid("Choose who it is.", field=place) from None
        if not person.active:
            raise Invalid(f"The account of {person.name} was closed.", field=place)
        if role is not Role.COMMITTEE and not person.does(Duty.INTERVIEWER):
            raise Invalid(f"{person.name} does not interview here.", field=place)
        if any(person.id == other.id for other, _ in found):
            raise Invalid(f"{person.name} has a place already.", field=place)
        found.append((person, role))
    return found


FIELDS = {Role.LEAD: "lead", Role.PANEL: "panel", Role.SHADOW: "shadows", Role.COMMITTEE: "committee"}


def reseat(work: Work, here: Office, interview: Interview, people: list[tuple[Person, Role]]) -> None:
    """Give these people their places. Who has one keeps its id, whatever the place is now."""
    now, held = here.now(), {seat.person: seat for seat in work.seats_of(interview.id) if seat.role.is_staff}
    lead = ""
    for person, role in people:
        old = held.pop(person.id, None)
        seat = Seat(old.id if old else seat_id(interview.id), interview.id, role, person.name, person.id)
        if old != seat:
            if old:
                work.unseat(old.id)
            work.seat(seat, now)
        lead = seat.id if role is Role.LEAD else lead
    for seat in held.values():
        work.unseat(seat.id)
    handed = work.hour(interview.id).lead
    if handed and handed != lead:
        acting.write(work, here, Seat("", interview.id, Role.OBSERVER, ""), acts.Handed(lead))


def seat_id(interview_id: str) -> str:
    return f"{interview_id}-{secrets.token_hex(3)}"


def rename(work: Work, interview: Interview) -> None:
    """The candidate's seat has the name of today."""
    for seat in work.seats_of(interview.id):
        if not seat.role.is_staff and seat.name != interview.candidate:
            work.name_seat(seat.id, interview.candidate)


# What is asked for


def check(wanted: Wanted) -> None:
    """
    Raises:
        Invalid: names the field and what it must be.
    """
    for name, longest in (("candidate", LONGEST_NAME), ("position", LONGEST_NAME), ("call", LONGEST_CALL)):
        check_line(getattr(wanted, name), name, longest)
    if not wanted.candidate.strip():
        raise Invalid("Say who the candidate is.", field="candidate")
    if wanted.mail and not post.is_address(wanted.mail):
        raise Invalid("This is not a mail address we can write to.", field="mail")
    if wanted.call and not is_web(wanted.call):
        raise Invalid("The call's link begins with https:// or http://.", field="call")
    zone(wanted.zone)
    if wanted.starts is not None:
        check_starts(wanted.starts)
    if not 1 <= len(wanted.scenarios) <= MOST_SCENARIOS:
        raise Invalid(f"Choose one to {MOST_SCENARIOS} scenarios.", field="scenarios")
    for one in wanted.scenarios:
        if one.seed is not None and not 0 <= one.seed < 1 << 53:
            raise Invalid("A seed is a whole number from 0.", field="scenarios")
    check_differing(wanted)
    if len(wanted.places) > MOST_SEATS:
        raise Invalid(f"There are at most {MOST_SEATS} places.", field="panel")
    if wanted.policy.assistants not in ASSISTANTS:
        raise Invalid(f"The policy on AI assistants is one of {', '.join(ASSISTANTS)}.", field="policy")
    if not SHORTEST_TIME <= wanted.accommodations.time <= LONGEST_TIME:
        raise Invalid("The minutes can be 1 to 4 times the usual ones.", field="accommodations")
    if wanted.reason and len(wanted.reason) > LONGEST_REASON:
        raise Invalid(f"The reason has at most {LONGEST_REASON:,} characters.", field="reason")


def check_starts(starts: datetime) -> None:
    if starts.tzinfo is None:
        raise Invalid("The start needs a time zone.", field="starts")
    if not EARLIEST <= starts <= LATEST:
        raise Invalid(f"An interview starts between {EARLIEST.year} and {LATEST.year}.", field="starts")


def check_differing(wanted: Wanted) -> None:
    names = [one.scenario for one in wanted.scenarios]
    for name in names:
        if names.count(name) > 1:
            raise Invalid(f"{name} is chosen twice.", field="scenarios")


def check_line(text: str, name: str, longest: int) -> None:
    if len(text) > longest:
        raise Invalid(f"This has at most {longest} characters.", field=name)
    if CONTROL.search(text):
        raise Invalid("This is one line of text.", field=name)


def is_web(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", text)
