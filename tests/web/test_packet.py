"""The packet as it is served: who reads it when, what stands in it, copies of it, and what they are held against."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import asdict, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from rounds.actions.links import Surface
from rounds.actions.packets import packing, readers
from rounds.actions.sheet import Sheet
from rounds.cli import packet as command
from rounds.interviews import acts
from rounds.packet import checking, page
from rounds.packet.canonical import canonical, hash_of, written
from rounds.packet.content import Packet
from tests.web.conftest import House, joined, opened
from tests.web.packets import ERIC, FAYE, MAIL, NAME, Rated, card, content, held, rated, taken
from tests.web.test_cockpit import Clock, Laddered

WORD = "Zelda"  # what raters and candidate write everywhere


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("house"), now=clock, small=Laddered()) as house:
        yield house


@pytest.fixture
def interview(house: House, clock: Clock) -> Iterator[Rated]:
    """Nobody has handed in a card."""
    yield from rated(house, clock, word=WORD)


@pytest.fixture
def judged(interview: Rated) -> Rated:
    """Lead, panel and shadow have."""
    return judged_by_all(interview)


def judged_by_all(interview: Rated) -> Rated:
    interview.submits("l", card(2, word=f"as {WORD} did"))
    interview.submits("s", card(0, word="LEARNING"))
    interview.submits("p", card(3, word=f"by {NAME} ({MAIL})"))
    return interview


@pytest.fixture(scope="module")
def whole(house: House, clock: Clock) -> Iterator[Rated]:
    """The same for tests that change nothing in it."""
    for one in rated(house, clock, word=WORD):
        yield judged_by_all(one)


class TestWhen:
    """Who reads it when: judgements of others after one's own, and the whole when all are in."""

    def test_it_opens_when_every_card_is_in(self, interview: Rated) -> None:
        for who in "lpser":
            assert interview.get(who).status_code == (403 if who == "s" else 200)
        assert interview.view("r")["why"] == "0 of 2 scorecards are in. The packet opens when all are."
        assert interview.view("l")["why"] == "Hand in your own scorecard first. Then you read what others judged."
        interview.submits("l", card())
        view = interview.view("l")
        assert (view["state"], view["packet"], view["missing"]) == (
            "waiting",
            None,
            [{"name": "Clara Voss", "standing": "open"}],
        )
        assert interview.get("l", "packet/content").status_code == 409
        assert interview.get("e", "packet/file?as=pdf").status_code == 409
        interview.submits("p", card())
        assert [interview.view(who)["state"] for who in "lpera"] == ["open"] * 5

    def test_a_debrief_that_was_opened_early_opens_it_too(self, interview: Rated) -> None:
        interview.submits("l", card())
        interview.does("l", acts.Convened(f"Clara is ill, says {WORD}"))
        found = interview.packet("e")
        assert found["debrief"]["convened"] == "Clara is ill, says Candidate " + interview.id[-4:]
        assert "1 of 2 scorecards is missing." in found["result"]["warnings"]
        assert interview.view("p")["state"] == "waiting", "who owes a card reads no other"

    def test_who_began_a_rating_of_their_own_reads_it_after_it(self, judged: Rated, house: House) -> None:
        with house.office.records.work() as work:
            work.drafts.keep(judged.id, "eric", {"feedback": "so far"}, house.office.now())
        assert judged.view("e")["state"] == "waiting"
        judged.submits("e", card(1))
        assert judged.view("e")["state"] == "open"


