"""Scorecards: one's own as it is written, handed in and amended, and others' once they are for one's eyes."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

from rounds.actions import given, mails, scoring_pages, sheet
from rounds.actions.acting import write
from rounds.actions.mails import Written
from rounds.actions.office import Office
from rounds.actions.retold import milliseconds
from rounds.actions.scoring_shown import CardPage, CardsView, FeedbackDraft, ScoringRow
from rounds.actions.sheet import Sheet
from rounds.actions.zones import zone
from rounds.interviews import Duty, Interview, Person, Role, Seat, State, cards, feedback, gates, reminders, seconds
from rounds.interviews.notes import notes_of
from rounds.interviews.rights import Right
from rounds.interviews.scorecard import Scorecard, told
from rounds.kit.errors import Conflict, Forbidden, Invalid, NotFound, TooMuch
from rounds.records.audit import Access
from rounds.records.work import Work

LARGEST = 100_000  # bytes of a card
MOST = 1 << 20  # characters of anything that is sent
RATES = frozenset({Duty.INTERVIEWER, Duty.COMMITTEE})


def card(here: Office, who: Person, interview_id: str) -> CardPage:
    """One's own scorecard with all that it rests on; with others' cards from one's own submission on.

    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    with here.records.look() as look, sheet.of(here, look, who, interview_id, Right.SCORE) as found:
        page, is_look = scoring_pages.page(found), found.is_look
    if is_look:
        sheet.looked(here, who, interview_id)
    return page


def others(here: Office, who: Person, interview_id: str) -> CardsView:
    """Everybody's cards, for who rates nothing here, or not yet. Each look is written down.

    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    with here.records.look() as look, sheet.of(here, look, who, interview_id, Right.CARDS) as found:
        these = [scoring_pages.other(found, one) for one in scoring_pages.others(found)]
        opened = [one.card for one in these if one.card]
        why = "" if found.reads_cards else why_closed(found)
        view = CardsView(found.reads_cards, why, these, scoring_pages.moments(found, opened))
        view, is_look = scoring_pages.for_reader(found, view), found.is_look
    if is_look:
        sheet.looked(here, who, interview_id)
    return view


def why_closed(found: Sheet) -> str:
    if not found.has_access:
        return "What was shared with you is so no longer."
    if not gates.has_judged(found.seat, found.cards):
        return "Hand in your own scorecard first: then you see the others'."
    return "The scorecards of lead and panel are not all in yet."


def status(here: Office, who: Person, interview_id: str) -> list[ScoringRow]:
    """Whose card is in, open or late, and nothing of what stands in it."""
    with here.records.look() as look, sheet.of(here, look, who, interview_id, Right.SEE) as found:
        return scoring_pages.status(found)


def keep(
    here: Office, who: Person, interview_id: str, content: Mapping[str, Any], since: float | None = None
) -> CardPage:
    """The draft, in the place of what was there; it may be written while the interview runs. `since` is when what it was
    written on was kept, in milliseconds, 0 for never.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Invalid: names the field. TooMuch: it is larger than any scorecard.
        Conflict: it was handed in, or another page kept one since.
    """
    with here.records.work() as work, sheet.of(here, work, who, interview_id, Right.SCORE) as found:
        if found.versions(found.seat):
            raise Conflict("This scorecard was handed in. What you change now is a new version, with a reason.")
        draft = found.drafts.get(who.id)
        there = milliseconds(draft.changed) if draft and draft.changed else 0.0
        if since is not None and abs(there - since) >= 1:
            raise Conflict("This scorecard was kept on another page since.")
        kept = told(checked(found, content))
        work.drafts.keep(interview_id, who.id, kept, here.now())
    return card(here, who, interview_id)


def checked(found: Sheet, content: Mapping[str, Any]) -> Scorecard:
    given.check(content, longest=MOST)
    if len(json.dumps(content, ensure_ascii=False).encode()) > LARGEST:
        raise TooMuch("This scorecard is too large. Shorten its texts.")
    return cards.card_of(content, found.numbers)


def draft_feedback(here: Office, who: Person, interview_id: str) -> FeedbackDraft:
    """From one's own notes, each with its second."""
    with here.records.look() as look, sheet.of(here, look, who, interview_id, Right.SCORE) as found:
        notes = [
            feedback.Noted(one.scenario, seconds.at(found.hour, one.time, one.scenario), one.text)
            for one in notes_of(found.done, found.seat.id)
        ]
        return FeedbackDraft(feedback.draft(notes))


