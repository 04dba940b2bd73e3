"""What is kept of a candidate, for them to have: what they did, typed and were told, and what others wrote about them.

Rules of evidence, expected steps, model answers and solutions are no data about a person, and are not in it; where
somebody quoted one, it is left out of the quote. Who wrote is told by their place, not by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from rounds.interviews import acts
from rounds.interviews.acts import Done
from rounds.interviews.cards import Handed, lines
from rounds.interviews.flags import KNOWN
from rounds.interviews.hour import Hour
from rounds.interviews.notes import notes_of, raised_of
from rounds.interviews.people import Role, Seat
from rounds.interviews.quoting import Solutions
from rounds.interviews.rubric import ANCHORS, CRITERIA
from rounds.interviews.scorecard import Scorecard
from rounds.interviews.timeline import OUTCOMES, Mailed, Moment, milliseconds
from rounds.interviews.verdict import clock

FORMAT = 1
TOLD_AFTER = timedelta(days=7)  # of a decision: a person tells it first, and a week later it is in the copy anyway
PLACES = {
    Role.LEAD: "Lead interviewer",
    Role.PANEL: "Interviewer",
    Role.SHADOW: "Interviewer in training",
    Role.COMMITTEE: "Committee",
}
CRITERION = {one.id: one.title for one in CRITERIA}
ANCHOR = {one.points: one.text for one in ANCHORS}


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it was asked, also those that a page asked of itself: `cause` says who asked."""

    at: float
    cause: str
    asked: str
    question: Mapping[str, Any]
    scenario: int


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote: where it stands among what was going on, and in which matter."""

    at: float
    by: str
    about: str
    text: str
    scenario: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """With the sentence of the rubric that they stand for."""

    scenario: int
    points: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Card:
    """A scorecard that was handed in. `training` ones counted in nothing; of a later version `reason` is why."""

    at: float
    by: str
    training: bool
    version: int
    reason: str
    points: tuple[Points, ...]
    lines: tuple[Line, ...]
    feedback: str


@dataclass(frozen=True, slots=True)
class Others:
    """What others wrote about the candidate, the oldest first."""

    notes: tuple[Written, ...]
    flags: tuple[Written, ...]
    cards: tuple[Card, ...]
    debrief: tuple[Written, ...]
    decisions: tuple[Written, ...]
    reasons: tuple[Written, ...]  # why something was done in the interview
    clips: tuple[Written, ...]  # passages that were cut for colleagues


@dataclass(frozen=True, slots=True)
class Copy:
    """`about` are facts as lines to read; `others` is None as long as it is not told, and `why` says when it will be."""

    interview: str
    made: float
    about: tuple[Line, ...]
    consents: Mapping[str, bool]
    timeline: tuple[Moment, ...]
    questions: tuple[Asking, ...]
    mails: tuple[Mailed, ...]
    others: Others | None
    why: str = ""

    def told(self) -> dict[str, Any]:
        """For programs."""
        return {"format": FORMAT, **asdict(self)}


def is_told(done: Iterable[Done], now: datetime) -> bool:
    """Whether the decision and what others wrote are in the candidate's copy: some days after the last decision, unless
    that is to decide later.
    """
    last: Done | None = None
    for one in done:
        match one.act:
            case acts.Released():
                return True
            case acts.Decided(outcome):
                last = None if outcome == "hold" else one
    return last is not None and last.time is not None and now - last.time >= TOLD_AFTER


def untold(done: Iterable[Done]) -> list[Done]:
    """What the candidate may know of what was done, while the decision is not theirs to read yet."""
    return [one for one in done if not isinstance(one.act, acts.Decided)]


@dataclass(frozen=True, slots=True)
class Cut:
    """A clip as it was cut by a person; `begins` and `lasts` are milliseconds, from the scenario's begin on."""

    at: float
    person: str
    scenario: int
    begins: float
    lasts: float
    title: str
    text: str


def others_of(
    done: Sequence[Done],
    seats: Sequence[Seat],
    handed: Mapping[str, Sequence[Handed]],
    hour: Hour,
    hidden: Solutions,
    cuts: Iterable[Cut] = (),
) -> Others:
    """`seats` of staff with the roles of today."""
    names = named(seats)
    said = Said(done, seats, names, hour, hidden)
    cards = (card(names, seat, one, hidden) for seat in seats for one in handed.get(seat.id, ()))
    return Others(
        notes=oldest_first(said.notes()),
        flags=oldest_first(said.flags()),
        cards=tuple(sorted(cards, key=lambda one: one.at)),
        debrief=oldest_first(said.debrief()),
        decisions=oldest_first(said.decisions()),
        reasons=oldest_first(said.reasons()),
        clips=oldest_first(said.clips(cuts)),
    )


def named(seats: Sequence[Seat]) -> dict[str, str]:
    """Seats by what they are called: those of one role are counted where there are several."""
    called: dict[str, str] = {}
    for role in Role:
        these = [one for one in seats if one.role is role]
        for place, one in enumerate(these, start=1):
            name = PLACES.get(role, "Somebody else")
            called[one.id] = name if len(these) == 1 else f"{name} {place}"
    return called