class TestContent:
    def test_it_is_the_same_bytes_each_time_for_everybody(self, whole: Rated) -> None:
        first = content(whole)
        whole.hour.clock.goes(3600)
        assert content(whole) == first == content(whole, "l")
        assert whole.view("e")["hash"] == hash_of(first) == whole.view("r")["hash"]
        assert canonical(checking.content_of(first)) == first

    def test_the_result_stands_side_by_side(self, whole: Rated) -> None:
        result = whole.packet()["result"]
        assert (result["outcome"], result["of"], result["word"], result["prior"]) == (2.5, 3, "Pass", True)
        assert result["sem"] == pytest.approx(2 / 3 * (1 - 2 * 0.44 / 1.44) ** 0.5, abs=1e-3)
        assert result["process"]["points"] == 2.5
        assert result["agreement"] == {"exact": 0, "within": 1, "of": 1}
        assert "Scenario 1: one rater gave 2, one gave 3. Discuss before you decide." in result["warnings"]
        senior = next(one for one in result["levels"] if one["chosen"])
        assert (senior["level"], senior["meets"]) == ("senior", False)
        assert "scenario 2 was skipped" in senior["unmet"]

    def test_scores_have_the_guides_sentences_and_the_second_they_rest_on(self, whole: Rated) -> None:
        scores = whole.packet()["scenarios"][0]["scores"]
        assert [(one["rater"], one["points"], one["anchor"]) for one in scores] == [
            ("A", 2, "Identified with one hint, proposed working solution"),
            ("B", 3, "Identified root cause with minimal hints, proposed comprehensive solution"),
        ]
        began = opened_at(whole)
        assert [(one["seconds"], one["at"] - began) for one in scores[0]["cited"]] == [(10, 10_000)]

    def test_the_timeline_is_what_the_record_shows(self, whole: Rated) -> None:
        one, other = whole.packet()["scenarios"]
        assert [(step["exposed"] or {}).get("seconds") for step in one["steps"]] == [14, None, None]
        assert [(step["recognised"] or {}).get("seconds") for step in one["steps"]] == [240, None, 240]
        assert (one["hints"][0]["text"], one["hints"][0]["seconds"], one["hint_load"]) == ("Look at the errors", 200, 1)
        assert (one["worked"], one["whole"], one["cause"]) == (840, 960, 240)
        assert [stay["tool"] for stay in one["tools"]] == ["metrics"]
        assert {"what": "Queries", "value": "1, 0 % with a filter"} in one["facts"]
        assert (other["began"], other["skipped"], other["scores"]) == (False, "it was not opened", [])
        assert [topic["asked"] for topic in one["topics"]] == [True, False, False]

    def test_training_is_not_in_it_and_a_second_rating_stands_beside(self, judged: Rated) -> None:
        before = judged.packet()
        judged.submits("e", card(0, criteria=0.5))
        after = judged.packet()
        assert b"LEARNING" not in content(judged)
        assert [(one["letter"], one["second"]) for one in after["raters"]] == [("A", False), ("B", False), ("C", True)]
        assert after["result"] == before["result"]
        assert [one["mean"] for one in after["criteria"]] == [one["mean"] for one in before["criteria"]]
        assert [one["points"] for one in after["scenarios"][0]["scores"]] == [2, 3, 0]

    def test_who_changed_their_card_after_seeing_others_is_said(self, judged: Rated) -> None:
        judged.submits("l", card(3), 2, "I had the wrong second.", seen=("p",))
        lead = judged.packet()["raters"][0]
        assert (lead["changed"], lead["versions"][1]["after_seeing"]) == (True, ["Clara Voss"])
        assert {"what": "Scenario 1, points", "before": "2", "after": "3"} in lead["versions"][1]["changes"]
        assert "Rater A changed their card after seeing others." in judged.packet()["result"]["warnings"]

    def test_so_is_who_rated_once_more_after_seeing_others(self, judged: Rated) -> None:
        judged.submits("e", card(1), seen=("l",))
        second = judged.packet()["raters"][2]
        assert (second["changed"], second["versions"][0]["after_seeing"]) == (False, ["Ben"])
        assert "Rater C rated after seeing others." in judged.packet()["result"]["warnings"]
        assert "<strong>rated after seeing others</strong> (Ben)" in taken(judged, "html").decode()
        printed = "".join(one.extract_text() for one in PdfReader(BytesIO(taken(judged, "pdf"))).pages)
        assert "rated after seeing others (Ben)" in " ".join(printed.split())

    def test_letters_stay_whoever_rates_once_more(self, judged: Rated) -> None:
        asked = judged.post("l", "raters", person="faye")
        assert asked.status_code == 200, asked.text
        seat = asked.json()[-1]["seat"].removeprefix(f"{judged.id}-")
        judged.submits(seat, card(0))
        first = [(one["letter"], one["name"]) for one in judged.packet()["raters"]]
        assert first[-1] == ("C", FAYE.name)
        judged.submits("e", card(1))
        assert [(one["letter"], one["name"]) for one in judged.packet()["raters"]] == [*first, ("D", ERIC.name)]

    def test_of_who_had_more_time_it_tells_the_effect_and_compares_nothing(self, house: House, clock: Clock) -> None:
        for one in rated(house, clock, longer=1.5):
            one.submits("l", card())
            one.submits("p", card())
            found = one.packet("e")
            assert found["basis"]["adjustments"] == "1.5 times the time of work and discussion"
            assert found["scenarios"][0]["facts"] == []

    def test_the_decision_and_what_a_debrief_said_are_in_it(self, judged: Rated) -> None:
        judged.does("l", acts.Settled("scenario:1", f"We say 2, and so does {WORD}"))
        answer = judged.post("r", "decision", outcome="advance", reason="They reason well.", command="decide")
        assert answer.status_code == 200, answer.text
        found = judged.packet("e")
        assert found["debrief"]["items"][0] == {
            "title": "Orders are slow", "spread": "A 2, B 3", "text": f"We say 2, and so does {WORD}"
        }  # fmt: skip
        assert (found["decision"]["outcome"], found["decision"]["by"]) == ("advance", "Rita Hall")


