"""A panel after its interview: lead, panel, shadow, the committee, and those who have no place in it; each with words of
their own, so that it can be said whose came where.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from rounds.actions import signing_in
from rounds.interviews import (
    Accommodations,
    Act,
    Duty,
    Interview,
    Kind,
    Level,
    Person,
    Pin,
    Role,
    Seat,
    acts,
    cards,
    fit_60,
)
from rounds.interviews.acts import Done
from rounds.interviews.rubric import CRITERIA
from rounds.interviews.scorecard import Cited, Raised, Rating, Score, Scorecard, Seen, Signal, Solution, told
from rounds.web.doors import STAFF
from tests.web.conftest import NOW, House, opened
from tests.web.test_cockpit import Laddered

ROLES = {"lead": Role.LEAD, "panel": Role.PANEL, "shadow": Role.SHADOW, "committee": Role.COMMITTEE}
DUTIES = {
    **dict.fromkeys(("lead", "panel", "shadow", "colleague"), Duty.INTERVIEWER),
    "committee": Duty.COMMITTEE,
    "recruiter": Duty.RECRUITER,
    "admin": Duty.ADMIN,
}
RATERS = ("lead", "panel", "shadow", "committee")
NAME, POSITION = "Zelda Quince", "Platform engineer"
MINUTES = (4, 18, 21, 35, 38)  # when scenario 1, its discussion, scenario 2, its discussion and the wrap-up begin
PARAGRAPH = (
    "They split errors by host before they explained anything, and said what they would expect to see before. " * 2
)
NUMBERS = count(1)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def goes(self, **length: float) -> None:
        self.now += timedelta(**length)


def words(who: str) -> str:
    """That stand in everything of theirs, and nowhere else."""
    return f"WORDS-OF-{who.upper()}"


def card(who: str, *points: int, rated: float = 2.0, flag: str = "hypotheses", **different: Any) -> Scorecard:
    """A whole one of two scenarios."""
    scores = tuple(
        Score(
            n,
            value,
            cause=420.0,
            solution=Solution.COMPREHENSIVE,
            reason=words(who),
            cited=(Cited(n, 60.0, words(who)),),
        )
        for n, value in enumerate(points or (2, 2), start=1)
    )
    made: dict[str, Any] = {
        "scores": scores,
        "ratings": tuple(Rating(one.id, 0, rated) for one in CRITERIA),
        "signals": tuple(Signal(one, Seen.NOT_ASKED, words(who)) for one in cards.SIGNALS),
        "flags": (Raised(flag, 1, 60.0, words(who)),),
        "feedback": f"{PARAGRAPH} {words(who)} [1, 1:00]\n\n{PARAGRAPH} [2, 1:00]",
    }
    return Scorecard(**made | different)


@dataclass
class Panel:
    """One interview of a house, and one browser that is everybody's in turn."""

    house: House
    clock: Clock
    client: TestClient
    badges: dict[str, str]
    id: str = ""
    presses: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def path(self) -> str:
        return f"/api/v1/staff/interviews/{self.id}"

    def begin(self, *, over: bool = True, **different: Any) -> None:
        """Another interview, which has ended an hour after it began, with a note and a flag of each who watched."""
        self.id = f"panel-{next(NUMBERS)}"
        self.clock.now = NOW
        pins = tuple(Pin(n, "orders-slow", "1", 1, self.house.incident) for n in (1, 2))
        made = Interview(
            self.id, NAME, "Lead", NOW, fit_60(2), pins, kind=Kind.LIVE, starts=NOW, position=POSITION,
            **{"level": Level.SENIOR, "accommodations": Accommodations(), **different},
        )  # fmt: skip
        with self.house.office.records.work() as work:
            work.add(made)
            work.seat(Seat(f"{self.id}-c", self.id, Role.CANDIDATE, NAME), NOW)
            for who, role in ROLES.items():
                work.seat(Seat(f"{self.id}-{who}", self.id, role, who.capitalize(), who), NOW)
        self.does("lead", acts.Entered(), acts.Admitted())
        for phase, minute in enumerate(MINUTES, start=1):
            self.clock.now = NOW + timedelta(minutes=minute)
            self.does("lead", acts.Begun(phase))
            if phase == 1:
                self.clock.goes(minutes=1)
                for who in RATERS[:3]:
                    self.does(who, acts.Noted(words(who), ("tools",), 1), acts.Flagged("notes", 1, words(who)))
                self.does("lead", acts.Discussed(1, 0, mark=3))
        if over:
            self.clock.now = NOW + timedelta(hours=1)
            self.does("lead", acts.Ended())

    def does(self, who: str, *done: Act) -> None:
        here = self.house.office
        with here.records.work() as work:
            for act in done:
                work.append(self.id, Done(act, f"{self.id}-{who}"), self.clock.now)
            work.keep_state(self.id, work.hour(self.id).state)

    def ask(self, who: str, method: str, path: str, told: Any = None) -> Any:
        self.client.cookies.clear()
        headers = {"Cookie": f"{STAFF.cookie}={self.badges[who]}"}
        return self.client.request(method, f"{self.path}/{path}" if path else self.path, json=told, headers=headers)

    def get(self, who: str, path: str = "card") -> Any:
        answer = self.ask(who, "GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, who: str, path: str, **told: Any) -> Any:
        return self.ask(who, "POST", path, {"command": f"press-{next(self.presses)}", **told})

    def done(self, who: str, path: str, **told: Any) -> Any:
        answer = self.post(who, path, **told)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def keeps(self, who: str, one: Scorecard) -> Any:
        answer = self.ask(who, "PUT", "card", {"card": told(one)})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def submits(self, who: str, one: Scorecard | None = None) -> Any:
        self.keeps(who, one or card(who))
        self.clock.goes(minutes=1)
        return self.done(who, "card/submit")

    def amends(self, who: str, one: Scorecard, reason: str = "I looked again.") -> Any:
        self.clock.goes(minutes=1)
        return self.done(who, "card/amend", card=told(one), reason=reason)


@contextmanager
def paneled(folder: Path, records: str = "") -> Iterator[Panel]:
    clock = Clock()
    with opened(folder, now=clock, small=Laddered(), records=records) as house, house.client() as client:
        with house.office.records.work() as work:
            for who, duty in DUTIES.items():
                work.people.add(Person(who, who.capitalize(), f"{who}@rounds.test", frozenset({duty})), NOW)
        badges = {who: signing_in.badge_of(house.office, who) for who in DUTIES}
        yield Panel(house, clock, client, badges)
