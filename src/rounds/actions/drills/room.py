"""A drill from the inside, on the candidate's surface: who is in which tool, hints by the clock, and what goes on next.

Whether a hint is still needed is told nowhere here: it would say which steps were reached. They are offered by their
minute and in order; who asks for one before its minute is told so afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from rounds.actions import acting
from rounds.actions.drills.shown import DrillRoom, DrillScenario, HintOffered, MemberShown
from rounds.actions.hour import following
from rounds.actions.live import Live
from rounds.actions.office import Office
from rounds.actions.presence import Presence
from rounds.actions.retold import milliseconds
from rounds.actions.seen import page_of
from rounds.actions.showing import Shown, scenarios
from rounds.incidents.sealed import Hint
from rounds.interviews import Act, Done, Hour, Interview, Kind, Pin, Seat, State, acts, hour_of
from rounds.interviews.plan import MINUTE
from rounds.interviews.process import tool_of
from rounds.kit.errors import Conflict, Invalid, NotFound
from rounds.records.drills import TEAM
from rounds.records.work import Work

ASKED_EARLY = "asked early"
WRITTEN = (acts.Wrote, acts.Judged, acts.Pinned, acts.Unpinned)
NOT_READY = "This scenario is still being prepared. Try again in a moment."


def room(here: Office, seat: Seat) -> DrillRoom:
    """
    Raises:
        NotFound: the seat is in no drill.
    """
    with here.records.look() as look:
        found = of_seat(look, seat)
        done, seats = look.done(seat.interview), look.seats_of(seat.interview)
    hour, now = hour_of(found, done), here.now()
    shown = scenarios(here, found)
    ready = {one.pin.number: bool(one.pin.incident) for one in shown}
    coming = next_scenario(hour)
    return DrillRoom(
        id=found.id,
        team=found.position == TEAM,
        state=hour.state.value,
        now=milliseconds(now),
        scenario=hour.scenario,
        elapsed=ms(hour.elapsed(now)),
        length=ms(hour.now_in.phase.length) if hour.now_in else 0.0,
        scenarios=[scenario(hour, one) for one in shown],
        members=[member(here.live, here.presence, one, seat) for one in seats],
        hints=hints(here, found, hour, done, seats),
        may_begin=hour.state is State.LOBBY and ready[1],
        has_next=coming is not None,
        written=max((one.no for one in done if isinstance(one.act, WRITTEN)), default=0),
    )


def still(room: DrillRoom) -> DrillRoom:
    """The same without what the clock alone changes."""
    return replace(room, now=0.0, elapsed=0.0, hints=[replace(one, wait=0.0, standing="") for one in room.hints])


def of_seat(look: Work, seat: Seat) -> Interview:
    found = look.interview(seat.interview)
    if found.kind is not Kind.DRILL:
        raise NotFound("There is nothing here.")
    return found


def scenario(hour: Hour, shown: Shown) -> DrillScenario:
    number = shown.pin.number
    state = "now" if hour.scenario == number else "over" if hour.is_closed(number) else "waiting"
    if state == "waiting" and not shown.pin.incident:
        state = "preparing"
    return DrillScenario(number, shown.title, state, shown.standing.progress)


def member(live: Live, presence: Presence, one: Seat, you: Seat) -> MemberShown:
    showing = live.showing_of(one.id)
    page, number = page_of(showing.address) if showing else ("", None)
    address = showing.address if showing else ""
    return MemberShown(one.id, one.name, one.id == you.id, presence.is_here(one.id), tool_of(page), number, address)


def next_scenario(hour: Hour) -> int | None:
    try:
        return following(hour).scenario
    except Conflict:
        return None


# Hints


def hints(
    here: Office, interview: Interview, hour: Hour, done: Sequence[Done], seats: Sequence[Seat]
) -> list[HintOffered]:
    """Of the scenario that runs; none of any other."""
    if hour.scenario is None or not hour.state.is_running:
        return []
    names = {one.id: one.name for one in seats}
    elapsed = hour.worked(hour.scenario, here.now())
    taken = taken_of(done, hour.scenario)
    sealed = ladder_of(here, interview.pin(hour.scenario))
    return [offered(place, one, elapsed, taken, names) for place, one in enumerate(sealed)]


def ladder_of(here: Office, pin: Pin) -> tuple[Hint, ...]:
    kept = here.library.sealeds.get(pin.incident) if pin.incident else None
    return kept.sealed.hints if kept else ()


def taken_of(done: Sequence[Done], number: int) -> dict[int, Done]:
    """By their places."""
    these = [one for one in done if isinstance(one.act, acts.Hinted) and one.act.scenario == number]
    return {one.act.hint: one for one in these if isinstance(one.act, acts.Hinted)}


def offered(
    place: int, hint: Hint, elapsed: timedelta, taken: Mapping[int, Done], names: Mapping[str, str]
) -> HintOffered:
    at = hint.minute * MINUTE
    one = taken.get(place)
    if one and one.time and isinstance(one.act, acts.Hinted):
        told = round(one.act.minute * 60) * 1000.0
        return HintOffered(place, hint.level, ms(at), "taken", 0.0, one.act.text, told, names.get(one.seat, ""))
    standing = "order" if place > len(taken) else "later" if elapsed < at else "offered"
    return HintOffered(place, hint.level, ms(at), standing, ms(max(timedelta(), at - elapsed)), "", None, "")


def hint(here: Office, seat: Seat, place: int, reason: str = "", command: str = "", of: int | None = None) -> DrillRoom:
    """Take the next hint; `of` is the scenario that whoever asks is in.

    Raises:
        NotFound: as `room`, or there is no such hint. Conflict: nothing runs, or another scenario than `of`; it was taken,
            or one before it comes first. Invalid: it is before its minute and nobody said that it is asked for early.
    """
    with here.records.work() as work:
        found = of_seat(work, seat)
        work.locked(seat.interview)
        if not work.commanded(seat.interview, acting.of_candidate(command)):
            hour, done, now = work.hour(seat.interview), work.done(seat.interview), here.now()
            if hour.scenario is None:
                raise Conflict("Hints are given while their scenario is worked on.")
            check_same(hour, of)
            hints, taken = ladder_of(here, found.pin(hour.scenario)), taken_of(done, hour.scenario)
            check_next(place, hints, taken)
            elapsed, chosen = hour.worked(hour.scenario, now), hints[place]
            early = elapsed < chosen.minute * MINUTE
            if early and reason != ASKED_EARLY:
                raise Invalid(f"This hint comes at minute {chosen.minute}.", field="reason")
            told = ASKED_EARLY if early else ""
            act = acts.Hinted(
                hour.scenario, place, chosen.level, chosen.text, reason=told, minute=round(elapsed / MINUTE, 3)
            )
            acting.write_as_candidate(work, here, seat, act, command)
    here.live.changed(seat.interview)
    return room(here, seat)


def check_same(hour: Hour, of: int | None) -> None:
    """In a team two may press at once, and the second of them means what ran before."""
    if of is not None and hour.scenario != of:
        raise Conflict("Another scenario runs by now.")


def check_next(place: int, hints: Sequence[Hint], taken: Mapping[int, Done]) -> None:
    if not 0 <= place < len(hints):
        raise NotFound("there is no such hint")
    if place in taken:
        raise Conflict("This hint was taken already.")
    if place > len(taken):
        raise Conflict("The hint before it comes first.")


# Onwards


def begin(here: Office, seat: Seat, command: str = "") -> DrillRoom:
    """The first scenario, and its clock.

    Raises:
        NotFound: as `room`. Conflict: it has begun, or is still being prepared.
    """
    return do(here, seat, lambda _: (acts.Admitted(), 1), command)


def next_one(here: Office, seat: Seat, command: str = "", of: int | None = None) -> DrillRoom:
    """The scenario after `of`; there is no way back to the one before.

    Raises:
        NotFound: as `room`. Conflict: there is none, it is still being prepared, or another scenario than `of` runs.
    """

    def act(hour: Hour) -> tuple[Act, int]:
        check_same(hour, of)
        phase = following(hour)
        return acts.Begun(phase.no), phase.scenario or 0

    return do(here, seat, act, command)


def finish(here: Office, seat: Seat, command: str = "") -> DrillRoom:
    """For everybody.

    Raises:
        NotFound: as `room`. Conflict: it does not run.
    """
    return do(here, seat, lambda _: (acts.Ended(), 0), command)


def do(here: Office, seat: Seat, made: Callable[[Hour], tuple[Act, int]], command: str) -> DrillRoom:
    """What is made of the hour, once; a scenario that it opens must be prepared."""
    with here.records.work() as work:
        found = of_seat(work, seat)
        work.locked(seat.interview)
        if not work.commanded(seat.interview, acting.of_candidate(command)):
            act, opens = made(work.hour(seat.interview))
            if opens and not found.pin(opens).incident:
                raise Conflict(NOT_READY)
            acting.write_as_candidate(work, here, seat, act, command)
    here.live.changed(seat.interview)
    return room(here, seat)


def ms(length: timedelta) -> float:
    return length / timedelta(milliseconds=1)
