"""When an interview may be erased, and what becomes of the files while others run."""

from __future__ import annotations

from rounds.actions import erasing
from rounds.interviews import Done, State, acts
from tests.web.conftest import NOW, House
from tests.web.hours import IN, held

CANDIDATE = "/api/v1/candidate"


def refused(house: House, name: str, typed: str = "Anna") -> tuple[int, str]:
    with house.admin() as admin:
        answer = admin.post(f"/api/v1/staff/interviews/{name}/erase", json={"typed": typed})
        return answer.status_code, "" if answer.status_code == 204 else answer.json()["message"]


def test_another_name_was_typed(house: House) -> None:
    held(house, "typed", (*IN, acts.Ended()))
    assert refused(house, "typed", "Ben")[0] == 422
    assert refused(house, "typed", " anna ")[0] == 204


def test_it_runs(house: House) -> None:
    held(house, "runs", IN)
    assert refused(house, "runs") == (409, "This interview runs. End it first.")


def test_it_is_held(house: House) -> None:
    held(house, "held", (*IN, acts.Ended()))
    with house.admin() as admin:
        at = "/api/v1/staff/interviews/held/hold"
        assert admin.post(at, json={"reason": "A suit."}).json()["hold"] == "A suit."
        assert "legal hold" in refused(house, "held")[1]
        admin.post(at, json={"reason": ""})
        assert refused(house, "held")[0] == 204


def test_a_law_wants_it(house: House) -> None:
    held(house, "law", (*IN, acts.Ended()))
    with house.admin() as admin:
        admin.post("/api/v1/staff/interviews/law/region", json={"region": "US"})
    status, why = refused(house, "law")
    assert status == 409
    assert "29 CFR 1602.14" in why


def test_one_that_did_not_begin_is_called_off_by_it(house: House) -> None:
    held(house, "before", (acts.Invited("i"),))
    assert refused(house, "before")[0] == 204
    with house.office.records.look() as look:
        assert (look.hour("before").state, look.states()["before"]) == (State.CANCELLED, State.CANCELLED)


def test_practice_is_over_with_it(house: House) -> None:
    with house.candidate() as candidate:
        assert candidate.get(f"{CANDIDATE}/interview").status_code == 200
        assert refused(house, "interview1")[0] == 204
        assert candidate.get(f"{CANDIDATE}/interview").status_code == 401


def test_files_are_written_anew_when_no_interview_runs(house: House) -> None:
    running = held(house, "running", IN)
    held(house, "waits", (*IN, acts.Ended()))
    assert refused(house, "waits")[0] == 204
    assert not erasing.compact(house.office)
    with house.office.records.work() as work:
        for one in ("runs", "running"):
            work.append(one, Done(acts.Ended(), running.lead.id), NOW)
            work.keep_state(one, State.ENDED)
    assert erasing.compact(house.office)
