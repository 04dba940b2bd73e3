"""Before an interview: what its interviewers read, a rehearsal, and whether this installation is ready."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path
from tempfile import mkdtemp

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from rounds.actions import backups, doctor, preflights, rehearsing, studying
from rounds.actions.doctor import Circumstances
from rounds.web import interface
from rounds.web.access import Here, Staff
from rounds.web.arranging_views import Nothing
from rounds.web.preparing_views import (
    DoctorView,
    NewAttestation,
    NewRehearsal,
    PreflightView,
    PreparationView,
    RehearsalView,
    doctor_view,
    preflight_view,
    preparation_view,
)

router = APIRouter(tags=["preparing"])

ONE = "/interviews/{interview_id}"


@router.get("/doctor")
def staff_doctor(here: Here, who: Staff, request: Request) -> DoctorView:
    """Everything is looked at now, which takes some seconds."""
    return doctor_view(doctor.examined(here, who, around(request)))


@router.get("/backup/telemetry", response_class=FileResponse)
def staff_backup_telemetry(here: Here, who: Staff) -> FileResponse:
    """A tar of the recordings and of the incidents that no bundle makes again, for `rounds backup`."""
    folder = Path(mkdtemp(prefix=".backup-", dir=here.places.data))
    try:
        backups.copy_telemetry(here, who, folder / "telemetry")
        with tarfile.open(folder / "telemetry.tar", mode="w") as tar:
            tar.add(folder / "telemetry", arcname=".")
        shutil.rmtree(folder / "telemetry")
    except BaseException:
        shutil.rmtree(folder)
        raise
    gone = BackgroundTask(shutil.rmtree, folder)
    return FileResponse(folder / "telemetry.tar", media_type="application/x-tar", background=gone)


@router.post(f"{ONE}/preflight")
def staff_preflight(interview_id: str, _: Nothing, here: Here, who: Staff, request: Request) -> PreflightView:
    """Look now whether everything is ready for this interview."""
    return preflight_view(preflights.check(here, who, interview_id, around(request)))


@router.get(f"{ONE}/preparation")
def staff_preparation(interview_id: str, here: Here, who: Staff) -> PreparationView:
    return preparation_view(studying.of(here, who, interview_id))


@router.post(f"{ONE}/attest")
def staff_attest(interview_id: str, new: NewAttestation, here: Here, who: Staff) -> PreparationView:
    """The viewer has read that solution document."""
    studying.attest(here, who, interview_id, new.scenario, new.version, new.command)
    return preparation_view(studying.of(here, who, interview_id))


@router.post(f"{ONE}/rehearsal")
def staff_rehearse(interview_id: str, new: NewRehearsal, here: Here, who: Staff, request: Request) -> RehearsalView:
    """Begin the hour without its candidate; nothing of it is kept."""
    made = rehearsing.begin(here, who, interview_id, new.command)
    return RehearsalView(id=made.id, link=f"{request.app.state.settings.url}/join#{made.link}")


@router.post(f"{ONE}/rehearsal/end", status_code=204)
def staff_end_rehearsal(interview_id: str, _: Nothing, here: Here, who: Staff) -> None:
    """Everything of it is deleted."""
    rehearsing.end(here, who, interview_id)


def around(request: Request) -> Circumstances:
    return Circumstances(request.app.state.settings.url, has_interface=interface.is_built)
