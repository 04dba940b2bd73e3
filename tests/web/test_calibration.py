"""A calibration round over the wire: rated blind, shown when it is closed, and each figure for those who may see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions import figuring, rating_owed
from rounds.actions.links import Surface
from rounds.actions.post import Smtp
from rounds.interviews import Done, Duty, Person, acts
from rounds.interviews.rubric import CRITERIA
from rounds.records.calibrations import Rerated, Round
from rounds.records.mails import Mail
from rounds.web.doors import STAFF
from tests.web.conftest import BEN, LATER, House, opened
from tests.web.hours import held

API = "/api/v1/staff"
ADA, EVA, MAX, SAM = (
    Person(name.lower(), name, f"{name.lower()}@rounds.test", frozenset({duty}))
    for name, duty in (
        ("Ada", Duty.AUTHOR), ("Eva", Duty.INTERVIEWER), ("Max", Duty.INTERVIEWER), ("Sam", Duty.RECRUITER),
    )
)  # fmt: skip
ROUND = "2026-Q2"
MAILS = Smtp.told("smtp://localhost:1025?from=r@rounds.test&tls=off")


def card(first: int, second: int, criterion: float = 2.0) -> dict[str, Any]:
    scores = [{"scenario": 1, "points": first}, {"scenario": 2, "points": second}]
    return {"scores": scores, "ratings": [{"criterion": one.id, "points": criterion} for one in CRITERIA]}


def interview(house: House, name: str, points: int, *, consents: bool = True) -> None:
    """One that Ben led and scored."""
    given = acts.Hinted(1, 0, 1, "Look there.", quiet=12.0 if points == 3 else 40.0, minute=30.0)
    made = held(house, name, (acts.Entered(), acts.Admitted(), acts.Begun(1), given, acts.Begun(3), acts.Ended()))
    made.do(acts.Consented({"policy": True, "calibration": consents}, "1"), seat=made.candidate)
    made.do(acts.Noted(f"a note of Ben's on {name}"), acts.Submitted(card(points, points)))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(Path(tmp_path_factory.mktemp("house"))) as house:
        with house.office.records.work() as work:
            for one in (ADA, EVA, MAX, SAM):
                work.people.add(one, house.office.now())
        for no in range(7):
            interview(house, f"rated{no}", no % 4)
        interview(house, "unasked", 2, consents=False)
        yield house


def as_(house: House, who: Person) -> TestClient:
    client = house.client()
    client.cookies.set(STAFF.cookie, house.office.links.badge(Surface.STAFF, who.id))
    return client


def test_a_round_from_its_beginning_to_its_report(house: House) -> None:
    author, eva, ben = as_(house, ADA), as_(house, EVA), as_(house, BEN)
    assert eva.get(f"{API}/interviews/rated0/replay").status_code == 404, "nothing of hers yet"
    assert eva.post(f"{API}/calibration", json={}).status_code == 403
    assert author.get(f"{API}/calibration").json()["eligible"] == 7

    begun = author.post(f"{API}/calibration", json={}).json()["rounds"][0]
    assert begun["name"] == ROUND
    chosen = {one["interview"] for one in begun["interviews"]}
    assert chosen == {f"rated{no}" for no in range(7)}
    assert author.post(f"{API}/calibration", json={}).status_code == 409

    # Whoever was there does not rate; whoever was not sees the replay, by a pseudonym, and nobody's judgement.
    shown = eva.get(f"{API}/calibration").json()["rounds"][0]
    assert {one["interview"] for one in shown["interviews"]} == chosen
    assert "Anna" not in str(shown)
    assert all(one["own"] for one in ben.get(f"{API}/calibration").json()["rounds"][0]["interviews"])
    address = f"{API}/calibration/{ROUND}/rated3/card"
    assert ben.get(address).status_code == 403
    blind = eva.get(address)
    for text in (blind.text, eva.get(f"{API}/interviews/rated3/replay").text):
        assert "Anna" not in text
        assert "note of Ben" not in text
    assert blind.json()["others"] == []
    with house.office.records.look() as look:
        assert ("eva", "replay to rate") in {(one.person, one.what) for one in look.audit.of("rated3")}
    for path in ("card", "cards", "debrief", "cockpit", "scoring"):
        assert eva.get(f"{API}/interviews/rated3/{path}").status_code in (200, 403), path
    assert '"points":3' not in eva.get(f"{API}/interviews/rated3/scoring").text
    assert eva.get(f"{API}/calibration/{ROUND}/unasked/card").status_code == 404

    # A card is whole before it is submitted, and locked afterwards.
    assert eva.put(address, json={"card": {"scores": [{"scenario": 1, "points": 2}]}}).status_code == 200
    assert eva.post(f"{address}/submit", json={}).status_code == 409
    for rater, off in ((EVA, 0), (MAX, 1)):
        client = as_(house, rater)
        for no in range(7):
            own = f"{API}/calibration/{ROUND}/rated{no}/card"
            given = card(no % 4, min(3, no % 4 + off), 1.5 + no % 2)
            assert client.put(own, json={"card": given}).status_code == 200
            answer = client.post(f"{own}/submit", json={})
            assert answer.status_code == 200, answer.text
            assert answer.json()["standing"] == "submitted"
    assert eva.put(address, json={"card": card(0, 0)}).status_code == 409

    # Nobody knows how others rate until it is closed.
    assert author.get(f"{API}/calibration/{ROUND}/report").status_code == 409
    assert author.post(f"{API}/calibration/{ROUND}/close", json={}).status_code == 200
    whole = author.get(f"{API}/calibration/{ROUND}/report").json()
    assert whole["agreement"]["raters"] == 2
    assert whole["agreement"]["exact"]["value"] == pytest.approx((7 + 1) / 14)  # scenario 1, and a 3 that stays one
    assert {one["name"] for one in whole["raters"]} == {"Eva", "Max"}
    own = eva.get(f"{API}/calibration/{ROUND}/report").json()
    assert [one["name"] for one in own["raters"]] == ["Eva"]
    assert own["pairs"] == own["scenarios"] == own["fair"] == []
    assert own["targets"] == [], "what one other gave would be told by name"
    apart = [one["apart"] for one in whole["targets"]]
    assert len(apart) == 14
    assert apart == sorted(apart, reverse=True)
    assert all(sum(one["given"]) == 2 and one["yours"] is None for one in whole["targets"])
    assert whole["pairs"][0]["kappa"]["n"] == 14
    assert len(whole["fair"]) == 7
    assert "Anna" not in str(whole)
    assert own["agreement"] == whole["agreement"]
    assert as_(house, SAM).get(f"{API}/calibration/{ROUND}/report").status_code == 403

    # Once it is closed the replay is nobody's business again, and what was agreed stands with it.
    assert eva.get(f"{API}/interviews/rated3/replay").status_code == 404
    assert eva.put(f"{API}/calibration/{ROUND}/rated3/card", json={"card": card(1, 1)}).status_code == 409
    agreed = author.post(f"{API}/calibration/{ROUND}/actions", json={"actions": "Talk about 2 and 3."}).json()
    assert agreed["rounds"][0]["actions"] == "Talk about 2 and 3."
    assert author.get(f"{API}/calibration/report").json()["agreement"]["raters"] == 2


def test_hints_are_told_to_who_gave_them_and_of_all_together(house: House) -> None:
    """Of Ben's eight, each at its minute, one was into somebody's thinking; nobody else led."""
    ben, eva, author = (as_(house, one).get(f"{API}/calibration/report").json() for one in (BEN, EVA, ADA))
    assert [(one["name"], one["you"]) for one in author["leads"]] == [("Ben", False)]
    (own,) = ben["leads"]
    assert own["you"]
    assert (own["early"], own["moot"], own["busy"]) == (0, 0, 1)
    assert (own["kept"]["n"], own["kept"]["value"]) == (8, None), "too few for a figure"
    assert (own["load"]["n"], own["load"]["value"]) == (16, 0.25), "half a point of help in one of two scenarios"
    assert own["more"]["value"] is own["beyond"]["value"] is None, "there is nobody to compare with"
    assert eva["leads"] == []
    assert eva["hints"]["kept"] == own["kept"]
    assert eva["hints"]["name"] == ""


def test_figures_are_kept_once_an_interview_ended_and_anew_when_its_card_is_amended(house: House) -> None:
    before = as_(house, EVA).get(f"{API}/calibration/scenarios").json()
    assert figuring.keep(house.office) == 8
    assert figuring.keep(house.office) == 0
    assert as_(house, EVA).get(f"{API}/calibration/scenarios").json() == before
    with house.office.records.look() as look:
        kept = look.figures.of("unasked")
    assert kept
    assert kept["hints"][0]["due"]
    with house.office.records.work() as work:
        seat = next(one for one in work.seats_of("unasked") if one.person == BEN.id)
        work.append("unasked", Done(acts.Submitted(card(3, 3), 2, "Seen again."), seat.id), house.office.now())
    after = as_(house, EVA).get(f"{API}/calibration/scenarios").json()
    assert points_of(after) == pytest.approx(points_of(before) + 2 / 16)
    assert figuring.keep(house.office) == 1


def points_of(rows: list[dict[str, Any]]) -> float:
    found: float = next(one for one in rows if one["name"] == "orders-slow")["item"]["points"]["value"]
    return found


def test_a_verdict_rests_on_the_rounds_that_were_closed(house: House) -> None:
    """After the round of the story above: 14 targets of two raters."""
    made = held(house, "later", (acts.Entered(), acts.Admitted(), acts.Begun(1), acts.Begun(3), acts.Ended()))
    ben = as_(house, BEN)
    assert ben.put(f"{API}/interviews/later/card", json={"card": card(2, 2)}).status_code == 200
    verdict = ben.get(f"{API}/interviews/later/card").json()["verdict"]
    assert (verdict["prior"], verdict["n_targets"]) == (False, 14)
    assert verdict["sem"] > 0
    assert made.lead.person == BEN.id


def test_scenarios_say_nothing_of_few_and_something_of_many(house: House) -> None:
    eva = as_(house, EVA)
    rows = eva.get(f"{API}/calibration/scenarios").json()
    (known,) = [one for one in rows if one["name"] == "orders-slow"]
    assert known["item"]["n"] == 16, "eight interviews with it twice"
    assert known["item"]["points"]["value"] == pytest.approx((2 * (0 + 1 + 2 + 3 + 0 + 1 + 2) + 6) / 16)
    assert all(one["item"]["points"]["low"] is None for one in rows if one["item"]["n"] < 10)
    assert as_(house, SAM).get(f"{API}/calibration/scenarios").status_code == 403


def test_who_has_still_to_rate_is_told_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house.office.postman, "smtp", MAILS)
    due = house.office.now() + timedelta(days=6)
    with house.office.records.work() as work:
        work.calibrations.add(Round("2026-Q3", 1, house.office.now(), due, ("rated1", "rated2")))
        work.calibrations.keep(Rerated("2026-Q3", "rated1", EVA.id, card(1, 1), due, due))
    assert rating_owed.remind(house.office) == 3, "Ada, Eva and Max"
    assert rating_owed.remind(house.office) == 0, "each is told once"
    texts = {one.recipient: one.plain for one in mails_of(house)}
    assert "1 interview is left for you" in texts[EVA.mail]
    assert "2 interviews are left for you" in texts[MAX.mail]
    assert BEN.mail not in texts, "he was in both"
    assert SAM.mail not in texts, "a recruiter rates nothing"
    with house.office.records.work() as work:
        work.calibrations.close("2026-Q3", due)


def mails_of(house: House) -> list[Mail]:
    now, found = house.office.now(), []
    with house.office.records.work() as work:
        while mail := work.mails.take(now, now + timedelta(days=1)):
            found.append(mail)
    return [one for one in found if one.kind == "calibration_soon"]


def test_a_case_is_talked_about_and_ruled(house: House) -> None:
    house.office.library.known = (LATER,)
    eva, author = as_(house, EVA), as_(house, ADA)
    new = {"scenario": "later-slow", "anchor": "points 2", "title": "Names the table only", "text": "A two?"}
    for field, wrong in (("scenario", "none"), ("anchor", "points 7"), ("title", " ")):
        refused = eva.post(f"{API}/edge-cases", json={**new, field: wrong})
        assert refused.status_code == 422
        assert refused.json()["field"] == field
    case = eva.post(f"{API}/edge-cases", json=new).json()["cases"][0]
    assert case["about"].startswith("2: Identified with one hint")
    assert case["scenario_title"] == LATER.title
    author.post(f"{API}/edge-cases/{case['id']}/remarks", json={"text": "Yes: the fix is the same."})
    assert eva.post(f"{API}/edge-cases/{case['id']}/ruling", json={"ruling": "A two."}).status_code == 403
    ruled = author.post(f"{API}/edge-cases/{case['id']}/ruling", json={"ruling": "A two."}).json()["cases"][0]
    assert [one["by"] for one in ruled["remarks"]] == ["Eva", "Ada"]
    assert (ruled["ruling"], ruled["ruled_by"]) == ("A two.", "Ada")
    assert as_(house, SAM).get(f"{API}/edge-cases").status_code == 403
