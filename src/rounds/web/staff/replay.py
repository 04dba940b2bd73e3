"""The replay of an interview, for who may read its record."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from rounds.actions import noting, replay
from rounds.actions.replay import ReplayView
from rounds.web.access import Here, Staff
from rounds.web.cockpit_views import NewReplayNote

router = APIRouter(prefix="/interviews", tags=["interviews"])


@router.get("/{interview_id}/replay")
def staff_replay(
    interview_id: str, here: Here, who: Staff, seat: Annotated[str, Query(max_length=100)] = ""
) -> ReplayView:
    """Views, notebook, hints, evidence and one's own notes on one line of time; it adds nothing to the record. Of a game day
    the screen of that seat, or one's own.
    """
    return replay.of_interview(here, who, interview_id, seat)


@router.post("/{interview_id}/replay/note")
def staff_replay_note(interview_id: str, new: NewReplayNote, here: Here, who: Staff) -> ReplayView:
    """A note of one's own on a second of it, read by others as one's card is."""
    noting.note_replayed(here, who, interview_id, new.at, new.text, new.criteria, of=new.of, command=new.command)
    return replay.of_interview(here, who, interview_id)
