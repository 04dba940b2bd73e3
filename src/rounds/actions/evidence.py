"""What of an interview's record shows that the candidate reached the steps of the expected path, what of their notebook
cites them, and which an interviewer recognised. For staff alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rounds.actions import eyes, rights
from rounds.actions.office import Office
from rounds.actions.retold import asked_of, milliseconds, viewed_of
from rounds.actions.seen import page_of
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
    acts,
    hour_of,
)
from rounds.interviews.citing import Citation, Citing
from rounds.interviews.notebook import notebook_of
from rounds.interviews.recognised import recognised_of
from rounds.interviews.rights import Right
from rounds.records import Recorded


@dataclass(frozen=True, slots=True)
class StepFound:
    """`exposure` is None while nothing in the record shows it, `citation` while nothing in the notebook does.
    `recognised` is since when an interviewer says so.
    """

    step: Step
    exposure: Exposure | None
    citation: Citation | None = None
    recognised: datetime | None = None


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
    with here.records.look() as look:
        interview, seat = rights.within(look, who, interview_id, Right.PATH)
        seats = {seat.id for seat in look.seats_of(interview_id) if seat.role is Role.CANDIDATE}
        entries = [
            entry for entry in look.record(interview_id) if entry.facts["seat"] in seats and entry.kind != Done.kind
        ]
        done = look.done(interview_id)
        cards = eyes.cards_in(look, interview, done, hour_of(interview, done).lead)
    if not eyes.of(who, seat, cards).confirmed:
        done = [one for one in done if not isinstance(one.act, acts.Recognised)]
    read = Read(entries, done, milliseconds(here.now()))
    return EvidenceFound(interview, tuple(of_scenario(here, pin, read) for pin in interview.pins))


@dataclass(frozen=True, slots=True)
class Read:
    """What the record held, and when that was: milliseconds since 1970."""

    entries: Sequence[Recorded]
    done: Sequence[Done]
    until: float


def of_scenario(here: Office, pin: Pin, read: Read) -> ScenarioFound:
    known, kept = here.library.public(pin.incident), here.library.sealeds.get(pin.incident)
    if known is None or kept is None:
        return ScenarioFound(pin, ())
    moments = Moments(*map(milliseconds, (known.began, kept.onset, known.now)))
    asked = [asked_of(one) for one in read.entries if one.facts.get("incident") == pin.incident]
    viewed = [viewed_of(one) for one in read.entries if one.kind == View.kind]
    evidence = Evidence(asked, viewed, moments, scenario=pin.number, until=read.until)
    exposures = evidence.exposures(kept.sealed.steps)
    citing = Citing(evidence, notebook_of(read.done, pin.number), page_of, known.public.words)
    exposed = {one.step: one for one in exposures}
    cited = {one.step: one for one in citing.citations(kept.sealed.steps, exposures)}
    recognised = recognised_of(read.done, pin.number)
    return ScenarioFound(
        pin,
        tuple(
            StepFound(step, exposed.get(step.id), cited.get(step.id), recognised.get(step.id))
            for step in kept.sealed.steps
        ),
    )
