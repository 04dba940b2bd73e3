"""Who of the staff looked at what, for admins."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from rounds.actions import auditing
from rounds.web.access import Here, Staff
from rounds.web.rights_views import AuditView, audit_view

router = APIRouter(prefix="/audit", tags=["audit"])

Word = Annotated[str, Query(max_length=200)]
Before = Annotated[int, Query(ge=0, lt=1 << 31)]


@router.get("")
def staff_audit(
    here: Here, who: Staff, person: Word = "", interview: Word = "", what: Word = "", before: Before = 0
) -> AuditView:
    return audit_view(auditing.of(here, who, person=person, interview=interview, what=what, before=before))


@router.get("/csv")
def staff_audit_csv(here: Here, who: Staff, person: Word = "", interview: Word = "", what: Word = "") -> Response:
    found = auditing.of(here, who, person=person, interview=interview, what=what, most=auditing.MOST_ROWS)
    named = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return Response(auditing.as_csv(found), media_type="text/csv; charset=utf-8", headers=named)
