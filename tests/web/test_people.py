"""Signing in by password, and the people of an installation as its admins keep them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions import passwords, people, signing_in
from rounds.actions.people import Told
from rounds.interviews import OPERATOR, Duty
from tests.web.conftest import CHEAP, House, joined, opened

API = "/api/v1/staff"
GOOD, OTHER = "correct horse battery", "staple and a new one"


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 6, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def pass_(self, **length: float) -> None:
        self.moment += timedelta(**length)


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("people"), now=clock) as house:
        yield house


@pytest.fixture
def ada(house: House, clock: Clock, request: pytest.FixtureRequest) -> str:
    """A mail address of an interviewer with the good password; another one in each test, hours apart."""
    clock.pass_(hours=3)
    mail = f"ada-{abs(hash(request.node.name))}@rounds.test"
    added = people.add(house.office, OPERATOR, Told("Ada", mail, [Duty.INTERVIEWER]))
    people.set_password(house.office, OPERATOR, added.account.person.id, GOOD)
    return mail


def sign_in(client: TestClient, mail: str, password: str) -> Any:
    return client.post(f"{API}/sign-in", json={"mail": mail, "password": password})


def is_in(client: TestClient) -> bool:
    return client.get(f"{API}/me").status_code == 200


def id_of(house: House, mail: str) -> str:
    with house.office.records.look() as look:
        found = look.people.by_mail(mail)
        assert found
        return found.person.id


class TestSigningIn:
    def test_with_mail_and_password(self, house: House, stranger: TestClient, ada: str) -> None:
        answer = sign_in(stranger, f"  {ada.upper()} ", GOOD)
        assert answer.status_code == 204
        cookie = {part.strip() for part in answer.headers["set-cookie"].split(";")}
        assert {"HttpOnly", "Path=/api/v1/staff", "SameSite=lax"} <= cookie
        assert stranger.get(f"{API}/me").json() == {
            "id": id_of(house, ada),
            "name": "Ada",
            "mail": ada,
            "duties": ["interviewer"],
            "rights": ["list", "calibrate", "practise"],
            "password": True,
        }

    def test_an_unknown_mail_and_a_wrong_password_are_told_the_same(self, stranger: TestClient, ada: str) -> None:
        answers = [
            sign_in(stranger, mail, password)
            for mail, password in ((ada, OTHER), ("nobody@rounds.test", GOOD), ("", ""), (ada, "x" * 900), (ada, ""))
        ]
        assert {(one.status_code, one.text) for one in answers} == {(401, answers[0].text)}
        assert not any("set-cookie" in one.headers for one in answers)

    def test_both_cost_one_guess(self, house: House, ada: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nobody learns from the time who has an account: each answer hashes once, whatever there is."""
        hashed: list[str] = []
        verify = house.office.passwords.hasher.verify

        def counted(password: str, against: str) -> bool:
            hashed.append(against)
            return verify(password, against)

        monkeypatch.setattr(house.office.passwords.hasher, "verify", counted)
        closed = people.add(house.office, OPERATOR, Told("Bo", f"bo-{ada}", [Duty.AUTHOR])).account.person
        for mail in (ada, "nobody@rounds.test", f"bo-{ada}"):
            with house.client() as client:
                assert sign_in(client, mail, OTHER).status_code == 401
        assert len(hashed) == 3
        assert len({one.rsplit("$", 2)[0] for one in hashed}) == 1, "all of one strength"
        assert closed.active

    def test_a_closed_account_is_told_the_same_and_signed_out(
        self, house: House, stranger: TestClient, ada: str
    ) -> None:
        sign_in(stranger, ada, GOOD)
        people.close(house.office, OPERATOR, id_of(house, ada))
        assert not is_in(stranger)
        wrong = sign_in(stranger, "nobody@rounds.test", GOOD)
        assert sign_in(stranger, ada, GOOD).text == wrong.text
        people.reopen(house.office, OPERATOR, id_of(house, ada))
        assert not is_in(stranger), "a badge of before stays void"
        assert sign_in(stranger, ada, GOOD).status_code == 204

    def test_a_password_is_kept_as_a_strong_hash(self, house: House, ada: str) -> None:
        with house.office.records.look() as look:
            kept = look.people.account(id_of(house, ada)).password
        assert kept
        assert kept.startswith("$argon2id$v=19$m=8,t=1,p=1$"), "the tests' own strength"
        usual = passwords.Passwords()
        assert usual.hash(GOOD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


class TestGuessing:
    def test_slows_down_for_a_mail_and_is_forgotten(self, house: House, clock: Clock, ada: str) -> None:
        with house.client() as client:
            assert [sign_in(client, ada, OTHER).status_code for _ in range(5)] == [401] * 5
            slowed = sign_in(client, ada, GOOD)
            assert (slowed.status_code, slowed.json()["kind"]) == (429, "too_often")
            assert slowed.headers["retry-after"] == "1"
            waits = []
            for _ in range(12):
                clock.pass_(seconds=int(sign_in(client, ada, OTHER).headers["retry-after"]))
                assert sign_in(client, ada, OTHER).status_code == 401
                waits.append(int(sign_in(client, ada, GOOD).headers["retry-after"]))
            assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
            clock.pass_(seconds=301)
            assert sign_in(client, ada, GOOD).status_code == 204, "the right one is taken at its time"
            assert [sign_in(client, ada, OTHER).status_code for _ in range(5)] == [401] * 5

    def test_of_many_names_slows_down_for_an_address(self, house: House, clock: Clock, ada: str) -> None:
        clock.pass_(hours=2)
        with house.client() as client:
            statuses = [sign_in(client, f"somebody-{n}@rounds.test", OTHER).status_code for n in range(31)]
            assert statuses == [401] * 30 + [429]
            clock.pass_(hours=2)
            assert sign_in(client, ada, GOOD).status_code == 204

    def test_at_once_is_counted_as_one_after_the_other(self, house: House, ada: str) -> None:
        statuses: list[int] = []

        def guess() -> None:
            with house.client() as client:
                statuses.append(sign_in(client, ada, OTHER).status_code)

        guesses = [threading.Thread(target=guess) for _ in range(12)]
        for one in guesses:
            one.start()
        for one in guesses:
            one.join()
        assert sorted(statuses) == [401] * 5 + [429] * 7

    def test_keeps_nobody_out_who_has_a_link(self, house: House, ada: str) -> None:
        with house.client() as client:
            for _ in range(7):
                sign_in(client, ada, OTHER)
            token = people.link(house.office, OPERATOR, id_of(house, ada)).token
            assert client.post(f"{API}/password", json={"token": token, "password": OTHER}).status_code == 204
            assert sign_in(client, ada, OTHER).status_code == 204


class TestSigningOut:
    def test_here(self, stranger: TestClient, ada: str) -> None:
        sign_in(stranger, ada, GOOD)
        assert stranger.post(f"{API}/sign-out", json={}).status_code == 204
        assert "rounds_staff" not in stranger.cookies
        assert not is_in(stranger)

    def test_everywhere_voids_every_badge_and_link_at_once(self, house: House, ada: str) -> None:
        """Also when the clock stands still, and the new badge of the same moment is good."""
        link = signing_in.link(house.office, id_of(house, ada))
        with house.client() as one, house.client() as other, house.client() as third:
            for client in (one, other):
                sign_in(client, ada, GOOD)
            joined(third, "staff", link)
            assert is_in(one)
            assert is_in(third)
            assert one.post(f"{API}/sign-out", json={"everywhere": True}).status_code == 204
            assert not is_in(other)
            assert not is_in(third)
            assert third.post(f"{API}/session", json={"token": link}).status_code == 401
            sign_in(one, ada, GOOD)
            assert is_in(one)

    def test_of_the_operator_everywhere_is_refused(self, admin: TestClient) -> None:
        assert admin.post(f"{API}/sign-out", json={"everywhere": True}).status_code == 409
        assert is_in(admin)


class TestOnesOwnPassword:
    def test_goes_on_here_and_nowhere_else(self, house: House, ada: str) -> None:
        with house.client() as here, house.client() as elsewhere:
            sign_in(here, ada, GOOD)
            sign_in(elsewhere, ada, GOOD)
            told = {"current": GOOD, "password": OTHER}
            assert here.post(f"{API}/me/password", json=told).status_code == 204
            assert is_in(here)
            assert not is_in(elsewhere)
            assert sign_in(elsewhere, ada, GOOD).status_code == 401
            assert sign_in(elsewhere, ada, OTHER).status_code == 204

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"current": OTHER, "password": OTHER}, "current"),
            ({"current": GOOD, "password": "short"}, "password"),
            ({"current": GOOD, "password": "x" * 201}, "password"),
        ],
    )
    def test_wrong_ones_change_nothing(
        self, house: House, stranger: TestClient, ada: str, told: dict[str, str], field: str
    ) -> None:
        sign_in(stranger, ada, GOOD)
        answer = stranger.post(f"{API}/me/password", json=told)
        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert is_in(stranger)
        assert sign_in(stranger, ada, GOOD).status_code == 204

    def test_is_not_there_for_the_operator(self, admin: TestClient) -> None:
        told = {"current": GOOD, "password": OTHER}
        assert admin.post(f"{API}/me/password", json=told).status_code == 409
        assert admin.get(f"{API}/me").json()["password"] is False


