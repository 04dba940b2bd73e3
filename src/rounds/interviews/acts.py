"""What people do in an interview, one by one: the third kind of entry of its record, beside questions and views.

Everything that is known of an interview is told by these in their order: where its clock stands, what was hinted, what
stands in the notebook. So nothing is lost when a process ends, and a replay needs nothing else. Words that only one
person may read (notes, flags) are told by their seat.

The name of an act in the record is that of its class in small letters.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import datetime
from typing import Any, ClassVar

from rounds.interviews.record import written
from rounds.kit.errors import Invalid

# Before the interview


@dataclass(frozen=True, slots=True)
class Invited:
    """Pins, plan, rubric and policy are fixed from here on."""

    invitation: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Rescheduled:
    starts: str  # ISO 8601, UTC
    reason: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The candidate's access check: by name what was found, "good", "fair" or "bad" with a word on it."""

    checks: dict[str, tuple[str, str]]
    reported_by: str = "browser"


@dataclass(frozen=True, slots=True)
class Consented:
    """To which of the consents ("policy", "record", "calibration", "training"), in the version that was shown."""

    consents: dict[str, bool]
    version: str


@dataclass(frozen=True, slots=True)
class Displayed:
    """How the candidate has pages displayed, as far as it is not the usual: the effect, not why."""

    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Requested:
    """The candidate asks for more time or another format. What they say is kept apart: no rater reads it."""


@dataclass(frozen=True, slots=True)
class Toured:
    """A stop of the tool tour was done or skipped; without a stop it starts over."""

    stop: str
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Attested:
    """An interviewer read the solution document of a scenario in this version."""

    scenario: int
    version: str


# Coming in


@dataclass(frozen=True, slots=True)
class Entered:
    """The candidate waits in the lobby."""


@dataclass(frozen=True, slots=True)
class Knocked:
    """Another browser opened the candidate's link."""

    browser: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """The lead lets the candidate in: the interview is live from here on. With a browser, that one takes the place of
    the one before.
    """

    browser: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The candidate's live channel was gone for longer than a moment: since when, ISO 8601."""

    since: str


@dataclass(frozen=True, slots=True)
class Returned:
    """It is there again, after so many seconds."""

    seconds: float


# The hour


@dataclass(frozen=True, slots=True)
class Begun:
    """A phase of the plan, by its number. The one before ends."""

    phase: int


@dataclass(frozen=True, slots=True)
class Paused:
    reason: str


@dataclass(frozen=True, slots=True)
class Resumed:
    pass


@dataclass(frozen=True, slots=True)
class Extended:
    phase: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Skipped:
    """A scenario is left out, with a reason."""

    scenario: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reseeded:
    """A scenario goes on with another variant, after a technical failure."""

    scenario: int
    seed: int
    incident: str
    reason: str


@dataclass(frozen=True, slots=True)
class Handed:
    """The lead is somebody else from here on: the seat."""

    to: str


@dataclass(frozen=True, slots=True)
class Ended:
    pass


@dataclass(frozen=True, slots=True)
class Missed:
    """The candidate did not come."""


@dataclass(frozen=True, slots=True)
class Aborted:
    """Ended by a technical failure; it may be taken up again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """Taken up again after it was aborted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The candidate asks for something: "pause", "time", "help", with a word."""

    what: str
    text: str = ""


# What the lead does


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the script was said (or is taken back)."""

    line: str
    said: bool = True


@dataclass(frozen=True, slots=True)
class Prompted:
    """A phrase of the tray was said; it is no hint."""

    phrase: str


@dataclass(frozen=True, slots=True)
class Silence:
    """The lead began to count thirty seconds by hand, because voices are elsewhere."""


@dataclass(frozen=True, slots=True)
class Hinted:
    """Word for word. `aloud` was read, otherwise it was shown. `reason` is why it came early or out of order."""

    scenario: int
    hint: int  # its place on the ladder, from 0
    level: int
    text: str
    aloud: bool = False
    reason: str = ""
    quiet: float = 0.0  # seconds since the candidate's last act, then
    minute: float = 0.0  # of the work, then


@dataclass(frozen=True, slots=True)
class Unhinted:
    """Taken back within five seconds: the number of the entry."""

    no: int


@dataclass(frozen=True, slots=True)
class Revealed:
    """The answer was told, after the last hint or in the discussion."""

    scenario: int
    text: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lead confirms that the candidate saw what a step is about (or takes it back)."""

    scenario: int
    step: str
    recognised: bool = True


@dataclass(frozen=True, slots=True)
class Mitigated:
    """The candidate proposed a first mitigation (or it is taken back)."""

    scenario: int
    proposed: bool = True


@dataclass(frozen=True, slots=True)
class Discussed:
    """A question of the discussion was asked (or is taken back), with a quick mark of 0 to 3."""

    scenario: int  # 0 for the wrap-up
    topic: int
    asked: bool = True
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Sharing:
    """The lead's screen is seen by others: path, hints, solution, notes and rubric are hidden."""

    on: bool


@dataclass(frozen=True, slots=True)
class Presented:
    """The lead's view is on the candidate's screen from here on, or no longer."""

    on: bool


