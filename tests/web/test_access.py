"""Who may come in, and where: every route of the application, by who asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions import interviews
from rounds.actions.links import Links, Surface
from rounds.incidents.library import Offered
from rounds.interviews import Duty, Person
from tests.web.conftest import URL, House, joined
from tests.web.questions import body, filled, routes, tail

API = {"candidate": "/api/v1/candidate", "staff": "/api/v1/staff"}
DOORS = ("session", "sign-in", "password-link", "password")
OTHER = {"candidate": "staff", "staff": "candidate"}


def ask(client: TestClient, house: House, method: str, path: str, **more: Any) -> Any:
    address = filled(path, house.incident) + ("?metric=x" if tail(path) == "metrics/labels" else "")
    if method == "GET":
        return client.get(address, **more)
    return client.request(method, address, **{"json": body(path), **more})


def guarded(house: House, surface: str) -> list[tuple[str, str]]:
    """Everything but the doors themselves."""
    return [(method, path) for method, path in routes(surface) if tail(path) not in DOORS]


@pytest.mark.parametrize("surface", ["candidate", "staff"])
class TestEveryRoute:
    def test_is_walked(self, house: House, surface: str) -> None:
        assert len(guarded(house, surface)) >= 19

    def test_is_closed_to_who_has_no_badge(self, house: House, stranger: TestClient, surface: str) -> None:
        answers = {f"{m} {p}": ask(stranger, house, m, p) for m, p in guarded(house, surface)}
        assert {key: value.status_code for key, value in answers.items()} == dict.fromkeys(answers, 401)
        assert {value.json()["kind"] for value in answers.values()} == {"signed_out"}

    def test_is_closed_to_the_other_surface(self, house: House, surface: str) -> None:
        """Also when its badge is shown under our cookie's name."""
        with house.candidate() if surface == "staff" else house.interviewer() as other:
            badge = other.cookies[f"rounds_{OTHER[surface]}"]
            statuses = [ask(other, house, m, p).status_code for m, p in guarded(house, surface)]
        with house.client(Cookie=f"rounds_{surface}={badge}") as forger:
            statuses += [ask(forger, house, m, p).status_code for m, p in guarded(house, surface)]
        assert set(statuses) == {401}

    def test_is_closed_to_a_badge_of_another_secret(self, house: House, surface: str) -> None:
        seats = {"candidate": "interview1-c", "staff": "interview1-i"}
        badge = Links(b"another secret of the same length").badge(Surface(surface), seats[surface])
        with house.client(Cookie=f"rounds_{surface}={badge}") as forger:
            assert {ask(forger, house, m, p).status_code for m, p in guarded(house, surface)} == {401}

    @pytest.mark.parametrize(
        "origin", ["https://elsewhere.example", "null", "http://rounds.test.elsewhere.example", ""]
    )
    def test_changes_nothing_from_another_site(self, house: House, surface: str, origin: str) -> None:
        with house.candidate() if surface == "candidate" else house.interviewer() as client:
            client.headers["Origin"] = origin
            posts = [(m, p) for m, p in routes(surface) if m != "GET"]
            answers = [ask(client, house, m, p) for m, p in posts]
        assert {(answer.status_code, answer.json()["kind"]) for answer in answers} == {(403, "forbidden")}

    def test_takes_json_only(self, house: House, surface: str) -> None:
        with house.candidate() if surface == "candidate" else house.interviewer() as client:
            posts = [(m, p) for m, p in routes(surface) if m != "GET"]
            plain = {"json": None, "content": b"{}", "headers": {"Content-Type": "text/plain"}}
            assert {ask(client, house, m, p, **plain).status_code for m, p in posts} == {415}

    def test_is_not_answered_into_another_sites_page(self, house: House, surface: str) -> None:
        with house.candidate() if surface == "candidate" else house.interviewer() as client:
            elsewhere = {"headers": {"Sec-Fetch-Site": "cross-site"}}
            answers = {ask(client, house, m, p, **elsewhere).status_code for m, p in routes(surface)}
        assert answers == {403}


