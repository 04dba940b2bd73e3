"""Every route of the staff's surface, by everybody, in an interview and after it; in its other states by one of those who have
the same rights. What is meant is in `matrix.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations, product
from typing import Any
from urllib.parse import unquote

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from rounds.actions import acting, signing_in
from rounds.actions.office import Office
from rounds.interviews import (
    Accommodations,
    Act,
    Done,
    Duty,
    Interview,
    Kind,
    Person,
    Pin,
    Role,
    Seat,
    State,
    acts,
    fit_60,
)
from rounds.interviews.rights import Right, may
from rounds.records.tables import seats
from rounds.records.work import Work
from tests import postgresql
from tests.programs import POSTGRESQL
from tests.web import matrix
from tests.web.client import answered
from tests.web.conftest import URL, House, opened
from tests.web.matrix import EVERYBODY, PRACTISES, ROWS, TOOLS, Row
from tests.web.questions import BODIES, PARAMETERS, QUERIES, description, tail

API = "/api/v1/staff/"
NAME, MAIL, REASON, SEALED = "Zelda Quince", "zelda@quince.test", "because of her wrist", "SEALED"

AGREED = acts.Consented({"policy": True}, "1")
WAYS: dict[State, tuple[Act, ...]] = {
    State.SCHEDULED: (),
    State.INVITED: (acts.Invited("i"),),
    State.READY: (acts.Invited("i"), AGREED),
    State.LOBBY: (acts.Invited("i"), AGREED, acts.Entered()),
    State.LIVE: (acts.Invited("i"), AGREED, acts.Entered(), acts.Admitted(), acts.Begun(1)),
    State.PAUSED: (acts.Invited("i"), AGREED, acts.Entered(), acts.Admitted(), acts.Begun(1), acts.Paused("tea")),
    State.ENDED: (acts.Invited("i"), AGREED, acts.Entered(), acts.Admitted(), acts.Ended()),
    State.CANCELLED: (acts.Invited("i"), acts.Cancelled("ill")),
    State.MISSED: (acts.Invited("i"), acts.Missed()),
    State.ABORTED: (acts.Invited("i"), AGREED, acts.Entered(), acts.Admitted(), acts.Aborted("network")),
}
DUTIES = {
    "admin": Duty.ADMIN,
    "author": Duty.AUTHOR,
    "recruiter": Duty.RECRUITER,
    "lead": Duty.INTERVIEWER,
    "panel": Duty.INTERVIEWER,
    "shadow": Duty.INTERVIEWER,
    "committee": Duty.COMMITTEE,
    "outsider": Duty.INTERVIEWER,
    "engineer": Duty.ENGINEER,
}
ALL = tuple(State)
FEW = (State.LIVE, State.ENDED)  # in which everybody asks; rights are those of one of them in every other state


@dataclass
class Grid:
    """People with a place in the interviews of one state each, so that a place in another opens nothing."""

    house: House
    client: TestClient
    states: tuple[State, ...]
    badges: dict[tuple[str, State], str] = field(default_factory=dict)
    fresh: dict[State, str] = field(default_factory=dict)  # an interview in that state, until somebody acts in it
    made: int = 0

    @property
    def here(self) -> Office:
        return self.house.office

    def people(self) -> None:
        with self.here.records.work() as work:
            for state in self.states:
                for who, duty in DUTIES.items():
                    made = Person(f"{who}-{state}", who, f"{who}-{state}@rounds.test", frozenset({duty}))
                    work.people.add(made, self.here.now())
        for state in self.states:
            for who in DUTIES:
                self.badges[who, state] = signing_in.badge_of(self.here, f"{who}-{state}")

    def interview(self, state: State) -> str:
        if state not in self.fresh:
            self.fresh[state] = self.arranged(state)
        return self.fresh[state]

    def arranged(self, state: State) -> str:
        self.made += 1
        told = f"matrix-{state}-{self.made}"
        pins = (Pin(1, "orders-slow", "1", 1, self.house.incident),)
        made = Interview(told, NAME, "lead", self.here.now(), fit_60(1), pins, kind=Kind.LIVE, mail=MAIL)
        with self.here.records.work() as work:
            work.add(replace(made, accommodations=Accommodations(1.5)))
            work.keep_reason(told, REASON)
            work.seat(Seat(f"{told}-c", told, Role.CANDIDATE, NAME), made.created)
            for role in (Role.LEAD, Role.PANEL, Role.SHADOW, Role.COMMITTEE):
                work.seat(Seat(f"{told}-{role}", told, role, str(role), f"{role}-{state}"), made.created)
            self.lead(work, told, state)
        return told

    def lead(self, work: Work, told: str, state: State) -> None:
        for act in WAYS[state]:
            work.append(told, Done(act, f"{told}-{Role.LEAD}"), self.here.now())
        work.keep_state(told, state)

    def ask(self, row: Row, who: str, state: State, path: str = "") -> Any:
        path = path or row.path
        named = {"name": self.house.incident, "person_id": "target", "interview_id": self.interview(state)}
        spots = {**PARAMETERS, **named}
        address = API + re.sub(r"{(\w+)}", lambda spot: str(spots[spot[1]]), path)
        headers = {"Cookie": f"rounds_staff={self.badges[who, state]}"}
        if row.method == "GET":
            return asked(self.client, "GET", address + QUERIES.get(tail(API + path), ""), headers)
        answer = asked(self.client, row.method, address, headers, BODIES[tail(API + path)])
        if row.is_of_interview and answer.is_success:
            self.retire(self.fresh.pop(state))
        return answer

    def retire(self, told: str) -> None:
        """Something was done in it, so that it may be in another state: nobody's place in it counts any more."""
        with self.here.records.work() as work:
            work.connection.execute(sa.update(seats).where(seats.c.interview == told).values(person=None))


