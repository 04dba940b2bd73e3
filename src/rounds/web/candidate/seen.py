"""What a candidate's browser reports of its page."""

from __future__ import annotations

from fastapi import APIRouter

from rounds.actions import joining, seen
from rounds.web.access import Badge, Here
from rounds.web.views import ReportedViews

router = APIRouter(tags=["views"])


@router.post("/views", status_code=204)
def report_views(reported: ReportedViews, here: Here, badge: Badge) -> None:
    seen.report(here, joining.sitting(here, badge), [seen.Seen(**view.model_dump()) for view in reported.views])
