"""Calibration rounds: all rate the same interviews again, blind, and the round says how far they agree.

What somebody rates is theirs alone until the round is closed; then each sees themselves beside the rest, and whoever runs
rounds sees everybody.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from statistics import mean
from typing import Any

from rounds.actions import rights, scoring_pages
from rounds.actions.calibrated import scored_of
from rounds.actions.leads import hinting_of
from rounds.actions.memories import Memory
from rounds.actions.office import Office
from rounds.actions.retold import milliseconds
from rounds.actions.scoring import checked
from rounds.actions.scoring_shown import CardPage
from rounds.actions.sheet import OPENED, PACKET, Sheet
from rounds.calibration import rounds
from rounds.calibration.hints import Hinting
from rounds.calibration.report import Report, Target, report_of
from rounds.calibration.rounds import Eligible
from rounds.interviews import Done, Interview, Person, Role, Seat, State, cards, gates, hour_of
from rounds.interviews.access import agreed_of
from rounds.interviews.rights import Right, may, pseudonym
from rounds.interviews.scorecard import told
from rounds.kit.errors import Conflict, Forbidden, NotFound
from rounds.records.calibrations import Rerated, Round
from rounds.records.drafts import Draft
from rounds.records.work import Work

CHECKED = ("scores", "criteria")  # before a card is handed in; what is written to a candidate is no part of it
CONSENT = "calibration"
LONGEST = 4_000  # characters of what was agreed to do


@dataclass(frozen=True, slots=True)
class ToRate:
    """An interview of a round as one of its raters sees it. `own` says that they were there, or read what others
    judged of it, so they do not rate it.
    """

    interview: str
    name: str
    level: str
    standing: str  # open, draft, submitted
    own: bool
    repeated: bool


@dataclass(frozen=True, slots=True)
class RaterDone:
    person: str
    name: str
    submitted: int
    of: int


@dataclass(frozen=True, slots=True)
class RoundShown:
    """`interviews` are in an order of the reader's own. `raters` are for who runs rounds."""

    name: str
    created: float
    due: float
    late: bool
    closed: float | None
    actions: str
    interviews: list[ToRate]
    raters: list[RaterDone]


@dataclass(frozen=True, slots=True)
class RoundsShown:
    """`next` is the name of this quarter's, `eligible` how many interviews could be chosen for it and 0 once it was begun,
    `may_run` whether to begin it is the reader's.
    """

    rounds: list[RoundShown]
    eligible: int
    next: str
    may_run: bool


@dataclass(frozen=True, slots=True)
class ReportShown:
    """`hints` are those of all leads together, over every interview until the round was closed. `leads` and `names` are
    of those whom the report shows by themselves: the reader, or everybody for who runs rounds.
    """

    round: str
    report: Report
    hints: Hinting
    leads: Sequence[Hinting]
    names: dict[str, str]
    you: str


def listed(here: Office, who: Person) -> RoundsShown:
    rights.need(who, Right.CALIBRATE)
    with here.records.look() as look:
        raters, known = look.people.all(), look.calibrations.all()
        been = been_in(look, {interview for one in known for interview in one.interviews})
        shown = [shown_of(here, look, who, one, raters, been) for one in known]
        this = rounds.quarter(here.now())
        eligible = 0 if any(one.name == this for one in known) else len([*eligible_of(look)])
    return RoundsShown(shown, eligible, this, may(who, None, Right.ROUNDS))


def begin(here: Office, who: Person) -> RoundsShown:
    """This quarter's round.

    Raises:
        Forbidden: they run no rounds. Conflict: it was begun, or too few candidates consented.
    """
    rights.need(who, Right.ROUNDS)
    now = here.now()
    with here.records.work() as work:
        name, known = rounds.quarter(now), [*eligible_of(work)]
        if len(known) < rounds.FEWEST:
            raise Conflict(
                f"A round needs {rounds.FEWEST} interviews whose candidates agreed to it and whose scorecards are in; "
                f"there are {len(known)}."
            )
        last = work.calibrations.all()[:1]
        before = last[0].interviews if last else ()
        seed = int(name[:4]) * 10 + int(name[-1])
        chosen = tuple(rounds.chosen(known, before, seed))
        work.calibrations.add(
            Round(name, seed, now, rounds.due(name, now), chosen, frozenset(chosen) & frozenset(before))
        )
    return listed(here, who)