class TestLinks:
    def test_open_as_often_as_wanted(self, house: House) -> None:
        for _ in range(3):
            with house.candidate() as client:
                assert client.get("/api/v1/candidate/interview").status_code == 200

    def test_both_work_in_two_tabs_of_one_browser(self, house: House) -> None:
        with house.client() as browser:
            joined(browser, "candidate", house.invitation.candidate)
            joined(browser, "staff", house.invitation.interviewer)
            assert browser.get("/api/v1/candidate/interview").status_code == 200
            assert browser.get("/api/v1/staff/interviews").status_code == 200

    def test_bind_by_a_cookie_that_scripts_cannot_read(self, house: House, stranger: TestClient) -> None:
        answer = stranger.post("/api/v1/candidate/session", json={"token": house.invitation.candidate})
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("rounds_candidate=")
        assert {"HttpOnly", "Path=/api/v1/candidate", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
        assert "Secure" not in cookie

    def test_bind_by_a_secure_cookie_under_https(self, house: House) -> None:
        with house.client(Origin="https://localhost") as client:
            client.base_url = "https://localhost"
            answer = client.post("/api/v1/staff/session", json={"token": house.invitation.interviewer})
        assert "Secure" in answer.headers["set-cookie"]

    @pytest.mark.parametrize(
        "wrong",
        [
            lambda token: "",
            lambda token: token[:-1],
            lambda token: token + "x",
            lambda token: token.replace(token[2], "A" if token[2] != "A" else "B", 1),
            lambda token: "not a token at all",
            lambda token: "ü" * 30,
        ],
        ids=["empty", "cut", "longer", "changed", "words", "not ascii"],
    )
    def test_that_are_not_ours_bind_nothing(
        self, house: House, stranger: TestClient, wrong: Callable[[str], str]
    ) -> None:
        answer = stranger.post("/api/v1/candidate/session", json={"token": wrong(house.invitation.candidate)})
        assert (answer.status_code, answer.json()["kind"]) == (401, "signed_out")
        assert "set-cookie" not in answer.headers

    @pytest.mark.parametrize("surface", ["candidate", "staff"])
    def test_of_the_other_surface_bind_nothing(self, house: House, stranger: TestClient, surface: str) -> None:
        tokens = {"candidate": house.invitation.interviewer, "staff": house.invitation.candidate}
        answer = stranger.post(f"{API[surface]}/session", json={"token": tokens[surface]})
        assert answer.status_code == 401

    def test_are_read_without_changing_anything(self, house: House, stranger: TestClient) -> None:
        """A mail scanner opens them all."""
        for method in ("GET", "HEAD"):
            for path in ("/join", "/staff/join", "/api/v1/candidate/session", "/api/v1/staff/session"):
                assert "set-cookie" not in stranger.request(method, path).headers

    def test_lead_to_their_own_interview_only(self, house: House) -> None:
        chosen = [Offered("orders-slow", "1", "Orders are slow", seed=9)]
        other = interviews.arrange(
            house.office,
            chosen,
            candidate="Carla",
            interviewer=Person("dora", "Dora", "", frozenset({Duty.INTERVIEWER})),
            interview_id="interview2",
        )
        with house.client() as client:
            joined(client, "candidate", other.candidate)
            assert client.get("/api/v1/candidate/interview").json()["candidate"] == "Carla"
            second = client.get("/api/v1/candidate/scenarios/2/incident")
            assert second.status_code == 404

    def test_of_an_operator_open_the_staff_surface(self, house: House, stranger: TestClient) -> None:
        joined(stranger, "staff", house.operator)
        assert stranger.get("/api/v1/staff/interviews").status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8123", 204),
        ("localhost:8123", 204),
        ("[::1]:8123", 204),
        ("localhost", 204),
        ("elsewhere.example:8000", 403),
        ("localhost.elsewhere.example", 403),
        ("127.0.0.1.elsewhere.example:8000", 403),
        ("10.0.0.7:8000", 403),
    ],
)
def test_a_host_is_believed_of_this_machine_alone(house: House, host: str, status: int) -> None:
    """A stranger's page whose name was made to lead here sends its own name as Host and as Origin."""
    told = {"Host": host, "Origin": f"http://{host}"}
    with house.client(**told) as client:
        assert (
            client.post("/api/v1/candidate/session", json={"token": house.invitation.candidate}).status_code == status
        )


def test_another_port_of_this_machine_is_another_site(house: House) -> None:
    with house.client(Host="localhost:8000", Origin="http://localhost:3000") as client:
        assert client.post("/api/v1/candidate/session", json={"token": house.invitation.candidate}).status_code == 403


def test_the_address_people_know_may_be_another_than_the_hosts(house: House) -> None:
    """Behind a proxy the Host header is ours and the Origin header is the proxy's."""
    with house.client() as client:
        client.base_url = "http://10.0.0.7:8000"
        answer = client.post("/api/v1/candidate/session", json={"token": house.invitation.candidate})
    assert (client.headers["Origin"], answer.status_code) == (URL, 204)
