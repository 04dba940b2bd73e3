"""Drills: shipped scenarios with a clock and hints by it and nobody who interviews, alone or as a team.

A drill is an interview of its own kind. Everybody in it has a candidate's seat, and it is theirs alone: it is on no
board, in no statistics and open to nobody else, whatever they do in this installation. Its plan is the work of its
scenarios. What it is about is told once it has ended; who began it may delete it, and with the organisation's days for
interviews it is deleted whole.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from rounds.actions import acting, arranging, erasing, rights
from rounds.actions.arranging import Chosen
from rounds.actions.drills.shown import Begun
from rounds.actions.links import Surface
from rounds.actions.live import News, What
from rounds.actions.office import Office
from rounds.incidents.library import Offered
from rounds.interviews import Done, Interview, Kind, Person, Plan, Role, Seat, State, acts, fit_60
from rounds.interviews.plan import MINUTE, Segment
from rounds.interviews.rights import Right
from rounds.interviews.rubric import CRITERIA
from rounds.kit.errors import Conflict, Forbidden, Invalid, NotFound, TooMuch
from rounds.records.drills import TEAM
from rounds.records.work import Work

log = structlog.get_logger()

MOST = 5  # that one began and that have not ended
MOST_SCENARIOS, MOST_MEMBERS = 5, 12
SHORTEST, LONGEST = 3, 120  # minutes of a scenario
USUAL = next(one.length for one in fit_60().segments if one.scenario) // MINUTE  # minutes
LEFT = timedelta(hours=12)  # without anything done, after which nobody comes back to one that runs
LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Without a seed each scenario has a variant of its own; `minutes` are those of each."""

    scenarios: Sequence[str]
    seed: int | None = None
    team: bool = False
    minutes: int = USUAL


def offered(here: Office) -> list[Offered]:
    """Shipped ones: the solutions of an organisation's own are for real interviews."""
    return [one for one in here.library.offered() if one.place is None]


def begin(here: Office, who: Person, wanted: Wanted, command: str = "") -> Begun:
    """Make a drill and begin to prepare its scenarios. The same command sent twice makes one.

    Raises:
        Forbidden: they do not practise here, or have no account. Invalid: names the field. TooMuch: many of theirs have not ended.
    """
    rights.need(who, Right.PRACTISE)
    check(here, wanted)
    rights.need_account(who)
    name, now = named(who, command), here.now()
    seat = Seat(f"{name}-c", name, Role.CANDIDATE, who.name, who.id)
    with here.records.work() as work:
        if not work.has(name):
            work.people.locked(who.id)
            check_many(work, who)
            pins = arranging.pins(here, [Chosen(one, wanted.seed) for one in wanted.scenarios])
            plan = plan_of(len(pins), wanted.minutes)
            position = TEAM if wanted.team else ""
            made = Interview(name, who.name, "", now, plan, tuple(pins), kind=Kind.DRILL, position=position)
            work.add(made)
            work.seat(seat, now)
            acting.write(work, here, seat, acts.Entered())
        pins = [*work.interview(name).pins]
    arranging.prepare(here, pins)
    return Begun(name, link(here, seat))


def plan_of(scenarios: int, minutes: int) -> Plan:
    """The work of each scenario, and nothing else."""
    segments = (Segment(f"Scenario {no}", minutes * MINUTE, no) for no in range(1, scenarios + 1))
    return Plan(tuple(segments), "Drill", scenarios * minutes * MINUTE)


def check(here: Office, wanted: Wanted) -> None:
    if not 1 <= len(wanted.scenarios) <= MOST_SCENARIOS:
        raise Invalid(f"Choose 1 to {MOST_SCENARIOS} scenarios.", field="scenarios")
    if len(set(wanted.scenarios)) < len(wanted.scenarios):
        raise Invalid("Choose each scenario once.", field="scenarios")
    there = {one.name for one in offered(here)}
    for one in wanted.scenarios:
        if one not in there:
            raise Invalid(f"There is no scenario {one[:60]} to practise with.", field="scenarios")
    if not SHORTEST <= wanted.minutes <= LONGEST:
        raise Invalid(f"A scenario has {SHORTEST} to {LONGEST} minutes.", field="minutes")


def check_many(work: Work, who: Person) -> None:
    states = work.states()
    begun = [one for one in work.drills.of_person(who.id) if not states[one].is_over and is_begun_by(work, one, who)]
    if len(begun) >= MOST:
        raise TooMuch(f"You have {MOST} runs that are not ended. End or delete one of them first.")


def is_begun_by(work: Work, drill_id: str, who: Person) -> bool:
    return any(one.id == f"{drill_id}-c" and one.person == who.id for one in work.seats_of(drill_id))


def named(who: Person, command: str) -> str:
    """The same command sent twice begins one."""
    if not command:
        return secrets.token_hex(6)
    return hashlib.sha256(f"drill {who.id} {command}".encode()).hexdigest()[:12]