def close(here: Office, who: Person, name: str) -> RoundsShown:
    """From here on its figures are shown, and nobody rates any more."""
    rights.need(who, Right.ROUNDS)
    with here.records.work() as work:
        if work.calibrations.of(name).closed:
            raise Conflict("This round is closed.")
        work.calibrations.close(name, here.now())
    return listed(here, who)


def agree(here: Office, who: Person, name: str, actions: str) -> RoundsShown:
    """What is to be done about what a round showed, in words."""
    rights.need(who, Right.ROUNDS)
    with here.records.work() as work:
        work.calibrations.of(name)
        work.calibrations.agree(name, actions.strip()[:LONGEST])
    return listed(here, who)


# Rating


class Again(Sheet):
    """An interview's sheet for who rates it again: their own card, and nothing of anybody's judgement."""

    again: Rerated | None = None

    @property
    def is_blind(self) -> bool:
        return True


@contextmanager
def again(here: Office, work: Work, who: Person, name: str, interview_id: str) -> Iterator[Again]:
    """
    Raises:
        NotFound: it is not in this round. Forbidden: they were there.
    """
    rights.need(who, Right.CALIBRATE)
    of = work.calibrations.of(name)
    if interview_id not in of.interviews or not is_to_rate(work, interview_id):
        raise NotFound("There is no such interview in this round.")
    need_open(of)
    if was_there(work, who, interview_id):
        raise Forbidden("You were there, so you do not rate this one again.")
    if knows(work, who, name, interview_id):
        raise Forbidden("You read what others judged of this one, so you do not rate it again.")
    seat = Seat("", interview_id, Role.RATER, who.name, who.id)
    with here.memories.of(work, interview_id) as memory:
        yield sheet(here, work, who, work.interview(interview_id), seat, memory, name)


def sheet(here: Office, work: Work, who: Person, interview: Interview, seat: Seat, memory: Memory, name: str) -> Again:
    made = Again(here, work, who, replace(interview, candidate=pseudonym(interview)), seat, memory)
    made.named = interview
    made.again = known = work.calibrations.card(name, interview.id, who.id)
    made.drafts = {who.id: Draft(known.card, known.changed)} if known else {}
    return made


def knows(work: Work, who: Person, name: str, interview_id: str) -> bool:
    """Whether they read others' judgements of it before they handed in their own, as who sees every interview may."""
    if not may(who, None, Right.SEE):
        return False
    card = work.calibrations.card(name, interview_id, who.id)
    looks = work.audit.of(interview_id, OPENED, *PACKET)
    return not (card and card.submitted) and any(one.person == who.id for one in looks)


def was_there(work: Work, who: Person, interview_id: str) -> bool:
    return any(one.person == who.id for one in work.seats_of(interview_id))


def card(here: Office, who: Person, name: str, interview_id: str) -> CardPage:
    """One's own card of an interview in a round, without anybody else's judgement."""
    with here.records.look() as look, again(here, look, who, name, interview_id) as found:
        return page(found, look.calibrations.of(name))


def page(found: Again, of: Round) -> CardPage:
    own = scoring_pages.page(found)
    known = found.again
    return replace(
        own,
        rater=replace(own.rater, seat=found.who.id, second=True),
        standing="submitted" if known and known.submitted else "draft",
        due=milliseconds(of.due),
        submitted=milliseconds(known.submitted) if known and known.submitted else None,
        version=1 if known and known.submitted else 0,
        changed=milliseconds(known.changed) if known else None,
        criteria=scoring_pages.criteria_for(replace(found.seat, id=f"{of.name} {found.who.id} {own.interview.id}")),
        suggested=[],
        checks=[one for one in own.checks if one.id in CHECKED],
        versions=[],
        others=[],
        others_open=False,
    )


