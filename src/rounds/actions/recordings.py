"""Recordings: a team's own telemetry comes in by OTLP with a token of its own, and is sealed into an incident."""

from __future__ import annotations

from rounds.actions import rights
from rounds.actions.links import SignedOut
from rounds.actions.office import Office
from rounds.interviews import Person
from rounds.interviews.rights import Right
from rounds.kit.errors import Conflict
from rounds.store import Recorded, names


def start(here: Office, who: Person, name: str) -> str:
    """Open a recording, or find it open; the token with which telemetry is sent to it.

    Raises:
        Forbidden: it is not theirs to do. Invalid: the name.
    """
    rights.need(who, Right.INCIDENTS)
    here.telemetry.record(name)
    return here.links.recording(name)


def listed(here: Office, who: Person) -> list[Recorded]:
    """
    Raises:
        Forbidden: they are not theirs to see.
    """
    rights.need(who, Right.INCIDENTS)
    return here.telemetry.recordings()


def seal(here: Office, who: Person, name: str, incident: str) -> str:
    """Make an incident of what the recording holds now; the recording may grow on and be sealed again.

    Raises:
        Forbidden: it is not theirs to do.
        NotFound: there is no such recording. Invalid: it is empty, or the incident's name is not one.
        Conflict: a scenario is installed under that name, or the disk is full.
    """
    rights.need(who, Right.INCIDENTS)
    names.incident(incident)  # before it names a file
    if here.library.public(incident) is not None:
        raise Conflict(f"{incident} is a scenario's incident. Choose another name.")
    here.telemetry.seal(name, incident)
    here.readers.forget(incident)
    return incident


def recorded(here: Office, token: str) -> str:
    """The recording that a token is for.

    Raises:
        SignedOut: it is not a token of an open recording.
    """
    name = here.links.recorded(token)
    if name not in here.telemetry.taking and all(one.name != name for one in here.telemetry.recordings()):
        raise SignedOut("This token's recording is gone.")
    return name


def accept(here: Office, token: str, signal: str, body: bytes, *, content_type: str, encoding: str) -> None:
    """Keep one OTLP request; when this returns, it is on the disk.

    Raises:
        SignedOut: the token. Invalid: the request. Conflict: it could not be written.
    """
    here.telemetry.record(recorded(here, token)).accept(signal, body, content_type=content_type, encoding=encoding)
