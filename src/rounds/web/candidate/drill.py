"""A practice run or game day from the inside: who is where, hints by the clock, and going on."""

from __future__ import annotations

from fastapi import APIRouter

from rounds.actions.drills import room
from rounds.actions.drills.shown import DrillRoom
from rounds.web.access import Candidate, Here
from rounds.web.command_views import NewCommand
from rounds.web.drill_views import HintWanted, OnwardsWanted

router = APIRouter(prefix="/drill", tags=["drill"])


@router.get("")
def candidate_drill(here: Here, seat: Candidate) -> DrillRoom:
    return room.room(here, seat)


@router.post("/begin")
def drill_begins(new: NewCommand, here: Here, seat: Candidate) -> DrillRoom:
    """The first scenario, and its clock."""
    return room.begin(here, seat, new.command)


@router.post("/hint")
def drill_hint(new: HintWanted, here: Here, seat: Candidate) -> DrillRoom:
    return room.hint(here, seat, new.place, new.reason, new.command, of=new.scenario)


@router.post("/next")
def drill_goes_on(new: OnwardsWanted, here: Here, seat: Candidate) -> DrillRoom:
    """The next scenario; the one before is closed."""
    return room.next_one(here, seat, new.command, of=new.scenario)


@router.post("/finish")
def drill_ends(new: NewCommand, here: Here, seat: Candidate) -> DrillRoom:
    """For everybody."""
    return room.finish(here, seat, new.command)
