"""The doctor, preflights, preparation and rehearsal over the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from rounds.actions.rulings import ScenarioRulings
from rounds.actions.solutions import SolutionShown
from rounds.actions.studying import HintShown, QuestionShown, Reader, Study, ToRead
from rounds.interviews import Kind, Level, Role, State
from rounds.interviews.findings import Finding, Preflight, colour_of
from rounds.interviews.rubric import Rubric
from rounds.web.views import Frozen

Command = Annotated[str, Field(max_length=100)]


class FindingView(Frozen):
    """`colour` is green, amber or red; `do` what helps, empty where nothing is to be done."""

    part: str
    colour: str
    says: str
    do: str


class DoctorView(Frozen):
    """`colour` is the worst."""

    colour: str
    findings: list[FindingView]


class PreflightView(Frozen):
    """What a check of the installation found before an interview."""

    time: datetime
    colour: str
    findings: list[FindingView]


class ReaderView(Frozen):
    name: str
    role: Role
    scenarios: list[int]


class PreparationScenario(Frozen):
    number: int
    title: str
    scenario: str
    version: str
    incident: str
    read: bool
    start: str
    solution: SolutionShown | None
    hints: list[HintShown]
    questions: list[QuestionShown]


class PreparationView(Frozen):
    """`reads` says that the viewer may say what they have read, and rehearse."""

    id: str
    kind: Kind
    state: State
    candidate: str
    position: str
    level: Level
    starts: datetime | None
    zone: str
    reads: bool
    scenarios: list[PreparationScenario]
    readers: list[ReaderView]
    checks: list[FindingView]
    rubric: Rubric
    ruled: list[ScenarioRulings]
    expected: list[str]


class NewAttestation(Frozen):
    scenario: Annotated[int, Field(ge=0, le=9999)]
    version: Annotated[str, Field(max_length=100)]
    command: Command = ""


class NewRehearsal(Frozen):
    command: Command = ""


class RehearsalView(Frozen):
    """`link` is the whole address of the candidate's side, for another tab."""

    id: str
    link: str


def finding_view(found: Finding) -> FindingView:
    return FindingView(part=found.part, colour=found.colour.value, says=found.says, do=found.do)


def doctor_view(found: list[Finding]) -> DoctorView:
    return DoctorView(colour=colour_of(found).value, findings=[finding_view(one) for one in found])


def preflight_view(found: Preflight) -> PreflightView:
    findings = [finding_view(one) for one in found.findings]
    return PreflightView(time=found.time, colour=found.colour.value, findings=findings)


def preparation_view(found: Study) -> PreparationView:
    one = found.interview
    return PreparationView(
        id=one.id,
        kind=one.kind,
        state=found.hour.state,
        candidate=one.candidate,
        position=one.position,
        level=one.level,
        starts=one.starts,
        zone=one.zone,
        reads=found.reads,
        scenarios=[to_read(shown) for shown in found.scenarios],
        readers=[reader(shown) for shown in found.readers],
        checks=[finding_view(shown) for shown in found.checks],
        rubric=found.rubric,
        ruled=found.ruled,
        expected=found.expected,
    )


def to_read(found: ToRead) -> PreparationScenario:
    return PreparationScenario(**{name: getattr(found, name) for name in ToRead.__dataclass_fields__})


def reader(found: Reader) -> ReaderView:
    return ReaderView(name=found.name, role=found.role, scenarios=found.scenarios)
