"""Scorecards, the debrief and decisions as they are served; one whole walk on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rounds.actions import owed
from rounds.actions.post import Smtp
from rounds.interviews import Accommodations, acts
from rounds.interviews.cards import card_of
from rounds.interviews.scorecard import Score, Scorecard, told
from rounds.records.tables import mails as mails_table
from tests import postgresql
from tests.programs import POSTGRESQL
from tests.web.conftest import NOW
from tests.web.panels import NAME, RATERS, Panel, card, paneled, words

MAILS = Smtp.told("smtp://localhost:1025?from=r@rounds.test&tls=off")


def on_board(panel: Panel, show: str = "all") -> Any:
    """How its cards are, by the recruiter's board; None where it is not shown."""
    badge = {"Cookie": f"rounds_staff={panel.badges['recruiter']}"}
    rows = panel.client.get(f"/api/v1/staff/board?show={show}", headers=badge).json()["rows"]
    return next((one["card"] for one in rows if one["id"] == panel.id), None)


def reminded(panel: Panel, **passed: float) -> list[str]:
    """Whom the next look reminds, and how."""
    panel.clock.goes(**passed)
    before = {one["id"] for one in mails(panel)}
    owed.remind(panel.house.office)
    return [f"{one['recipient']} {one['subject']}" for one in mails(panel) if one["id"] not in before]


def mails(panel: Panel) -> list[Any]:
    """Of this interview, by what they say: none names it otherwise."""
    with panel.house.office.records.look() as look:
        found = look.connection.execute(mails_table.select().order_by(mails_table.c.created)).mappings()
        return [one for one in found if f"/staff/interviews/{panel.id}/" in one["plain"]]


@pytest.fixture(scope="module")
def server() -> Iterator[postgresql.Server]:
    with postgresql.running(POSTGRESQL.wanted()) as started:
        yield started


@pytest.fixture(scope="module")
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """On SQLite, or as a test says."""
    on = getattr(request, "param", "sqlite")
    records = request.getfixturevalue("server").emptied() if on == "postgresql" else ""
    with paneled(tmp_path_factory.mktemp("scoring"), records) as panel:
        yield panel


@pytest.fixture
def panel(whole: Panel) -> Panel:
    whole.begin()
    return whole


@pytest.mark.parametrize("whole", ["sqlite", "postgresql"], indirect=True)
def test_from_a_draft_to_a_decision(whole: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole.house.office.postman, "smtp", MAILS)
    whole.begin()
    whole.submits("lead", card("lead", 3, 3))
    whole.clock.goes(hours=2)
    assert sorted(one.split("@")[0] for one in reminded(whole)) == ["panel", "shadow"]
    assert whole.done("recruiter", "debrief/convene", reason="Panel is ill.")["state"] == "open"
    whole.submits("panel", card("panel", 1, 3))
    whole.submits("committee", card("committee", 0, 0))
    assert whole.amends("lead", card("lead", 2, 3))["versions"][1]["after_seeing"] == ["Committee", "Panel"]
    whole.done("panel", "debrief/settle", item="scenario:1", text="We say 2.")
    whole.clock.goes(hours=30)
    found = whole.done("committee", "decision", outcome="advance", reason="They debug well.")
    assert [one["settled"] for one in found["agenda"]] == ["We say 2.", *[None] * (len(found["agenda"]) - 1)]
    assert (found["panel"]["outcome"], found["decision"]["by"], len(found["second"])) == (4.5, "Committee", 1)
    assert {one["name"]: one["standing"] for one in whole.get("recruiter", "scoring")} == {
        "Lead": "submitted", "Panel": "submitted", "Shadow": "late", "Committee": "submitted",
    }  # fmt: skip
    assert on_board(whole) == "submitted"
    with whole.house.office.records.look() as look:
        assert look.broken_at(whole.id) is None


