"""What a packet is put together from: the interview’s sheet, its raters by their letters, and how words are told in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from rounds.actions.sheet import Sheet
from rounds.interviews import Role, Seat, gates
from rounds.interviews.cards import Handed
from rounds.interviews.rights import pseudonym
from rounds.interviews.scorecard import Scorecard
from rounds.interviews.verdict import Verdict
from rounds.packet.blind import Blind

ORDER = (Role.LEAD, Role.PANEL, Role.COMMITTEE)


@dataclass(frozen=True, slots=True)
class Rater:
    """`letter` stands for them throughout."""

    letter: str
    seat: Seat
    second: bool
    versions: Sequence[Handed]
    verdict: Verdict | None
    criteria: dict[str, float | None]

    @property
    def card(self) -> Scorecard:
        return self.versions[-1].card


class Source:
    """Everything that the parts of a packet read. `told` puts the pseudonym in the place of the name, in a blind one."""

    def __init__(self, sheet: Sheet, *, blind: bool) -> None:
        self.sheet, self.desk, self.hour = sheet, sheet.desk, sheet.hour
        interview = sheet.interview
        name = pseudonym(interview)
        self.blind = blind
        self.name = name if blind else interview.candidate
        self.told: Callable[[str], str] = Blind(name, interview.candidate, interview.mail) if blind else str
        self.raters = [*rating(sheet)]
        self.panel = [one for one in self.raters if not one.second]
        self.letters = {one.seat.id: one.letter for one in self.raters}

    def points(self) -> list[dict[int, float]]:
        worked = self.sheet.around.worked
        return [
            {
                one.scenario: float(one.points)
                for one in rater.card.scores
                if one.points is not None and one.scenario in worked
            }
            for rater in self.panel
        ]


def rating(sheet: Sheet) -> Iterator[Rater]:
    """Lead and panel first, by their places, then who rated again, in their order: another card changes nobody's letter."""
    staff = [one for one in sheet.seats if one.role in ORDER]
    ordered = sorted(staff, key=lambda one: ORDER.index(one.role))
    counted = [one for one in ordered if one.role in gates.COUNTED]
    beside = [one for one in ordered if one.role in gates.SECOND and sheet.versions(one)]
    beside.sort(key=lambda one: sheet.versions(one)[0].no)
    for place, seat in enumerate([*counted, *beside]):
        if versions := sheet.versions(seat):
            judged = sheet.judged(seat)
            second = seat.role in gates.SECOND
            yield Rater(letter(place), seat, second, versions, judged.verdict, {**judged.basis.criteria})


def letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"Z{place - 25}"


def iso(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
