"""What a cockpit shows, as it goes over the wire, like the values of the tools.

Durations and moments are milliseconds, moments since 1970; `at` and `…_at` are how far into its scenario (or phase) a
thing was.
"""

from __future__ import annotations

from dataclasses import dataclass

from rounds.interviews.flags import Flag


@dataclass(frozen=True, slots=True)
class YouShown:
    """`read` are the scenarios whose solution they have read."""

    seat: str
    name: str
    role: str
    runs: bool
    notes: bool
    scores: bool
    read: list[int]


@dataclass(frozen=True, slots=True)
class PhaseShown:
    """`state` is past, now, coming or skipped; `spent` its time without pauses, `at` when it began or will."""

    no: int
    part: str
    title: str
    scenario: int | None
    length: float
    spent: float
    at: float | None
    state: str


@dataclass(frozen=True, slots=True)
class ClockShown:
    """`drift` is how far behind the plan it is; `wrap_up_keeps` what of the wrap-up's length is left by that."""

    phase: int | None
    elapsed: float
    length: float
    running: bool
    drift: float
    wrap_up_keeps: float
    wrap_up: float


@dataclass(frozen=True, slots=True)
class PauseShown:
    since: float
    reason: str


@dataclass(frozen=True, slots=True)
class LineShown:
    id: str
    phase: int
    manner: str
    text: str
    said: bool
    topic: int | None


@dataclass(frozen=True, slots=True)
class PhraseShown:
    id: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class ReachedShown:
    """When a step was reached so far, and the view that shows it: its entry and its page. `seconds` it was seen."""

    time: float
    at: float | None
    no: int | None = None
    address: str = ""
    seconds: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class StepShown:
    id: str
    text: str
    bonus: bool
    stated: bool
    exposed: ReachedShown | None
    cited: ReachedShown | None
    recognised: ReachedShown | None


@dataclass(frozen=True, slots=True)
class GivenShown:
    no: int
    at: float | None
    time: float
    aloud: bool
    reason: str
    moot: bool


@dataclass(frozen=True, slots=True)
class RungShown:
    """`minute` is milliseconds of the work, `wait` how long until then."""

    place: int
    level: int
    text: str
    minute: float
    standing: str
    wait: float
    why: str
    target: str
    given: GivenShown | None


@dataclass(frozen=True, slots=True)
class TopicShown:
    """`ask` says that it is among those to ask first; answers by level are told by the solution document."""

    place: int
    text: str
    tags: tuple[str, ...]
    core: bool
    asked: bool
    mark: int | None


@dataclass(frozen=True, slots=True)
class WatchShown:
    """Of the guide's list, with what the record says to it."""

    question: str
    fact: str


@dataclass(frozen=True, slots=True)
class StayShown:
    """In one tool, from and to, both into the scenario."""

    tool: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class SuggestedShown:
    flag: str
    scenario: int
    how: str


@dataclass(frozen=True, slots=True)
class EntryShown:
    id: str
    kind: str
    text: str
    standing: str
    pins: int
    changed_at: float | None


@dataclass(frozen=True, slots=True)
class ScenarioDesk:
    """One scenario with all that belongs to it. `worked` is the time in its work, `began` when that was begun."""

    number: int
    title: str
    incident: str
    state: str  # waiting, work, discussion, over, skipped
    began: float | None
    worked: float
    length: float
    steps: list[StepShown]
    hints: list[RungShown]
    load: float
    may_reveal: bool
    revealed: float | None
    mitigated: float | None
    topics: list[TopicShown]
    watch: list[WatchShown]
    tools: list[StayShown]
    queries: int
    pins: int
    notebook: list[EntryShown]
    suggested: list[SuggestedShown]


@dataclass(frozen=True, slots=True)
class NoteShown:
    """`address` is what the candidate's page showed in that second."""

    no: int
    time: float
    at: float | None
    scenario: int
    text: str
    criteria: tuple[str, ...]
    edited: bool
    address: str


@dataclass(frozen=True, slots=True)
class RaisedShown:
    no: int
    time: float
    at: float | None
    flag: str
    scenario: int
    support: str


@dataclass(frozen=True, slots=True)
class RequestShown:
    what: str
    text: str
    time: float


@dataclass(frozen=True, slots=True)
class CandidateShown:
    """`away` is since when the live channel is gone; `waiting` a browser that asks to be let in; `last_act` the last
    sign of the candidate's, or when the lead began to count the silence.
    """

    away: float | None
    waiting: str
    requests: list[RequestShown]
    address: str
    seen: float | None
    last_act: float | None
    counted: bool


@dataclass(frozen=True, slots=True)
class OtherShown:
    seat: str
    name: str
    role: str
    read: list[int]


@dataclass(frozen=True, slots=True)
class CockpitView:
    id: str
    kind: str
    state: str
    now: float
    candidate_name: str
    position: str
    level: str
    zone: str
    starts: float | None
    call: str
    described: bool
    you: YouShown
    clock: ClockShown
    pause: PauseShown | None
    phases: list[PhaseShown]
    script: list[LineShown]
    prompts: list[PhraseShown]
    scenario: int | None
    scenarios: list[ScenarioDesk]
    wrap_up: list[TopicShown]
    notes: list[NoteShown]
    flags: list[RaisedShown]
    catalogue: tuple[Flag, ...]
    candidate: CandidateShown
    others: list[OtherShown]
    sharing: bool
    presenting: bool
    tutorial: str  # the incident to show the tools on, while the candidate may look at it
