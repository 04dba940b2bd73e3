"""What stands in a packet: one page of result, then what it rests on. Plain values, so that it is written down in one way.

Times: `seconds` count from when the scenario was opened, without pauses (scenario 0: from when the interview began);
`at` is the same moment in milliseconds since 1970, where the replay opens. Days are ISO 8601, UTC.
"""

from __future__ import annotations

from dataclasses import dataclass

FORMAT = "rounds packet 1"
PEOPLE_SCORED = "People scored. The software only collected what you see here; it ranks nobody."


@dataclass(frozen=True, slots=True)
class PacketAbout:
    """`candidate` is a pseudonym where `blind`; `minutes` is what the hour took."""

    id: str
    candidate: str
    blind: bool
    position: str
    level: str
    began: str
    ended: str
    minutes: float


@dataclass(frozen=True, slots=True)
class PacketProcess:
    """0 to 3; `percent` of 3; `observed` is the weight of the criteria that were observed, of 1."""

    points: float
    percent: float
    observed: float
    valid: bool


@dataclass(frozen=True, slots=True)
class PacketLevel:
    level: str
    title: str
    chosen: bool
    meets: bool
    exceeds: bool
    unmet: tuple[str, ...]
    beyond: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PacketAgreement:
    """Over each pair of raters and each scenario that both scored: how many got the same points, and how many points that
    were at most one apart.
    """

    exact: int
    within: int
    of: int


@dataclass(frozen=True, slots=True)
class PacketResult:
    """Side by side and never merged: the outcome with its standard error, the guide's word, the process, the level.

    The error is a prior, or of so many `targets`: scenarios that several raters of this installation scored.

    Without an outcome nothing was scored: every scenario was left out.
    """

    outcome: float | None
    of: float
    word: str
    sem: float
    borderline: bool
    prior: bool
    targets: int
    process: PacketProcess | None
    levels: tuple[PacketLevel, ...]
    agreement: PacketAgreement | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PacketChange:
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PacketVersion:
    """`after_seeing` names whose cards its author may have read before: then it was rated, and from the second
    version on changed, after seeing others.
    """

    version: int
    submitted: str
    reason: str
    after_seeing: tuple[str, ...]
    changes: tuple[PacketChange, ...]


@dataclass(frozen=True, slots=True)
class PacketRater:
    """By a letter. `second` is a second rating, from the replay: it stands beside the others and in no mean."""

    letter: str
    name: str
    role: str
    second: bool
    outcome: float | None
    word: str
    process: float | None
    changed: bool  # after seeing others
    versions: tuple[PacketVersion, ...]


@dataclass(frozen=True, slots=True)
class PacketCited:
    scenario: int
    seconds: float
    at: float | None
    text: str


@dataclass(frozen=True, slots=True)
class PacketScore:
    """`anchor` is the guide's sentence for these points; `ceiling` what the hints would allow, as advice."""

    rater: str
    points: int | None
    anchor: str
    cause: float | None
    cause_at: float | None
    explained: bool
    solution: str
    ceiling: int | None
    ceiling_why: str
    reason: str
    cited: tuple[PacketCited, ...]


@dataclass(frozen=True, slots=True)
class PacketReached:
    seconds: float
    at: float
    note: str


@dataclass(frozen=True, slots=True)
class PacketStep:
    """A step of the expected path: a query returned it, the candidate pinned or wrote it, the lead recognised it."""

    no: int
    text: str
    bonus: bool
    exposed: PacketReached | None
    cited: PacketReached | None
    recognised: PacketReached | None


@dataclass(frozen=True, slots=True)
class PacketHint:
    """Word for word. `place` is the minute of the guide's ladder that it belongs to."""

    place: float
    level: int
    seconds: float
    at: float
    text: str
    aloud: bool
    moot: bool
    reason: str
    quiet: float


@dataclass(frozen=True, slots=True)
class PacketStay:
    tool: str
    since: float
    until: float


@dataclass(frozen=True, slots=True)
class PacketTopic:
    """A question of the discussion. What was not asked is no failure; `mark` is the lead's, 0 to 3."""

    text: str
    core: bool
    asked: bool
    mark: int | None


