"""One scenario, installed in a folder of its own and served on loopback for as long as it is proven."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from rounds.actions import interviews
from rounds.actions.interviews import Invitation
from rounds.actions.links import Surface
from rounds.actions.office import Office
from rounds.actions.places import Places
from rounds.incidents.built import Progress, quiet
from rounds.incidents.bundles import Bundle
from rounds.incidents.library import Offered
from rounds.interviews import Duty, Person, Question, Role, Seat
from rounds.kit.errors import Conflict
from rounds.records.work import Recorded
from rounds.web.app import application
from rounds.web.settings import Serving

INTERVIEW = "proof"
PATIENCE = 10  # seconds for the server to begin, and to end
IDLE = 600  # seconds that a connection stays open: claims are worked out between two questions
LOOKS = 0.01


@dataclass(frozen=True, slots=True)
class Served:
    """`token` is that of a candidate's link. What was asked is read from the record, behind the solver's back."""

    url: str
    token: str
    office: Office
    incident: str

    def record(self, after: int = 0) -> list[Recorded]:
        with self.office.records.look() as look:
            return [one for one in look.record(INTERVIEW, after) if one.kind == Question.kind]


@dataclass(frozen=True, slots=True)
class Installed:
    """An installation of one scenario, and an interview over it with both its links."""

    office: Office
    incident: str
    invitation: Invitation


@contextmanager
def served(bundle: Bundle, folder: Path) -> Iterator[Served]:
    """
    Raises:
        Invalid, Conflict: it cannot be installed or served.
    """
    with installed(bundle, folder) as house, listening(house.office) as url:
        yield Served(url, seated(house.office), house.office, house.incident)


@contextmanager
def installed(bundle: Bundle, folder: Path, progress: Progress = quiet) -> Iterator[Installed]:
    """
    Raises:
        Invalid, Conflict: it cannot be installed.
    """
    told = bundle.manifest
    offered = Offered(told.name, told.version, told.title, told.seed)
    office = Office.open(Places.told({"ROUNDS_DATA": str(folder)}), {})
    try:
        incident = office.library.install_bundle(bundle, office.telemetry, progress)
        interviewer = Person("interviewer", "Interviewer", "", frozenset({Duty.INTERVIEWER}))
        invitation = interviews.arrange(
            office, [offered], candidate="Candidate", interviewer=interviewer, interview_id=INTERVIEW
        )
        interviews.prepared(office, offered, incident)
        yield Installed(office, incident, invitation)
    finally:
        office.close()


def seated(office: Office) -> str:
    """A seat for the solver, with a candidate's rights and nothing more; the token of its link."""
    seat = Seat(f"{INTERVIEW}-s", INTERVIEW, Role.SOLVER, "Solver")
    with office.records.work() as work:
        work.seat(seat, office.now())
    return office.links.link(Surface.CANDIDATE, seat.id, INTERVIEW)


@contextmanager
def listening(office: Office) -> Iterator[str]:
    """The address it is served at, on a free port of this machine."""
    config = uvicorn.Config(
        application(office, Serving()), port=0, log_config=None, access_log=False, timeout_keep_alive=IDLE
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="served", daemon=True)
    thread.start()
    try:
        yield address(server, thread)
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


def address(server: uvicorn.Server, thread: threading.Thread) -> str:
    until = time.monotonic() + PATIENCE
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise Conflict("The scenario cannot be served on this machine.")
        time.sleep(LOOKS)
    port = server.servers[0].sockets[0].getsockname()[1]
    return f"http://127.0.0.1:{port}"
