"""The board of interviews, on a page and for spreadsheets."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from rounds.actions import board
from rounds.actions.zones import zone as zone_of
from rounds.web.access import Here, Staff
from rounds.web.board_views import BoardView, board_view

router = APIRouter(prefix="/board", tags=["board"])

Word = Annotated[str, Query(max_length=200)]


@router.get("")
def staff_board(here: Here, who: Staff, show: Word = "all", find: Word = "") -> BoardView:
    return board_view(board.of(here, who, show, find))


@router.get("/csv")
def staff_board_csv(here: Here, who: Staff, show: Word = "all", find: Word = "", zone: Word = "UTC") -> Response:
    """The same rows, with times by the clocks of that zone and of each candidate."""
    text = board.as_csv(board.of(here, who, show, find), zone_of(zone))
    named = {"Content-Disposition": 'attachment; filename="interviews.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=named)