def opened_at(found: Rated) -> float:
    """When scenario 1 was opened."""
    return float(found.packet()["scenarios"][0]["cause_at"]) - 240_000


class TestBlind:
    """Until the decision nobody finds the candidate in it."""

    PARTS = ("zélda", "zelda", "quince", "brown", MAIL)

    def test_no_part_of_the_name_is_anywhere(self, whole: Rated) -> None:
        page, paper = taken(whole, "html").decode(), taken(whole, "pdf")
        printed = "".join(one.extract_text() for one in PdfReader(BytesIO(paper)).pages)
        attached = checking.opened(paper).content.decode()
        for told in (content(whole).decode(), page, printed, attached, whole.get("e").text):
            assert "Candidate " + whole.id[-4:] in told
            assert [part for part in self.PARTS if part in told.casefold()] == []

    def test_lead_panel_and_recruiter_see_the_name_on_the_page_and_not_in_a_copy(self, whole: Rated) -> None:
        for who in "lpra":
            assert whole.packet(who)["about"]["candidate"] == NAME
            assert NAME.casefold() not in taken(whole, "html", who).decode().casefold()

    def test_nor_on_what_else_the_committee_reads(self, judged: Rated) -> None:
        item = judged.get("l", "debrief").json()["agenda"][0]["item"]["item"]
        said = judged.post("l", "debrief/settle", item=item, text=f"{NAME} knew the pool.", command="settle")
        assert said.status_code == 200, said.text
        for what in ("cards", "card", "debrief", "replay", "notebook", "record"):
            told = judged.get("e", what)
            assert told.status_code == 200, what
            assert [part for part in self.PARTS if part in told.text.casefold()] == [], what
        for what in ("cards", "debrief"):
            assert NAME in judged.get("l", what).text, "the lead knows it, and wrote it"
        assert judged.post("r", "decision", outcome="advance", reason="Clear.", command="decide").status_code == 200
        assert NAME in judged.get("e", "cards").text

    def test_the_record_tells_nobody_who_rates_for_themselves_what_the_lead_judged(self, judged: Rated) -> None:
        acted = {one["act"] for one in judged.get("e", "record").json()["entries"]}
        assert "hinted" in acted
        assert acted.isdisjoint({"noted", "recognised", "mitigated", "discussed", "submitted"})
        assert "noted" in {one["act"] for one in judged.get("l", "record").json()["entries"]}

    def test_with_the_decision_it_is_named(self, judged: Rated) -> None:
        before = content(judged)
        assert judged.post("r", "decision", outcome="hold", reason="So far.", command="hold").status_code == 200
        assert judged.packet("e")["about"]["blind"], "to hold is to decide later"
        assert judged.post("r", "decision", outcome="advance", reason="Clear.", command="decide").status_code == 200
        assert judged.packet("e")["about"] | {"blind": False, "candidate": NAME} == judged.packet("e")["about"]
        assert NAME in taken(judged, "html").decode()
        assert content(judged) != before


