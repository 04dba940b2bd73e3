"""How interviews stand, kept in memory: an interview as it is arranged and its hour, read once and then carried on.

Nothing is believed for its age, since another process may write at any time: each look asks for one row, which tells
whether what is known still holds. It says how the interview and its pins are arranged, and which act is the newest; only
acts after the newest that was read are read then. Of what a unit of work has not committed nothing is kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from rounds.interviews import Done, Hour, Interview
from rounds.interviews.hour import further
from rounds.records.prepared import Prepared
from rounds.records.tables import acts, interviews, pins

MOST = 1_000  # interviews; those that nobody looked at for longest are forgotten
APART = "\x1f"


@dataclass(frozen=True, slots=True)
class Standing:
    """`act` is the number of the newest act that is in it, `arranged` how the interview stood in its tables."""

    interview: Interview
    hour: Hour
    act: int
    arranged: list[Any]

    def after(self, done: list[Done], newest: int) -> Standing:
        """So many acts on; where more were done while they were read, the last of them may be newer than the newest."""
        return replace(self, hour=further(self.hour, done), act=max([newest, *(one.no for one in done)]))


class Standings:
    """Safe to use from many threads."""

    def __init__(self) -> None:
        self.kept: OrderedDict[str, Standing] = OrderedDict()
        self.lock = threading.Lock()

    def of(self, interview_id: str) -> Standing | None:
        with self.lock:
            return self.kept.get(interview_id)

    def keep(self, interview_id: str, standing: Standing) -> None:
        with self.lock:
            self.kept[interview_id] = standing
            self.kept.move_to_end(interview_id)
            while len(self.kept) > MOST:
                self.kept.popitem(last=False)


def arranged() -> sa.Select[Any]:
    """One row of an interview: the number of its newest act, and then all that tells how it is arranged."""
    of_pins = (pins.c.number, pins.c.scenario, pins.c.version, pins.c.seed, pins.c.incident)
    pin = sum((APART + one.cast(sa.Text) for one in of_pins), sa.literal(""))
    this: sa.BindParameter[str] = sa.bindparam("interview", "")
    told = [
        one.cast(sa.Text) if isinstance(one.type, sa.JSON) else one for one in interviews.c if one.name not in BESIDE
    ]
    return sa.select(
        sa.select(sa.func.max(acts.c.no)).where(acts.c.interview == this).scalar_subquery(),
        sa.select(sa.func.aggregate_strings(pin, APART)).where(pins.c.interview == this).scalar_subquery(),
        *told,
    ).where(interviews.c.id == this)


BESIDE = frozenset({"entries", "head", "state", "accommodation_reason"})  # change without a change of the arrangement
ARRANGED = Prepared(arranged())
