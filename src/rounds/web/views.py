"""What goes over the wire beside the tools' own values: `…View` out, `New…` and `Reported…` in."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Milliseconds = float  # since 1970, exact to a microsecond


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Link(Frozen):
    token: Annotated[str, Field(max_length=2000)]


class SegmentView(Frozen):
    title: str
    minutes: float  # of the work, where there is a scenario
    discussion: float
    scenario: int | None


class Preparation(StrEnum):
    READY = "ready"
    PREPARING = "preparing"
    LOCKED = "locked"


class TicketView(Frozen):
    time: Milliseconds
    author: str
    plan: str
    text: str


class AlertView(Frozen):
    time: Milliseconds
    service: str
    title: str
    state: str  # firing, resolved


class BriefingView(Frozen):
    """`now` is where the frozen clock of the incident stands."""

    title: str
    symptom: str
    quote: str
    reporter: str
    briefing: str
    tickets: list[TicketView]
    alerts: list[AlertView]
    start: Milliseconds
    now: Milliseconds


class ReportedView(Frozen):
    """A page as an address and its typed state, visible from and to by the browser's clock."""

    address: Annotated[str, Field(max_length=4000)]
    state: dict[str, str | int | float | bool | list[str] | None] = {}
    visible_from: Annotated[float, Field(ge=0, le=1e14, allow_inf_nan=False)]
    visible_to: Annotated[float, Field(ge=0, le=1e14, allow_inf_nan=False)]


class ReportedViews(Frozen):
    views: Annotated[list[ReportedView], Field(max_length=100)]


class PinView(Frozen):
    number: int
    scenario: str
    version: str
    seed: int
    title: str
    incident: str  # empty until it is prepared
    state: Preparation
    progress: float


class InterviewRow(Frozen):
    id: str
    candidate: str
    interviewer: str
    created: datetime
    starts: datetime | None
    questions: int
    scenarios: list[PinView]


class StaffInterviewView(InterviewRow):
    plan: list[SegmentView]


class RecordEntry(Frozen):
    """A question, a view or an act. What was said in it is null once its words are erased; views are the browser's word."""

    no: int
    time: datetime
    kind: str  # question, view, act
    erased: bool
    cause: str
    scenario: int | None
    incident: str
    asked: str  # "traces.search"; empty for a view
    question: dict[str, Any] | None
    digest: dict[str, Any] | None
    page: str
    act: str  # "hinted"; empty for others
    address: str | None
    state: dict[str, Any] | None
    visible_from: Milliseconds | None
    visible_to: Milliseconds | None


class RecordView(Frozen):
    """Newest first; `more` says that there are newer ones than these, to be asked for after the first of them.

    `verified` says whether the chain holds, from the entry asked after to the newest of all; `broken_at` is the
    first entry that does not.
    """

    interview: str
    entries: list[RecordEntry]
    more: bool
    verified: bool
    broken_at: int | None


class CitationView(Frozen):
    """By which pin or line of the candidate's notebook a step is cited: the `place` of it there, and the entry of the
    record that says so. `question` is the entry of the answer it points at, `word` what of a line named that.
    """

    by: str  # pin, line
    id: str
    place: int
    no: int
    time: Milliseconds
    question: int
    word: str


class StepView(Frozen):
    """A step of the expected path, and the entry of the record that shows it was reached.

    `time` is when it had been on the screen for long enough, `seconds` how long it was there by the browser's word;
    null where no browser told, as `note` says. `recognised` is since when an interviewer says so; no rule does.
    """

    id: str
    text: str
    bonus: bool
    stated: bool
    state: str  # exposed, none
    no: int | None
    time: Milliseconds | None
    seconds: float | None
    note: str
    cited: CitationView | None
    recognised: Milliseconds | None


class ScenarioEvidence(Frozen):
    """Without steps where the scenario is not prepared yet."""

    number: int
    scenario: str
    incident: str
    steps: list[StepView]


class EvidenceView(Frozen):
    interview: str
    scenarios: list[ScenarioEvidence]


class IncidentRow(Frozen):
    """`name` is empty until it is installed, `scenario` for one that was recorded here. `trouble` says why it cannot be."""

    name: str
    title: str
    scenario: str
    version: str
    seed: int
    state: Preparation
    progress: float
    doing: str
    trouble: str


class NewIncident(Frozen):
    """A scenario to install; without a seed the usual one."""

    scenario: Annotated[str, Field(max_length=100)]
    seed: Annotated[int, Field(ge=0, lt=1 << 63)] | None = None


class NewRecording(Frozen):
    name: Annotated[str, Field(max_length=100)]


class RecordingRow(Frozen):
    """What a recording holds so far. `first` and `last` are null while it is empty."""

    name: str
    spans: int
    lines: int
    points: int
    first: datetime | None
    last: datetime | None


class RecordingAccess(Frozen):
    """Where an OpenTelemetry SDK sends to, and the token it shows. The token is told once more by asking again."""

    name: str
    endpoint: str
    token: str


class Sealing(Frozen):
    incident: str = ""  # another name for the sealed incident; empty for the recording's own


class SealedRecording(Frozen):
    incident: str


class Trouble(Frozen):
    """Why something was refused. `start` and `end` are positions in typed text; `id` finds the log line."""

    kind: str  # invalid, not_found, conflict, forbidden, waiting, too_much, cancelled, signed_out, internal
    message: str
    field: str = ""
    start: int | None = None
    end: int | None = None
    suggestion: str = ""
    id: str = ""
