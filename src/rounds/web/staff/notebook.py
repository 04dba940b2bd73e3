"""The candidate's notebook as those read it who follow an interview or play it again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from rounds.actions import notebook
from rounds.web.access import Here, Staff
from rounds.web.notebook_views import NotebookView, notebook_view

router = APIRouter(prefix="/interviews", tags=["notebook"])

Until = Annotated[int | None, Query(ge=0, lt=1 << 31)]


@router.get("/{interview_id}/notebook")
def staff_notebook(interview_id: str, here: Here, who: Staff, until: Until = None) -> list[NotebookView]:
    """Of every scenario; as they stood after the entry `until` of the record."""
    return [notebook_view(one) for one in notebook.of_interview(here, who, interview_id, until)]