@dataclass(frozen=True, slots=True)
class Said:
    """What was written, by whom it was."""

    done: Sequence[Done]
    seats: Sequence[Seat]
    names: Mapping[str, str]
    hour: Hour
    hidden: Solutions

    def written(self, one: Done, about: str, text: str, scenario: int | None = None) -> Written:
        assert one.time
        by = self.names.get(one.seat, "Staff" if one.seat else "Rounds")
        return Written(milliseconds(one.time), by, about, self.hidden.without(text), scenario or None)

    def notes(self) -> Iterator[Written]:
        for seat in self.seats:
            for note in notes_of(self.done, seat.id):
                over = ["over the replay"] if note.afterwards else []
                about = ", ".join([*(CRITERION.get(name, name) for name in note.criteria), *over])
                text = self.hidden.without(note.text)
                yield Written(milliseconds(note.time), self.names[seat.id], about, text, note.scenario or None)

    def flags(self) -> Iterator[Written]:
        for seat in self.seats:
            for flag in raised_of(self.done, seat.id):
                known = KNOWN.get(flag.flag)
                about = f"{known.colour.value}: {known.text}" if known else flag.flag
                text = self.hidden.without(flag.support)
                yield Written(milliseconds(flag.time), self.names[seat.id], about, text, flag.scenario or None)

    def debrief(self) -> Iterator[Written]:
        for one in self.done:
            match one.act:
                case acts.Convened(reason):
                    yield self.written(one, "Opened before all cards were in", reason)
                case acts.Settled(item, text) if text:
                    yield self.written(one, self.hidden.without(item), text)
                case acts.Discussed(scenario, topic, True, mark) if mark is not None:
                    yield self.written(one, f"Question {topic + 1} of the discussion", f"marked {mark} of 3", scenario)

    def decisions(self) -> Iterator[Written]:
        for one in self.done:
            match one.act:
                case acts.Decided(outcome, reason):
                    yield self.written(one, OUTCOMES.get(outcome, outcome), reason)

    def clips(self, cuts: Iterable[Cut]) -> Iterator[Written]:
        places = {seat.person: self.names[seat.id] for seat in self.seats}
        for one in cuts:
            text = "\n\n".join(self.hidden.without(part) for part in (one.title, one.text) if part)
            about = f"from {clock(one.begins / 1000)} to {clock((one.begins + one.lasts) / 1000)}"
            yield Written(one.at, places.get(one.person, "Staff"), about, text, one.scenario)

    def reasons(self) -> Iterator[Written]:
        for one in self.done:
            match one.act:
                case acts.Rescheduled(_, reason):
                    yield self.written(one, "Moved to another time", reason)
                case acts.Cancelled(reason):
                    yield self.written(one, "Called off", reason)
                case acts.Paused(reason):
                    yield self.written(one, "Paused", reason)
                case acts.Aborted(reason):
                    yield self.written(one, "Broken off", reason)
                case acts.Skipped(scenario, reason):
                    yield self.written(one, "Left out", reason, scenario)
                case acts.Reseeded(scenario, _, _, reason):
                    yield self.written(one, "Went on with another variant", reason, scenario)
                case acts.Hinted(reason=reason, scenario=scenario) if reason:
                    yield self.written(one, "Gave a hint early or out of order", reason, scenario)
                case acts.Mitigated(scenario, proposed):
                    about = "Noted a first mitigation" if proposed else "Took that back"
                    yield self.written(one, about, "", scenario)


def card(names: Mapping[str, str], seat: Seat, one: Handed, hidden: Solutions) -> Card:
    shown = without_solutions(one.card, hidden)
    rest = replace(shown, feedback="", scores=tuple(replace(score, points=None) for score in shown.scores))
    return Card(
        at=milliseconds(one.time),
        by=names[seat.id],
        training=seat.role is Role.SHADOW,
        version=one.version,
        reason=hidden.without(one.reason),
        points=tuple(
            Points(score.scenario, score.points, ANCHOR[score.points])
            for score in sorted(one.card.scores, key=lambda score: score.scenario)
            if score.points is not None
        ),
        lines=tuple(Line(what, text) for what, text in lines(rest) if text),
        feedback=shown.feedback,
    )


def without_solutions(card: Scorecard, hidden: Solutions) -> Scorecard:
    """Each text by itself: one that is nothing but a sealed text shows as such only before it is put beside others."""
    return replace(
        card,
        scores=tuple(
            replace(
                one,
                reason=hidden.without(one.reason),
                cited=tuple(replace(cited, text=hidden.without(cited.text)) for cited in one.cited),
            )
            for one in card.scores
        ),
        signals=tuple(replace(one, text=hidden.without(one.text)) for one in card.signals),
        flags=tuple(replace(one, text=hidden.without(one.text)) for one in card.flags),
        feedback="\n\n".join(hidden.without(part) for part in card.feedback.split("\n\n")),
    )


def oldest_first(found: Iterable[Written]) -> tuple[Written, ...]:
    return tuple(sorted(found, key=lambda one: one.at))