class TestCard:
    def test_an_empty_one_has_what_the_record_says(self, panel: Panel) -> None:
        page = panel.get("lead")
        assert (page["standing"], page["version"], page["verdict"], page["card"]["scores"]) == ("draft", 0, None, [])
        assert page["due"] - page["interview"]["ended"] == 24 * 3600_000
        first, second = page["scenarios"]
        assert [first["worked"], first["length"], first["hint_load"]] == [14 * 60, 17 * 60, 0]
        assert (first["steps"], first["reached"], second["skipped"]) == (3, 0, False)
        [note] = [one for one in first["proposals"] if one["kind"] == "note"]
        assert (note["seconds"], note["text"]) == (60, words("lead"))
        assert first["facts"]["solution"] == "1 of 3 discussion questions asked"
        assert {one["id"] for one in page["checks"] if not one["ok"]} >= {"scores", "evidence", "criteria", "feedback"}

    def test_the_order_of_criteria_is_each_raters_own(self, panel: Panel) -> None:
        orders = {who: [one["id"] for one in panel.get(who)["criteria"]] for who in RATERS[:3]}
        assert all(len(set(one)) == 5 for one in orders.values())
        assert panel.get("lead")["criteria"] == panel.get("lead")["criteria"]
        assert len({tuple(one) for one in orders.values()}) > 1

    def test_it_is_kept_while_the_interview_runs(self, whole: Panel) -> None:
        whole.begin(over=False)
        draft = Scorecard(scores=(Score(1, 2),), feedback="A start")
        assert whole.keeps("lead", draft)["card"]["feedback"] == "A start"
        assert card_of(whole.get("lead")["card"], (1, 2)) == draft
        assert whole.post("lead", "card/submit").status_code == 409
        assert whole.get("panel")["card"]["scores"] == []

    def test_what_is_wrong_is_told_by_its_field(self, panel: Panel) -> None:
        wrong = panel.ask("lead", "PUT", "card", {"card": {"scores": [{"scenario": 1, "points": 5}]}})
        assert (wrong.status_code, wrong.json()["field"]) == (422, "scores.0.points")

    def test_ceilings_are_those_of_the_cards_own_cause(self, panel: Panel) -> None:
        first = panel.keeps("lead", Scorecard(scores=(Score(1, 3, cause=60.0),)))["scenarios"][0]
        assert first["ceiling"] == {
            "points": 1, "hints": 3, "why": "hint load 0 allows 3, a solution that is not marked yet 1",
        }  # fmt: skip

    def test_a_verdict_is_told_once_all_is_rated(self, panel: Panel) -> None:
        assert panel.keeps("lead", replace(card("lead"), ratings=card("lead").ratings[:4]))["verdict"] is None
        verdict = panel.keeps("lead", card("lead", 3, 3))["verdict"]
        assert (verdict["outcome"], verdict["of"], verdict["word"], verdict["prior"]) == (6, 6, "Strong Pass", True)
        assert verdict["level"]["title"] == "Senior"

    def test_a_time_multiplier_is_in_the_adjusted_times(self, whole: Panel) -> None:
        whole.begin(accommodations=Accommodations(1.5))
        page = whole.keeps("lead", card("lead"))
        assert page["verdict"]["ttrc"] == {"1": 280, "2": 280}
        assert page["scenarios"][0]["facts"].keys() <= {"cause", "solution"}, "nobody is compared by their tempo"

    def test_a_draft_of_feedback_is_ones_own_notes(self, panel: Panel) -> None:
        assert panel.done("lead", "card/draft-feedback") == {"text": f"{words('lead')} [1, 1:00]."}

    def test_what_is_missing_stops_it_by_name(self, panel: Panel) -> None:
        panel.keeps("lead", replace(card("lead"), feedback="Good."))
        refused = panel.post("lead", "card/submit")
        assert (refused.status_code, refused.json()["field"]) == (422, "feedback")
        assert "Paragraph 1" in refused.json()["message"]

    def test_it_is_locked_once_it_is_in(self, panel: Panel) -> None:
        page = panel.submits("lead")
        assert (page["standing"], page["version"]) == ("submitted", 1)
        assert panel.ask("lead", "PUT", "card", {"card": told(card("lead", 3, 3))}).status_code == 409
        assert panel.post("lead", "card/submit").status_code == 409
        assert card_of(panel.get("lead")["card"], (1, 2)) == card("lead")
        assert page["moments"][0]["at"] == page["scenarios"][0]["began"] + 60_000

    def test_one_press_that_comes_twice_counts_once(self, panel: Panel) -> None:
        panel.keeps("lead", card("lead"))
        assert [panel.post("lead", "card/submit", command="same").status_code for _ in range(2)] == [200, 200]
        assert panel.get("lead")["version"] == 1

    def test_a_scenario_that_was_left_out_needs_no_points(self, whole: Panel) -> None:
        whole.begin(over=False)
        whole.does("lead", acts.Skipped(2, "There was no time."), acts.Ended())
        page = whole.submits("lead", card("lead", 2))
        assert (page["verdict"]["scenarios"], page["verdict"]["planned"], page["verdict"]["of"]) == (1, 2, 3)
        assert page["scenarios"][1]["skipped"]


