"""Practice runs and game days: begun, joined, looked at afterwards and scored by those who were in them."""

from __future__ import annotations

from fastapi import APIRouter

from rounds.actions.drills import drilling, pages
from rounds.actions.drills.drilling import Wanted
from rounds.actions.drills.shown import Begun, DrillShown, DrillsShown
from rounds.web.access import Here, Staff
from rounds.web.drill_views import NewDrill, NewScore

router = APIRouter(prefix="/drills", tags=["drills"])


@router.get("")
def staff_drills(here: Here, who: Staff) -> DrillsShown:
    """One's own, what may be joined, and what can be practised."""
    return pages.listed(here, who)


@router.post("")
def begin_drill(new: NewDrill, here: Here, who: Staff) -> Begun:
    wanted = Wanted(new.scenarios, new.seed, new.team, new.minutes)
    return drilling.begin(here, who, wanted, new.command)


@router.post("/{drill_id}/join")
def join_drill(drill_id: str, here: Here, who: Staff) -> Begun:
    """One's own side of a run, or of a game day that has not ended."""
    return drilling.join(here, who, drill_id)


@router.get("/{drill_id}")
def staff_drill(drill_id: str, here: Here, who: Staff) -> DrillShown:
    """How it stands; once it has ended, beside what was expected."""
    return pages.one(here, who, drill_id)


@router.post("/{drill_id}/score")
def score_drill(drill_id: str, new: NewScore, here: Here, who: Staff) -> DrillShown:
    """What one gives oneself for a scenario; again, it takes the place of what was."""
    drilling.score(here, who, drill_id, new.scenario, new.points, new.criteria, new.text)
    return pages.one(here, who, drill_id)


@router.delete("/{drill_id}", status_code=204)
def delete_drill(drill_id: str, here: Here, who: Staff) -> None:
    """All of it, by who began it."""
    drilling.delete(here, who, drill_id)
