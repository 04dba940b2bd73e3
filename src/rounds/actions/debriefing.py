"""The debrief of a panel: open once every card is in, or convened with a reason; what it settled, and what was decided.

Nothing here decides: figures are shown beside each other, and a decision is somebody's word with their reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rounds.actions import scoring_pages, sheet
from rounds.actions.acting import write
from rounds.actions.office import Office
from rounds.actions.retold import milliseconds
from rounds.actions.scoring_shown import CardInterview, CardRater, MomentShown, ScoringRow, VersionShown
from rounds.actions.sheet import Sheet
from rounds.interviews import Duty, Person, Role, Seat, agenda, gates
from rounds.interviews.acts import Act, Convened, Decided, Done, Settled
from rounds.interviews.agenda import Item, Judged
from rounds.interviews.rights import Right, may
from rounds.interviews.verdict import Agreement, Verdict, agreement_of
from rounds.kit.errors import Conflict, Forbidden, Invalid, NotFound

LONGEST, LONGEST_REASON = 4_000, 1_000
OUTCOMES = ("advance", "decline", "hold")
FACILITATES = frozenset({Duty.RECRUITER})  # opens the room early, and records what was decided
DECIDES = frozenset({Duty.RECRUITER, Duty.COMMITTEE})


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """With what the debrief settled about it, in words."""

    item: Item
    settled: str | None


@dataclass(frozen=True, slots=True)
class RaterJudged:
    """One rater's submitted card as figures; `points` by scenario."""

    rater: CardRater
    points: dict[int, float]
    verdict: Verdict | None
    versions: list[VersionShown]


@dataclass(frozen=True, slots=True)
class DecisionShown:
    outcome: str  # advance, decline, hold
    reason: str
    by: str
    at: float


@dataclass(frozen=True, slots=True)
class DebriefView:
    """`state` is closed or open; while it is closed `why` says why and nothing of any card is there. `panel` is the mean
    of each scenario among lead and panel, `second` are ratings from the replay, beside it and in none of its figures.
    `decision` is the last of `decisions`; none is ever proposed.
    """

    interview: CardInterview
    state: str
    why: str
    missing: list[ScoringRow]
    convened: str | None
    agenda: list[AgendaItem]
    panel: Verdict | None
    agreement: Agreement | None
    raters: list[RaterJudged]
    second: list[RaterJudged]
    titles: dict[int, str]
    moments: list[MomentShown]
    decision: DecisionShown | None
    decisions: list[DecisionShown]
    rates: bool  # whether who looks has a scorecard of their own here
    may_convene: bool
    may_settle: bool
    may_decide: bool