class TestSharing:
    def test_who_has_no_place_reads_it_when_it_is_shared_and_until_then(self, judged: Rated, clock: Clock) -> None:
        assert judged.get("f").status_code == 404
        until = clock.now + timedelta(days=14)
        answer = judged.post("r", "packet/share", person="faye", until=until.isoformat(), command="share-1")
        assert answer.status_code == 200, answer.text
        assert judged.view("f")["until"] == pytest.approx(until.timestamp() * 1000)
        clock.goes(15 * 86_400)
        refused = judged.get("f")
        assert (refused.status_code, "ended on" in refused.json()["message"]) == (403, True)
        assert judged.get("f", "packet/content").status_code == 403
        readers.end_shares(judged.hour.house.office)
        clock.goes(-15 * 86_400)
        for all_else in ("packet", "replay", "record", "evidence", "notebook", "card", "cards", "debrief"):
            assert judged.get("f", all_else).status_code == 403, all_else

    def test_it_is_taken_back(self, judged: Rated) -> None:
        assert judged.view("e")["state"] == "open"
        assert judged.get("e", "replay").status_code == 200
        assert judged.post("r", "packet/share", person="eric", until=None).status_code == 200
        assert judged.get("e").json()["message"] == "This interview is no longer shared with you."
        assert judged.get("e", "replay").status_code == 403

    def test_with_it_ends_the_look_at_the_incident(self, judged: Rated, house: House, clock: Clock) -> None:
        """Of somebody who has no other place on it."""
        with house.office.records.work() as work:
            work.people.add(replace(FAYE, id="gwen", name="Gwen", mail="gwen@rounds.test"), house.office.now())
        staff, until = "/api/v1/staff/incidents", (clock.now + timedelta(days=1)).isoformat()
        with joined(house.client(), "staff", house.office.links.link(Surface.STAFF, "gwen", "")) as gwen:

            def looks() -> tuple[int, bool]:
                answer = gwen.get(f"{staff}/{house.incident}/briefing")
                return answer.status_code, house.incident in gwen.get(staff).text

            assert looks() == (404, False)
            assert judged.post("r", "packet/share", person="gwen", until=until).status_code == 200
            assert looks() == (200, True)
            clock.goes(2 * 86_400)
            assert looks() == (404, False)
            clock.goes(-2 * 86_400)
            assert judged.post("r", "packet/share", person="gwen", until=None).status_code == 200
            assert looks() == (404, False)

    @pytest.mark.parametrize(
        ("person", "days", "status"),
        [("faye", -1, 422), ("faye", 400, 422), ("nobody", 5, 404), ("clara", 5, 409), ("dora", 5, 409)],
    )
    def test_what_is_no_share(self, whole: Rated, clock: Clock, person: str, days: int, status: int) -> None:
        until = (clock.now + timedelta(days=days)).isoformat()
        assert whole.post("r", "packet/share", person=person, until=until).status_code == status

    def test_only_who_may_share_it_does(self, whole: Rated, clock: Clock) -> None:
        until = (clock.now + timedelta(days=5)).isoformat()
        for who in "lpe":
            assert whole.post(who, "packet/share", person="faye", until=until).status_code == 403

    def test_looks_and_copies_are_written_down(self, judged: Rated) -> None:
        for _ in range(3):
            judged.view("e")
        taken(judged, "pdf")
        looks = judged.get("r", "packet/readers").json()
        mine = [(one["what"], one["name"]) for one in looks["looks"] if one["name"] == ERIC.name]
        assert mine == [("packet taken", ERIC.name), ("packet read", ERIC.name)]
        eric = next(one for one in looks["readers"] if one["person"] == "eric")
        assert (eric["by"], eric["open"], eric["last"] is not None) == ("place", True, True)
        assert judged.get("e", "packet/readers").json()["looks"] == [], (
            "who may not share it sees who may read it alone"
        )

    def test_who_was_asked_to_rate_is_among_them(self, judged: Rated) -> None:
        assert judged.post("l", "raters", person="faye").status_code == 200
        found = judged.get("r", "packet/readers").json()
        assert [(one["name"], one["what"], one["detail"]) for one in found["looks"][:1]] == [
            ("Ben", "rater added", FAYE.name)
        ]
        faye = next(one for one in found["readers"] if one["person"] == "faye")
        assert (faye["by"], faye["open"]) == ("rating", True)


