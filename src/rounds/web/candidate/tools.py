"""The tools over the scenarios of a candidate's interview. Every question is written down with what came back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Header, Request

from rounds.actions import asking, joining
from rounds.web.access import Badge, Here
from rounds.web.answers import Asking


async def of_scenario(
    request: Request, number: int, here: Here, badge: Badge, rounds_view: Annotated[str, Header(max_length=200)] = ""
) -> None:
    def answer(question: Any, lens: str) -> Any:
        return asking.as_candidate(here, joining.sitting(here, badge), number, question, view=rounds_view, lens=lens)

    request.state.seat, _ = badge
    request.state.asking = Asking(
        request, answer, lambda: asking.incident_of(here, joining.sitting(here, badge), number)
    )
