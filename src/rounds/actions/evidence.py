"""What of an interview's record shows that the candidate reached the steps of the expected path. For staff alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rounds.actions import rights
from rounds.actions.office import Office
from rounds.actions.retold import asked_of, milliseconds, viewed_of
from rounds.incidents.sealed import Step
from rounds.interviews import (
    Done,
    Evidence,
    Exposure,
    Interview,
    Moments,
    Person,
    Pin,
    Role,
    View,
)
from rounds.interviews.rights import Right
from rounds.records import Recorded


@dataclass(frozen=True, slots=True)
class StepFound:
    """`exposure` is None while nothing in the record shows it."""

    step: Step
    exposure: Exposure | None


@dataclass(frozen=True, slots=True)
class ScenarioFound:
    """Without steps where it is not prepared yet."""

    pin: Pin
    steps: tuple[StepFound, ...]


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    interview: Interview
    scenarios: tuple[ScenarioFound, ...]


def of_interview(here: Office, who: Person, interview_id: str) -> EvidenceFound:
    """
    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    interview, _ = rights.interview(here, who, interview_id, Right.PATH)
    with here.records.look() as look:
        seats = {seat.id for seat in look.seats_of(interview_id) if seat.role is Role.CANDIDATE}
        entries = [
            entry for entry in look.record(interview_id) if entry.facts["seat"] in seats and entry.kind != Done.kind
        ]
    until = milliseconds(here.now())
    return EvidenceFound(interview, tuple(of_scenario(here, pin, entries, until) for pin in interview.pins))


def of_scenario(here: Office, pin: Pin, entries: Iterable[Recorded], until: float) -> ScenarioFound:
    known, kept = here.library.public(pin.incident), here.library.sealeds.get(pin.incident)
    if known is None or kept is None:
        return ScenarioFound(pin, ())
    moments = Moments(*map(milliseconds, (known.began, kept.onset, known.now)))
    asked = [asked_of(one) for one in entries if one.facts.get("incident") == pin.incident]
    viewed = [viewed_of(one) for one in entries if one.kind == View.kind]
    found = Evidence(asked, viewed, moments, scenario=pin.number, until=until).exposures(kept.sealed.steps)
    exposed = {one.step: one for one in found}
    return ScenarioFound(pin, tuple(StepFound(step, exposed.get(step.id)) for step in kept.sealed.steps))