class TestVersions:
    def test_an_amendment_says_what_is_different_and_why(self, panel: Panel) -> None:
        panel.submits("lead")
        page = panel.amends("lead", card("lead", 3, 2), "I counted a hint that was not needed.")
        assert page["version"] == 2
        first, second = page["versions"]
        assert (first["differences"], second["reason"]) == ([], "I counted a hint that was not needed.")
        assert second["differences"] == [{"what": "Scenario 1, points", "before": "2", "after": "3"}]
        assert second["after_seeing"] == [], "nobody else had handed in by then"

    def test_it_is_said_whose_cards_could_be_read_before(self, panel: Panel) -> None:
        panel.submits("lead")
        panel.submits("panel")
        page = panel.amends("lead", card("lead", 3, 2))
        assert page["versions"][1]["after_seeing"] == ["Panel"]
        seen = next(one for one in panel.get("panel")["others"] if one["rater"]["name"] == "Lead")
        assert seen["versions"][1]["after_seeing"] == ["Panel"]

    @pytest.mark.parametrize(("reason", "same"), [("", False), ("  ", False), ("x", True)])
    def test_without_a_reason_or_a_difference_there_is_none(self, panel: Panel, reason: str, same: bool) -> None:
        panel.submits("lead")
        other = card("lead", *((2, 2) if same else (3, 3)))
        refused = panel.post("lead", "card/amend", card=told(other), reason=reason)
        assert refused.status_code == (409 if same else 422)

    def test_before_it_is_in_there_is_nothing_to_amend(self, panel: Panel) -> None:
        assert panel.post("lead", "card/amend", card=told(card("lead")), reason="x").status_code == 409