def debrief(here: Office, who: Person, interview_id: str) -> DebriefView:
    """
    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    with here.records.look() as look, sheet.of(here, look, who, interview_id, Right.DEBRIEF) as found:
        view, is_look = scoring_pages.for_reader(found, shown(found)), found.is_look and is_open(found)
    if is_look:
        sheet.looked(here, who, interview_id)
    return view


def is_open(found: Sheet) -> bool:
    return found.has_access and gates.debrief_open(found.seat, found.cards)


def shown(found: Sheet) -> DebriefView:
    missing = [one for one in scoring_pages.status(found) if one.owed]
    decisions = [*decided(found)] if is_open(found) else []
    closed = DebriefView(
        interview=scoring_pages.interview_of(found),
        state="closed",
        why="" if is_open(found) else why_closed(found),
        missing=missing,
        convened=found.cards.convened or None,
        agenda=[],
        panel=None,
        agreement=None,
        raters=[],
        second=[],
        titles=found.titles,
        moments=[],
        decision=decisions[-1] if decisions else None,
        decisions=decisions,
        rates=may(found.who, found.seat.role, Right.SCORE, found.hour.state),
        may_convene=may_convene(found),
        may_settle=may_settle(found),
        may_decide=may_decide(found),
    )
    return opened(found, closed) if is_open(found) else closed


def opened(found: Sheet, closed: DebriefView) -> DebriefView:
    panel, settled = found.combined(), agenda.settled_of(found.done)
    items = agenda.agenda_of(found.panel, found.interview.level, found.titles, panel)
    return replace(
        closed,
        state="open",
        agenda=[AgendaItem(one, settled.get(one.item)) for one in items],
        panel=panel,
        agreement=agreement_of([one.basis.points for one in found.panel]),
        raters=[*judged(found, found.panel)],
        second=[*judged(found, found.beside)],
        moments=scoring_pages.moments(found, (one.card for one in (*found.panel, *found.beside))),
    )


def why_closed(found: Sheet) -> str:
    if not found.has_access:
        return "What was shared with you is so no longer."
    if not gates.has_judged(found.seat, found.cards):
        return "Hand in your own scorecard first."
    return "The scorecards of lead and panel are not all in yet."


def judged(found: Sheet, these: Iterable[Judged]) -> Iterable[RaterJudged]:
    seats = {one.id: one for one in found.seats}
    for one in these:
        seat = seats[one.seat]
        versions = scoring_pages.versions_of(found, seat)
        yield RaterJudged(scoring_pages.rater_of(seat), {**one.basis.points}, one.verdict, versions)


def decided(found: Sheet) -> Iterable[DecisionShown]:
    """The latest last, by whom: a seat, or somebody who acts by what they do here."""
    names = {one.id: one.name for one in found.seats}
    for one in found.done:
        if isinstance(one.act, Decided) and one.time:
            by = names.get(one.seat) or named(found, one)
            yield DecisionShown(one.act.outcome, one.act.reason, by, milliseconds(one.time))


def named(found: Sheet, one: Done) -> str:
    try:
        return found.work.people.of(one.seat).name
    except NotFound:
        return "somebody"


# Who may do what there


def may_convene(found: Sheet) -> bool:
    """The lead, who knows why somebody cannot, or who facilitates; while some cards are in and some are not."""
    facilitates = found.seat.role is Role.LEAD or found.who.does(*FACILITATES)
    waiting = bool(found.cards.missing) and not found.cards.convened
    some = not found.cards.counted.isdisjoint(found.cards.submitted)
    return facilitates and waiting and some and gates.has_judged(found.seat, found.cards)


def may_settle(found: Sheet) -> bool:
    """Who learns listens."""
    return is_open(found) and found.seat.role is not Role.SHADOW


def may_decide(found: Sheet) -> bool:
    """A recruiter records and the committee decides: of who has a place there, those who are of it, and not a colleague
    who was asked for a second rating.
    """
    right = may(found.who, found.seat.role, Right.DECIDE, found.hour.state)
    return right and found.who.does(*DECIDES) and is_open(found)


# What is done there


def convene(here: Office, who: Person, interview_id: str, reason: str, command: str = "") -> DebriefView:
    """Open it before all cards are in.

    Raises:
        Invalid: no reason. Conflict: all are in, none is, or it was opened already. Forbidden: it is not theirs.
    """

    def check(found: Sheet) -> Act:
        if not (found.seat.role is Role.LEAD or found.who.does(*FACILITATES)):
            raise Forbidden("The lead or a recruiter opens the debrief early.")
        if not may_convene(found):
            raise Conflict(why_not(found))
        return Convened(needed(reason))

    return do(here, who, interview_id, check, command)


def why_not(found: Sheet) -> str:
    if not gates.has_judged(found.seat, found.cards):
        return "Hand in your own scorecard first."
    if found.cards.is_open:
        return "The debrief is open already."
    return "No scorecard of lead or panel is in yet: there is nothing to talk about."


def settle(here: Office, who: Person, interview_id: str, item: str, text: str, command: str = "") -> DebriefView:
    """Keep what was said about an item of the agenda; empty takes it back.

    Raises:
        NotFound: there is no such item. Invalid: it is too long. Conflict: the debrief is closed. Forbidden: who learns.
    """

    def check(found: Sheet) -> Act:
        if not is_open(found):
            raise Conflict(f"The debrief is closed. {why_closed(found)}")
        if not may_settle(found):
            raise Forbidden("Who learns listens in the debrief.")
        items = agenda.agenda_of(found.panel, found.interview.level, found.titles, found.combined())
        if item not in {one.item for one in items} | agenda.settled_of(found.done).keys():
            raise NotFound("the agenda has no such item")
        if len(text) > LONGEST:
            raise Invalid(f"It has at most {LONGEST:,} characters.", field="text")
        return Settled(item, text.strip())

    return do(here, who, interview_id, check, command)


def decide(here: Office, who: Person, interview_id: str, outcome: str, reason: str, command: str = "") -> DebriefView:
    """Record what people decided, with their reason. A later one takes its place, and both stay in the record.

    Raises:
        Invalid: no such outcome, or no reason. Conflict: the debrief is closed. Forbidden: it is not theirs.
    """

    def check(found: Sheet) -> Act:
        if not found.who.does(*DECIDES):
            raise Forbidden("The committee decides, and a recruiter records it.")
        if not may_decide(found):
            raise Conflict(f"The debrief is closed. {why_closed(found)}")
        if outcome not in OUTCOMES:
            raise Invalid(f"A decision is one of {', '.join(OUTCOMES)}.", field="outcome")
        return Decided(outcome, needed(reason))

    return do(here, who, interview_id, check, command, Right.DECIDE)


def do(
    here: Office,
    who: Person,
    interview_id: str,
    act: Callable[[Sheet], Act],
    command: str,
    right: Right = Right.DEBRIEF,
) -> DebriefView:
    with here.records.work() as work:
        work.locked(interview_id)
        with sheet.of(here, work, who, interview_id, right) as found:
            if not work.commanded(interview_id, command):
                write(work, here, actor(found.seat, who), act(found), command)
    here.live.changed(interview_id)
    return debrief(here, who, interview_id)


def actor(seat: Seat, who: Person) -> Seat:
    """Who has no seat acts under their own id, so that the record says who it was."""
    return replace(seat, id=seat.id or who.id)


def needed(reason: str) -> str:
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Invalid(f"Say why, in 1 to {LONGEST_REASON:,} characters.", field="reason")
    return reason.strip()