@dataclass(frozen=True)
class Answer:
    status_code: int
    text: str

    @property
    def is_success(self) -> bool:
        return 200 <= self.status_code < 300

    def json(self) -> Any:
        return json.loads(self.text)


def asked(client: TestClient, method: str, address: str, headers: dict[str, str], body: Any = None) -> Answer:
    """As the client does it, without all it does around it: that takes as long as the answer, thousands of times."""
    path, _, query = address.partition("?")
    sent = b"" if body is None else json.dumps(body).encode()
    kind = {} if body is None else {"content-type": "application/json", "content-length": str(len(sent))}
    named = {"host": "rounds.test", "origin": URL, **headers, **kind}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in named.items()],
        "client": ("testclient", 50000), "server": ("rounds.test", 80), "state": {},
    }  # fmt: skip
    status, _, told = answered(client.app, scope, sent)
    return Answer(status, told.decode(errors="replace"))


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[postgresql.Server]:
    with postgresql.running(POSTGRESQL.wanted()) as started:
        yield started


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def grid(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grid]:
    """In every state on SQLite, in two on PostgreSQL."""
    small = request.param == "postgresql"
    records = request.getfixturevalue("server").emptied() if small else ""
    with opened(tmp_path_factory.mktemp("matrix"), records=records) as house, house.client() as client:
        made = Grid(house, client, FEW if small else ALL)
        with house.office.records.work() as work:
            target = Person("target", "Target", "target@rounds.test", frozenset({Duty.INTERVIEWER}))
            work.people.add(target, house.office.now())
        made.people()
        yield made


def test_the_states_are_reached(grid: Grid) -> None:
    made = {state: grid.interview(state) for state in grid.states}
    with grid.here.records.look() as look:
        assert {state: look.hour(told).state for state, told in made.items()} == {state: state for state in made}
        assert {state: look.states()[told] for state, told in made.items()} == {state: state for state in made}


def test_every_route_stands_in_a_row() -> None:
    """A new one is forbidden or allowed by somebody's decision: add a row to `matrix.py`."""
    there = {*served()}
    rows = [row.route for row in ROWS]
    assert len(rows) == len(set(rows))
    assert there - set(rows) - matrix.DOORS - set(tools()) == set()
    assert set(rows) | matrix.DOORS <= there, "rows of routes that are no more"


@cache
def served() -> list[str]:
    """Live channels, too."""
    paths = description()["paths"].items()
    return [
        f"{verb.upper()} {path.removeprefix(API)}" for path, verbs in paths if path.startswith(API) for verb in verbs
    ]


def tools() -> list[str]:
    known = {row.route for row in ROWS}
    return [one for one in served() if one.split()[1].startswith("incidents/{name}/") and one not in known]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.route)
def test_who_may(grid: Grid, row: Row) -> None:
    """What the rights say, and of those who may nothing else is said than that."""
    states = grid.states if row.is_of_interview or row.is_of_incident else grid.states[-1:]
    wrong = []
    for state in states:
        everybody = grid.states == ALL and (state in FEW or states != ALL)
        for who in sorted(PRACTISES) if everybody else one_of_each(row, state):
            expected = row.status(who, state)
            if row.stream and expected == 200:
                continue
            answer = grid.ask(row, who, state)
            found = answer.status_code
            if expected == 200 and (found not in (401, 403, 404) or (found == 404 and row.absent)) and found < 500:
                wrong += [f"{who} in {state}: {word}" for word in told_wrongly(row, who, state, answer)]
            elif found != expected:
                wrong.append(f"{who} in {state}: {found} and not {expected}, {answer.text[:100]}")
    assert wrong == []


def one_of_each(row: Row, state: State) -> list[str]:
    """Of those who are told the same, another one for each state and route: there everything but their rights is alike."""
    alike: dict[int, list[str]] = {}
    for who in sorted(PRACTISES):
        alike.setdefault(row.status(who, state), []).append(who)
    turn = ROWS.index(row) + ALL.index(state)
    return [some[turn % len(some)] for some in alike.values()]


