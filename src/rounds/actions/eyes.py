"""How much of others' judgement is for somebody's eyes, on pages that show it beside other things."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from rounds.actions import rights
from rounds.interviews import Done, Interview, Person, Seat, cards, gates
from rounds.interviews.scorecard import Scorecard
from rounds.records.work import Work


@dataclass(frozen=True, slots=True)
class Eyes:
    """`marks` are quick marks of others, `confirmed` what the lead confirmed of the candidate's way: who rates from the
    replay alone sees it for themselves.
    """

    marks: bool
    confirmed: bool


def of(who: Person, seat: Seat, cards: gates.Cards) -> Eyes:
    watched = seat.role in gates.COUNTED | gates.TRAINING
    return Eyes(gates.may_read_cards(who, seat, cards), watched or not gates.is_blind(seat, cards))


def cards_in(work: Work, interview: Interview, done: Collection[Done], lead: str) -> gates.Cards:
    """How far the cards of an interview are, also of those who began one and handed none in."""
    drafts = work.drafts.of_interview(interview.id)
    numbers = [pin.number for pin in interview.pins]
    begun = {person for person, kept in drafts.items() if cards.read(kept.content, numbers) != Scorecard()}
    seats = today(work.seats_of(interview.id), lead)
    asked = {one.detail for one in work.audit.of(interview.id, gates.ASKED)}
    return gates.cards_of(done, seats, [one.id for one in seats if one.person in begun or one.id in asked])


def today(seats: Iterable[Seat], lead: str) -> list[Seat]:
    """The staff's, with the roles of today: the lead may have been handed on."""
    return [replace(one, role=rights.role_today(one, lead)) for one in seats if one.role.is_staff]
