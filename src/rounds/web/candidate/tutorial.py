"""The tools over the tutorial incident, before the interview begins. What is asked there is not written down."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request

from rounds.actions import tutorial
from rounds.web.access import Candidate, Here
from rounds.web.answers import Asking
from rounds.web.shapes import briefing_view
from rounds.web.views import BriefingView

router = APIRouter(prefix="/tutorial", tags=["tutorial"])


@router.get("/briefing")
def tutorial_briefing(here: Here, seat: Candidate) -> BriefingView:
    return briefing_view(tutorial.briefing(here, seat))


def of_tutorial(
    request: Request, here: Here, seat: Candidate, rounds_view: Annotated[str, Header(max_length=200)] = ""
) -> None:
    def answer(question: Any, lens: str) -> Any:
        return tutorial.ask(here, seat, question, view=rounds_view, lens=lens)

    request.state.seat = seat.id
    request.state.asking = Asking(request, answer, lambda: tutorial.about(here, seat))
