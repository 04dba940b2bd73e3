"""Scorecards of an interview: one's own, and others' once they are for one's eyes."""

from __future__ import annotations

from fastapi import APIRouter

from rounds.actions import scoring
from rounds.actions.scoring_shown import CardPage, CardsView, FeedbackDraft, ScoringRow
from rounds.web.access import Here, Staff
from rounds.web.cockpit_views import Pressed
from rounds.web.scoring_views import NewAmendment, NewCard, NewRater

router = APIRouter(prefix="/interviews/{interview_id}", tags=["scoring"])


@router.get("/card")
def staff_card(interview_id: str, here: Here, who: Staff) -> CardPage:
    """One's own scorecard, what the record says to it, and what others' submitted as far as it may be read."""
    return scoring.card(here, who, interview_id)


@router.put("/card")
def staff_keep_card(interview_id: str, new: NewCard, here: Here, who: Staff) -> CardPage:
    """Keep the draft; parts may be missing."""
    return scoring.keep(here, who, interview_id, new.card, since=new.since)


@router.post("/card/draft-feedback")
def staff_draft_feedback(interview_id: str, here: Here, who: Staff) -> FeedbackDraft:
    """A text from one's own notes, each with its second. Nothing is kept."""
    return scoring.draft_feedback(here, who, interview_id)


@router.post("/card/submit")
def staff_submit_card(interview_id: str, new: Pressed, here: Here, who: Staff) -> CardPage:
    return scoring.submit(here, who, interview_id, new.command)


@router.post("/card/amend")
def staff_amend_card(interview_id: str, new: NewAmendment, here: Here, who: Staff) -> CardPage:
    """Another version of what was submitted."""
    return scoring.amend(here, who, interview_id, new.card, new.reason, new.command)


@router.get("/cards")
def staff_cards(interview_id: str, here: Here, who: Staff) -> CardsView:
    """Everybody's, for who rates nothing here."""
    return scoring.others(here, who, interview_id)


@router.get("/scoring")
def staff_scoring(interview_id: str, here: Here, who: Staff) -> list[ScoringRow]:
    """Whose card is in, open or late."""
    return scoring.status(here, who, interview_id)


@router.post("/raters")
def staff_add_rater(interview_id: str, new: NewRater, here: Here, who: Staff) -> list[ScoringRow]:
    """Ask somebody for a second rating, from the replay."""
    return scoring.add_rater(here, who, interview_id, new.person)