class TestDebrief:
    def test_it_opens_with_the_last_card(self, panel: Panel) -> None:
        panel.submits("lead", card("lead", 3, 3))
        closed = panel.get("lead", "debrief")
        assert (closed["state"], closed["panel"], closed["agenda"]) == ("closed", None, [])
        assert [(one["name"], one["standing"]) for one in closed["missing"]] == [("Panel", "open")]
        panel.submits("panel", card("panel", 1, 3, rated=1.0))
        opened = panel.get("lead", "debrief")
        assert (opened["state"], opened["missing"], opened["why"]) == ("open", [], "")

    def test_largest_disagreements_come_first(self, panel: Panel) -> None:
        panel.submits("lead", card("lead", 3, 3, rated=2.5, flag="systematic"))
        panel.submits("panel", card("panel", 1, 2, rated=2.0, flag="unsystematic"))
        found = panel.get("panel", "debrief")
        items = [(one["item"]["item"], one["item"]["spread"]) for one in found["agenda"]]
        assert items[:3] == [("scenario:1", 2), ("flag:unsystematic:systematic", 2), ("scenario:2", 1)]
        assert [spread for _, spread in items] == sorted((spread for _, spread in items), reverse=True)
        assert found["agenda"][0]["item"]["by"][0] == {
            "seat": f"{panel.id}-lead", "rater": "Lead", "value": "3", "text": f"{words('lead')}\n[1, 1:00] {words('lead')}",
        }  # fmt: skip

    def test_the_panel_is_put_together_mechanically(self, panel: Panel) -> None:
        panel.submits("lead", card("lead", 3, 3))
        panel.submits("panel", card("panel", 1, 2))
        panel.submits("shadow", card("shadow", 0, 0))
        found = panel.get("recruiter", "debrief")
        assert (found["panel"]["outcome"], found["panel"]["n_raters"], found["panel"]["word"]) == (4.5, 2, "Pass")
        assert found["agreement"] == {"pairs": 2, "exact": 0, "within_one": 50, "disputed": [1]}
        assert [one["rater"]["name"] for one in found["raters"]] == ["Lead", "Panel"]

    def test_what_was_said_is_kept_with_its_item(self, panel: Panel) -> None:
        panel.submits("lead", card("lead", 3, 3))
        panel.submits("panel", card("panel", 1, 3))
        found = panel.done("panel", "debrief/settle", item="scenario:1", text="The second hint was needed: 2.")
        assert found["agenda"][0]["settled"] == "The second hint was needed: 2."
        assert panel.done("panel", "debrief/settle", item="scenario:1", text="")["agenda"][0]["settled"] is None
        assert panel.post("panel", "debrief/settle", item="scenario:9", text="x").status_code == 404

    def test_who_learns_listens(self, panel: Panel) -> None:
        for who in RATERS[:3]:
            panel.submits(who, card(who, 3, 3) if who == "lead" else None)
        assert not panel.get("shadow", "debrief")["may_settle"]
        assert panel.post("shadow", "debrief/settle", item="scenario:1", text="x").status_code == 403

    def test_it_opens_early_with_a_reason(self, panel: Panel) -> None:
        assert panel.post("recruiter", "debrief/convene", reason="x").status_code == 409, "no card is in"
        panel.submits("lead")
        assert panel.post("recruiter", "debrief/convene", reason=" ").status_code == 422
        assert panel.post("committee", "debrief/convene", reason="x").status_code == 403
        found = panel.done("recruiter", "debrief/convene", reason="Panel is ill.")
        assert (found["state"], found["convened"], len(found["missing"])) == ("open", "Panel is ill.", 1)
        assert panel.get("panel", "debrief")["state"] == "closed", "who has not judged yet reads nothing"

    def test_a_decision_is_peoples(self, panel: Panel) -> None:
        assert panel.post("recruiter", "decision", outcome="advance", reason="x").status_code == 409
        panel.submits("lead")
        panel.submits("panel")
        assert panel.get("committee", "debrief")["decision"] is None
        assert panel.post("lead", "decision", outcome="advance", reason="x").status_code == 403
        assert panel.post("committee", "decision", outcome="hire", reason="x").status_code == 422
        assert panel.post("committee", "decision", outcome="advance", reason="").status_code == 422
        panel.done("committee", "decision", outcome="hold", reason="We ask for a reference.")
        found = panel.done("recruiter", "decision", outcome="advance", reason="The reference is good.")
        assert [(one["outcome"], one["by"]) for one in found["decisions"]] == [
            ("hold", "Committee"), ("advance", "Recruiter"),
        ]  # fmt: skip
        assert found["decision"]["outcome"] == "advance"

    def test_the_candidates_name_is_not_for_all_who_come(self, panel: Panel) -> None:
        panel.submits("lead")
        panel.submits("panel")
        for who in ("shadow", "committee"):
            for path in ("card", "cards", "debrief", "scoring"):
                assert NAME not in panel.ask(who, "GET", path).text