def test_rights_are_others_only_once_an_interview_has_ended() -> None:
    """So that everybody need not ask in every state."""
    people = [Person("one", "One", "one@rounds.test", duties, active=on) for duties in SUBSETS for on in (True, False)]
    for who, role, right in product(people, (None, *Role), Right):
        before = {may(who, role, right, state) for state in (None, *State) if state is not State.ENDED}
        assert len(before) == 1, (who, role, right)
        assert may(who, role, right, State.ENDED) >= before.pop(), "nobody loses what they had"


SUBSETS = [frozenset(some) for size in range(len(Duty) + 1) for some in combinations(Duty, size)]


def told_wrongly(row: Row, who: str, state: State, answer: Any) -> list[str]:
    """Words in an answer that are not for them. What somebody sent themselves is no news to them."""
    meant = {
        NAME: matrix.NAMED,
        MAIL: matrix.CONTACT,
        REASON: matrix.REASON,
        SEALED: matrix.SOLUTIONS | (matrix.COMMITTEE if state is State.ENDED else matrix.NOBODY),
    }
    text = answer.text
    return [word for word, these in meant.items() if word in text and who not in these]


def test_the_words_are_told_to_those_they_are_for(grid: Grid) -> None:
    """So that an empty answer cannot pass for a safe one."""
    one = Row("GET interviews/{interview_id}", matrix.SEEING)
    assert NAME in grid.ask(one, "lead", State.LIVE).text
    assert NAME not in grid.ask(one, "shadow", State.LIVE).text
    path = Row("GET interviews/{interview_id}/evidence", matrix.WATCHING)
    assert SEALED in grid.ask(path, "panel", State.LIVE).text


@pytest.mark.parametrize("who", sorted(PRACTISES))
def test_the_tools_of_an_incident(grid: Grid, who: str) -> None:
    """Each tool is refused to who has no business with the incident, as if it were not there; one of them is enough to see
    who has, and on another database, since all ask in one place.
    """
    found = tools()
    assert len(found) > 40
    for state in grid.states:
        expected = TOOLS.status(who, state)
        answer = grid.ask(Row("GET incidents/{name}/incident", TOOLS.may), who, state)
        assert answer.status_code == expected, state
        if expected == 404:
            assert answer.json()["message"] == f"No incident named {grid.house.incident} is installed."
    refused = [state for state in FEW if TOOLS.status(who, state) == 404]
    for route in found if refused and grid.states == ALL else ():
        method, path = route.split()
        answer = grid.ask(Row(f"{method} {path}", TOOLS.may, ended=TOOLS.ended), who, refused[0])
        assert (answer.status_code, answer.json()["kind"]) == (404, "not_found"), route


class TestLists:
    """Each sees what is theirs."""

    @pytest.mark.parametrize("who", sorted(EVERYBODY))
    def test_of_interviews(self, grid: Grid, who: str) -> None:
        known = {state: grid.interview(state) for state in grid.states}
        for state in FEW:
            found = {one["id"] for one in grid.ask(Row("GET interviews", EVERYBODY), who, state).json()}
            if who in matrix.ADMIN | matrix.RECRUITER:
                assert found >= {*known.values(), "interview1"}
            elif who in matrix.SEATED:
                assert known[state] in found
                assert all(one.startswith(f"matrix-{state}-") for one in found)
            else:
                assert found == set()

    @pytest.mark.parametrize("who", sorted(EVERYBODY))
    def test_of_incidents(self, grid: Grid, who: str) -> None:
        for state in FEW:
            grid.interview(state)
            found = grid.ask(Row("GET incidents", EVERYBODY), who, state).json()
            theirs = TOOLS.status(who, state) == 200
            assert [one["name"] for one in found] == ([grid.house.incident] if theirs else [])


class TestPlaces:
    """What a place gives is that of today, and of who sits there."""

    def hour(self, grid: Grid, *done: Act) -> str:
        told = grid.arranged(State.LIVE)
        with grid.here.records.work() as work:
            for act in done:
                acting.write(work, grid.here, work.seat_of(f"{told}-lead"), act)
        return told

    def named(self, grid: Grid, who: str, told: str) -> bool:
        headers = {"Cookie": f"rounds_staff={grid.badges[who, State.LIVE]}"}
        return NAME in grid.client.get(f"{API}interviews/{told}", headers=headers).text

    def test_a_shadow_who_was_handed_the_lead_knows_the_name(self, grid: Grid) -> None:
        before = self.hour(grid)
        assert not self.named(grid, "shadow", before)
        told = self.hour(grid, acts.Handed(f"matrix-live-{grid.made + 1}-shadow"))
        assert self.named(grid, "shadow", told)
        assert self.named(grid, "lead", told), "who led before is in the panel now"

    def test_a_closed_account_has_none(self, grid: Grid) -> None:
        told = grid.interview(State.LIVE)
        with grid.here.records.work() as work:
            panel = work.people.of("panel-live")
            work.people.change(replace(panel, active=False))
        headers = {"Cookie": f"rounds_staff={grid.badges['panel', State.LIVE]}"}
        answer = grid.client.get(f"{API}interviews/{told}", headers=headers)
        with grid.here.records.work() as work:
            work.people.change(panel)
        assert (answer.status_code, answer.json()["kind"]) == (401, "signed_out")
