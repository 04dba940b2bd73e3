"""The hour's commands: the clock, its phases and pauses, who leads, how it ends. Each is an act of the record.

All go through one door: in one unit of work, with nobody else writing to the interview, a command that was done before
changes nothing, and what its state does not allow is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from rounds.actions import interviews, rights
from rounds.actions.acting import act_as_candidate, write
from rounds.actions.live import What
from rounds.actions.office import Office
from rounds.incidents.library import Offered
from rounds.interviews import Act, Hour, Person, Phase, Pin, Role, Seat, acts
from rounds.interviews.rights import Right
from rounds.kit.errors import Conflict, Forbidden, Invalid, NotFound
from rounds.records.work import Work

RUNS = (Right.RUN,)
ARRANGES = (Right.RUN, Right.ARRANGE)  # also whoever arranged it: the lead may be the one who is gone


def admit(here: Office, who: Person, interview_id: str, command: str = "") -> None:
    """Let the candidate in from the lobby: the first phase begins, or, of one that was aborted, the one it was in."""
    do(here, who, interview_id, acts.Admitted(), command)


def begin(here: Office, who: Person, interview_id: str, phase: int | None = None, command: str = "") -> None:
    """A phase by its number, or the next one that is to come. The one before ends, and a pause with it.

    Raises:
        Conflict: it runs already, there is none, or no next one.
    """
    with here.records.work() as work:
        seat = led(work, who, interview_id)
        if not work.commanded(interview_id, command):
            no = following(work.hour(interview_id)).no if phase is None else phase
            write(work, here, seat, acts.Begun(no), command)
    told(here, interview_id, over=True)


def pause(here: Office, who: Person, interview_id: str, reason: str, command: str = "") -> None:
    do(here, who, interview_id, acts.Paused(needed(reason)), command)


def resume(here: Office, who: Person, interview_id: str, command: str = "") -> None:
    do(here, who, interview_id, acts.Resumed(), command)


def extend(
    here: Office, who: Person, interview_id: str, minutes: float, phase: int | None = None, command: str = ""
) -> None:
    """More minutes for the present phase or another one, below zero fewer."""
    with here.records.work() as work:
        seat = led(work, who, interview_id)
        if not work.commanded(interview_id, command):
            no = present(work.hour(interview_id)).no if phase is None else phase
            write(work, here, seat, acts.Extended(no, minutes), command)
    told(here, interview_id)


def skip(here: Office, who: Person, interview_id: str, scenario: int, reason: str, command: str = "") -> None:
    """Leave a scenario out. Where it is the present one, what comes after it begins at once."""
    with here.records.work() as work:
        seat = led(work, who, interview_id)
        if not work.commanded(interview_id, command):
            hour = work.hour(interview_id)
            write(work, here, seat, acts.Skipped(scenario, needed(reason)), command)
            if hour.scenario == scenario:
                write(work, here, seat, acts.Begun(following(hour, but=scenario).no))
    told(here, interview_id, over=True)


def hand(here: Office, who: Person, interview_id: str, to: str, command: str = "") -> None:
    """The lead is another seat of this interview from here on.

    Raises:
        NotFound: it has no such seat. Conflict: that seat cannot lead, or leads already.
    """
    with here.records.work() as work:
        if did(work, who, interview_id, command):  # who handed it on may no more, also when the page asks once more
            return
        seat = led(work, who, interview_id, ARRANGES)
        if not work.commanded(interview_id, command):
            check_can_lead(work.seats_of(interview_id), work.hour(interview_id), to)
            write(work, here, seat, acts.Handed(to), command)
    told(here, interview_id)


def end(here: Office, who: Person, interview_id: str, command: str = "") -> None:
    do(here, who, interview_id, acts.Ended(), command, over=True)


def miss(here: Office, who: Person, interview_id: str, command: str = "") -> None:
    """The candidate did not come."""
    do(here, who, interview_id, acts.Missed(), command, may=ARRANGES)


def abort(here: Office, who: Person, interview_id: str, reason: str, command: str = "") -> None:
    """End it for a technical failure; it may be taken up again."""
    do(here, who, interview_id, acts.Aborted(needed(reason)), command, over=True)


def reopen(here: Office, who: Person, interview_id: str, command: str = "") -> None:
    """Take up one that was aborted, where it was. The time between counts as a pause."""
    do(here, who, interview_id, acts.Reopened(), command)


def reseed(
    here: Office,
    who: Person,
    interview_id: str,
    scenario: int,
    reason: str,
    *,
    seed: int | None = None,
    command: str = "",
) -> None:
    """Another variant of a scenario in its place, the next one unless a seed is told. It is prepared, and is open to the
    candidate once it is; what was spent on the one before counts no more.

    Raises:
        NotFound: there is no such scenario. Conflict: it has this seed already.
        Invalid: a private scenario has one seed only.
    """
    why = needed(reason)
    with here.records.work() as work:
        seat = led(work, who, interview_id)
        if work.commanded(interview_id, command):
            return
        pin = work.interview(interview_id).pin(scenario)
        other = another(here, pin, pin.seed + 1 if seed is None else seed)
        pinned = interviews.pinned(here, scenario, other)
        write(work, here, seat, acts.Reseeded(scenario, pinned.seed, pinned.incident, why), command)
        work.repin(interview_id, pinned)
    if not pinned.incident:
        here.preparations.start([other], lambda one, incident: interviews.prepared(here, one, incident))
    told(here, interview_id)


def present_view(here: Office, who: Person, interview_id: str, *, on: bool, command: str = "") -> None:
    """The lead's page is on the candidate's screen from here on, or no longer. Their screen counts as shared from then."""
    do(here, who, interview_id, acts.Presented(on), command, over=True)


def ask(here: Office, seat: Seat, what: str, text: str = "", command: str = "") -> None:
    """The candidate asks for a pause, for time, or for help."""
    act_as_candidate(here, seat, acts.Asked(what, text), command)


def do(
    here: Office,
    who: Person,
    interview_id: str,
    act: Act,
    command: str,
    *,
    may: Sequence[Right] = RUNS,
    over: bool = False,
) -> None:
    with here.records.work() as work:
        write(work, here, led(work, who, interview_id, may), act, command)
    told(here, interview_id, over=over)


def told(here: Office, interview_id: str, *, over: bool = False) -> None:
    """`over` where what was presented may be no more."""
    if over:
        here.live.forget(interview_id, What.PRESENTED)
    here.live.changed(interview_id)


def led(work: Work, who: Person, interview_id: str, may: Sequence[Right] = RUNS) -> Seat:
    """The seat with which they do it, by one of these rights; nobody else writes until this unit ends."""
    work.locked(interview_id)
    for right in may[:-1]:
        try:
            return rights.within(work, who, interview_id, right)[1]
        except Forbidden:
            continue
    return rights.within(work, who, interview_id, may[-1])[1]


def did(work: Work, who: Person, interview_id: str, command: str) -> bool:
    """Whether this person did that command already."""
    no = work.commanded(interview_id, command)
    if no is None:
        return False
    seat = rights.place(work, who, interview_id).id
    return bool(seat) and any(one.no == no and one.seat == seat for one in work.done(interview_id, no - 1))


def following(hour: Hour, but: int | None = None) -> Phase:
    """The phase to come after the present one, none of that scenario."""
    now = present(hour)
    for one in hour.phases[now.no + 1 :]:
        if one.scenario is None or one.scenario not in hour.skipped | {but}:
            return one
    raise Conflict("This is the last phase; the interview can be ended.")


def present(hour: Hour) -> Phase:
    if hour.now_in is None:
        raise Conflict("This is done while the interview runs.")
    return hour.now_in.phase


def check_can_lead(seats: Sequence[Seat], hour: Hour, to: str) -> None:
    chosen = next((one for one in seats if one.id == to), None)
    if chosen is None or not chosen.person:
        raise NotFound("this interview has no such interviewer")
    if chosen.role not in (Role.LEAD, Role.PANEL):
        raise Conflict("Who learns, or decides later, does not lead.")
    if to == hour.lead or (not hour.lead and chosen.role is Role.LEAD):
        raise Conflict(f"{chosen.name} leads already.")


def another(here: Office, pin: Pin, seed: int) -> Offered:
    if seed == pin.seed:
        raise Conflict("This scenario has this variant already.")
    return here.library.find(pin.scenario, seed)


def needed(reason: str) -> str:
    if not reason.strip():
        raise Invalid("Say why, in a word.", field="reason")
    return reason.strip()
