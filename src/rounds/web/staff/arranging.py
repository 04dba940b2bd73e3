"""Arranging interviews, and inviting to them."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from rounds.actions import arranging, inviting, joining, overview, plans, zones
from rounds.interviews import Level
from rounds.web.access import Here, Staff
from rounds.web.arranging_views import (
    Admitting,
    ArrangedView,
    ArrangementView,
    ArrangingView,
    Cancelling,
    LetterView,
    NewArrangement,
    NewInvitation,
    NewLetter,
    NewTime,
    Nothing,
    SentView,
    arrangement_view,
    letter_view,
    offered_view,
    sent_view,
    template,
    wanted,
)
from rounds.web.plan_views import plans_view

router = APIRouter(tags=["arranging"])

ONE = "/interviews/{interview_id}"


@router.get("/arranging")
def staff_arranging(here: Here, who: Staff) -> ArrangingView:
    return ArrangingView(
        scenarios=[offered_view(one) for one in arranging.offered(here, who)],
        suggested={level.value: arranging.suggested(here, level) for level in Level},
        plans=plans_view(plans.listed(here, who)),
        zones=list(zones.listed()),
        can_send=here.postman.smtp is not None,
    )


@router.post("/interviews", status_code=201)
def arrange_interview(new: NewArrangement, here: Here, who: Staff) -> ArrangedView:
    return ArrangedView(id=arranging.arrange(here, who, wanted(new), new.command))


@router.get(f"{ONE}/arrangement")
def staff_arrangement(interview_id: str, here: Here, who: Staff, request: Request) -> ArrangementView:
    return arrangement_view(overview.of(here, who, interview_id, url_of(request)))


@router.post(f"{ONE}/arrangement", status_code=204)
def change_arrangement(interview_id: str, changed: NewArrangement, here: Here, who: Staff) -> None:
    """Nothing is told back: whoever gives the lead to somebody else may have no place in it any more."""
    arranging.change(here, who, interview_id, wanted(changed))


@router.post(f"{ONE}/invitation/preview")
def preview_invitation(interview_id: str, new: NewLetter, here: Here, who: Staff) -> LetterView:
    """As it would be sent, but for its link."""
    return letter_view(inviting.preview(here, who, interview_id, template(new)))


@router.post(f"{ONE}/invitation")
def send_invitation(interview_id: str, new: NewInvitation, here: Here, who: Staff, request: Request) -> SentView:
    """What is pinned is fixed from here on. A newer invitation replaces the one before."""
    told = inviting.invite(
        here, who, interview_id, url_of(request), template=template(new), send=new.send, command=new.command
    )
    return sent_view(told)


@router.post(f"{ONE}/invitation/revoke", status_code=204)
def revoke_invitation(interview_id: str, _: Nothing, here: Here, who: Staff) -> None:
    inviting.revoke(here, who, interview_id)


@router.post(f"{ONE}/reschedule", status_code=204)
def reschedule_interview(interview_id: str, new: NewTime, here: Here, who: Staff) -> None:
    inviting.reschedule(here, who, interview_id, starts=new.starts, reason=new.reason, command=new.command)


@router.post(f"{ONE}/cancel", status_code=204)
def cancel_interview(interview_id: str, new: Cancelling, here: Here, who: Staff) -> None:
    inviting.cancel(here, who, interview_id, reason=new.reason, command=new.command)


@router.post(f"{ONE}/mails/{{mail_id}}/again", status_code=204)
def send_mail_again(interview_id: str, mail_id: str, _: Nothing, here: Here, who: Staff) -> None:
    inviting.again(here, who, interview_id, mail_id)


@router.post(f"{ONE}/browsers/{{browser_id}}/admit", status_code=204)
def admit_browser(interview_id: str, browser_id: str, new: Admitting, here: Here, who: Staff) -> None:
    """The candidate goes on in that browser; the one before is signed out."""
    joining.admit(here, who, interview_id, browser_id, new.command)


@router.get(f"{ONE}/calendar")
def staff_calendar(interview_id: str, here: Here, who: Staff) -> Response:
    """The calendar's file, as the candidate has it."""
    named = {"Content-Disposition": 'attachment; filename="interview.ics"'}
    return Response(inviting.calendar_file(here, who, interview_id), media_type="text/calendar", headers=named)


def url_of(request: Request) -> str:
    """The address that people know this installation by."""
    url: str = request.app.state.settings.url
    return url