def keep(
    here: Office, who: Person, name: str, interview_id: str, content: Mapping[str, Any], since: float | None = None
) -> CardPage:
    """`since` is when what it was written on was kept, in milliseconds, 0 for never.

    Raises:
        Conflict: it was submitted, another page kept one since, or the round is closed. Invalid: names the field.
    """
    with here.records.work() as work, again(here, work, who, name, interview_id) as found:
        need_open(work.calibrations.of(name))
        rights.need_account(who)
        there = milliseconds(found.again.changed) if found.again else 0
        if since is not None and abs(there - since) >= 1:
            raise Conflict("Another page kept this card meanwhile.")
        kept = told(checked(found, content))
        work.calibrations.keep(Rerated(name, interview_id, who.id, kept, here.now()))
    return card(here, who, name, interview_id)


def submit(here: Office, who: Person, name: str, interview_id: str) -> CardPage:
    """Once every scenario has its points and every criterion is rated or said not to be observed: no feedback is written
    to a candidate here, and nothing need be cited.

    Raises:
        Conflict: it is not whole yet, was submitted, or the round is closed.
    """
    with here.records.work() as work, again(here, work, who, name, interview_id) as found:
        need_open(work.calibrations.of(name))
        if found.again is None or found.verdict(found.card_of(found.seat)) is None:
            raise Conflict("Give every scenario its points, and rate every criterion or say that it was not observed.")
        work.calibrations.keep(replace(found.again, submitted=here.now()))
    return card(here, who, name, interview_id)


def is_to_rate(work: Work, interview_id: str) -> bool:
    """Whether its candidate agrees to it today, and its words are there."""
    done = work.done(interview_id)
    return agreed_of(done).consents.get(CONSENT, False) and not hour_of(work.interview(interview_id), done).erased


def need_open(one: Round) -> None:
    if one.closed:
        raise Conflict("This round is closed.")


# Reports


def report(here: Office, who: Person, name: str) -> ReportShown:
    """
    Raises:
        Conflict: the round is open, and whoever rates in it must not know how the others do.
    """
    rights.need(who, Right.CALIBRATE)
    with here.records.look() as look:
        of = look.calibrations.of(name)
        if not of.closed:
            raise Conflict("The figures of a round are shown once it is closed.")
        people = {one.id: one.name for one in look.people.all()}
        scored, until = [*scored_of(look, [of])], f"{of.closed:%Y-%m-%d %H:%M:%S}"
        hints, leads = hinting_of(here, look, until)
    made = report_of(scored, of.seed)
    return for_eyes(who, ReportShown(name, made, hints, leads, people, who.id))


def report_of_all(here: Office, who: Person) -> ReportShown:
    """Of all rounds that are closed, in their order: what drifts shows here."""
    rights.need(who, Right.CALIBRATE)
    with here.records.look() as look:
        closed = [one for one in look.calibrations.all() if one.closed]
        people = {one.id: one.name for one in look.people.all()}
        scored = [*scored_of(look, reversed(closed))]
        hints, leads = hinting_of(here, look)
    made = report_of(scored, len(closed))
    return for_eyes(who, ReportShown("", made, hints, leads, people, who.id))


def for_eyes(who: Person, shown: ReportShown) -> ReportShown:
    """Everybody's figures for who runs rounds; for others their own, and what is said of all together."""
    if may(who, None, Right.ROUNDS):
        return shown
    raters = tuple(one for one in shown.report.raters if one.rater == who.id)
    return replace(
        shown,
        report=replace(shown.report, raters=raters, pairs=(), fit=None, targets=untold(who, shown.report)),
        leads=[one for one in shown.leads if one.lead == who.id],
        names={who.id: who.name},
    )


