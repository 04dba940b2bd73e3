"""Installed incidents, each with all its tools. What staff ask is not written to a candidate's record."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request

from rounds.actions import asking, briefings, incidents
from rounds.web.access import Here, Staff
from rounds.web.answers import Asking
from rounds.web.shapes import briefing_view, incident_row
from rounds.web.views import BriefingView, IncidentRow, NewIncident

router = APIRouter(prefix="/incidents", tags=["incidents"])


def of_incident(
    request: Request, name: str, here: Here, who: Staff, rounds_view: Annotated[str, Header(max_length=200)] = ""
) -> None:
    def answer(question: Any, lens: str) -> Any:
        return asking.as_staff(here, who, name, question, view=rounds_view, lens=lens)

    request.state.seat = who.id
    request.state.asking = Asking(request, answer, lambda: asking.incident_named(here, who, name))


@router.get("")
def staff_incidents(here: Here, who: Staff) -> list[IncidentRow]:
    return [incident_row(found) for found in incidents.listed(here, who)]


@router.post("", status_code=202)
def install_incident(new: NewIncident, here: Here, who: Staff) -> IncidentRow:
    return incident_row(incidents.install(here, who, new.scenario, new.seed))


@router.get("/{name}/briefing")
def staff_briefing(name: str, here: Here, who: Staff) -> BriefingView:
    return briefing_view(briefings.of_incident(here, who, name))
