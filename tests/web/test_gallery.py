"""The approach gallery over the wire: cut with the candidate's consent, watched without their name, gone without it."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions.links import Surface
from rounds.interviews import Duty, Person, acts
from rounds.records.calibrations import Round
from rounds.signals import to_ns
from rounds.web.doors import STAFF
from tests.web.conftest import BEN, NOW, House
from tests.web.questions import STRETCH
from tests.web.test_cockpit import CANDIDATE, CLARA, METRICS, STEPS, Hour, clock, hour, house, numbers

__all__ = ["clock", "hour", "house", "numbers"]
API = "/api/v1/staff"
NAME, MAIL = "Ünal Quillfeather", "uq@applies.test"
NAMES = ("Quillfeather", "quillfeather", "Ünal", "Unal", MAIL)
OUTSIDE, JUDGED = "OUTSIDE", "JUDGED"  # what was written before and after the clip, and what somebody thought of it
VERA, ADA, SAM = (
    Person(f"{name.lower()}-gallery", name, f"{name.lower()}@gallery.test", frozenset({duty}))
    for name, duty in (("Vera", Duty.INTERVIEWER), ("Ada", Duty.AUTHOR), ("Sam", Duty.RECRUITER))
)
FOUND = "/interview/1/logs?q=level%3Aerror"


@dataclass
class Shown:
    """An interview that has ended, whose candidate agreed, and the second at which its clip begins and ends."""

    hour: Hour
    since: float
    until: float

    @property
    def path(self) -> str:
        return f"{self.hour.path}/clips"

    @property
    def told(self) -> dict[str, Any]:
        return {
            "scenario": 1,
            "since": self.since,
            "until": self.until,
            "title": "From chart to lines",
            "step": "curve",
        }

    def cut(self, who: TestClient | None = None, **other: Any) -> str:
        answer = (who or self.hour.lead).post(self.path, json=self.told | other)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["clips"][0]["id"])

    def agrees(self, *, training: bool) -> None:
        answer = self.hour.candidate.post(
            f"{CANDIDATE}/rights/consent", json={"consent": "training", "given": training}
        )
        assert answer.status_code == 200, answer.text


def now(hour: Hour) -> float:
    return to_ns(hour.clock.now) / 1e6


def writes(hour: Hour, what: str, **told: Any) -> None:
    answer = hour.candidate.post(
        f"{CANDIDATE}/scenarios/1/notebook/{what}", json=told | {"command": f"write-{next(hour.numbers)}"}
    )
    assert answer.status_code == 200, answer.text


def asks(hour: Hour, query: str) -> None:
    hour.asks("logs/search", query=query)


@pytest.fixture
def shown(hour: Hour) -> Shown:
    """A chart, a hypothesis, lines that were searched for by name, a hint: all with a name in them where somebody types."""
    office = hour.house.office
    with office.records.work() as work:
        work.change(replace(work.interview(hour.name), candidate=NAME, mail=MAIL))
        for one in (VERA, ADA, SAM):
            if all(known.id != one.id for known in work.people.all()):
                work.people.add(one, NOW)
        for kept in work.clips.all():
            work.clips.remove(kept.clip.id)
    hour.acts("c", acts.Consented({"policy": True, "training": True}, "1"))
    hour.clock.goes(240)
    hour.begins(1)
    hour.clock.goes(20)
    writes(hour, "write", entry="Quillfeather-1", kind="hypothesis", text=f"{OUTSIDE} before")
    asks(hour, f'"{OUTSIDE} query"')
    hour.clock.goes(10)
    since = now(hour)
    hour.asks("metrics/range", expression="http_requests_total", step_ms=60_000)
    hour.shows(METRICS, 6, q=["http_requests_total"])
    writes(hour, "judge", entry="Quillfeather-1", state="refuted")
    writes(hour, "write", entry="h2", kind="hypothesis", text=f"The pool, says ünal QUILLFEATHER of {hour.name}")
    writes(
        hour, "pin", pin="p1", entry="h2", address=METRICS, title=f"Requests ({MAIL})", line="Quillfeather: they grow",
        mark={}, against=False, value="Unal",
    )  # fmt: skip
    asks(hour, "quillfeather")
    hour.shows("/interview/1/logs?q=Quillfeather", 8, q="Quillfeather")
    hour.shows(FOUND, 8, q="level:error")
    hour.clock.goes(170)
    hour.did("hint", scenario=1, hint=0, reason=f"{JUDGED} slow")
    hour.did("note", text=f"{JUDGED} by Ben", criteria=["systematic"])
    hour.did("recognise", scenario=1, step="curve")
    hour.acts("l", acts.Paused(f"{JUDGED} tea with Quillfeather"))
    hour.clock.goes(30)
    hour.acts("l", acts.Resumed())
    hour.clock.goes(5)
    until = now(hour)
    hour.clock.goes(1)
    writes(hour, "write", entry="h2", kind="hypothesis", text=f"{OUTSIDE} after")
    asks(hour, f'"{OUTSIDE} later"')
    hour.shows(f"/interview/1/traces?q={OUTSIDE}", 6, q=OUTSIDE)
    hour.acts("l", acts.Ended())
    hour.clock.goes(5)
    return Shown(hour, since, until)


@pytest.fixture
def vera(shown: Shown) -> TestClient:
    """An interviewer who has nothing to do with it."""
    return as_(shown.hour.house, VERA)


def as_(house: House, who: Person) -> TestClient:
    client = house.client()
    client.cookies.set(STAFF.cookie, house.office.links.badge(Surface.STAFF, who.id))
    return client


def clips(who: TestClient) -> list[dict[str, Any]]:
    answer = who.get(f"{API}/gallery")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["clips"]
    return found


def watched(who: TestClient, clip: str) -> dict[str, Any]:
    answer = who.get(f"{API}/gallery/{clip}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_colleague_watches_what_was_cut(shown: Shown, vera: TestClient) -> None:
    clip = shown.cut()
    [listed] = [one for one in clips(vera) if one["id"] == clip]
    assert (listed["title"], listed["by"], listed["mine"], listed["scenario"]) == (
        "From chart to lines", "Ben", False, "orders-slow",
    )  # fmt: skip
    assert (listed["length"], listed["worked"]) == (shown.until - shown.since, 30_000)
    assert [one["page"] for one in listed["strip"]] == ["metrics", "logs"]
    found = watched(vera, clip)
    cut = found["cut"]
    assert found["incident"] == shown.hour.house.incident
    assert [(round(one["since"] / 1000), one["address"]) for one in cut["scenes"]] == [
        (0, METRICS),
        (6, ""),
        (14, FOUND),
    ]
    assert [(round(one["at"] / 1000), one["kind"]) for one in cut["marks"]] == [
        (0, "question"), (4, "exposed"), (6, "question"), (6, "judged"), (6, "hypothesis"), (6, "pin"), (6, "cited"),
        (192, "hint"), (192, "pause"), (222, "resumed"),
    ]  # fmt: skip
    assert {one["detail"] for one in cut["marks"] if one["kind"] == "exposed"} == {""}, "it may outlast the clip"
    assert [[text["text"] for text in one["texts"]] for one in cut["entries"]] == [
        [], ["The pool, says Candidate of Candidate"]
    ]  # fmt: skip
    assert [one["standing"] for one in cut["entries"][0]["judged"]] == ["refuted"]
    assert cut["pauses"] == [{"since": 192_000, "until": 222_000, "reason": "", "away": False}]


def test_no_byte_of_it_tells_whose_it_is_or_anything_beside_it(shown: Shown, vera: TestClient) -> None:
    clip = shown.cut(title=f"How {NAME} looks", text=f"Write to {MAIL}, of {shown.hour.name}: Quillfeather pivots.")
    absolute = str(int(shown.since / 1e5))  # of each moment of it in milliseconds since 1970
    answers = [vera.get(f"{API}/gallery"), vera.get(f"{API}/gallery/{clip}")]
    incident = f"{API}/incidents/{shown.hour.house.incident}"
    answers.append(vera.get(f"{incident}/briefing"))
    answers.append(vera.post(f"{incident}/logs/search", json={**STRETCH, "query": "level:error"}))
    for answer in answers:
        assert answer.status_code == 200, answer.text
        sent = f"{answer.headers} {answer.text}"
        for told in (*NAMES, shown.hour.name, OUTSIDE, JUDGED, absolute, *(step.text for step in STEPS[1:])):
            assert told not in sent, (told, str(answer.url))
    assert watched(vera, clip)["clip"]["text"] == "Write to Candidate, of Candidate: Candidate pivots."
    with shown.hour.house.office.records.look() as look:
        assert NAME not in look.clips.of(clip).title, "nor is it kept"
        assert ("vera-gallery", "clip", clip) in {(o.person, o.what, o.detail) for o in look.audit.of(shown.hour.name)}


def test_the_path_is_told_to_who_may_know_it(shown: Shown, vera: TestClient) -> None:
    clip = shown.cut()
    for client, text, exposed, hint in (
        (vera, "", "Step 1 of 3", ""),
        (as_(shown.hour.house, ADA), "Requests", "Requests", "What would you expect?"),
        (shown.hour.lead, "Requests", "Requests", "What would you expect?"),
    ):
        found = watched(client, clip)
        assert found["clip"]["step"] == {"place": 1, "of": 3, "text": text}
        marks = {one["kind"]: one["text"] for one in found["cut"]["marks"]}
        assert (marks["exposed"], marks["cited"], marks["hint"]) == (exposed, exposed, hint)


def test_its_incident_is_looked_at_and_nothing_else_of_the_interview(shown: Shown, vera: TestClient) -> None:
    incident = f"{API}/incidents/{shown.hour.house.incident}"
    question = {**STRETCH, "query": "level:error"}
    assert vera.post(f"{incident}/logs/search", json=question).status_code == 404, "not before there is a clip"
    clip = shown.cut()
    assert vera.post(f"{incident}/logs/search", json=question).status_code == 200
    for path in ("replay", "record", "notebook", "evidence", "clips", "cockpit", "packet"):
        for named in (shown.hour.name, clip):
            assert vera.get(f"{API}/interviews/{named}/{path}").status_code == 404, path
    assert as_(shown.hour.house, SAM).post(f"{incident}/logs/search", json=question).status_code == 404


def test_without_consent_there_is_none(shown: Shown, vera: TestClient) -> None:
    clip = shown.cut()
    shown.agrees(training=False)
    assert vera.get(f"{API}/gallery/{clip}").status_code == 404
    assert clip not in {one["id"] for one in clips(vera)}
    incident = f"{API}/incidents/{shown.hour.house.incident}"
    assert vera.post(f"{incident}/logs/search", json={**STRETCH, "query": ""}).status_code == 404
    told = shown.hour.lead.get(shown.path).json()
    assert (told["may"], told["scenarios"], told["clips"]) == (False, [], [])
    assert "has not agreed" in told["why"]
    assert shown.hour.lead.post(shown.path, json=shown.told).status_code == 409
    shown.agrees(training=True)
    assert vera.get(f"{API}/gallery/{clip}").status_code == 404, "what is gone is gone"


def test_the_candidate_s_own_copy_tells_of_it(shown: Shown) -> None:
    shown.cut(text="It asks one thing at a time.")
    assert copied(shown)["others"] is None, "its words are a judgement"
    shown.hour.acts("l", acts.Released())
    (clip,) = copied(shown)["others"]["clips"]
    assert clip["text"] == "From chart to lines\n\nIt asks one thing at a time."
    assert (clip["by"], clip["scenario"], clip["about"]) == ("Lead interviewer", 1, "from 0:30 to 4:17")
    shown.agrees(training=False)
    assert copied(shown)["others"]["clips"] == []


def copied(shown: Shown) -> dict[str, Any]:
    answer = shown.hour.candidate.get(f"{CANDIDATE}/rights/copy")
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as made:
        told: dict[str, Any] = json.loads(made.read("data.json"))
    return told


def test_a_consent_that_is_gone_counts_before_the_clips_are(shown: Shown, vera: TestClient) -> None:
    """As when the program ends between the two."""
    clip = shown.cut()
    shown.hour.acts("c", acts.Consented({"policy": True, "training": False}, "1"))
    with shown.hour.house.office.records.look() as look:
        assert look.clips.of(clip)
    for who in (vera, shown.hour.lead):
        assert who.get(f"{API}/gallery/{clip}").status_code == 404
    assert clip not in {one["id"] for one in clips(vera)}
    incident = f"{API}/incidents/{shown.hour.house.incident}"
    assert vera.get(f"{incident}/briefing").status_code == 404


def test_without_a_record_there_is_nothing_to_show(shown: Shown, vera: TestClient) -> None:
    clip = shown.cut()
    answer = shown.hour.candidate.post(f"{CANDIDATE}/rights/consent", json={"consent": "record", "given": False})
    assert answer.status_code == 200
    assert vera.get(f"{API}/gallery/{clip}").status_code == 404
    assert shown.hour.lead.post(shown.path, json=shown.told).status_code == 409


def test_who_has_yet_to_judge_reads_no_clip_of_it(shown: Shown, vera: TestClient) -> None:
    """Its title says what somebody thinks of it."""
    clip = shown.cut()
    panel = as_(shown.hour.house, CLARA)
    assert panel.get(f"{API}/gallery/{clip}").status_code == 404
    assert clip not in {one["id"] for one in clips(panel)}
    assert watched(shown.hour.lead, clip)["clip"]["mine"], "one's own is no surprise"
    with shown.hour.house.office.records.work() as work:
        seat = f"{shown.hour.name}-p"
        work.append(shown.hour.name, acts.Done(acts.Submitted({"scores": []}), seat), shown.hour.clock.now)
    assert panel.get(f"{API}/gallery/{clip}").status_code == 200

    with shown.hour.house.office.records.work() as work:
        work.calibrations.add(Round(f"r-{shown.hour.name}", 1, NOW, NOW, (shown.hour.name,)))
    assert vera.get(f"{API}/gallery/{clip}").status_code == 404, "it is rated again, also by her"
    with shown.hour.house.office.records.work() as work:
        work.calibrations.close(f"r-{shown.hour.name}", NOW)
    assert vera.get(f"{API}/gallery/{clip}").status_code == 200


def test_what_cannot_be_cut(shown: Shown) -> None:
    def moved(start: float, end: float) -> dict[str, float]:
        return {"since": shown.since + start, "until": shown.until + end}

    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"title": "  "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"scenario": 2}, "scenario"),
        ({"step": "nothing"}, "step"),
        ({"until": shown.since + 4_000}, "until"),
        (moved(-60_000, -60_000), "since"),
        (moved(3_600_000, 3_600_000), "since"),
        (moved(0, 21 * 60_000), "until"),
    )
    for other, field in wrong:
        answer = shown.hour.lead.post(shown.path, json=shown.told | other)
        assert (answer.status_code, answer.json()["field"]) == (422, field), other


def test_a_running_interview_is_not_cut(hour: Hour) -> None:
    hour.acts("c", acts.Consented({"policy": True, "training": True}, "1"))
    hour.begins(1)
    hour.clock.goes(60)
    told = hour.lead.get(f"{hour.path}/clips").json()
    assert (told["may"], "ended" in told["why"]) == (False, True)
    new = {"scenario": 1, "since": now(hour) - 30_000, "until": now(hour), "title": "Soon"}
    assert hour.lead.post(f"{hour.path}/clips", json=new).status_code == 409


def test_what_may_be_cut_is_said(shown: Shown) -> None:
    told = shown.hour.lead.get(shown.path).json()
    [one] = told["scenarios"]
    assert (told["may"], told["why"], one["number"]) == (True, "", 1)
    assert [step["id"] for step in one["steps"]] == ["curve", "lines", "said"]
    assert one["since"] < shown.since < shown.until < one["until"]


def test_who_cut_it_and_who_runs_rounds_change_it(shown: Shown, vera: TestClient) -> None:
    clip = shown.cut()
    address, words = f"{API}/gallery/{clip}", {"title": "Two tools, Quillfeather", "text": "In a minute."}
    assert vera.post(address, json=words).status_code == 403
    assert vera.post(f"{address}/remove", json={}).status_code == 403
    assert not watched(vera, clip)["clip"]["may_change"]
    answer = shown.hour.lead.post(address, json=words)
    assert answer.status_code == 200, answer.text
    assert watched(vera, clip)["clip"]["title"] == "Two tools, Candidate"
    assert as_(shown.hour.house, ADA).post(f"{address}/remove", json={}).status_code == 204
    assert shown.hour.lead.get(address).status_code == 404
    assert as_(shown.hour.house, SAM).get(f"{API}/gallery").status_code == 403


def test_a_committee_cuts_and_a_closed_door_stays_closed(shown: Shown, vera: TestClient) -> None:
    assert vera.post(shown.path, json=shown.told).status_code == 404
    assert as_(shown.hour.house, BEN).post(shown.path, json=shown.told).status_code == 200
    assert shown.hour.candidate.get(f"{API}/gallery").status_code == 401
