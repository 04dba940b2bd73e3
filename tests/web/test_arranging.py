"""Links that bind one browser, the board and its table, and arranging over HTTP."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions import board
from rounds.actions.board import Board, Post, Row, Standing
from rounds.actions.links import Surface
from rounds.actions.zones import zone
from rounds.interviews import Interview, Kind, Pin, Role, Seat, State, fit_60
from tests.web.conftest import NOW, URL, House, joined
from tests.web.questions import LETTER, PLAN

STAFF, SESSION = "/api/v1/staff", "/api/v1/candidate/session"
AT = f"{STAFF}/interviews/live1"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "safe", "a=b", 'ü, "q"\nnext']


@pytest.fixture
def link(house: House, admin: TestClient) -> str:
    """The token of a new invitation to an interview with a clock, which Ben leads."""
    with house.office.records.work() as work:
        if not work.has("live1"):
            pins = (Pin(1, "orders-slow", "1", 1, house.incident),)
            made = Interview("live1", "Nora", "Ben", NOW, fit_60(1), pins, NOW, Kind.LIVE, "Europe/Berlin")
            work.add(made)
            work.seat(Seat("live1-c", "live1", Role.CANDIDATE, "Nora"), NOW)
            work.seat(Seat("live1-l", "live1", Role.LEAD, "Ben", "ben"), NOW)
    answer = admin.post(f"{AT}/invitation", json={**LETTER, "send": False})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["plain"]).split("#")[1].strip()


def browsers(admin: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = admin.get(f"{AT}/arrangement").json()["browsers"]
    return found


class TestLinks:
    def test_reading_changes_nothing(self, link: str, stranger: TestClient, admin: TestClient) -> None:
        """A mail scanner opens them all, and some run what stands there but press no button."""
        before = [one["id"] for one in browsers(admin)]
        for method in ("GET", "HEAD", "OPTIONS"):
            for path in ("/join", f"/join?{link}", SESSION):
                stranger.request(method, path)
        assert [one["id"] for one in browsers(admin)] == before
        assert admin.get(f"{AT}/arrangement").json()["bound"] is None

    def test_the_first_browser_has_the_interview_and_keeps_it(
        self, link: str, stranger: TestClient, admin: TestClient
    ) -> None:
        for _ in range(3):
            joined(stranger, "candidate", link)
        assert stranger.get(SESSION).json() == {"browser": "admitted"}
        assert stranger.get("/api/v1/candidate/interview").status_code == 200
        assert [one["state"] for one in browsers(admin)].count("admitted") == 1
        assert admin.get(f"{AT}/arrangement").json()["bound"] is not None

    def test_a_second_one_is_told_nothing_until_the_lead_lets_it_in(
        self, house: House, link: str, stranger: TestClient, interviewer: TestClient
    ) -> None:
        joined(stranger, "candidate", link)
        with house.client(**{"User-Agent": "Another browser"}) as second:
            joined(second, "candidate", link)
            assert second.get(SESSION).json() == {"browser": "waiting"}
            for path in ("interview", "scenarios/1/briefing", "scenarios/1/incident"):
                answer = second.get(f"/api/v1/candidate/{path}")
                assert (answer.status_code, answer.json()["kind"]) == (403, "waiting")
            assert second.post("/api/v1/candidate/views", json={"views": []}).status_code == 403
            (waiting,) = (one for one in browsers(interviewer) if one["state"] == "waiting")
            assert waiting["agent"] == "Another browser"
            admit = f"{AT}/browsers/{waiting['id']}/admit"
            assert interviewer.post(admit, json={"command": "let in"}).status_code == 204
            assert interviewer.post(admit, json={"command": "let in"}).status_code == 204
            assert second.get("/api/v1/candidate/interview").status_code == 200
            told = stranger.get("/api/v1/candidate/interview")
            assert (told.status_code, "another browser" in told.json()["message"]) == (401, True)
            joined(stranger, "candidate", link)  # back again, it knocks as any other
            assert stranger.get(SESSION).json() == {"browser": "waiting"}

    def test_only_the_lead_lets_a_browser_in_and_only_their_own_candidates(
        self, house: House, link: str, stranger: TestClient, admin: TestClient, interviewer: TestClient
    ) -> None:
        joined(stranger, "candidate", link)
        with house.client() as second:
            joined(second, "candidate", link)
            (waiting,) = (one for one in browsers(admin) if one["state"] == "waiting")
            assert admin.post(f"{AT}/browsers/{waiting['id']}/admit", json={}).status_code == 403
            other = f"{STAFF}/interviews/interview1/browsers/{waiting['id']}/admit"
            assert interviewer.post(other, json={}).status_code == 404
            assert second.get(SESSION).json() == {"browser": "waiting"}

    def test_a_new_invitation_replaces_the_link_and_signs_its_browsers_out(
        self, link: str, stranger: TestClient, admin: TestClient
    ) -> None:
        joined(stranger, "candidate", link)
        new = admin.post(f"{AT}/invitation", json={**LETTER, "send": False}).json()["plain"].split("#")[1].strip()
        assert stranger.get("/api/v1/candidate/interview").status_code == 401
        old = stranger.post(SESSION, json={"token": link})
        assert (old.status_code, "replaced" in old.json()["message"]) == (401, True)
        joined(stranger, "candidate", new)
        assert stranger.get(SESSION).json() == {"browser": "admitted"}

    def test_a_withdrawn_one_opens_nothing(self, link: str, stranger: TestClient, admin: TestClient) -> None:
        joined(stranger, "candidate", link)
        assert admin.post(f"{AT}/invitation/revoke", json={}).status_code == 204
        assert stranger.get(SESSION).status_code == 401
        assert stranger.post(SESSION, json={"token": link}).status_code == 401

    @pytest.mark.parametrize("cut", [slice(1, None), slice(0, -1), slice(0, 20)])
    def test_a_part_of_one_binds_nothing(self, link: str, stranger: TestClient, cut: slice) -> None:
        assert stranger.post(SESSION, json={"token": link[cut]}).status_code == 401

    def test_links_for_practice_are_for_any_browser_and_open_no_other_interview(
        self, house: House, link: str, stranger: TestClient
    ) -> None:
        with house.candidate() as one, house.candidate() as two:
            assert {client.get(SESSION).json()["browser"] for client in (one, two)} == {"admitted"}
        unbound = house.office.links.link(Surface.CANDIDATE, "live1-c", "live1")
        assert stranger.post(SESSION, json={"token": unbound}).status_code == 401

    def test_who_is_signed_in_as_staff_is_told_whose_it_is(
        self, house: House, link: str, stranger: TestClient, interviewer: TestClient
    ) -> None:
        def told(token: str) -> Any:
            answer = interviewer.post("/api/v1/staff/link", json={"token": token})
            assert answer.status_code == 200, answer.text
            return answer.json()

        practice = house.office.links.link(Surface.CANDIDATE, "live1-c", "live1")
        demos = house.office.links.invitation("live-1-c", "live-1", "live-1")
        assert told(link)["binds"]
        assert [told(one)["binds"] for one in (practice, demos, "nobody's")] == [False] * 3
        assert stranger.post("/api/v1/staff/link", json={"token": link}).status_code == 401

    def test_too_many_browsers_are_turned_away(self, house: House, link: str) -> None:
        answers = []
        for _ in range(23):
            with house.client() as client:
                answers.append(client.post(SESSION, json={"token": link}).status_code)
        assert answers == [204] * 21 + [422] * 2


class TestBoard:
    def test_shows_what_is_asked_for_with_how_many_there_are(self, link: str, admin: TestClient) -> None:
        found = admin.get(f"{STAFF}/board").json()
        rows = {row["id"]: row for row in found["rows"]}
        assert (rows["live1"]["standing"], rows["live1"]["post"], rows["live1"]["today"]) == (
            "not checked",
            "copied",
            True,
        )
        assert (rows["interview1"]["standing"], rows["interview1"]["scenarios"]) == ("practice", 2)
        assert (rows["live1"]["prepared"], rows["interview1"]["prepared"]) == (1, 1)
        assert found["counts"]["practice"] == 1
        today = admin.get(f"{STAFF}/board?show=today").json()
        assert ([row["id"] for row in today["rows"]], today["counts"]) == (["live1"], found["counts"])
        assert [row["id"] for row in admin.get(f"{STAFF}/board?find=nora ben").json()["rows"]] == ["live1"]
        assert admin.get(f"{STAFF}/board?show=nothing").status_code == 422

    def test_is_a_table_for_spreadsheets(self, link: str, admin: TestClient) -> None:
        answer = admin.get(f"{STAFF}/board/csv?show=today&zone=Asia/Kolkata")
        assert answer.headers["content-type"].startswith("text/csv")
        head, row = csv.reader(io.StringIO(answer.text))
        found = dict(zip(head, row, strict=True))
        assert (found["Candidate"], found["State"], found["Lead"]) == ("Nora", "not checked", "Ben")
        assert (found["Starts (viewer)"], found["Starts (candidate)"]) == (
            "2026-06-01 14:30",
            "2026-06-01 11:00 Europe/Berlin",
        )
        assert admin.get(f"{STAFF}/board/csv?zone=Nowhere").status_code == 422

    def test_no_cell_of_it_is_a_formula(self) -> None:
        """Whatever names are, also such as arranging refuses."""
        rows = [of(Interview(name, name, "", NOW, fit_60(1), (), position=name), trouble=name) for name in FORMULAS]
        table = csv.reader(io.StringIO(board.as_csv(Board(rows, {}), zone("UTC"))))
        cells = [cell for row in table for cell in row]
        assert not [cell for cell in cells if cell.startswith(board.FORMULA)]
        assert {f"'{name}" if name.startswith(board.FORMULA) else name for name in FORMULAS} <= set(cells)

    def test_says_how_it_ended(self) -> None:
        told = {State.ENDED: "over", State.CANCELLED: "cancelled", State.MISSED: "did not come"}
        one = of(Interview("i", "Nora", "", NOW, fit_60(1), ()), trouble="")
        rows = [replace(one, state=state, standing=Standing.OVER) for state in told]
        _, *table = csv.reader(io.StringIO(board.as_csv(Board(rows, {}), zone("UTC"))))
        assert [row[1] for row in table] == [*told.values()]


def of(one: Interview, trouble: str) -> Row:
    nothing = {
        "access": "",
        "checked": None,
        "posted": None,
        "questions": 0,
        "rights": (),
        "scenarios": (),
        "preflight": "",
    }
    return Row(one, State.SCHEDULED, Standing.DRAFT, False, "=lead()", post=Post.BOUNCED, trouble=trouble, **nothing)  # type: ignore[arg-type]


class TestPlans:
    def test_the_two_that_are_always_there(self, interviewer: TestClient) -> None:
        found = interviewer.get(f"{STAFF}/plans").json()
        first, second = found["plans"][:2]
        assert found["usual"] == first["name"] == "Fit 60"
        assert (first["fit"], second["fit"], second["over"]) == ("60 of 60 minutes", "65 of 60 minutes", 5)

    def test_one_of_ones_own_is_kept_renamed_and_removed(self, admin: TestClient, interviewer: TestClient) -> None:
        assert admin.post(f"{STAFF}/plans", json=PLAN).json()["fit"] == "20 of 60 minutes"
        assert admin.post(f"{STAFF}/plans", json=PLAN).status_code == 409
        assert admin.post(f"{STAFF}/plans", json={**PLAN, "name": "Shorter", "was": "Short"}).status_code == 200
        assert [one["name"] for one in interviewer.get(f"{STAFF}/plans").json()["plans"]][2:] == ["Shorter"]
        assert admin.post(f"{STAFF}/plans/remove", json={"name": "Shorter"}).status_code == 204
        assert admin.post(f"{STAFF}/plans/remove", json={"name": "Shorter"}).status_code == 404

    def test_one_that_is_none_says_where(self, admin: TestClient) -> None:
        wrong = {**PLAN, "segments": [{"title": "Work", "minutes": 0, "worked": True}]}
        answer = admin.post(f"{STAFF}/plans/weigh", json=wrong)
        assert (answer.status_code, answer.json()["field"]) == (422, "segments.0.minutes")


def test_an_interviews_calendar_file_has_no_address_of_the_candidate(link: str, interviewer: TestClient) -> None:
    answer = interviewer.get(f"{AT}/calendar")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "DTSTART:20260601T090000Z" in answer.text
    assert "ATTENDEE" not in answer.text


def test_the_candidates_address_is_for_those_who_write_to_it(house: House, link: str, admin: TestClient) -> None:
    shown = admin.get(f"{AT}/arrangement").json()
    assert shown["link"].startswith(f"{URL}/join#")
    with house.interviewer() as lead:
        told = lead.get(f"{AT}/arrangement").json()
    assert {"arrange", "run"} <= set(told["rights"])
    assert "contact" not in told["rights"]
    assert told["mail"] == ""
