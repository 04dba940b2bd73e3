"""The hour's commands, an address each. Each is done once however often it is sent, and the live channel tells of it."""

from __future__ import annotations

from fastapi import APIRouter

from rounds.actions import hour
from rounds.web.access import Here, Staff
from rounds.web.command_views import Because, NewCommand, NewLead, NewMinutes, NewPhase, NewPresenting, NewSeed, NewSkip

router = APIRouter(prefix="/interviews/{interview_id}/commands", tags=["commands"])


@router.post("/admit", status_code=204)
def staff_admit(interview_id: str, new: NewCommand, here: Here, who: Staff) -> None:
    """Let the candidate in from the lobby."""
    hour.admit(here, who, interview_id, new.command)


@router.post("/begin", status_code=204)
def staff_begin(interview_id: str, new: NewPhase, here: Here, who: Staff) -> None:
    """Begin a phase, or the next one."""
    hour.begin(here, who, interview_id, new.phase, new.command)


@router.post("/pause", status_code=204)
def staff_pause(interview_id: str, new: Because, here: Here, who: Staff) -> None:
    hour.pause(here, who, interview_id, new.reason, new.command)


@router.post("/resume", status_code=204)
def staff_resume(interview_id: str, new: NewCommand, here: Here, who: Staff) -> None:
    hour.resume(here, who, interview_id, new.command)


@router.post("/extend", status_code=204)
def staff_extend(interview_id: str, new: NewMinutes, here: Here, who: Staff) -> None:
    hour.extend(here, who, interview_id, new.minutes, new.phase, new.command)


@router.post("/skip", status_code=204)
def staff_skip(interview_id: str, new: NewSkip, here: Here, who: Staff) -> None:
    """Leave a scenario out; what comes after it begins where it is the present one."""
    hour.skip(here, who, interview_id, new.scenario, new.reason, new.command)


@router.post("/hand", status_code=204)
def staff_hand(interview_id: str, new: NewLead, here: Here, who: Staff) -> None:
    """Hand the lead to another interviewer."""
    hour.hand(here, who, interview_id, new.to, new.command)


@router.post("/end", status_code=204)
def staff_end(interview_id: str, new: NewCommand, here: Here, who: Staff) -> None:
    hour.end(here, who, interview_id, new.command)


@router.post("/missed", status_code=204)
def staff_missed(interview_id: str, new: NewCommand, here: Here, who: Staff) -> None:
    """The candidate did not come."""
    hour.miss(here, who, interview_id, new.command)


@router.post("/abort", status_code=204)
def staff_abort(interview_id: str, new: Because, here: Here, who: Staff) -> None:
    """End it for a technical failure."""
    hour.abort(here, who, interview_id, new.reason, new.command)


@router.post("/reopen", status_code=204)
def staff_reopen(interview_id: str, new: NewCommand, here: Here, who: Staff) -> None:
    """Take up one that was aborted."""
    hour.reopen(here, who, interview_id, new.command)


@router.post("/reseed", status_code=204)
def staff_reseed(interview_id: str, new: NewSeed, here: Here, who: Staff) -> None:
    """Another variant of a scenario in its place."""
    hour.reseed(here, who, interview_id, new.scenario, new.reason, seed=new.seed, command=new.command)


@router.post("/present", status_code=204)
def staff_present(interview_id: str, new: NewPresenting, here: Here, who: Staff) -> None:
    """Put this page on the candidate's screen, or take it off again."""
    hour.present_view(here, who, interview_id, on=new.on, command=new.command)
