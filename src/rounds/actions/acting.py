"""Doing something in an interview: written down once, allowed in its state, and told to everybody who watches."""

from __future__ import annotations

from rounds.actions.office import Office
from rounds.actions.paces import TooOften
from rounds.interviews import Act, Done, Hour, Seat
from rounds.interviews.hour import after, check
from rounds.kit.errors import Conflict
from rounds.records.work import Work

MOST = 2_000  # of one kind that a candidate does in an interview


def act(here: Office, seat: Seat, act: Act, command: str = "") -> int:
    """The number of its entry. `command` names one press of a button: sent again, it changes nothing.

    Raises:
        Conflict: the state of the interview does not allow it.
    """
    with here.records.work() as work:
        no = write(work, here, seat, act, command)
    here.live.changed(seat.interview)
    return no


def act_as_candidate(here: Office, seat: Seat, act: Act, command: str = "") -> int:
    """The same of a candidate's seat: whoever has a link may hold it in a program, which presses oftener than a hand.

    Raises:
        Conflict: as `act`, or this was done more often than anybody means it.
        TooOften: this is quicker than anybody presses.
    """
    with here.records.work() as work:
        no = write_as_candidate(work, here, seat, act, command)
    here.live.changed(seat.interview)
    return no


def write_as_candidate(work: Work, here: Office, seat: Seat, act: Act, command: str = "") -> int:
    """Within a unit of work that holds more."""
    work.locked(seat.interview)
    command = of_candidate(command)
    if known := work.commanded(seat.interview, command):
        return known
    if work.times(seat.interview, Done(act, seat.id).name) >= MOST:
        raise Conflict(
            "This was done very often already. Tell your interviewer, or answer the mail of your invitation."
        )
    if not here.paces.take(f"{seat.id}/acts", 1):
        raise TooOften("This is quicker than anybody presses. Try again in a moment.")
    return write(work, here, seat, act, command)


def of_candidate(command: str) -> str:
    """A candidate's command as it is written down: none of theirs is taken for one of the staff's that is to come."""
    return f"candidate {command}" if command else ""


def write(work: Work, here: Office, seat: Seat, act: Act, command: str = "") -> int:
    """Within a unit of work that holds more; who calls tells those who watch afterwards."""
    work.locked(seat.interview)
    if known := work.commanded(seat.interview, command):
        return known
    hour: Hour = work.hour(seat.interview)
    check(hour, act)
    now = here.now()
    no = work.append(seat.interview, Done(act, seat.id, command), now)
    state = after(hour, act, now).state
    if state is not hour.state:
        work.keep_state(seat.interview, state)
    return no
