"""What stays of an interview for statistics, as its record tells it."""

from __future__ import annotations

from rounds.actions import rights
from rounds.actions.cockpit import Desk
from rounds.actions.office import Office
from rounds.interviews import Interview, Kind, Seat, State, acts
from rounds.interviews.cards import handed_of
from rounds.interviews.figures import Figures, figures_of
from rounds.interviews.plan import MINUTE
from rounds.records.work import Work


def of_interview(here: Office, look: Work, interview_id: str) -> Figures | None:
    """None where there is nothing to count: in practice, and of an interview that did not take place."""
    interview = look.interview(interview_id)
    if interview.kind is not Kind.LIVE:
        return None
    with here.memories.of(look, interview_id) as memory:
        desk = Desk(here, interview, memory)
        if desk.hour.state is not State.ENDED or not desk.hour.past:
            return None
        return figured(desk, interview, look.seats_of(interview_id))


def figured(desk: Desk, interview: Interview, seats: list[Seat]) -> Figures:
    hour, done = desk.hour, desk.memory.done
    begun = [pin for pin in interview.pins if desk.span(pin.number) and pin.number not in hour.skipped]
    decisions = [one.act.outcome for one in done if isinstance(one.act, acts.Decided)]
    ended = hour.ended or desk.now
    return figures_of(
        interview,
        f"{ended:%Y-%m}",
        minutes={pin.number: hour.worked(pin.number, desk.now) / MINUTE for pin in begun},
        seats=[
            Seat(one.id, one.interview, rights.role_today(one, hour.lead), one.name, one.person)
            for one in seats
            if one.role.is_staff
        ],
        handed=handed_of(done, [pin.number for pin in interview.pins]),
        hints={pin.number: desk.given(pin, desk.sealed(pin), desk.reached(pin)) for pin in begun},
        outcome=decisions[-1] if decisions else "",
    )
