"""For how long what is kept of a candidate is kept: of one interview, and what an organisation decided for all."""

from __future__ import annotations

from fastapi import APIRouter, Response

from rounds.actions import auditing, erasing, exporting, keeping
from rounds.web.access import Here, Staff
from rounds.web.candidate.rights import ZIP, archive
from rounds.web.rights_views import (
    ErasedBefore,
    ErasedView,
    KeepingView,
    NewAnswer,
    NewErasure,
    NewHold,
    NewlyErased,
    NewRegion,
    NewRelease,
    NewRetention,
    RetentionView,
    data_view,
    retention_view,
)
from rounds.web.shapes import milliseconds

router = APIRouter(tags=["rights"])

ONE = "/interviews/{interview_id}"


@router.get(f"{ONE}/data")
def staff_data(interview_id: str, here: Here, who: Staff) -> KeepingView:
    return data_view(keeping.of_interview(here, who, interview_id))


@router.get(f"{ONE}/export", response_class=Response, responses=ZIP)
def staff_export(interview_id: str, here: Here, who: Staff) -> Response:
    """The candidate's copy, with what others wrote as soon as every card is in."""
    body = exporting.copy(here, who, interview_id)
    auditing.accessed(here, who, "export taken", interview_id)
    return archive(body)


@router.post(f"{ONE}/region")
def staff_region(interview_id: str, new: NewRegion, here: Here, who: Staff) -> KeepingView:
    keeping.set_region(here, who, interview_id, new.region)
    return data_view(keeping.of_interview(here, who, interview_id))


@router.post(f"{ONE}/hold")
def staff_hold(interview_id: str, new: NewHold, here: Here, who: Staff) -> KeepingView:
    """Keep it whatever its age."""
    keeping.hold(here, who, interview_id, new.reason)
    return data_view(keeping.of_interview(here, who, interview_id))


@router.post(f"{ONE}/answer")
def staff_answer(interview_id: str, new: NewAnswer, here: Here, who: Staff) -> KeepingView:
    """What was done about what the candidate asked for; they read it."""
    keeping.answer(here, who, interview_id, new.what, new.text, new.command)
    return data_view(keeping.of_interview(here, who, interview_id))


@router.post(f"{ONE}/release")
def staff_release(interview_id: str, new: NewRelease, here: Here, who: Staff) -> KeepingView:
    """What others wrote, and the decision, are in the candidate's own copy from here on."""
    keeping.release(here, who, interview_id, new.command)
    return data_view(keeping.of_interview(here, who, interview_id))


@router.post(f"{ONE}/erase", status_code=204)
def staff_erase(interview_id: str, new: NewErasure, here: Here, who: Staff) -> None:
    """Name, address and every word; figures stay."""
    erasing.erase(here, who, interview_id, new.typed)


@router.get("/retention")
def staff_retention(here: Here, who: Staff) -> RetentionView:
    return retention_view(keeping.settings(here, who))


@router.put("/retention")
def change_retention(new: NewRetention, here: Here, who: Staff) -> RetentionView:
    return retention_view(keeping.change(here, who, region=new.region, days=new.days, audit=new.audit))


@router.post("/retention/run")
def run_retention(here: Here, who: Staff) -> NewlyErased:
    """Erase what is due now."""
    return NewlyErased(interviews=keeping.run(here, who))


@router.get("/retention/erased")
def erased_interviews(here: Here, who: Staff) -> ErasedView:
    """For whoever brings an older backup back."""
    return ErasedView(erased={one: milliseconds(when) for one, when in keeping.erased(here, who).items()})


@router.post("/retention/again")
def erase_again(before: ErasedBefore, here: Here, who: Staff) -> NewlyErased:
    """After an older backup was brought back."""
    return NewlyErased(interviews=keeping.again(here, who, before.interviews))