class TestLinksToSetAPassword:
    @pytest.fixture
    def token(self, admin: TestClient, house: House, ada: str) -> str:
        url = admin.post(f"{API}/people/{id_of(house, ada)}/password-link", json={}).json()["url"]
        assert url.startswith("http://rounds.test/staff/password#"), "the token is behind the hash, in no log"
        return str(url.partition("#")[2])

    def test_say_whose_they_are_and_change_nothing(self, stranger: TestClient, ada: str, token: str) -> None:
        for _ in range(2):
            found = stranger.post(f"{API}/password-link", json={"token": token})
            assert (found.status_code, found.json()) == (200, {"name": "Ada", "mail": ada})
            assert "set-cookie" not in found.headers
        for path in ("/staff/password", f"{API}/password", f"{API}/password-link"):
            assert "set-cookie" not in stranger.get(path, params={"token": token}).headers
        assert sign_in(stranger, ada, GOOD).status_code == 204

    def test_work_once_and_sign_in(self, house: House, ada: str, token: str) -> None:
        with house.client() as here, house.client() as elsewhere:
            sign_in(elsewhere, ada, GOOD)
            short = here.post(f"{API}/password", json={"token": token, "password": "short"})
            assert (short.status_code, short.json()["field"]) == (422, "password")
            assert here.post(f"{API}/password", json={"token": token, "password": OTHER}).status_code == 204
            assert is_in(here)
            assert not is_in(elsewhere)
            for path, told in (("password", {"password": GOOD}), ("password-link", {})):
                assert elsewhere.post(f"{API}/{path}", json={"token": token, **told}).status_code == 401
            assert sign_in(elsewhere, ada, OTHER).status_code == 204

    def test_are_void_when_a_password_was_set_meanwhile(
        self, house: House, stranger: TestClient, ada: str, token: str
    ) -> None:
        people.set_password(house.office, OPERATOR, id_of(house, ada), OTHER)
        assert stranger.post(f"{API}/password", json={"token": token, "password": GOOD}).status_code == 401

    def test_last_three_days(self, stranger: TestClient, clock: Clock, token: str) -> None:
        clock.pass_(hours=72)
        assert stranger.post(f"{API}/password-link", json={"token": token}).status_code == 200
        clock.pass_(seconds=1)
        assert stranger.post(f"{API}/password-link", json={"token": token}).status_code == 401
        assert stranger.post(f"{API}/password", json={"token": token, "password": OTHER}).status_code == 401

    def test_two_at_once_are_one(self, house: House, ada: str, token: str) -> None:
        statuses: list[int] = []

        def use(password: str) -> None:
            with house.client() as client:
                told = {"token": token, "password": password}
                statuses.append(client.post(f"{API}/password", json=told).status_code)

        both = [threading.Thread(target=use, args=(f"{GOOD} {n}",)) for n in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert sorted(statuses) == [204, 401]

    @pytest.mark.parametrize(
        "forge",
        [lambda token: token[:-1], lambda token: "x", lambda token: "ü" * 20],
        ids=["cut", "short", "not ascii"],
    )
    def test_that_are_not_ours_do_nothing(self, house: House, stranger: TestClient, token: str, forge: Any) -> None:
        others = (forge(token), house.operator, house.invitation.interviewer)
        for other in others:
            assert stranger.post(f"{API}/password", json={"token": other, "password": OTHER}).status_code == 401
        assert stranger.post(f"{API}/session", json={"token": token}).status_code == 401, "and they are no way in"

    def test_are_void_for_a_closed_account(self, house: House, admin: TestClient, ada: str, token: str) -> None:
        people.close(house.office, OPERATOR, id_of(house, ada))
        assert admin.post(f"{API}/password", json={"token": token, "password": OTHER}).status_code == 401
        assert admin.post(f"{API}/people/{id_of(house, ada)}/password-link", json={}).status_code == 409


class TestPeople:
    NEW: dict[str, Any] = {"name": "  Nora   Berg ", "mail": "Nora@Rounds.test", "duties": ["recruiter", "admin"]}  # noqa: RUF012

    def test_are_added_changed_closed_and_opened_again(self, house: House, admin: TestClient) -> None:
        added = admin.post(f"{API}/people", json=self.NEW)
        assert added.status_code == 201
        nora = added.json()["person"]
        assert (nora["name"], nora["mail"], nora["duties"]) == ("Nora Berg", "nora@rounds.test", ["admin", "recruiter"])
        assert (nora["active"], nora["password"]) == (True, False)
        assert nora in admin.get(f"{API}/people").json()
        changed = admin.post(f"{API}/people/{nora['id']}", json={**self.NEW, "name": "Nora", "duties": ["author"]})
        assert (changed.json()["name"], changed.json()["duties"]) == ("Nora", ["author"])
        assert admin.post(f"{API}/people/{nora['id']}/close", json={}).json()["active"] is False
        assert admin.post(f"{API}/people/{nora['id']}/reopen", json={}).json()["active"] is True

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"name": "   "}, "name"),
            ({"name": "x" * 201}, "name"),
            ({"name": "half \ud800"}, "name"),
            ({"mail": "nora"}, "mail"),
            ({"mail": "a b@c"}, "mail"),
            ({"mail": f"{'x' * 251}@y.z"}, "mail"),
            ({"duties": []}, "duties"),
            ({"duties": ["lead"]}, "duties.0"),
        ],
    )
    def test_with_something_wrong_are_not_added(self, admin: TestClient, wrong: dict[str, Any], field: str) -> None:
        before = admin.get(f"{API}/people").json()
        body = {"name": "Nils", "mail": "nils@rounds.test", "duties": ["author"], **wrong}
        if "\ud800" in body["name"]:
            text = '{"name": "half \\ud800", "mail": "nils@rounds.test", "duties": ["author"]}'
            answer = admin.post(f"{API}/people", content=text, headers={"Content-Type": "application/json"})
        else:
            answer = admin.post(f"{API}/people", json=body)
        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert admin.get(f"{API}/people").json() == before

    def test_of_one_address_are_one(self, admin: TestClient, ada: str) -> None:
        body = {"name": "Other", "mail": ada.upper(), "duties": ["author"]}
        assert admin.post(f"{API}/people", json=body).status_code == 409

    def test_an_admin_cannot_shut_themselves_out(self, house: House, stranger: TestClient) -> None:
        told = Told("Ruth", "ruth@rounds.test", [Duty.ADMIN])
        ruth = people.add(house.office, OPERATOR, told).account.person.id
        people.set_password(house.office, OPERATOR, ruth, GOOD)
        sign_in(stranger, "ruth@rounds.test", GOOD)
        assert stranger.post(f"{API}/people/{ruth}/close", json={}).status_code == 409
        body = {"name": "Ruth", "mail": "ruth@rounds.test", "duties": ["author"]}
        assert stranger.post(f"{API}/people/{ruth}", json=body).status_code == 409
        assert stranger.get(f"{API}/people").status_code == 200

    def test_that_can_have_a_place_are_offered(self, house: House, admin: TestClient, ada: str) -> None:
        names = {one["id"] for one in admin.get(f"{API}/people/interviewers").json()}
        assert id_of(house, ada) in names
        people.close(house.office, OPERATOR, id_of(house, ada))
        assert id_of(house, ada) not in {one["id"] for one in admin.get(f"{API}/people/interviewers").json()}


def test_duties_hold_from_the_next_request_on(house: House, stranger: TestClient, ada: str) -> None:
    sign_in(stranger, ada, GOOD)
    assert stranger.get(f"{API}/people").status_code == 403
    people.change(house.office, OPERATOR, id_of(house, ada), Told("Ada", ada, [Duty.ADMIN]))
    assert stranger.get(f"{API}/people").status_code == 200


def test_a_guess_takes_as_long_for_nobody_as_for_somebody() -> None:
    """With the usual strength: hashing is all of the time there is to measure."""
    usual, cheap = passwords.Passwords(), passwords.Passwords(CHEAP)
    hashed = usual.hash(GOOD)
    usual.holds(OTHER, None)

    def cost(against: str | None) -> float:
        began = time.process_time()
        assert not usual.holds(OTHER, against)
        return time.process_time() - began

    somebody, nobody = (min(cost(against) for _ in range(3)) for against in (hashed, None))
    assert 0.5 < somebody / nobody < 2
    assert cheap.holds(GOOD, hashed), "a hash keeps the strength that it was made with"