def link(here: Office, seat: Seat) -> str:
    return here.links.link(Surface.CANDIDATE, seat.id, seat.interview)


def join(here: Office, who: Person, drill_id: str) -> Begun:
    """One's own side of it: of a game day that has not ended for everybody, of a run alone for who began it.

    Raises:
        Forbidden: they do not practise here, or have no account. NotFound: there is none that is theirs or that they
            may join.
        Conflict: it has ended. TooMuch: it is full.
    """
    rights.need(who, Right.PRACTISE)
    with here.records.work() as work:
        found = drill(work, drill_id)
        work.locked(drill_id)
        seats = work.seats_of(drill_id)
        mine = next((one for one in seats if one.person == who.id), None)
        if mine is None and found.position != TEAM:
            raise NotFound(GONE)
        if work.hour(drill_id).state.is_over:
            raise Conflict("This run has ended.")
        if mine is None:
            rights.need_account(who)
            if len(seats) >= MOST_MEMBERS:
                raise TooMuch(f"A game day has at most {MOST_MEMBERS} people.")
            mine = Seat(f"{drill_id}-c{len(seats) + 1}", drill_id, Role.CANDIDATE, who.name, who.id)
            work.seat(mine, here.now())
    here.live.changed(drill_id)
    return Begun(drill_id, link(here, mine))


GONE = "there is no such run"


def drill(work: Work, drill_id: str) -> Interview:
    """
    Raises:
        NotFound: there is none of that id.
    """
    found = work.interview(drill_id) if work.has(drill_id) else None
    if found is None or found.kind is not Kind.DRILL:
        raise NotFound(GONE)
    return found


def of_member(work: Work, who: Person, drill_id: str) -> tuple[Interview, Seat]:
    """
    Raises:
        Forbidden: they do not practise here. NotFound: there is none of that id, or they are not in it.
    """
    rights.need(who, Right.PRACTISE)
    found = drill(work, drill_id)
    for one in work.seats_of(drill_id):
        if one.person == who.id:
            return found, one
    raise NotFound(GONE)


def score(
    here: Office, who: Person, drill_id: str, scenario: int, points: int, criteria: dict[str, float], text: str
) -> None:
    """What one gives oneself; a later one takes its place.

    Raises:
        NotFound: as `of_member`, or no such scenario. Conflict: it has not ended. Invalid: names the field.
    """
    known = {one.id for one in CRITERIA}
    if not 0 <= points <= 3:
        raise Invalid("A scenario has 0 to 3 points.", field="points")
    if not criteria.keys() <= known or not all(0 <= one <= 3 and (one * 2).is_integer() for one in criteria.values()):
        raise Invalid("Criteria are rated in half steps from 0 to 3.", field="criteria")
    if len(text) > LONGEST_TEXT:
        raise Invalid(f"This is longer than {LONGEST_TEXT:,} characters.", field="text")
    with here.records.work() as work:
        found, seat = of_member(work, who, drill_id)
        found.pin(scenario)
        acting.write(work, here, seat, acts.Scored(scenario, points, dict(criteria), text.strip()))


def scores_of(done: Sequence[Done], seat: str) -> dict[int, acts.Scored]:
    """One's own, by scenario."""
    return {one.act.scenario: one.act for one in done if isinstance(one.act, acts.Scored) and one.seat == seat}


def delete(here: Office, who: Person, drill_id: str) -> None:
    """Everything of it, for everybody who is in it.

    Raises:
        NotFound: as `of_member`. Forbidden: somebody else began it.
    """
    with here.records.look() as look:
        _, seat = of_member(look, who, drill_id)
    if seat.id != f"{drill_id}-c":
        raise Forbidden("Who began this run may delete it.")
    remove(here, drill_id)


def remove(here: Office, drill_id: str) -> None:
    with here.records.work() as work:
        try:
            work.rehearsals.remove(drill_id)
        except NotFound:  # another process was first
            return
    here.records.settle()
    here.live.tell(News(drill_id, What.ERASED))
    here.memories.forget(drill_id)
    for name in ("runs", "compared"):
        here.remembered.forget(f"{name} {drill_id}")
    for what in (What.SHOWN, What.PRESENTED):
        here.live.forget(drill_id, what)
    here.live.changed(drill_id)
    log.info("drill deleted")


def sweep(here: Office) -> int:
    """Delete those whose days are over, and end what nobody came back to; how many were deleted."""
    now = here.now()
    with here.records.look() as look:
        decided, states, known = erasing.policy(look), look.states(), look.drills.all()
    old = [one for one, last in known.items() if now >= decided.until(last, "")]
    for one in old:
        remove(here, one)
    for one, last in known.items():
        if one not in old and states[one] is State.LIVE and now - last > LEFT:
            acting.act(here, Seat("", one, Role.OBSERVER, ""), acts.Ended())
    return len(old)