def untold(who: Person, report: Report) -> tuple[Target, ...]:
    """Those of which nobody can say who gave what: at least two others rated them."""
    return tuple(one for one in report.targets if len({*one.points} - {who.id}) > 1)


# Choosing and listing


def eligible_of(work: Work) -> Iterator[Eligible]:
    """Interviews that ended, whose candidate agreed to calibration, and whose cards are in.

    Consents and cards of all interviews are read at once, and of each but where it stands: 60 ms of processor time for
    300 interviews, where reading their acts one by one took 750.
    """
    handed, consents = work.all_done("submitted"), work.last_done("consented")
    agreed = [
        one for one in sorted(handed.keys() & consents.keys()) if agreed_of([consents[one]]).consents.get(CONSENT)
    ]
    seats = work.staff_seats(agreed)
    for interview_id in agreed:
        standing = work.standing(interview_id)
        if standing.hour.state is State.ENDED and not standing.hour.erased:
            counted = {one.id for one in seats.get(interview_id, ()) if one.role in gates.COUNTED}
            if given := points_of(standing.interview, handed[interview_id], counted):
                yield Eligible(interview_id, mean(given))


def points_of(interview: Interview, handed: Iterable[Done], counted: Collection[str]) -> list[int]:
    """What these seats gave in the latest versions of their cards."""
    versions = cards.handed_of((one for one in handed if one.seat in counted), [pin.number for pin in interview.pins])
    latest = [these[-1].card for these in versions.values()]
    return [score.points for card in latest for score in card.scores if score.points is not None]


Been = Mapping[str, Collection[str]]  # in which interviews somebody was, by person


def been_in(look: Work, interviews: Collection[str]) -> Been:
    found: dict[str, set[str]] = {}
    for interview_id, seats in look.staff_seats(interviews).items():
        for one in seats:
            found.setdefault(one.person, set()).add(interview_id)
    return found


def shown_of(here: Office, look: Work, who: Person, of: Round, raters: Sequence[Person], been: Been) -> RoundShown:
    order = [*of.interviews]
    random.Random(f"{of.seed} {who.id}").shuffle(order)
    rated = look.calibrations.cards(of.name)
    mine = {one.interview: one for one in rated if one.person == who.id}
    own = {*been.get(who.id, ()), *(one for one in of.interviews if knows(look, who, of.name, one))}
    return RoundShown(
        of.name,
        milliseconds(of.created),
        milliseconds(of.due),
        of.closed is None and here.now() > of.due,
        milliseconds(of.closed) if of.closed else None,
        of.actions,
        [to_rate(look, one, mine.get(one), own, of) for one in order],
        [*done_by(rated, raters, of, been)] if may(who, None, Right.ROUNDS) else [],
    )


def to_rate(look: Work, interview_id: str, card: Rerated | None, own: Collection[str], of: Round) -> ToRate:
    interview = look.interview(interview_id)
    standing = "open" if card is None else "submitted" if card.submitted else "draft"
    repeated = interview_id in of.repeated
    return ToRate(interview_id, pseudonym(interview), interview.level.value, standing, interview_id in own, repeated)


def done_by(rated: Iterable[Rerated], raters: Iterable[Person], of: Round, been: Been) -> Iterator[RaterDone]:
    """Who rated something, and while the round is open who is asked to: of how many they were not in themselves."""
    by: dict[str, int] = {}
    for one in rated:
        by[one.person] = by.get(one.person, 0) + (one.submitted is not None)
    for person in sorted(raters, key=lambda one: one.name):
        theirs = len({*of.interviews} - {*been.get(person.id, ())})
        if person.id in by or (of.closed is None and theirs and is_asked(person)):
            yield RaterDone(person.id, person.name, by.get(person.id, 0), theirs)


def is_asked(person: Person) -> bool:
    """Whoever scores interviews rates in rounds."""
    return person.active and may(person, None, Right.CALIBRATE)
