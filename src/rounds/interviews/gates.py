"""Who reads others' judgements when: nobody before they have given their own.

Rights say what a place in an interview gives; these say from when on. A judgement is a scorecard, a note, a flag, the
debrief or the packet. Everything here is told by the interview's cards, so it is the same for a page, a command and the
live channel.

- Lead and panel read others' once they have submitted their own, whoever else has or has not.
- A shadow the same; their own card is training, and is in no count, debrief or packet.
- The committee reads once every card of lead and panel is in, or the debrief was convened with a reason; who was
  asked for a rating of their own there, or began one, reads once they have submitted it.
- A recruiter sees who has submitted and who is late, and the debrief and the packet as the committee does.
- Who rates an interview again in a calibration round reads nobody's.
- An admin reads at any time, and each look is written down; with a place in the interview they are that place, and with
  its card of a calibration round open, one of those who rate it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rounds.interviews.acts import Convened, Decided, Done, Submitted
from rounds.interviews.people import Duty, Person, Role, Seat

COUNTED = frozenset({Role.LEAD, Role.PANEL})  # whose cards are the panel's
TRAINING = frozenset({Role.SHADOW})
SECOND = frozenset({Role.COMMITTEE})  # a second rating, shown beside
RATING = COUNTED | TRAINING | SECOND
ASKED = "rater added"  # in the audit log: a seat that was asked for a second rating


@dataclass(frozen=True, slots=True)
class Cards:
    """How far an interview's cards are: seats of lead and panel, seats that submitted, seats that began a rating."""

    counted: frozenset[str]
    submitted: frozenset[str] = frozenset()
    begun: frozenset[str] = frozenset()
    convened: str = ""  # why the debrief opened before all were in

    @property
    def all_in(self) -> bool:
        return bool(self.counted) and self.counted <= self.submitted

    @property
    def is_open(self) -> bool:
        """Whether the panel's judgements are there to be talked about."""
        return self.all_in or (bool(self.convened) and not self.counted.isdisjoint(self.submitted))

    @property
    def missing(self) -> frozenset[str]:
        return self.counted - self.submitted


def cards_of(done: Iterable[Done], seats: Iterable[Seat], begun: Collection[str] = ()) -> Cards:
    """`seats` with the roles of today, `begun` those whose draft there is."""
    counted = frozenset(one.id for one in seats if one.role in COUNTED)
    submitted, convened = set(), ""
    for one in done:
        match one.act:
            case Submitted():
                submitted.add(one.seat)
            case Convened():
                convened = one.act.reason
    return Cards(counted, frozenset(submitted), frozenset(begun) | submitted, convened)


def is_decided(done: Iterable[Done]) -> bool:
    """Whether people decided. To hold is to decide later."""
    outcomes = [one.act.outcome for one in done if isinstance(one.act, Decided)]
    return bool(outcomes) and outcomes[-1] != "hold"


def may_read_cards(who: Person, seat: Seat, cards: Cards) -> bool:
    """Others' scorecards, notes and flags."""
    if seat.role is Role.OBSERVER:
        return who.does(Duty.ADMIN)
    if seat.role is Role.RATER:
        return False
    return has_judged(seat, cards) and (seat.role not in SECOND or cards.is_open)


def debrief_open(seat: Seat, cards: Cards) -> bool:
    """The debrief, for who has a right to it."""
    return cards.is_open and has_judged(seat, cards)


def may_read_packet(who: Person, seat: Seat, cards: Cards) -> bool:
    """The packet, for who has a right to it: of lead and panel from their own card on, of others once it is whole."""
    if seat.role is Role.OBSERVER:
        return cards.is_open or who.does(Duty.ADMIN)
    return seat.role is not Role.RATER and has_judged(seat, cards) and (seat.role in COUNTED or cards.is_open)


def is_blind(seat: Seat, cards: Cards) -> bool:
    """Whether somebody is rating for themselves, so that no judgement of others may reach them on any page."""
    return seat.role is Role.RATER or (seat.role in RATING and seat.id not in cards.submitted)


def has_judged(seat: Seat, cards: Cards) -> bool:
    """Whether they said what they think, or are not asked to: of the committee, who began no rating. Who rates it again
    in a calibration round is asked to.
    """
    if seat.role is Role.RATER:
        return False
    if seat.role in SECOND:
        return seat.id not in cards.begun or seat.id in cards.submitted
    return seat.role not in COUNTED | TRAINING or seat.id in cards.submitted


def could_read(who: Person, seat: Seat, cards: Cards) -> frozenset[str]:
    """The seats whose cards they may read now."""
    return cards.submitted - {seat.id} if may_read_cards(who, seat, cards) else frozenset()
