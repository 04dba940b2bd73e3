"""Edge cases: threads on what is hard to judge, and their rulings."""

from __future__ import annotations

from fastapi import APIRouter

from rounds.actions import edge_cases
from rounds.actions.edge_cases import CasesShown
from rounds.web.access import Here, Staff
from rounds.web.edge_case_views import NewCase, NewRemark, NewRuling

router = APIRouter(prefix="/edge-cases", tags=["edge cases"])


@router.get("")
def staff_edge_cases(here: Here, who: Staff) -> CasesShown:
    return edge_cases.listed(here, who)


@router.post("")
def open_edge_case(new: NewCase, here: Here, who: Staff) -> CasesShown:
    return edge_cases.opened(here, who, new.scenario, new.anchor, new.title, new.text)


@router.post("/{case_id}/remarks")
def remark_on_edge_case(case_id: str, new: NewRemark, here: Here, who: Staff) -> CasesShown:
    return edge_cases.say(here, who, case_id, new.text)


@router.post("/{case_id}/ruling")
def rule_edge_case(case_id: str, new: NewRuling, here: Here, who: Staff) -> CasesShown:
    return edge_cases.rule(here, who, case_id, new.ruling)
