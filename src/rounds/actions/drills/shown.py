"""What pages show of drills. Times are milliseconds; moments are milliseconds since 1970."""

from __future__ import annotations

from dataclasses import dataclass, field

from rounds.actions.solutions import ProofShown, SolutionShown

# The candidate's surface: nothing that is sealed, and nothing that tells which steps were reached


@dataclass(frozen=True, slots=True)
class MemberShown:
    """Who is in it. `here` is whether a page of theirs is open, `address` what it shows, `tool` and `scenario` of which
    that is; all empty before the first view.
    """

    seat: str
    name: str
    you: bool
    here: bool
    tool: str
    scenario: int | None
    address: str


@dataclass(frozen=True, slots=True)
class HintOffered:
    """A hint of the scenario that runs, by its place from 0. `standing` is "taken", "offered" (its minute has come), "later"
    or "order" (one before it comes first). `wait` is how long until its minute; `text` is there once it was taken.
    """

    place: int
    level: int
    minute: float
    standing: str
    wait: float
    text: str
    taken: float | None
    by: str


@dataclass(frozen=True, slots=True)
class DrillScenario:
    """`state` is "waiting", "now", "over" or "preparing"; `progress` how far preparing is, from 0 to 1."""

    number: int
    title: str
    state: str
    progress: float


@dataclass(frozen=True, slots=True)
class DrillRoom:
    """`state` is that of an interview: "lobby" before it begins, then "live", "ended" at last. `elapsed` of `length` is how
    far the scenario that runs is, at `now`. `written` grows with each change of the notebook.
    """

    id: str
    team: bool
    state: str
    now: float
    scenario: int | None
    elapsed: float
    length: float
    scenarios: list[DrillScenario]
    members: list[MemberShown]
    hints: list[HintOffered]
    may_begin: bool
    has_next: bool
    written: int


# The staff's surface


@dataclass(frozen=True, slots=True)
class Begun:
    """`link` is the token of one's own side; any browser may use it."""

    id: str
    link: str


@dataclass(frozen=True, slots=True)
class DrillMember:
    """Who is or was in it; `seat` is that of their replay."""

    seat: str
    name: str
    you: bool


@dataclass(frozen=True, slots=True)
class PractiseOffered:
    """A scenario to practise with. `tried` are the variants of one's own runs by their seeds, oldest first; `minutes` is
    the usual time of work.
    """

    name: str
    title: str
    version: str
    minutes: float
    tried: list[int]


@dataclass(frozen=True, slots=True)
class RunOfScenario:
    """`first` and `last` are how far into its work the first and the last needed step were seen, null where none was or not
    all were; `reached` of `steps` needed ones. `load` is that of the hints taken, `points` one's own score.
    """

    number: int
    name: str
    title: str
    version: str
    seed: int
    began: float | None = None
    worked: float = 0.0
    length: float = 0.0
    first: float | None = None
    last: float | None = None
    reached: int = 0
    steps: int = 0
    hints: int = 0
    load: float = 0.0
    points: int | None = None
    criteria: dict[str, float] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class RunShown:
    """`mine`: one began it, and may delete it. Of what has not ended the scenarios tell no steps."""

    id: str
    team: bool
    state: str
    created: float
    began: float | None
    ended: float | None
    members: list[str]
    mine: bool
    scenarios: list[RunOfScenario]


