"""What a scorecard's page shows, as it goes over the wire, like the values of the tools.

Moments are milliseconds since 1970. A second is of a scenario, since it was opened and without pauses; `at` beside it is
its moment, for the replay.
"""

from __future__ import annotations

from dataclasses import dataclass

from rounds.actions.cockpit_shown import NoteShown, RaisedShown, SuggestedShown
from rounds.actions.rulings import RulingShown
from rounds.interviews.cards import Check, Difference
from rounds.interviews.flags import Flag
from rounds.interviews.rubric import Anchor
from rounds.interviews.scorecard import Scorecard
from rounds.interviews.verdict import Ceiling, Verdict


@dataclass(frozen=True, slots=True)
class CardInterview:
    id: str
    candidate: str
    position: str
    level: str
    starts: float | None
    ended: float | None
    zone: str
    state: str


@dataclass(frozen=True, slots=True)
class CardRater:
    """`training` is a shadow's card, which is in no count; `second` a rating from the replay, shown beside."""

    seat: str
    name: str
    role: str
    training: bool
    second: bool


@dataclass(frozen=True, slots=True)
class HintCounted:
    """A hint that was given, and whether it was not needed and does not count."""

    seconds: float
    at: float
    level: int
    text: str
    aloud: bool
    moot: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be cited: `kind` is exposed, cited, recognised, pin, hypothesis, note, mitigated or hint."""

    scenario: int
    seconds: float
    at: float
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class CardScenario:
    """`began` is when it was opened, `worked` and `length` seconds in its work and in all, `recognised` the second in
    which the last step of the cause was confirmed. `ceiling` is for the card's own cause and solution. `reached` of
    `steps` are those of the path that the record shows. `facts` are what the record says to a criterion, by its id.
    """

    number: int
    title: str
    incident: str
    began: float | None
    worked: float
    length: float
    skipped: bool
    recognised: float | None
    hint_load: float
    hints: list[HintCounted]
    ceiling: Ceiling
    reached: int
    steps: int
    proposals: list[Proposal]
    facts: dict[str, str]
    rulings: list[RulingShown]


@dataclass(frozen=True, slots=True)
class CriterionShown:
    id: str
    title: str
    short: str
    weight: int
    questions: tuple[str, ...]
    scale: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class SignalShown:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class MomentShown:
    """A second that some card speaks of, and when that was; null where the interview had no such second."""

    scenario: int
    seconds: float
    at: float | None


@dataclass(frozen=True, slots=True)
class VersionShown:
    """`after_seeing` names those whose cards its author could have read before."""

    version: int
    at: float
    reason: str
    after_seeing: list[str]
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class OtherCard:
    """Another's: its standing alone until it is for the reader's eyes, and then the whole with notes and flags."""

    rater: CardRater
    standing: str
    submitted: float | None
    card: Scorecard | None
    verdict: Verdict | None
    notes: list[NoteShown] | None
    flags: list[RaisedShown] | None
    versions: list[VersionShown] | None


@dataclass(frozen=True, slots=True)
class CardPage:
    """`criteria` are in an order of this rater's own. `verdict` is null until every scenario has its points and every
    criterion is rated or said not to be observed. `checks` say what is missing before it can be handed in.
    """

    interview: CardInterview
    rater: CardRater
    standing: str  # draft, submitted
    due: float | None
    submitted: float | None
    version: int
    changed: float | None
    now: float
    card: Scorecard
    scenarios: list[CardScenario]
    anchors: tuple[Anchor, ...]
    criteria: list[CriterionShown]
    signals: list[SignalShown]
    catalogue: tuple[Flag, ...]
    notes: list[NoteShown]
    flags: list[RaisedShown]
    suggested: list[SuggestedShown]
    verdict: Verdict | None
    checks: list[Check]
    versions: list[VersionShown]
    moments: list[MomentShown]
    others: list[OtherCard]
    others_open: bool


@dataclass(frozen=True, slots=True)
class CardsView:
    """Others' cards for who rates nothing here. `open` says whether they are to be read, `why` why not."""

    open: bool
    why: str
    cards: list[OtherCard]
    moments: list[MomentShown]


@dataclass(frozen=True, slots=True)
class ScoringRow:
    """How far somebody's card is. `owed` is whether the others wait for it."""

    seat: str
    person: str
    name: str
    role: str
    standing: str
    due: float | None
    submitted: float | None
    owed: bool


@dataclass(frozen=True, slots=True)
class FeedbackDraft:
    text: str
