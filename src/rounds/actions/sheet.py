"""An interview with its scorecards, as one person comes to it: what the record says for all of them, and how far each is.

Everything that shows judgements (scorecard, debrief, packet) begins here, so that the same gates hold for all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property

from rounds.actions import eyes, reliability, rights
from rounds.actions.cockpit import Desk
from rounds.actions.memories import Memory
from rounds.actions.office import Office
from rounds.actions.reliability import Closed
from rounds.incidents.sealed import Sealed
from rounds.interviews import Interview, Person, Pin, Seat, acts, cards, gates, seconds, verdict
from rounds.interviews.agenda import Judged
from rounds.interviews.attested import by, read_of
from rounds.interviews.cards import Handed
from rounds.interviews.ladder import Given
from rounds.interviews.rights import Right
from rounds.interviews.scorecard import Scorecard
from rounds.interviews.sharing import shared_of
from rounds.interviews.verdict import Circumstances, Reliability, Verdict
from rounds.records.audit import Access
from rounds.records.work import Work

OPENED = "cards opened"
PACKET = ("packet read", "packet taken")
JUDGING = (acts.Submitted, acts.Decided)
SAME_LOOK = timedelta(minutes=10)  # a page that asks again within this is the same look


class Sheet:
    """At this moment; to be used while the memory it is made of is held."""

    def __init__(self, here: Office, work: Work, who: Person, interview: Interview, seat: Seat, memory: Memory) -> None:
        self.here, self.work, self.who = here, work, who
        self.interview, self.seat = interview, seat
        self.named = interview  # with the candidate's name, to find it by; not to be shown
        self.desk = Desk(here, interview, memory)
        self.hour, self.done = self.desk.hour, memory.done
        self.seats = eyes.today(work.seats_of(interview.id), self.hour.lead)
        self.numbers = tuple(pin.number for pin in interview.pins)
        self.handed = cards.handed_of(self.done, self.numbers)
        self.drafts = work.drafts.of_interview(interview.id)
        self.cards = eyes.cards_in(work, interview, self.done, self.hour.lead)

    # What the record says

    @cached_property
    def sealed(self) -> dict[int, Sealed | None]:
        return {pin.number: self.desk.sealed(pin) for pin in self.interview.pins}

    @cached_property
    def around(self) -> Circumstances:
        """What was never opened by the end counts as left out."""
        hour = self.hour
        unopened = {one for one in self.numbers if hour.state.is_over and not seconds.visits(hour, one)}
        return Circumstances(
            numbers=self.numbers,
            skipped=frozenset(hour.skipped | unopened),
            given={pin.number: self.given(pin) for pin in self.interview.pins},
            longer=self.interview.accommodations.time,
            beyond=tuple(self.beyond()),
        )

    def given(self, pin: Pin) -> list[Given]:
        return self.desk.given(pin, self.sealed[pin.number], self.desk.reached(pin))

    def beyond(self) -> Iterator[str]:
        """Steps beyond the cause that an interviewer saw recognised, or that the notebook cites."""
        for pin in self.interview.pins:
            sealed, reached = self.sealed[pin.number], self.desk.reached(pin)
            for step in sealed.steps if sealed else ():
                known = reached.get(step.id)
                if step.bonus and known and (known.recognised or known.cited):
                    yield step.text

    @cached_property
    def titles(self) -> dict[int, str]:
        return {one.pin.number: one.title or f"Scenario {one.pin.number}" for one in self.desk.shown()}

    def moment(self, scenario: int, second: float) -> float | None:
        """Milliseconds since 1970 of a second, for a link into the replay."""
        found = seconds.moment(self.hour, scenario, second, self.desk.now)
        return found.timestamp() * 1000 if found else None

    def is_there(self, scenario: int, second: float) -> bool:
        return self.moment(scenario, second) is not None

    @property
    def due(self) -> datetime | None:
        return self.hour.ended + cards.DUE if self.hour.ended and self.hour.state.is_over else None

    # Cards

    def draft_of(self, seat: Seat) -> Scorecard:
        kept = self.drafts.get(seat.person)
        return cards.read(kept.content, self.numbers) if kept else Scorecard()

    def versions(self, seat: Seat) -> list[Handed]:
        return self.handed.get(seat.id, [])

    def card_of(self, seat: Seat) -> Scorecard:
        """As it stands: what was handed in last, or the draft."""
        versions = self.versions(seat)
        return versions[-1].card if versions else self.draft_of(seat)

    def standing(self, seat: Seat) -> cards.Standing:
        """A second rating is due by no day."""
        ended = None if seat.role in gates.SECOND else self.hour.ended
        return cards.standing(seat.id in self.cards.submitted, ended, self.desk.now)

    def due_of(self, seat: Seat) -> float | None:
        """In milliseconds since 1970."""
        return self.due.timestamp() * 1000 if self.due and seat.role not in gates.SECOND else None

    @cached_property
    def asked(self) -> frozenset[str]:
        """The seats that were given for a second rating."""
        return frozenset(one.detail for one in self.work.audit.of(self.interview.id, gates.ASKED))

    def checks(self, seat: Seat, card: Scorecard) -> list[cards.Check]:
        read = by(read_of(self.done, self.interview), seat.id)
        return cards.Checking(self.around, self.is_there, read).of(card)

    def verdict(self, card: Scorecard) -> Verdict | None:
        basis = verdict.basis_of(card, self.around)
        return verdict.verdict_of(basis, self.around, self.interview.level, self.reliability)

    @cached_property
    def reliability(self) -> Reliability:
        """As it was known when the last card or decision came in: what was read then is read so for ever."""
        last = max((one.time for one in self.done if isinstance(one.act, JUDGING) and one.time), default=self.desk.now)
        return reliability.known(self.rounds, last)

    @cached_property
    def rounds(self) -> list[Closed]:
        return reliability.closed(self.work)

    def judged(self, seat: Seat) -> Judged:
        card = self.card_of(seat)
        return Judged(seat.id, seat.name, card, verdict.basis_of(card, self.around), self.verdict(card))

    @cached_property
    def panel(self) -> list[Judged]:
        """The submitted cards of lead and panel: what counts."""
        return [self.judged(one) for one in self.submitted(gates.COUNTED)]

    @cached_property
    def beside(self) -> list[Judged]:
        """Second ratings, that are shown beside and are in no figure of the panel's."""
        return [self.judged(one) for one in self.submitted(gates.SECOND)]

    def submitted(self, roles: Collection[object]) -> list[Seat]:
        return [one for one in self.seats if one.role in roles and one.id in self.cards.submitted]

    def combined(self) -> Verdict | None:
        """The panel's, of several as of one; none while nobody has handed in."""
        if not self.panel:
            return None
        basis = verdict.pooled([one.basis for one in self.panel])
        return verdict.verdict_of(basis, self.around, self.interview.level, self.reliability)

    # Who reads

    @property
    def reads_cards(self) -> bool:
        return self.has_access and gates.may_read_cards(self.who, self.seat, self.cards)

    @cached_property
    def has_access(self) -> bool:
        """Whether what was shared with them is so still: with it ends all that a place of the committee's shows."""
        shared = shared_of(self.done).get(self.who.id) if self.seat.role in gates.SECOND else None
        return shared is None or shared.is_open(self.desk.now)

    @property
    def is_blind(self) -> bool:
        """Whether they rate from the replay alone, and no judgement of others may touch that."""
        return not eyes.of(self.who, self.seat, self.cards).confirmed

    def seen(self) -> tuple[str, ...]:
        """The seats whose cards they could have read by now, as they may now or as they looked once, and the packet."""
        looks = [one for one in self.work.audit.of(self.interview.id, OPENED, *PACKET) if one.person == self.who.id]
        read = set(gates.could_read(self.who, self.seat, self.cards))
        if looks:
            last = max(one.time for one in looks)
            read |= {seat for seat, versions in self.handed.items() if versions[0].time <= last}
        packet = [cards.PACKET] if any(one.what in PACKET for one in looks) else []
        return (*sorted(read - {self.seat.id}), *packet)

    @property
    def is_look(self) -> bool:
        """Whether they read others' cards now, and not just before: that is written down."""
        if not self.reads_cards or not self.cards.submitted - {self.seat.id}:
            return False
        mine = self.work.audit.of(self.interview.id, OPENED)
        recent = any(one.person == self.who.id and self.here.now() - one.time < SAME_LOOK for one in mine)
        return not recent or self.is_news(mine)

    def is_news(self, looks: list[Access]) -> bool:
        """Whether a card came in since their last look."""
        last = max((one.time for one in looks if one.person == self.who.id), default=None)
        return last is None or any(
            versions[0].time > last for seat, versions in self.handed.items() if seat != self.seat.id
        )


@contextmanager
def of(here: Office, work: Work, who: Person, interview_id: str, right: Right) -> Iterator[Sheet]:
    """
    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    interview, seat = rights.within(work, who, interview_id, right)
    with here.memories.of(work, interview_id) as memory:
        yield Sheet(here, work, who, interview, seat, memory)


@contextmanager
def apart(here: Office, work: Work, who: Person, interview_id: str, right: Right) -> Iterator[Sheet]:
    """The same for what takes long: whoever does something in the interview meanwhile does not wait for it.

    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    interview, seat = rights.within(work, who, interview_id, right)
    with here.memories.of(work, interview_id) as memory:
        own = memory.apart()
    yield Sheet(here, work, who, interview, seat, own)


def looked(here: Office, who: Person, interview_id: str) -> None:
    """Write down that they read others' cards."""
    with here.records.work() as work:
        work.audit.add(Access(here.now(), who.id, interview_id, OPENED))