@dataclass(frozen=True, slots=True)
class PacketMoment:
    """Something that happened. `kind` is as in the replay, or "discussion"."""

    seconds: float
    at: float
    kind: str
    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class PacketFact:
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class PacketScenario:
    """`work`, `worked` and `whole` in seconds: what was planned, what the work took, and work with discussion."""

    number: int
    title: str
    scenario: str
    version: str
    seed: int
    began: bool
    skipped: str
    work: float
    worked: float
    whole: float
    scores: tuple[PacketScore, ...]
    mean: float | None
    hint_load: float
    reached: int
    needed: int
    cause: float | None
    cause_at: float | None
    steps: tuple[PacketStep, ...]
    hints: tuple[PacketHint, ...]
    tools: tuple[PacketStay, ...]
    mitigated: float | None
    topics: tuple[PacketTopic, ...]
    moments: tuple[PacketMoment, ...]
    facts: tuple[PacketFact, ...]


@dataclass(frozen=True, slots=True)
class PacketRating:
    """By a rater: the mean over the scenarios, each of them (0: the interview), or nothing where it was not observed."""

    rater: str
    points: float | None
    each: tuple[tuple[int, float | None], ...]


@dataclass(frozen=True, slots=True)
class PacketCriterion:
    id: str
    title: str
    weight: float  # percent
    questions: tuple[str, ...]
    scale: tuple[str, ...]
    by: tuple[PacketRating, ...]
    mean: float | None


@dataclass(frozen=True, slots=True)
class PacketRaised:
    rater: str
    scenario: int
    seconds: float
    at: float | None
    text: str


@dataclass(frozen=True, slots=True)
class PacketFlag:
    """`count` of `of` raters raised it, second ratings left out."""

    id: str
    colour: str
    text: str
    count: int
    of: int
    by: tuple[PacketRaised, ...]


@dataclass(frozen=True, slots=True)
class PacketSeen:
    rater: str
    seen: str
    text: str


@dataclass(frozen=True, slots=True)
class PacketSignal:
    id: str
    title: str
    by: tuple[PacketSeen, ...]


@dataclass(frozen=True, slots=True)
class PacketPiece:
    """Of a paragraph: words, or a second of the interview that opens the replay."""

    text: str
    at: float | None = None
    scenario: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class PacketFeedback:
    rater: str
    paragraphs: tuple[tuple[PacketPiece, ...], ...]


@dataclass(frozen=True, slots=True)
class PacketNote:
    rater: str
    scenario: int
    seconds: float | None
    at: float
    text: str
    criteria: tuple[str, ...]
    afterwards: bool  # written over the replay


@dataclass(frozen=True, slots=True)
class PacketSettled:
    """An item of the debrief's agenda, with what was said of it."""

    title: str
    spread: str
    text: str


@dataclass(frozen=True, slots=True)
class PacketDebrief:
    """`convened` is why it opened before all cards were in."""

    convened: str
    items: tuple[PacketSettled, ...]


@dataclass(frozen=True, slots=True)
class PacketDecision:
    outcome: str
    reason: str
    by: str
    made: str


@dataclass(frozen=True, slots=True)
class PacketBasis:
    """What this rests on."""

    plan: str
    rubric: str
    rules: str  # what the candidate might use, as it was accepted
    accepted: str  # when and in which version
    adjustments: str
    anchors: tuple[tuple[int, str], ...]
    thresholds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Packet:
    format: str
    about: PacketAbout
    result: PacketResult
    raters: tuple[PacketRater, ...]
    scenarios: tuple[PacketScenario, ...]
    wrap_up: tuple[PacketTopic, ...]
    criteria: tuple[PacketCriterion, ...]
    signals: tuple[PacketSignal, ...]
    flags: tuple[PacketFlag, ...]
    feedback: tuple[PacketFeedback, ...]
    notes: tuple[PacketNote, ...]
    debrief: PacketDebrief
    decision: PacketDecision | None
    basis: PacketBasis
    people_scored: str = PEOPLE_SCORED
