"""Doing something in an interview: written down once, allowed in its state, and told to everybody who watches."""

from __future__ import annotations

from rounds.actions.office import Office
from rounds.interviews import Act, Done, Hour, Seat
from rounds.interviews.hour import after, check
from rounds.records.work import Work


def act(here: Office, seat: Seat, act: Act, command: str = "") -> int:
    """The number of its entry. `command` names one press of a button: sent again, it changes nothing.

    Raises:
        Conflict: the state of the interview does not allow it.
    """
    with here.records.work() as work:
        no = write(work, here, seat, act, command)
    here.live.changed(seat.interview)
    return no


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
