"""The packet of an interview, for those it is shared with."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from rounds.actions.packets import copies, readers, reading
from rounds.actions.packets.copies import PacketChecked
from rounds.actions.packets.readers import PacketReaders
from rounds.actions.packets.reading import PacketView
from rounds.web.access import Here, Staff
from rounds.web.packet_views import NewCopy, NewShare, PacketKind, copy_of
from rounds.web.staff.arranging import url_of

router = APIRouter(prefix="/interviews/{interview_id}/packet", tags=["packet"])


@router.get("")
def staff_packet(interview_id: str, here: Here, who: Staff) -> PacketView:
    """What a committee reads, or why there is nothing to read yet. It is written down who looked."""
    return reading.view(here, who, interview_id)


@router.get("/readers")
def staff_packet_readers(interview_id: str, here: Here, who: Staff) -> PacketReaders:
    """Who may read it until when; for who may share it also who did."""
    return readers.readers(here, who, interview_id)


@router.post("/share")
def staff_share_packet(interview_id: str, new: NewShare, here: Here, who: Staff) -> PacketReaders:
    """Let somebody read it until a day, or no longer."""
    return readers.share(here, who, interview_id, new.person, new.until, new.command)


@router.get("/content")
def staff_packet_content(interview_id: str, here: Here, who: Staff) -> Response:
    """The content alone, as it is hashed."""
    return Response(copies.content(here, who, interview_id), media_type="application/json")


@router.get("/file")
def staff_packet_file(
    interview_id: str, here: Here, who: Staff, request: Request, kind: Annotated[PacketKind, Query(alias="as")]
) -> Response:
    """A copy in a cover that names who took it and when. Each is written down."""
    found = copies.file(here, who, interview_id, kind.value, url_of(request))
    named = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    return Response(found.content, media_type=found.media, headers=named)


@router.post("/verify")
def staff_verify_packet(interview_id: str, new: NewCopy, here: Here, who: Staff) -> PacketChecked:
    """Hold a copy against the record."""
    return copies.verify(here, who, interview_id, copy_of(new), new.sha256)
