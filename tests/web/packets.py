"""An interview that has ended, with its raters' cards, as tests of the packet want it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from typing import Any

from fastapi.testclient import TestClient

from rounds.actions import interviews
from rounds.actions.acting import act
from rounds.actions.links import Surface
from rounds.incidents.library import Offered
from rounds.interviews import Accommodations, Act, Duty, Kind, Level, Person, Role, Seat, acts, cards
from rounds.interviews.rubric import CRITERIA
from rounds.interviews.scorecard import (
    Cited,
    Raised,
    Rating,
    Score,
    Scorecard,
    Seen,
    Signal,
    Solution,
)
from rounds.packet import checking
from rounds.records.invitations import Invited
from tests.web.conftest import BEN, LATER, NOW, House, joined
from tests.web.test_cockpit import CANDIDATE, METRICS, Clock, Hour, Laddered

CLARA = Person("clara", "Clara Voss", "clara@rounds.test", frozenset({Duty.INTERVIEWER}))
DORA = Person("dora", "Dora Pell", "dora@rounds.test", frozenset({Duty.INTERVIEWER}))
ERIC = Person("eric", "Eric Moss", "eric@rounds.test", frozenset({Duty.COMMITTEE}))
FAYE = Person("faye", "Faye Rudd", "faye@rounds.test", frozenset({Duty.COMMITTEE}))
RITA = Person("rita", "Rita Hall", "rita@rounds.test", frozenset({Duty.RECRUITER}))
PEOPLE = (CLARA, DORA, ERIC, FAYE, RITA)
NAME, MAIL = "Zélda Quince-Brown", "zelda.quince@candidates.test"
NUMBERS = count(1)
PARAGRAPH = (
    "They split the requests before they explained anything, and they said what they would expect to see before they "
    "looked: the order of the two onsets settled it, and the pool turned out to be what followed and not what led"
)


@dataclass
class Rated:
    """`people` by their seat: l and p count, s learns, e is of the committee."""

    hour: Hour
    people: dict[str, TestClient]

    @property
    def path(self) -> str:
        return self.hour.path

    @property
    def id(self) -> str:
        return self.hour.name

    def get(self, who: str, what: str = "packet") -> Any:
        return self.people[who].get(f"{self.path}/{what}")

    def post(self, who: str, what: str, **told: Any) -> Any:
        return self.people[who].post(f"{self.path}/{what}", json=told)

    def view(self, who: str = "r") -> dict[str, Any]:
        answer = self.get(who)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def packet(self, who: str = "r") -> dict[str, Any]:
        view = self.view(who)
        assert view["state"] == "open", view["why"]
        found: dict[str, Any] = view["packet"]
        return found

    def submits(
        self, seat: str, card: Scorecard, version: int = 1, reason: str = "", seen: tuple[str, ...] = ()
    ) -> int:
        return self.does(seat, cards.submitted(card, version, reason, tuple(f"{self.id}-{one}" for one in seen)))

    def does(self, seat: str, what: Act) -> int:
        self.hour.clock.goes(60)
        return act(
            self.hour.house.office, Seat(f"{self.id}-{seat}", self.id, ROLES.get(seat, Role.COMMITTEE), seat, ""), what
        )


ROLES = {"l": Role.LEAD, "p": Role.PANEL, "s": Role.SHADOW, "e": Role.COMMITTEE, "c": Role.CANDIDATE}


def card(points: int = 2, *, word: str = "", criteria: float = 2.5) -> Scorecard:
    """`word` stands in every text of it."""
    score = Score(
        scenario=1,
        points=points,
        cause=190.0,
        solution=Solution.COMPREHENSIVE if points == 3 else Solution.WORKING,
        reason=f"above it, since {word}",
        cited=(Cited(1, 10.0, f"asks for the curve {word}"),),
    )
    return Scorecard(
        scores=(score,),
        ratings=tuple(Rating(one.id, 0, criteria) for one in CRITERIA),
        signals=(Signal("tradeoffs", Seen.SEEN, f"weighed {word}"), Signal("prevention", Seen.NOT_ASKED)),
        flags=(Raised("hypotheses", 1, 12.0, f"said {word}"),),
        feedback=f"{PARAGRAPH} [1, 0:10] {word}.\n\n{PARAGRAPH} [1, 3:04] {word}.",
    )


def rated(house: House, clock: Clock, *, longer: float = 1.0, word: str = "") -> Iterator[Rated]:
    """Of two scenarios the first was worked on, and the second never opened. Nobody has handed in a card."""
    office, name = house.office, f"rated{next(NUMBERS)}"
    chosen = [Offered(Laddered.name, Laddered.version, Laddered.title), LATER]
    interviews.arrange(office, chosen, candidate=NAME, interviewer=BEN, interview_id=name)
    interviews.prepared(office, chosen[0], house.incident)
    with office.records.work() as work:
        known = {one.id for one in work.people.all()}
        for person in PEOPLE:
            if person.id not in known:
                work.people.add(person, NOW)
        made = replace(
            work.interview(name), kind=Kind.LIVE, mail=MAIL, level=Level.SENIOR, position="Platform engineer"
        )
        work.change(replace(made, accommodations=Accommodations(longer)))
        work.invitations.add(Invited(f"{name}-i", name, NOW))
        for letter, person in (("p", CLARA), ("s", DORA), ("e", ERIC)):
            work.seat(Seat(f"{name}-{letter}", name, ROLES[letter], person.name, person.id), NOW)
    with house.client() as candidate, house.interviewer() as lead, house.admin() as admin:
        joined(candidate, "candidate", office.links.invitation(f"{name}-c", name, f"{name}-i"))
        people = {"l": lead, "a": admin}
        for letter, person in (("p", CLARA), ("s", DORA), ("e", ERIC), ("f", FAYE), ("r", RITA)):
            people[letter] = joined(house.client(), "staff", office.links.link(Surface.STAFF, person.id, ""))
        hour = Hour(house, clock, name, lead, people["p"], people["s"], candidate, count(1))
        worked(hour, word)
        yield Rated(hour, people)
        for client in people.values():
            client.close()


def worked(hour: Hour, word: str) -> None:
    """Four minutes of introduction; a chart at 0:10, its pin, a hint at 3:20, a pause, the discussion at 14:00."""
    hour.acts("c", acts.Consented({"policy": True, "record": True}, "1"))
    hour.acts("c", acts.Entered())
    hour.acts("l", acts.Admitted())
    hour.clock.goes(240)
    hour.begins(1)
    hour.clock.goes(10)
    hour.asks("metrics/range", expression="http_requests_total", step_ms=60_000)
    hour.shows(METRICS, 6, q=["http_requests_total"])
    writes(hour, "write", entry="h1", kind="hypothesis", text=f"It is the pool {word}")
    writes(hour, "pin", pin="p1", entry="h1", address=METRICS, title="Requests", line=word, mark={}, against=False)
    hour.clock.goes(184)
    hour.acts("l", acts.Hinted(1, 1, 2, "Look at the errors", quiet=38.0, minute=3.3))
    hour.did("note", text=f"Reads the axis first {word}", criteria=["systematic"])
    hour.did("note", who=hour.panel, text=f"Says what they expect {word}", criteria=["systematic"])
    hour.did("note", who=hour.shadow, text=f"LEARNING {word}", criteria=["systematic"])
    hour.clock.goes(40)
    hour.acts("l", acts.Paused(f"tea {word}"))
    hour.clock.goes(60)
    hour.acts("l", acts.Resumed())
    for step in ("curve", "said"):
        hour.acts("l", acts.Recognised(1, step))
    hour.acts("l", acts.Mitigated(1))
    hour.clock.goes(600)
    hour.begins(2)
    hour.acts("l", acts.Discussed(1, 1, mark=3))
    hour.clock.goes(120)
    hour.acts("l", acts.Ended())


def writes(hour: Hour, what: str, **told: Any) -> None:
    told |= {"command": f"write-{next(hour.numbers)}"}
    answer = hour.candidate.post(f"{CANDIDATE}/scenarios/1/notebook/{what}", json=told)
    assert answer.status_code == 200, answer.text


def content(found: Rated, who: str = "e") -> bytes:
    answer = found.get(who, "packet/content")
    assert answer.status_code == 200, answer.text
    return bytes(answer.content)


def taken(found: Rated, kind: str, who: str = "e") -> bytes:
    answer = found.get(who, f"packet/file?as={kind}")
    assert answer.status_code == 200, answer.text
    return bytes(answer.content)


def held(found: Rated, file: bytes, who: str = "e") -> dict[str, Any]:
    copy = checking.opened(file)
    cover = re.search(rb'id="cover">(.*?)</script>', file)
    told = {
        "kind": copy.kind,
        "content": copy.content.decode(),
        "cover": cover[1].decode() if cover else "",
        "sha256": sha256(file).hexdigest(),
    }
    answer = found.post(who, "packet/verify", **told)
    assert answer.status_code == 200, answer.text
    told_back: dict[str, Any] = answer.json()
    return told_back
