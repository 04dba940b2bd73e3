"""An interview with a clock that the test moves, in a house that has the tutorial incident."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from rounds.actions import acting, interviews
from rounds.incidents import bundles
from rounds.incidents.library import TUTORIAL, Offered
from rounds.interviews import Act, Interview, Kind, Role, acts
from rounds.records.invitations import Invited
from tests.incidents.small import Small
from tests.web.conftest import BEN, NOW, House, joined

STARTS = NOW + timedelta(hours=20)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Hour:
    """A house with the tutorial incident, and an interview with a clock that the test moves."""

    house: House
    clock: Clock
    made: int = 0
    id: str = ""
    token: str = ""

    def begin(self, **different: Any) -> None:
        """Another interview, not begun."""
        self.made += 1
        self.clock.now = NOW
        self.id = f"hour{self.made}"
        office = self.house.office
        chosen = [Offered(Small().name, Small().version, Small().title)]
        made = interviews.arrange(office, chosen, candidate="Anna", interviewer=BEN, interview_id=self.id)
        interviews.prepared(office, chosen[0], self.house.incident)
        with office.records.work() as work:
            one = work.interview(self.id)
            told: dict[str, Any] = {"kind": Kind.LIVE, "starts": STARTS, "zone": "Europe/Berlin", **different}
            work.change(replace(one, **told))
            work.invitations.add(Invited(f"{self.id}-i", self.id, NOW))
        invited = office.links.invitation(f"{self.id}-c", self.id, f"{self.id}-i")
        self.token = made.candidate if different.get("kind") is Kind.PRACTICE else invited

    def candidate(self) -> TestClient:
        return joined(self.house.client(), "candidate", self.token)

    def do(self, act: Act, role: Role = Role.LEAD) -> None:
        with self.house.office.records.look() as look:
            seat = next(one for one in look.seats_of(self.id) if one.role is role)
        acting.act(self.house.office, seat, act)

    def interview(self) -> Interview:
        with self.house.office.records.look() as look:
            return look.interview(self.id)

    def record(self) -> list[str]:
        """The names of its acts and questions."""
        with self.house.office.records.look() as look:
            return [str(one.facts.get("act") or one.kind) for one in look.record(self.id)]


def install_tutorial(house: House) -> None:
    library = house.office.library
    tutorial = Small(name=TUTORIAL, title="Prints are late")
    library.shipped = {TUTORIAL: tutorial}
    library.known = None
    offered = library.find(TUTORIAL)
    place: Path = library._cache(offered)  # where building it would have put it
    place.parent.mkdir(parents=True, exist_ok=True)
    bundles.write(place, tutorial.build(1), "test")
    library.install(offered, house.office.telemetry)


def reach(hour: Hour, state: str) -> None:
    """Bring the interview there, by the acts of its people."""
    told: dict[str, tuple[Act, ...]] = {
        "scheduled": (),
        "invited": (acts.Invited("one"),),
        "lobby": (acts.Entered(),),
        "introduction": (acts.Entered(), acts.Admitted()),
        "work": (acts.Entered(), acts.Admitted(), acts.Begun(1)),
        "paused": (acts.Entered(), acts.Admitted(), acts.Begun(1), acts.Paused("tea")),
        "discussion": (acts.Entered(), acts.Admitted(), acts.Begun(1), acts.Begun(2)),
        "wrap_up": (acts.Entered(), acts.Admitted(), acts.Begun(1), acts.Begun(3)),
        "ended": (acts.Entered(), acts.Admitted(), acts.Ended()),
        "cancelled": (acts.Cancelled("moved"),),
        "missed": (acts.Missed(),),
        "aborted": (acts.Entered(), acts.Admitted(), acts.Begun(1), acts.Aborted("power")),
    }
    for act in told[state]:
        hour.do(act, Role.CANDIDATE if isinstance(act, acts.Entered) else Role.LEAD)