class TestCommand:
    """`rounds packet verify FILE`"""

    @pytest.fixture
    def verify(self, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], Result]:
        monkeypatch.setattr(command, "desk", lambda: nullcontext(command.Local(house.office)))

        def run(file: bytes) -> Result:
            (tmp_path / "copy").write_bytes(file)
            return CliRunner().invoke(command.app, ["verify", str(tmp_path / "copy")])

        return run

    @pytest.mark.parametrize("kind", ["html", "pdf"])
    def test_a_good_copy(self, whole: Rated, verify: Callable[[bytes], Result], kind: str) -> None:
        told = verify(taken(whole, kind))
        assert (told.exit_code, told.output.splitlines()[-1]) == (0, "The content is that of the record as it is now.")
        assert f"taken by {ERIC.name}, " in told.output

    def test_a_changed_byte_and_what_it_changed(self, whole: Rated, verify: Callable[[bytes], Result]) -> None:
        file = taken(whole, "html")
        forged = file.replace(b'"outcome":2.5', b'"outcome":2.9')
        told = verify(forged)
        assert told.exit_code == 1
        assert "result.outcome: here 2.9, in the record 2.5" in told.output
        assert re.search(r"^Byte [0-9,]+ of the file is the first", told.output, re.MULTILINE)

    def test_an_older_one(self, judged: Rated, verify: Callable[[bytes], Result]) -> None:
        file = taken(judged, "pdf")
        judged.submits("l", card(3), 2, "I looked again.")
        told = verify(file)
        assert (told.exit_code, "as of version 2 of 3" in told.output, "Byte" in told.output) == (1, True, False)


