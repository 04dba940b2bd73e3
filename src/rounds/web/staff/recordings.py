"""Recordings: telemetry of a team's own systems on its way to becoming an incident."""

from __future__ import annotations

from fastapi import APIRouter, Request

from rounds.actions import recordings
from rounds.web.access import Here, Staff
from rounds.web.shapes import recording_row
from rounds.web.views import NewRecording, RecordingAccess, RecordingRow, SealedRecording, Sealing

router = APIRouter(prefix="/recordings", tags=["recordings"])


@router.get("")
def staff_recordings(here: Here, who: Staff) -> list[RecordingRow]:
    return [recording_row(found) for found in recordings.listed(here, who)]


@router.post("")
def start_recording(new: NewRecording, here: Here, who: Staff, request: Request) -> RecordingAccess:
    token = recordings.start(here, who, new.name)
    return RecordingAccess(name=new.name, endpoint=request.app.state.settings.url, token=token)


@router.post("/{name}/seal")
def seal_recording(name: str, sealing: Sealing, here: Here, who: Staff) -> SealedRecording:
    return SealedRecording(incident=recordings.seal(here, who, name, sealing.incident or name))
