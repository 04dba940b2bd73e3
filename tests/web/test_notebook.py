"""The candidate's notebook over HTTP: written, judged, pinned, taken along; by whom, when, and how much of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions import acting
from rounds.interviews import Act, Interview, Kind, Part, Role, Seat, acts, fit_60
from rounds.records.browsers import Browser
from rounds.web.doors import CANDIDATE as CANDIDATE_DOOR
from tests.web.conftest import NOW, House, opened

CANDIDATE, STAFF = "/api/v1/candidate", "/api/v1/staff"
NOTEBOOK = f"{CANDIDATE}/scenarios/1/notebook"
ADDRESS = "/interview/1/logs?q=level:error&line=7"


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("house"), now=clock) as house:
        yield house


class Person:
    """A candidate with a notebook of their own."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.commands = 0

    def posts(self, what: str, *, scenario: int = 1, command: str = "", **body: Any) -> Any:
        self.commands += 1
        named = {"command": command or f"command{self.commands}"}
        return self.client.post(f"{CANDIDATE}/scenarios/{scenario}/notebook/{what}", json=body | named)

    def does(self, what: str, **body: Any) -> dict[str, Any]:
        answer = self.posts(what, **body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def notebook(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(NOTEBOOK).json()
        return found


def hypothesis(text: str = "The pool is too small", entry: str = "h1") -> dict[str, Any]:
    return {"entry": entry, "kind": "hypothesis", "text": text}


def pin(**more: Any) -> dict[str, Any]:
    return {"pin": "p1", "address": ADDRESS, "title": "Errors of the pool", **more}


NUMBERS = count(1)
NewPerson = Callable[..., Person]


@pytest.fixture
def arrives(house: House) -> Iterator[NewPerson]:
    """Candidates, each with an interview of their own over the scenarios of the house."""
    clients: list[TestClient] = []
    house.office.paces.left.clear()

    def arrive(kind: Kind = Kind.PRACTICE) -> Person:
        number = next(NUMBERS)
        name = f"{kind.value}{number}"
        with house.office.records.work() as work:
            known = work.interview("interview1")
            made = Interview(name, f"Candidate {number}", "Ben", NOW, fit_60(2), known.pins)
            work.add(replace(made, kind=kind))
            work.seat(Seat(f"{name}-c", name, Role.CANDIDATE, made.candidate), NOW)
        client = house.client()
        clients.append(client)
        browser = ""
        if kind is Kind.LIVE:
            browser = f"{name}-b"
            with house.office.records.work() as work:
                work.browsers.add(Browser(browser, f"{name}-c", NOW, "", NOW))
        client.cookies.set(CANDIDATE_DOOR.cookie, house.office.links.candidate(f"{name}-c", browser))
        return Person(client)

    yield arrive
    for client in clients:
        client.close()


class TestInPractice:
    def test_what_is_written_judged_and_pinned_stands_there(self, arrives: NewPerson, clock: Clock) -> None:
        person = arrives()
        person.does("write", **hypothesis())
        clock.now += timedelta(minutes=1)
        person.does("pin", **pin(entry="h1", line="It is full", value="20 of 20", mark={"line": "7"}))
        found = person.does("judge", entry="h1", state="supported")
        assert found == person.notebook()
        (entry,) = found["entries"]
        assert (entry["text"], entry["state"], entry["place"]) == ("The pool is too small", "supported", 1)
        assert entry["changed"] - entry["written"] == 60_000
        assert entry["written_into"] is None, "there is no clock in practice"
        (kept,) = entry["pins"]
        assert (kept["address"], kept["line"], kept["mark"]) == (ADDRESS, "It is full", {"line": "7"})
        assert (found["open"], found["why"], found["loose"]) == (True, "", [])

    def test_a_command_that_is_sent_twice_is_done_once(self, arrives: NewPerson, house: House) -> None:
        person = arrives()
        first = person.does("write", command="same", **hypothesis())
        again = person.does("write", command="same", **hypothesis("Another text"))
        assert again == first

    def test_filing_turning_and_taking_back(self, arrives: NewPerson) -> None:
        person = arrives()
        person.does("write", **hypothesis())
        (loose,) = person.does("pin", **pin())["loose"]
        filed = person.does("pin", **pin(entry="h1", against=True))
        assert (filed["loose"], filed["entries"][0]["pins"][0]["against"]) == ([], True)
        assert filed["entries"][0]["pins"][0]["time"] == loose["time"]
        assert person.does("unpin", pin="p1")["entries"][0]["pins"] == []
        erased = person.does("write", **hypothesis(""))
        assert erased["entries"] == []

    def test_scenarios_have_notebooks_of_their_own(self, arrives: NewPerson) -> None:
        person = arrives()
        person.does("write", **hypothesis())
        other = person.does("write", scenario=2, **hypothesis("Something else"))
        assert [entry["text"] for entry in other["entries"]] == ["Something else"]
        assert [entry["text"] for entry in person.notebook()["entries"]] == ["The pool is too small"]

    def test_nobody_sees_or_changes_the_notebook_of_another(self, arrives: NewPerson, stranger: TestClient) -> None:
        anna, bert = arrives(), arrives()
        anna.does("write", **hypothesis())
        assert bert.notebook()["entries"] == []
        assert bert.posts("judge", entry="h1", state="cause").status_code == 422
        assert stranger.get(NOTEBOOK).status_code == 401
        assert Person(stranger).posts("write", **hypothesis()).status_code == 401

    @pytest.mark.parametrize(
        "address",
        [
            "/interview/2/logs",  # of another scenario
            "/interview",  # of none
            "/staff/interviews/interview1",
            "https://elsewhere.test/interview/1/logs",
            "javascript:alert(1)",
            "/interview/1/nothing",
            "/interview/1/logs#q",
            "/interview/1/../../staff",
            "/api/v1/candidate/scenarios/1/notebook",
            "x" * 4001,
        ],
    )
    def test_only_pages_of_the_scenario_are_pinned(self, arrives: NewPerson, address: str) -> None:
        person = arrives()
        answer = person.posts("pin", **pin(address=address))
        assert (answer.status_code, answer.json()["field"]) == (422, "address")
        assert person.notebook()["loose"] == []

    @pytest.mark.parametrize(
        ("what", "body", "field"),
        [
            ("write", hypothesis("x" * 2001), "text"),
            ("write", hypothesis("x", "h" * 65), "entry"),
            ("write", hypothesis("x", "a b"), "entry"),
            ("write", {**hypothesis(), "kind": "answer"}, "kind"),
            ("judge", {"entry": "h1", "state": "proven"}, "state"),
            ("judge", {"entry": "n1", "state": "open"}, "entry"),
            ("judge", {"entry": "h9", "state": "open"}, "entry"),
            ("pin", pin(title="x" * 301), "title"),
            ("pin", pin(line="x" * 2001), "line"),
            ("pin", pin(value="x" * 201), "value"),
            ("pin", pin(entry="h9"), "entry"),
            ("pin", pin(mark={str(n): "x" for n in range(21)}), "mark"),
            ("pin", pin(mark={"x": "x" * 2001}), "mark"),
            ("pin", pin(mark={str(n): "x" * 1000 for n in range(5)}), "mark"),
            ("unpin", {"pin": "p9"}, "pin"),
        ],
    )
    def test_what_is_too_long_or_of_nothing_is_told_by_its_field(
        self, arrives: NewPerson, what: str, body: dict[str, Any], field: str
    ) -> None:
        person = arrives()
        person.does("write", **hypothesis())
        person.does("write", entry="n1", kind="note", text="Look at the pool")
        before = person.notebook()
        answer = person.posts(what, **body)
        assert (answer.status_code, answer.json()["field"]) == (422, field), answer.text
        assert person.notebook() == before

    def test_a_full_notebook_takes_changes_and_nothing_new(
        self, arrives: NewPerson, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("rounds.actions.notebook.MOST_ENTRIES", 2)
        monkeypatch.setattr("rounds.actions.notebook.MOST_PINS", 1)
        person = arrives()
        for entry in ("h1", "h2"):
            person.does("write", **hypothesis("One", entry))
        person.does("pin", **pin())
        assert person.posts("write", **hypothesis("Three", "h3")).status_code == 409
        assert person.posts("pin", **pin(pin="p2")).status_code == 409
        person.does("write", **hypothesis("Another", "h2"))
        person.does("pin", **pin(entry="h2"))

    def test_more_than_anybody_types_may_be_sent_again(
        self, arrives: NewPerson, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at = [0.0]
        monkeypatch.setattr(house.office.paces, "clock", lambda: at[0])
        person = arrives()
        answers = [person.posts("write", command=f"c{n}", **hypothesis(str(n))) for n in range(61)]
        assert [answer.status_code for answer in answers] == [200] * 60 + [429]
        at[0] += 5
        assert person.posts("write", command="c60", **hypothesis("60")).status_code == 200


class Stage:
    """A live interview that its acts lead on."""

    def __init__(self, house: House, person: Person, clock: Clock) -> None:
        self.house, self.person, self.clock = house, person, clock
        self.id = str(person.client.get(f"{CANDIDATE}/interview").json()["id"])
        self.lead = Seat(f"{self.id}-l", self.id, Role.LEAD, "Ben", "ben")
        with house.office.records.work() as work:
            work.seat(self.lead, NOW)
        self.plan = fit_60(2)

    def acts(self, *told: Act) -> None:
        for act in told:
            acting.act(self.house.office, self.lead, act)

    def begins(self, part: Part, scenario: int) -> None:
        phase = next(one for one in self.plan.phases if (one.part, one.scenario) == (part, scenario))
        self.acts(acts.Begun(phase.no))

    def refused(self) -> tuple[int, str, str]:
        answer = self.person.posts("write", **hypothesis("Late", "late"))
        shown = self.person.notebook()
        return answer.status_code, answer.json().get("kind", ""), shown["why"]


class TestLive:
    @pytest.fixture
    def stage(self, house: House, arrives: NewPerson, clock: Clock) -> Stage:
        return Stage(house, arrives(Kind.LIVE), clock)

    def test_it_is_written_in_while_its_scenario_is_worked_on_and_read_always(self, stage: Stage) -> None:
        shut = (409, "conflict", "closed")
        assert stage.refused() == shut
        stage.acts(acts.Invited("mail"), acts.Entered())
        assert stage.refused() == shut
        stage.acts(acts.Admitted())
        assert stage.refused() == shut
        stage.begins(Part.WORK, 1)
        stage.clock.now += timedelta(seconds=130)
        stage.person.does("write", **hypothesis())
        assert stage.person.posts("write", scenario=2, **hypothesis("Ahead")).status_code == 409
        stage.acts(acts.Paused("Fire alarm"))
        assert stage.refused() == (409, "conflict", "paused")
        stage.clock.now += timedelta(minutes=5)
        stage.acts(acts.Resumed())
        stage.clock.now += timedelta(seconds=30)
        (entry,) = stage.person.does("judge", entry="h1", state="refuted")["entries"]
        assert (entry["written_into"], entry["changed_into"]) == (130_000, 160_000), "a pause is no time"
        stage.begins(Part.DISCUSSION, 1)
        assert stage.refused() == (409, "conflict", "discussion")
        stage.begins(Part.WORK, 2)
        assert stage.refused() == shut
        stage.acts(acts.Ended())
        assert stage.refused() == shut
        assert [entry["text"] for entry in stage.person.notebook()["entries"]] == ["The pool is too small"]

    def test_it_is_taken_along_after_the_end(self, stage: Stage) -> None:
        stage.acts(acts.Invited("mail"), acts.Entered(), acts.Admitted())
        stage.begins(Part.WORK, 1)
        stage.clock.now += timedelta(seconds=130)
        stage.person.does("write", **hypothesis("=1+1 is\x1b\x9b a *formula*\n<script>alert(1)</script>"))
        stage.person.does("pin", **pin(entry="h1", against=True, line="@SUM(A1)"))
        stage.person.does("pin", **pin(pin="p2", address="/interview/1/metrics?q=up>1&from=now-6h"))
        stage.acts(acts.Ended())
        answer = stage.person.client.get(f"{CANDIDATE}/notebook.md")
        assert answer.headers["content-type"].startswith("text/markdown")
        assert answer.headers["content-disposition"] == 'attachment; filename="notebook.md"'
        assert answer.text == (
            "# Notebook\n\n"
            "## Scenario 1: Orders are slow\n\n"
            "### 1. Hypothesis, open\n\n"
            "\\=1+1 is a \\*formula\\* \\<script\\>alert(1)\\</script\\>\n\n"
            "Written 2:10.\n\n"
            "- against: Errors of the pool: \\@SUM(A1) (</interview/1/logs?q=level:error&line=7>)\n\n"
            "### Pinned, under no entry\n\n"
            "- for: Errors of the pool (</interview/1/metrics?q=up%3E1&from=now-6h>)\n\n"
            "## Scenario 2\n\n"
            "Nothing was written down.\n"
        )
        one = stage.person.client.get(f"{NOTEBOOK}.md")
        assert one.text.startswith("# Notebook\n\n## Scenario 1")

    def test_who_follows_reads_it_also_as_it_stood(self, stage: Stage, interviewer: TestClient) -> None:
        stage.acts(acts.Invited("mail"), acts.Entered(), acts.Admitted())
        stage.begins(Part.WORK, 1)
        stage.person.does("write", **hypothesis())
        with stage.house.office.records.look() as look:
            last = look.done(stage.id)[-1].no
        stage.person.does("judge", entry="h1", state="cause")
        address = f"{STAFF}/interviews/{stage.id}/notebook"
        first, second = interviewer.get(address).json()
        assert (first["scenario"], first["entries"][0]["state"]) == (1, "cause")
        assert (second["scenario"], second["entries"]) == (2, [])
        assert interviewer.get(f"{address}?until={last}").json()[0]["entries"][0]["state"] == "open"
        assert interviewer.get(f"{address}?until=0").json()[0]["entries"] == []

    def test_who_has_no_business_with_it_finds_nothing(self, stage: Stage, house: House, arrives: NewPerson) -> None:
        other = Stage(house, arrives(Kind.LIVE), stage.clock)
        address = f"{STAFF}/interviews/{other.id}/notebook"
        assert other.person.client.get(address).status_code == 401
        assert house.client().get(address).status_code == 401


def test_reading_it_adds_nothing_to_the_record(arrives: NewPerson, house: House) -> None:
    person = arrives()
    person.does("write", **hypothesis())
    name = str(person.client.get(f"{CANDIDATE}/interview").json()["id"])
    with house.office.records.look() as look:
        before = len(look.record(name))
    for address in (NOTEBOOK, f"{NOTEBOOK}.md", f"{CANDIDATE}/notebook.md"):
        assert person.client.get(address).status_code == 200
    with house.office.records.look() as look:
        assert len(look.record(name)) == before
