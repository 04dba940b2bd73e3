"""The public part of a scenario: all that a candidate may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Ticket:
    """A report from a user. Neither its author nor its text names a cause."""

    at: datetime
    author: str
    plan_tier: str
    text: str


@dataclass(frozen=True, slots=True)
class Public:
    """What a candidate is told: symptoms in the words of those who have them.

    `suspects` says whether they may ask what in a heap snapshot looks like a leak, which may give the answer away.
    `provenance` says where the data is from, in a sentence or two: made up, or recorded by whom and with whose consent.
    """

    title: str
    symptom: str
    quote: str
    reporter: str
    briefing: str
    tickets: tuple[Ticket, ...]
    services: tuple[str, ...]  # in the order in which a request passes them
    suspects: bool = False
    provenance: str = ""

    @property
    def words(self) -> str:
        """All that somebody reads before they look."""
        tickets = (ticket.text for ticket in self.tickets)
        return "\n".join((self.title, self.symptom, self.quote, self.briefing, *tickets))
