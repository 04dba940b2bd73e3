"""Calibration: rounds in which all rate the same interviews again, and what they say of the raters."""

from __future__ import annotations

from fastapi import APIRouter

from rounds.actions import calibrating, watching_scenarios
from rounds.actions.calibrating import RoundsShown
from rounds.actions.scoring_shown import CardPage
from rounds.web.access import Here, Staff
from rounds.web.calibration_views import NewActions, NewRating, ReportView, WatchedView, report_view, watched_view

router = APIRouter(prefix="/calibration", tags=["calibration"])


@router.get("")
def staff_calibration(here: Here, who: Staff) -> RoundsShown:
    return calibrating.listed(here, who)


@router.post("")
def begin_round(here: Here, who: Staff) -> RoundsShown:
    """This quarter's."""
    return calibrating.begin(here, who)


@router.get("/report")
def calibration_report(here: Here, who: Staff) -> ReportView:
    """Of all rounds that are closed."""
    return report_view(calibrating.report_of_all(here, who))


@router.get("/scenarios")
def watched_scenarios(here: Here, who: Staff) -> list[WatchedView]:
    """How each scenario does over all interviews."""
    return [watched_view(one) for one in watching_scenarios.listed(here, who)]


@router.get("/{round_name}/report")
def round_report(round_name: str, here: Here, who: Staff) -> ReportView:
    return report_view(calibrating.report(here, who, round_name))


@router.post("/{round_name}/close")
def close_round(round_name: str, here: Here, who: Staff) -> RoundsShown:
    return calibrating.close(here, who, round_name)


@router.post("/{round_name}/actions")
def agree_on_actions(round_name: str, new: NewActions, here: Here, who: Staff) -> RoundsShown:
    return calibrating.agree(here, who, round_name, new.actions)


@router.get("/{round_name}/{rated_id}/card")
def calibration_card(round_name: str, rated_id: str, here: Here, who: Staff) -> CardPage:
    return calibrating.card(here, who, round_name, rated_id)


@router.put("/{round_name}/{rated_id}/card")
def keep_calibration_card(round_name: str, rated_id: str, new: NewRating, here: Here, who: Staff) -> CardPage:
    return calibrating.keep(here, who, round_name, rated_id, new.card, new.since)


@router.post("/{round_name}/{rated_id}/card/submit")
def submit_calibration_card(round_name: str, rated_id: str, here: Here, who: Staff) -> CardPage:
    return calibrating.submit(here, who, round_name, rated_id)
