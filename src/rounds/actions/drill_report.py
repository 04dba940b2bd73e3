"""A drill that has ended beside what is expected of its scenarios."""

from __future__ import annotations

from collections.abc import Sequence

from rounds.actions.drill_shown import Compared, RunOfScenario
from rounds.actions.office import Office
from rounds.interviews import Done, Hour, Interview, Person, Seat
from rounds.records.work import Work


def standing_of(
    here: Office, look: Work, found: Interview, hour: Hour, done: Sequence[Done], mine: Seat
) -> list[RunOfScenario]:
    known = {one.name: one.title for one in here.library.offered()}
    return [
        RunOfScenario(pin.number, pin.scenario, known.get(pin.scenario, pin.scenario), pin.version, pin.seed)
        for pin in found.pins
    ]


def compared(here: Office, look: Work, who: Person, drill_id: str, seat: Seat) -> list[Compared]:
    return []