# One's own words


@dataclass(frozen=True, slots=True)
class Noted:
    """A note on this second, with the criteria it speaks for. With `of` it is a new text for that note, empty to erase.

    `at` is the second it is on, in milliseconds since 1970, where it was written afterwards, over the replay.
    """

    text: str
    criteria: tuple[str, ...] = ()
    scenario: int = 0
    of: int | None = None
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Flagged:
    """A red or green flag of the guide. `support` says what in the record suggested it; empty for one's own."""

    flag: str
    scenario: int = 0
    support: str = ""
    raised: bool = True
    of: int | None = None  # the entry it takes back


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A suggested flag that is none."""

    flag: str
    scenario: int = 0


# The candidate's notebook


@dataclass(frozen=True, slots=True)
class Wrote:
    """An entry of the notebook by an id of the page's: a hypothesis or a note; again with another text. Empty erases."""

    entry: str
    scenario: int
    kind: str  # hypothesis, note
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A hypothesis is open, supported, refuted, or the cause."""

    entry: str
    scenario: int
    state: str


@dataclass(frozen=True, slots=True)
class Pinned:
    """A view kept as evidence: its address and what of it (a row, a span, a node), for or against an entry or none yet.

    `mark` is what the thing is, as far as the page knows: {"trace_id": …, "span": …}.
    """

    pin: str
    scenario: int
    address: str
    title: str
    line: str = ""
    entry: str = ""
    against: bool = False
    value: str = ""
    mark: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unpinned:
    pin: str
    scenario: int


# Afterwards


@dataclass(frozen=True, slots=True)
class Submitted:
    """A scorecard was handed in, as `scorecard.told` writes it. From version 2 on it amends the one before, with a reason;
    `seen` are the seats whose cards its author may have read by then, "packet" the packet.
    """

    card: dict[str, Any]
    version: int = 1
    reason: str = ""
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Convened:
    """The debrief opens before all cards are in, with a reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What the debrief said about an item of its agenda, in words. Empty takes it back."""

    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided: "advance", "decline" or "hold", with the reason. A later one takes its place."""

    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scored:
    """What somebody gives themselves for a scenario of a drill: 0 to 3 as the guide's anchors say it, criteria by name in
    half steps, and a word. A later one takes its place.
    """

    scenario: int
    points: int
    criteria: dict[str, float] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """The packet may be read by this person until a day, ISO 8601, UTC; with an empty one no longer."""

    person: str
    until: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """The candidate asks for what is theirs by law: "copy", "correction" or "erasure", with a word."""

    what: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the candidate is told of what they asked for and nobody answered yet: of "copy", "correction" or "erasure"."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Released:
    """What others wrote about the candidate is in their copy from here on."""


@dataclass(frozen=True, slots=True)
class Anonymised:
    """Name, address and words were erased, and in which state the interview stays. Nothing comes after it."""

    state: str


@dataclass(frozen=True, slots=True)
class Commented:
    """The candidate about the interview: answers by question."""

    answers: dict[str, str]


Act = (
    Invited | Rescheduled | Cancelled | Checked | Consented | Displayed | Requested | Toured | Attested
    | Entered | Knocked | Admitted | Left | Returned
    | Begun | Paused | Resumed | Extended | Skipped | Reseeded | Handed | Ended | Missed | Aborted | Reopened | Asked
    | Said | Prompted | Silence | Hinted | Unhinted | Revealed | Recognised | Mitigated | Discussed | Sharing | Presented
    | Noted | Flagged | Dismissed
    | Wrote | Judged | Pinned | Unpinned
    | Submitted | Convened | Settled | Decided | Shared
    | Scored
    | Claimed | Answered | Released | Anonymised
    | Commented
)  # fmt: skip
ACTS: dict[str, type[Act]] = {kind.__name__.lower(): kind for kind in Act.__args__}
PRIVATE = (Noted, Flagged, Dismissed, Submitted, Scored)  # for their own author alone, until they handed in their card


@dataclass(frozen=True, slots=True)
class Done:
    """An act with who did it; as an entry of the record, also when and which. `command` names a press of a button, so
    that the same one sent twice is done once.
    """

    kind: ClassVar[str] = "act"

    act: Act
    seat: str  # empty for the server itself
    command: str = ""
    no: int = 0
    time: datetime | None = None

    @property
    def name(self) -> str:
        return type(self.act).__name__.lower()

    def content(self) -> str:
        return written({"act": self.name, "seat": self.seat, **asdict(self.act)})


def act_of(name: str, content: dict[str, Any]) -> Act:
    """An act from what stands in the record.

    Raises:
        Invalid: there is no such act, or it holds something else.
    """
    kind = ACTS.get(name)
    if kind is None:
        raise Invalid(f"there is no act {name!r}", field="act")
    fields = {one.name for one in dataclass_fields(kind)}
    told: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in content.items() if key in fields
    }
    try:
        return kind(**told)
    except TypeError as error:
        raise Invalid(f"an act {name!r} holds something else: {error}", field=name) from None