@dataclass(frozen=True, slots=True)
class GameDay:
    """One that has not ended and may be joined."""

    id: str
    by: str
    state: str
    created: float
    members: list[str]
    scenarios: list[str]
    joined: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """One's run of a scenario in a drill that has ended."""

    drill: str
    team: bool
    at: float
    run: RunOfScenario


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one scenario, oldest run first. `changes` says what is different from the run before, `means` the averages of at
    least three runs by "last", "share", "load" and "points", each with how many runs it is of.
    """

    name: str
    title: str
    attempts: list[Attempt]
    changes: list[str]
    means: dict[str, tuple[float, int]]


@dataclass(frozen=True, slots=True)
class DrillsShown:
    """One's own runs newest first, open game days, what can be practised and the progress over what was. `untried` names
    scenarios that one has not run.
    """

    runs: list[RunShown]
    open: list[GameDay]
    offered: list[PractiseOffered]
    progress: list[Progress]
    untried: list[str]


# The comparison


@dataclass(frozen=True, slots=True)
class ReachedBy:
    """When a step was seen or cited: the moment, how far into the work, by whom, and the page of the incident that shows it."""

    time: float
    at: float
    by: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class StepCompared:
    """A step of the expected path. `expected` is the minute by which its own hint would be offered, as milliseconds into the
    work, null where no hint leads to it; `shown_by` is what shows it, for who did not see it.
    """

    id: str
    text: str
    bonus: bool
    stated: bool
    expected: float | None
    exposed: ReachedBy | None
    cited: ReachedBy | None
    shown_by: list[ProofShown]


@dataclass(frozen=True, slots=True)
class HintTaken:
    """`minute` is when it is offered; `at` when it was taken, into the work. `load` is what it counts, none where what it
    leads to was there already.
    """

    place: int
    level: int
    text: str
    minute: float
    at: float
    by: str
    early: bool
    moot: bool
    load: float


@dataclass(frozen=True, slots=True)
class FactTold:
    """A figure of how the work went, in words, and what it means. `by` is whose, empty of who was alone."""

    name: str
    value: str
    meaning: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class StayTold:
    """In one tool, from and to into the work."""

    tool: str
    since: float
    until: float
    by: str = ""


@dataclass(frozen=True, slots=True)
class MarkTold:
    """On the line of time: a "hypothesis", "judged", "pin", "hint", "exposed" or "cited"."""

    at: float
    kind: str
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Spent:
    tool: str
    time: float


@dataclass(frozen=True, slots=True)
class QuietTold:
    """A stretch without anything new: no question that was not asked before, no step, nothing written."""

    since: float
    until: float


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """Something that looks like the cause, and what somebody did about it. `followed` says in words how that is known;
    `since` and `until` are the stretch, `refuted` when what refutes it was seen, all into the work.
    """

    looks_like: str
    refuted_by: str
    followed: str
    by: str
    since: float
    until: float
    refuted: float | None
    shown_by: list[ProofShown]


@dataclass(frozen=True, slots=True)
class HypothesisTold:
    """`standing` is the last that was held of it: open, supported, refuted or cause."""

    text: str
    by: str
    at: float
    standing: str
    judged: float | None
    pins: int


@dataclass(frozen=True, slots=True)
class Allowed:
    """What hints and cause would speak for, as advice: `points` where the cause was found, with the reason in words."""

    points: int
    why: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One scenario of a drill that has ended, beside what is expected. `quick` is the time to the cause that counts as
    quick. `line` is where the time went, `quiet` the longest stretch without anything new.
    """

    run: RunOfScenario
    incident: str
    quick: float
    steps: list[StepCompared]
    hints: list[HintTaken]
    allowed: Allowed
    described: bool
    facts: list[FactTold]
    line: list[StayTold]
    marks: list[MarkTold]
    tools: list[Spent]
    quiet: QuietTold | None
    dead_ends: list[DeadEnd]
    hypotheses: list[HypothesisTold]
    cause: str
    solution: SolutionShown | None


@dataclass(frozen=True, slots=True)
class AnchorTold:
    points: int
    text: str


@dataclass(frozen=True, slots=True)
class CriterionTold:
    id: str
    title: str
    questions: tuple[str, ...]
    scale: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class DrillShown:
    """A drill for its members. `compared`, `anchors` and `criteria` are there once it has ended."""

    run: RunShown
    members: list[DrillMember]
    compared: list[Compared]
    anchors: list[AnchorTold]
    criteria: list[CriterionTold]
