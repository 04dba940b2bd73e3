"""A drill as its record tells it: each member's own questions and screen, what they reached together, and the hints.

Steps are looked for on each screen by itself: who asked must also have seen. What was cited is looked for in the notebook
they share, over all that was asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from rounds.actions.cockpit import Desk, Known, moment
from rounds.actions.drills.shown import RunOfScenario
from rounds.actions.memories import Memory
from rounds.actions.office import Office
from rounds.incidents.sealed import Sealed
from rounds.interviews import Done, Exposure, Interview, Pin, Seat, acts, ladder
from rounds.interviews.citing import Citation
from rounds.interviews.ladder import Given, Reach
from rounds.records.work import Work


@dataclass(frozen=True, slots=True)
class Side:
    """One member with what they alone asked and saw."""

    seat: Seat
    desk: Desk


@dataclass(frozen=True, slots=True)
class Together:
    """What was reached in one scenario: of each step the first exposure with whose it is, and the first citation."""

    exposed: Mapping[str, tuple[Exposure, Side]]
    cited: Mapping[str, Citation]
    given: Sequence[Given]

    @property
    def reached(self) -> frozenset[str]:
        return frozenset(self.exposed.keys() | self.cited.keys())


@dataclass(frozen=True, slots=True)
class Drill:
    interview: Interview
    whole: Desk  # all that anybody asked and saw
    sides: Sequence[Side]
    scenarios: Mapping[int, Together]

    @property
    def done(self) -> Sequence[Done]:
        return self.whole.memory.done

    @property
    def is_team(self) -> bool:
        return len(self.sides) > 1

    def name_of(self, seat: str) -> str:
        """Whose it is; empty of who was alone."""
        return next((one.seat.name for one in self.sides if one.seat.id == seat), "") if self.is_team else ""

    def by(self, no: int) -> str:
        """Who did this act of the record."""
        return next((self.name_of(one.seat) for one in self.done if one.no == no), "")


def told(here: Office, look: Work, interview: Interview) -> Drill:
    """Of one that has ended. It reads the whole record."""
    seats = look.seats_of(interview.id)
    whole, own = Memory(), {one.id: Memory() for one in seats}
    for entry in look.record(interview.id):
        whole.add(entry, set(own))
        for seat, memory in own.items():
            memory.add(entry, {seat})
    desk = Desk(here, interview, whole)
    sides = [Side(one, Desk(here, interview, own[one.id])) for one in seats]
    begun = [pin for pin in interview.pins if desk.span(pin.number)]
    return Drill(interview, desk, sides, {pin.number: together(desk, sides, pin) for pin in begun})


def together(whole: Desk, sides: Sequence[Side], pin: Pin) -> Together:
    exposed: dict[str, tuple[Exposure, Side]] = {}
    for side in sides:
        for step, one in side.desk.known(pin).exposed.items():
            if step not in exposed or one.time < exposed[step][0].time:
                exposed[step] = one, side
    known: Known = whole.known(pin)
    sealed = whole.sealed(pin)
    reached = {
        step: Reach(
            moment(exposed[step][0].time) if step in exposed else None,
            moment(known.cited[step].time) if step in known.cited else None,
        )
        for step in exposed.keys() | known.cited.keys()
    }
    given = ladder.given_of(whole.memory.done, pin.number, sealed.hints if sealed else (), reached)
    return Together(exposed, known.cited, given)


def needed(sealed: Sealed) -> list[str]:
    """The steps that lead to the cause and that a record can show."""
    return [step.id for step in sealed.steps if not step.bonus and not step.stated]


def run(drill: Drill, pin: Pin, title: str) -> RunOfScenario:
    """Without what anybody gave themselves."""
    desk, found = drill.whole, drill.scenarios.get(pin.number)
    bare = RunOfScenario(pin.number, pin.scenario, title, pin.version, pin.seed, length=length_of(desk, pin.number))
    sealed, span = desk.sealed(pin), desk.span(pin.number)
    if found is None or sealed is None or span is None:
        return bare
    wanted = needed(sealed)
    times = sorted(at for step in wanted if (at := first_of(desk, found, step, pin.number)) is not None)
    return replace(
        bare,
        began=span[0],
        worked=desk.hour.worked(pin.number, desk.now) / timedelta(milliseconds=1),
        first=times[0] if times else None,
        last=times[-1] if times and len(times) == len(wanted) else None,
        reached=len(times),
        steps=len(wanted),
        hints=len(found.given),
        load=ladder.load(found.given),
    )


def length_of(desk: Desk, number: int) -> float:
    return next((one.length for one in desk.hour.phases if one.scenario == number), timedelta()) / timedelta(
        milliseconds=1
    )


def first_of(desk: Desk, found: Together, step: str, number: int) -> float | None:
    """How far into the work a step was first seen or cited."""
    moments = [one.time for one in (found.cited.get(step),) if one]
    moments += [found.exposed[step][0].time] if step in found.exposed else []
    return desk.at(moment(min(moments)), number) if moments else None


def scored(run: RunOfScenario, own: Mapping[int, acts.Scored]) -> RunOfScenario:
    """With what one gave oneself."""
    mine = own.get(run.number)
    if mine is None:
        return run
    return replace(run, points=mine.points, criteria=dict(mine.criteria), text=mine.text)