class TestCopies:
    @pytest.mark.parametrize("kind", ["html", "pdf"])
    def test_a_copy_names_who_took_it_and_holds_the_content(self, whole: Rated, kind: str) -> None:
        copy = checking.opened(taken(whole, kind))
        assert copy.cover
        assert (copy.cover.taker, copy.cover.url) == (ERIC.name, "http://rounds.test")
        assert copy.content == content(whole)
        assert copy.cover.hash == copy.hash == whole.view("e")["hash"]

    @pytest.mark.parametrize("kind", ["html", "pdf"])
    def test_a_moment_finer_than_its_content_has_it_is_drawn_as_the_content_has_it(
        self, whole: Rated, monkeypatch: pytest.MonkeyPatch, kind: str
    ) -> None:
        made = packing.packet

        def finer(found: Sheet, *, blind: bool) -> Packet:
            packet = made(found, blind=blind)
            first, *others = packet.scenarios
            assert first.whole == 960  # which puts 191.2454 at 200.1, and 191.245 at 200.0
            return replace(packet, scenarios=(replace(first, cause=191.2454), *others))

        monkeypatch.setattr(packing, "packet", finer)
        file = taken(whole, kind)
        assert checking.is_whole(checking.opened(file), file) is None

    def test_it_verifies_and_a_changed_byte_is_named(self, whole: Rated) -> None:
        file = taken(whole, "html")
        found = held(whole, file)
        assert (found["current"], found["whole"], found["taker"]) == (True, True, ERIC.name)
        assert found["said"] == "The content is that of the record as it is now."
        assert found["logged"]
        copied = checking.opened(file)
        assert copied.cover
        another = held(whole, page.page(checking.content_of(copied.content), replace(copied.cover, taker=FAYE.name)))
        assert (another["whole"], another["logged"]) == (True, False), "a cover is text that anybody can write"
        assert "The log does not say" in another["said"]
        torn = file.replace(b"<b>A: 2</b>", b"<b>A: 3</b>")
        assert torn != file
        found = held(whole, torn)
        assert (found["current"], found["whole"]) == (True, False)
        forged = file.replace(b'"outcome":2.5', b'"outcome":2.9')
        found = held(whole, forged)
        assert (found["current"], found["version"]) == (False, None)
        assert found["differences"] == [{"where": "result.outcome", "here": "2.9", "there": "2.5"}]

    def test_an_older_copy_is_told_by_its_version(self, judged: Rated) -> None:
        file = taken(judged, "html")
        judged.submits("l", card(3), 2, "I looked again.")
        found = held(judged, file)
        assert (found["current"], found["version"], found["of"], found["whole"]) == (False, 2, 3, True)
        assert {"where": "result.outcome", "here": "2.5", "there": "3"} in found["differences"]
        assert "as of version 2 of 3" in found["said"]

    def test_what_the_lead_confirms_later_is_another_version(self, judged: Rated) -> None:
        file = taken(judged, "html")
        judged.does("l", acts.Recognised(1, "lines"))
        found = held(judged, file)
        assert (found["current"], found["version"], found["of"], found["whole"]) == (False, 2, 3, True)
        assert "scenarios.0.reached" in [one["where"] for one in found["differences"]]

    def test_a_hash_alone_tells_the_version(self, judged: Rated) -> None:
        told = judged.view("e")["hash"]
        judged.submits("l", card(3), 2, "I looked again.")
        found = judged.post("e", "packet/verify", hash=told).json()
        assert (found["version"], found["current"], found["differences"]) == (2, False, [])
        assert judged.post("e", "packet/verify", hash="0" * 64).json()["version"] is None
        assert judged.post("e", "packet/verify").status_code == 422

    def test_what_is_no_packet_is_said_to_be_none(self, whole: Rated) -> None:
        answer = whole.post("e", "packet/verify", content='{"hello": 1}')
        assert (answer.status_code, answer.json()["field"]) == (422, "file")

    @pytest.mark.parametrize(
        ("was", "forged"), [("Eric Moss", "\\ud800"), ("2026-", "soon"), ("Eric Moss", '", "more": "')]
    )
    def test_a_forged_cover_is_none(self, whole: Rated, was: str, forged: str) -> None:
        copy = checking.opened(taken(whole, "html"))
        assert copy.cover
        told = written(asdict(copy.cover)).decode()
        sent = {"kind": "html", "content": copy.content.decode(), "sha256": "0" * 64}
        assert whole.post("e", "packet/verify", **sent, cover=told).status_code == 200
        answer = whole.post("e", "packet/verify", **sent, cover=told.replace(was, forged))
        assert (answer.status_code, answer.json()["field"]) == (422, "file")

    @pytest.mark.parametrize(
        ("name", "value"), [("people_scored", '"\\ud800"'), ("points", "NaN"), ("points", "1e999")]
    )
    def test_what_nothing_can_write_stands_in_no_packet(self, whole: Rated, name: str, value: str) -> None:
        told = content(whole).decode()
        forged = re.sub(f'"{name}":[^,}}]+', lambda _: f'"{name}":{value}', told, count=1)
        assert forged != told
        answer = whole.post("e", "packet/verify", content=forged)
        assert (answer.status_code, answer.json()["field"]) == (422, "file")

    @pytest.mark.parametrize("what", ["packet/content", "packet/file?as=html", "packet/verify"])
    def test_who_writes_waits_for_none_that_is_put_together(
        self, judged: Rated, what: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told, put_together, waited = judged.view("e")["hash"], packing.packet, []

        def slowly(found: Sheet, *, blind: bool) -> Packet:
            writes = Thread(target=judged.does, args=("l", acts.Settled("scenario:1", "We say 2.")))
            writes.start()
            writes.join(5)
            waited.append(writes.is_alive())
            return put_together(found, blind=blind)

        monkeypatch.setattr(packing, "packet", slowly)
        answer = judged.post("e", what, hash=told) if what.endswith("verify") else judged.get("e", what)
        assert answer.status_code == 200, answer.text
        assert waited
        assert not any(waited)

    def test_what_is_taken_back_meanwhile_is_given_to_nobody(
        self, judged: Rated, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put_together = packing.packet

        def slowly(found: Sheet, *, blind: bool) -> Packet:
            assert judged.post("r", "packet/share", person="eric", until=None).status_code == 200
            return put_together(found, blind=blind)

        monkeypatch.setattr(packing, "packet", slowly)
        assert judged.get("e", "packet/file?as=html").status_code == 403

    def test_the_download_is_a_file_and_never_a_page_of_ours(self, whole: Rated) -> None:
        headers = whole.get("e", "packet/file?as=html").headers
        assert headers["content-disposition"].startswith('attachment; filename="packet-')
        assert headers["cache-control"] == "no-store"