class TestSecond:
    def test_it_stands_beside_and_in_no_figure(self, panel: Panel) -> None:
        panel.submits("lead")
        panel.submits("panel")
        before = panel.get("recruiter", "debrief")["panel"]
        page = panel.submits("committee", card("committee", 0, 0))
        assert (page["rater"]["second"], page["versions"][0]["after_seeing"]) == (True, [])
        found = panel.get("recruiter", "debrief")
        assert found["panel"] == before
        assert [one["rater"]["name"] for one in found["second"]] == ["Committee"]

    def test_who_read_others_before_is_said_to_have(self, panel: Panel) -> None:
        panel.submits("lead")
        panel.submits("panel")
        assert panel.get("committee", "cards")["open"]
        page = panel.submits("committee")
        assert page["versions"][0]["after_seeing"] == ["Lead", "Panel"]

    def test_who_read_the_packet_before_is_said_to_have(self, panel: Panel) -> None:
        panel.submits("lead")
        panel.submits("panel")
        assert panel.get("committee", "packet")["state"] == "open"
        page = panel.submits("committee")
        assert page["versions"][0]["after_seeing"] == ["Lead", "Panel", "the packet"]

    def test_notes_over_the_replay_are_ones_own_and_make_the_feedback(self, panel: Panel) -> None:
        at = (NOW + timedelta(minutes=6)).timestamp() * 1000  # two minutes into scenario 1
        panel.submits("lead")
        panel.submits("panel")
        for text in ("They read the axis", words("committee")):
            view = panel.done("committee", "replay/note", at=at, text=text, criteria=["tools"])
        assert view["may_note"]
        note, first = (one for one in view["marks"] if one["kind"] == "note")
        assert [note[name] for name in ("at", "scenario", "text", "detail")] == [at, 1, words("committee"), "tools"]
        panel.done("committee", "replay/note", at=at, text="", of=first["no"])
        assert panel.done("committee", "card/draft-feedback") == {"text": f"{words('committee')} [1, 2:00]."}
        assert "note" in {one["kind"] for one in panel.get("committee")["scenarios"][0]["proposals"]}
        assert panel.get("committee", "cards")["open"], "no word in the card yet, so no rating is begun"
        for who in ("lead", "panel", "shadow", "admin"):
            told = {path: panel.ask(who, "GET", path).text for path in ("replay", "cards", "packet", "card")}
            assert words("committee") not in str(told), who
        panel.submits("committee")
        read = next(one for one in panel.get("lead", "cards")["cards"] if one["rater"]["second"])
        assert [one["text"] for one in read["notes"]] == [words("committee")]
        said = [one for one in panel.get("recruiter", "packet")["packet"]["notes"] if one["afterwards"]]
        assert [(one["seconds"], one["at"]) for one in said] == [(120, at)]

    def test_a_note_over_the_replay_is_on_a_second_of_it(self, whole: Panel) -> None:
        at = (NOW + timedelta(minutes=6)).timestamp() * 1000
        whole.begin(over=False)
        assert whole.post("lead", "replay/note", at=at, text="x").status_code == 409
        assert whole.post("committee", "replay/note", at=at, text="x").status_code == 403
        whole.does("lead", acts.Ended())
        for wrong in (at - 3_600_000, at + 36_000_000):
            refused = whole.post("lead", "replay/note", at=wrong, text="x")
            assert (refused.status_code, refused.json()["field"]) == (422, "at")
        assert whole.post("lead", "replay/note", at=at, text="x", of=1).status_code == 404
        assert whole.post("admin", "replay/note", at=at, text="x").status_code == 403
        for path, body in (("note", {"text": "x"}), ("flag", {"flag": "notes"})):
            assert whole.post("committee", path, **body).status_code == 403, "the hour is over"

    def test_with_a_share_that_ended_ends_what_it_showed(self, panel: Panel) -> None:
        panel.submits("lead")
        panel.submits("panel")
        told = {"person": "colleague", "until": "2026-06-02T09:00:00Z", "command": "share"}
        assert panel.ask("recruiter", "POST", "packet/share", told).status_code == 200
        assert panel.get("colleague", "cards")["open"]
        panel.clock.goes(hours=30)
        assert [panel.get("colleague", "cards")["open"], panel.get("colleague", "debrief")["state"]] == [
            False,
            "closed",
        ]

    def test_a_colleague_is_asked_for_one(self, panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(panel.house.office.postman, "smtp", MAILS)
        assert panel.ask("colleague", "GET", "card").status_code == 404
        assert panel.post("panel", "raters", person="colleague").status_code in (403, 422)
        assert panel.ask("panel", "POST", "raters", {"person": "colleague"}).status_code == 403
        assert panel.ask("lead", "POST", "raters", {"person": "nobody"}).status_code == 404
        assert panel.ask("lead", "POST", "raters", {"person": "admin"}).status_code == 403
        rows = panel.ask("lead", "POST", "raters", {"person": "colleague"}).json()
        assert [rows[-1][name] for name in ("name", "standing", "due", "owed")] == ["Colleague", "open", None, False]
        assert [one["subject"] for one in mails(panel)] == ["A second rating is asked of you: Platform engineer"]
        panel.clock.goes(hours=30)
        assert panel.get("lead", "scoring")[-1]["standing"] == "open", "it is due by no day"
        assert panel.ask("lead", "POST", "raters", {"person": "colleague"}).status_code == 409
        panel.submits("lead")
        panel.submits("panel")
        assert panel.get("colleague", "debrief")["state"] == "closed", "nobody's word before their own"
        assert not panel.get("colleague", "card")["others_open"]
        assert panel.submits("colleague")["rater"]["second"]
        assert panel.get("colleague", "card")["others_open"]
        assert not panel.get("colleague", "debrief")["may_decide"], "they rate, and are not of the committee"


class TestClock:
    def standings(self, panel: Panel) -> dict[str, str]:
        return {one["name"]: one["standing"] for one in panel.get("recruiter", "scoring")}

    def test_open_late_and_in_are_told_alike_everywhere(self, panel: Panel) -> None:
        assert self.standings(panel) == {"Lead": "open", "Panel": "open", "Shadow": "open"}
        assert on_board(panel) == "open"
        panel.submits("lead")
        panel.clock.goes(hours=24)
        assert self.standings(panel) == {"Lead": "submitted", "Panel": "late", "Shadow": "late"}
        assert (on_board(panel), on_board(panel, "late")) == ("late", "late")
        panel.submits("panel")
        assert (on_board(panel), on_board(panel, "late")) == ("submitted", None), "a shadow is not waited for"

    def test_mails_remind_who_is_not_done(self, panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(panel.house.office.postman, "smtp", MAILS)
        told = [reminded(panel, **passed) for passed in ({"minutes": 59}, {"minutes": 2}, {"minutes": 1})]
        assert told[0] == told[2] == []
        assert sorted(told[1]) == [f"{who}@rounds.test Your scorecard is open: Platform engineer" for who in RATERS[:3]]
        panel.submits("lead")
        assert sorted(reminded(panel, hours=19)) == [
            f"{who}@rounds.test Four hours are left for your scorecard: Platform engineer"
            for who in ("panel", "shadow")
        ]
        assert reminded(panel, hours=4) == ["recruiter@rounds.test A scorecard is late: Platform engineer"]
        assert reminded(panel, hours=40) == []
        sent = mails(panel)
        assert all("Zelda" not in one["plain"] + one["html"] + one["subject"] for one in sent)
        assert f"/staff/interviews/{panel.id}/scorecard" in sent[0]["plain"]
        assert "Panel" in sent[-1]["plain"]
