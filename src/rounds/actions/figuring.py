"""What stays of an interview for statistics, as its record tells it.

It is kept as soon as an interview has ended, and anew when a card or a decision comes after: pages over all interviews
then read no records. A record of an hour costs a fifth of a second; what is kept, nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rounds.actions import rights
from rounds.actions.cockpit import Desk, moment
from rounds.actions.memories import Memories
from rounds.actions.office import Office
from rounds.interviews import Interview, Kind, Pin, Seat, State, acts, figures, ladder
from rounds.interviews.cards import handed_of
from rounds.interviews.figures import Figures, figures_of
from rounds.interviews.plan import MINUTE
from rounds.records.work import Work

COUNTED = ("submitted", "decided", "ended")  # acts after which figures are others
AT_ONCE = 10  # interviews whose figures are kept in one go: who waits for the next thing to be done waits for them


def of_interview(here: Office, look: Work, interview_id: str, memories: Memories | None = None) -> Figures | None:
    """None where there is nothing to count: in practice, and of an interview that did not take place."""
    interview = look.interview(interview_id)
    if interview.kind is not Kind.LIVE:
        return None
    with (memories or here.memories).of(look, interview_id) as memory:
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
        reached=dict(alone(desk, begun)),
        until=max((one.no for one in done if one.name in COUNTED), default=0),
    )


def alone(desk: Desk, begun: list[Pin]) -> Iterator[tuple[int, float]]:
    """How far the candidate got without hints in the work of each scenario whose path is known."""
    for pin in begun:
        sealed, span, reached = desk.sealed(pin), desk.span(pin.number), desk.reached(pin)
        if sealed and span:
            steps = [step.id for step in sealed.steps if not step.bonus]
            given = desk.given(pin, sealed, reached)
            yield pin.number, ladder.alone(steps, sealed.hints, reached, given, moment(span[1]))


def of_all(here: Office, look: Work) -> Iterator[tuple[str, Figures]]:
    """Of every interview that took place, and when it ended: of those that are erased the month is all that is known."""
    kept = {interview_id: figures.read(content) for interview_id, content in look.figures.all().items()}
    ended, newest, states = look.last_done("ended"), look.newest(COUNTED), look.states()
    for interview_id in kept.keys() - ended.keys():
        yield kept[interview_id].month, kept[interview_id]
    aside = Memories(most=1)  # so that those who look at an interview keep theirs
    for interview_id, one in ended.items():
        found = kept.get(interview_id)
        if found is None or found.until != newest.get(interview_id):
            is_over = states.get(interview_id) is State.ENDED
            found = of_interview(here, look, interview_id, aside) if is_over else None
        if found and one.time:
            yield f"{one.time:%Y-%m-%d %H:%M:%S}", found


def keep(here: Office) -> int:
    """Keep those of interviews that ended, or that something came to since; how many. The rest with the next round."""
    with here.records.look() as look:
        due = [*islice(unkept(look), AT_ONCE)]
    return sum(keep_of(here, interview_id) for interview_id in due)


def unkept(look: Work) -> Iterator[str]:
    newest, erased = look.newest(COUNTED), look.keeping.erased()
    until = {interview_id: content.get("until", 0) for interview_id, content in look.figures.all().items()}
    for interview_id, state in sorted(look.states().items()):
        if state is State.ENDED and interview_id not in erased and newest.get(interview_id) != until.get(interview_id):
            standing = look.standing(interview_id)
            if standing.interview.kind is Kind.LIVE and standing.hour.past:
                yield interview_id


def keep_of(here: Office, interview_id: str) -> bool:
    with here.records.look() as look:
        found = of_interview(here, look, interview_id, Memories(most=1))
    with here.records.work() as work:
        if found is None or not work.has(interview_id):
            return False
        work.locked(interview_id)
        if work.keeping.of(interview_id).anonymised:  # meanwhile, with figures of its own
            return False
        work.figures.keep(interview_id, figures.told(found))
        return True