def submit(here: Office, who: Person, interview_id: str, command: str = "") -> CardPage:
    """Hand the draft in: from now on it is amended, and not changed.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Invalid: what is missing, by the ids of the checks.
        Conflict: the interview has not ended, or it was handed in already.
    """
    with here.records.work() as work:
        work.locked(interview_id)
        with sheet.of(here, work, who, interview_id, Right.SCORE) as found:
            if not work.commanded(interview_id, command):
                if found.versions(found.seat):
                    raise Conflict("This scorecard was handed in already.")
                hand_in(here, found, found.draft_of(found.seat), 1, "", command)
                work.drafts.drop(interview_id, who.id)
    here.live.changed(interview_id)
    return card(here, who, interview_id)


def amend(
    here: Office, who: Person, interview_id: str, content: Mapping[str, Any], reason: str, command: str = ""
) -> CardPage:
    """Another version of a card that was handed in, with a reason. Whose cards its author could have read is kept with it.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Invalid: no reason, or what is missing.
        Conflict: it was not handed in, or nothing is different.
    """
    with here.records.work() as work:
        work.locked(interview_id)
        with sheet.of(here, work, who, interview_id, Right.SCORE) as found:
            if not work.commanded(interview_id, command):
                versions = found.versions(found.seat)
                if not versions:
                    raise Conflict("This scorecard was not handed in yet.")
                changed = checked(found, content)
                if not cards.differences(versions[-1].card, changed):
                    raise Conflict("Nothing in it is different.")
                hand_in(here, found, changed, versions[-1].version + 1, needed(reason), command)
    here.live.changed(interview_id)
    return card(here, who, interview_id)


def hand_in(here: Office, found: Sheet, whole: Scorecard, version: int, reason: str, command: str) -> None:
    if found.hour.state is not State.ENDED:
        raise Conflict("A scorecard is handed in once the interview has ended.")
    failing = [one for one in found.checks(found.seat, whole) if one.needed and not one.ok]
    if failing:
        text = "; ".join(one.text for one in failing)
        raise Invalid(f"Before you submit: {text}.", field=",".join(one.id for one in failing))
    write(found.work, here, found.seat, cards.submitted(whole, version, reason, found.seen()), command)


def needed(reason: str) -> str:
    if not 1 <= len(reason.strip()) <= cards.LONGEST_REASON:
        raise Invalid(f"Say why, in 1 to {cards.LONGEST_REASON} characters.", field="reason")
    return reason.strip()


def add_rater(here: Office, who: Person, interview_id: str, person_id: str) -> list[ScoringRow]:
    """Somebody rates once more, from the replay: they have a place of the committee's from now on.

    Raises:
        NotFound: there is nobody of that id. Conflict: the interview has not ended, or they sit in it already.
        Forbidden: it is not theirs to ask, or that person rates nobody.
    """
    with here.records.work() as work:
        work.locked(interview_id)
        with sheet.of(here, work, who, interview_id, Right.ARRANGE) as found:
            if found.hour.state is not State.ENDED:
                raise Conflict("A second rating is given once the interview has ended.")
            person = work.people.of(person_id)
            if not person.active:
                raise NotFound("there is nobody of that id")
            if not person.does(*RATES):
                raise Forbidden("This person rates nobody here: they are neither an interviewer nor of the committee.")
            if any(one.person == person.id for one in found.seats):
                raise Conflict(f"{person.name} has a place in this interview already.")
            seat = Seat(f"{interview_id}-{secrets.token_hex(4)}", interview_id, Role.COMMITTEE, person.name, person.id)
            work.seat(seat, here.now())
            work.audit.add(Access(here.now(), who.id, interview_id, gates.ASKED, seat.id))
            tell(work, here, found.interview, person)
    here.postman.wake()
    here.live.changed(interview_id)
    return status(here, who, interview_id)


def tell(work: Work, here: Office, interview: Interview, person: Person) -> None:
    """By mail that somebody asks them, where one can be sent."""
    if here.postman.smtp is not None and person.mail:
        letter = reminders.to_second(interview, person.name, zone(interview.zone))
        mails.queue(work, here, Written("scorecard_second", person.mail, letter))
