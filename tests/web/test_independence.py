"""Nobody reads another's judgement before their own: who reads whose words, in every state of an interview's cards, over
every route that tells something of it and over the live channel.

What is meant stands in `reads`, written apart from the gates. Each rater's card, notes and flags hold words of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from rounds.interviews import acts
from rounds.web.doors import STAFF
from tests.web.hours import events
from tests.web.matrix import ROWS
from tests.web.panels import DUTIES, RATERS, Panel, card, paneled, words
from tests.web.questions import PARAMETERS, QUERIES

# Who had submitted by then, and whether the debrief was convened with a reason.
STATES: dict[str, tuple[tuple[str, ...], bool]] = {
    "nobody": ((), False),
    "lead": (("lead",), False),
    "panel": (("panel",), False),
    "lead and shadow": (("lead", "shadow"), False),
    "lead, convened": (("lead",), True),
    "all": (("lead", "panel"), False),
    "all and shadow": (("lead", "panel", "shadow"), False),
    "all and committee": (("lead", "panel", "committee"), False),
    "all and who was asked": (("lead", "panel", "colleague"), False),
}
COUNTED = {"lead", "panel"}
WRITING = (*RATERS, "colleague")  # whom the lead asked for a second rating
# Everything that tells of an interview.
PATHS = sorted(
    row.path.removeprefix("interviews/{interview_id}").lstrip("/").replace("{number}", PARAMETERS["number"])
    + QUERIES.get(row.path, "")
    for row in ROWS
    if row.method == "GET" and row.is_of_interview and not row.stream
)
# Of these, what is made of cards, notes and flags: asked in every state, and the others in one.
JUDGED = ["card", "cards", "cockpit", "data", "debrief", "packet", "replay"]
WHOLLY = "lead and shadow"


def reads(who: str, state: str) -> set[str]:
    """Whose words may come to them, besides their own."""
    submitted, convened = STATES[state]
    counted = COUNTED & {*submitted}
    is_open = counted == COUNTED or (convened and bool(counted))
    match who:
        case "admin":
            return {*WRITING}  # at any time, and it is written down
        case "lead" | "panel" | "shadow":
            return {*submitted} if who in submitted else set()
        case "committee":
            return {*submitted} if is_open else set()
        case "colleague":
            return {*submitted} if is_open and who in submitted else set()
        case "recruiter":
            return {*submitted} - {"shadow"} if is_open else set()
    return set()


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    with paneled(tmp_path_factory.mktemp("independence")) as made:
        yield made


@pytest.fixture(scope="module", params=STATES)
def state(request: pytest.FixtureRequest, panel: Panel) -> str:
    """An interview that has come so far."""
    submitted, convened = STATES[request.param]
    panel.begin()
    asked = panel.ask("lead", "POST", "raters", {"person": "colleague"})
    assert asked.status_code == 200, asked.text
    for who in (*RATERS[:3], "colleague"):
        panel.keeps(who, card(who))
    for who in submitted:
        panel.submits(who)
    if convened:
        panel.done("recruiter", "debrief/convene", reason="One is ill.")
    return str(request.param)


def others(who: str, text: str) -> set[str]:
    return {one for one in WRITING if one != who and words(one) in text}


@pytest.mark.parametrize("who", DUTIES)
def test_no_route_tells_more(panel: Panel, state: str, who: str) -> None:
    paths = PATHS if state == WHOLLY else JUDGED
    told = {path: others(who, panel.ask(who, "GET", path).text) for path in paths}
    assert {path: found for path, found in told.items() if found - reads(who, state)} == {}
    for path in told:
        if not path.startswith("card"):
            assert "shadow" not in told[path], "their card is training: in no debrief and no packet"


@pytest.mark.parametrize("who", [*WRITING, "admin"])
def test_what_may_be_read_is_there(panel: Panel, state: str, who: str) -> None:
    """So that an empty page cannot pass for a safe one."""
    submitted, _ = STATES[state]
    expected = reads(who, state) & {*submitted} - {who}
    found = panel.get(who, "cards")
    assert others(who, str(found["cards"])) == expected
    assert {one["rater"]["name"].lower() for one in found["cards"] if one["card"]} == expected
    if who in WRITING:
        assert others(who, str(panel.get(who)["others"])) == expected
    read = [one for one in found["cards"] if one["card"] and one["rater"]["name"].lower() in RATERS[:3]]
    assert all(one["notes"] and one["flags"] for one in read)


def test_the_live_channel_carries_no_words_of_others(panel: Panel, state: str) -> None:
    """Whatever the state: the cockpit is one's own, and news of a card is news without content."""
    who = RATERS[[*STATES].index(state) % 3]
    cookies = {STAFF.cookie: panel.badges[who]}
    status, text = events(panel.house.app, f"{panel.path}/live", cookies)
    assert status == 200
    assert "event: cockpit" in text
    assert others(who, text) == set()
    assert words(who) in text, "one's own notes are there"


def test_the_room_tells_each_what_they_may_read(panel: Panel, state: str) -> None:
    """The debrief's channel, to somebody of each kind."""
    for who in (RATERS[[*STATES].index(state) % 3], "committee", "recruiter"):
        status, text = events(panel.house.app, f"{panel.path}/debrief/live", {STAFF.cookie: panel.badges[who]})
        assert status == 200
        assert "event: debrief" in text
        assert others(who, text) <= reads(who, state) - {"shadow"}
        assert ('"state":"open"' in text) == (panel.get(who, "debrief")["state"] == "open")


def test_the_debrief_is_open_to_who_has_judged(panel: Panel, state: str) -> None:
    submitted, convened = STATES[state]
    counted = COUNTED & {*submitted}
    is_open = counted == COUNTED or (convened and bool(counted))
    for who in ("lead", "panel", "committee", "recruiter"):
        has_judged = who not in RATERS[:3] or who in submitted
        found = panel.get(who, "debrief")
        assert found["state"] == ("open" if is_open and has_judged else "closed"), who
        assert bool(found["raters"]) == (found["state"] == "open")


def test_status_alone_is_for_all(panel: Panel, state: str) -> None:
    submitted, _ = STATES[state]
    for who in ("recruiter", "committee", "lead"):
        found = panel.get(who, "scoring")
        assert {one["name"].lower() for one in found if one["standing"] == "submitted"} == {*submitted}
        assert not any(words(one) in str(found) for one in WRITING)


# What only some people do


class TestSecondRater:
    """Who rates from the replay is blind from their first word to their last."""

    @pytest.fixture
    def begun(self, panel: Panel) -> Panel:
        panel.begin()
        panel.submits("lead")
        panel.submits("panel")
        assert others("committee", panel.ask("committee", "GET", "cards").text) == COUNTED
        panel.keeps("committee", card("committee", 1))
        return panel

    def test_from_the_first_word_on_nothing_of_others_is_told(self, begun: Panel) -> None:
        told = {path: others("committee", begun.ask("committee", "GET", path).text) for path in PATHS}
        assert {path: found for path, found in told.items() if found} == {}
        assert begun.get("committee", "debrief")["state"] == "closed"

    def test_the_replay_has_nothing_that_the_lead_judged(self, begun: Panel) -> None:
        kinds = {one["kind"]: one["detail"] for one in begun.get("committee", "replay")["marks"]}
        assert not {"note", "flag", "recognised", "mitigated"} & kinds.keys()
        assert kinds["discussed"] == ""
        page = begun.get("committee")
        assert [one["recognised"] for one in page["scenarios"]] == [None, None]
        assert not {"recognised", "mitigated", "note"} & {
            one["kind"] for scenario in page["scenarios"] for one in scenario["proposals"]
        }

    def test_steps_that_the_lead_alone_confirmed_are_not_counted(self, begun: Panel) -> None:
        begun.does("lead", acts.Recognised(1, "curve"))
        for who, counted in (("lead", 1), ("committee", 0)):
            assert begun.get(who)["scenarios"][0]["reached"] == counted, who
            assert begun.get(who, "replay")["facts"][0]["reached"] == counted, who

    def test_with_the_card_in_it_is_told_again(self, begun: Panel) -> None:
        begun.submits("committee")
        assert others("committee", begun.ask("committee", "GET", "cards").text) == COUNTED

    def test_who_gives_it_up_reads_again(self, begun: Panel) -> None:
        begun.ask("committee", "PUT", "card", {"card": {}})
        assert others("committee", begun.ask("committee", "GET", "cards").text) == COUNTED

    def test_two_of_them_do_not_read_each_other(self, begun: Panel) -> None:
        begun.ask("lead", "POST", "raters", {"person": "colleague"})
        begun.keeps("colleague", card("panel", 1))
        begun.submits("committee")
        assert words("committee") not in begun.ask("colleague", "GET", "cards").text


class TestDuties:
    """What somebody does in this installation opens nothing that their place in the interview has not."""

    @pytest.mark.parametrize(("who", "duty"), [*product(("lead", "panel", "shadow"), ("admin", "recruiter"))])
    def test_a_rater_who_does_more_is_a_rater(self, panel: Panel, who: str, duty: str) -> None:
        panel.begin()
        other = "panel" if who == "lead" else "lead"
        panel.submits(other)
        with panel.house.office.records.work() as work:
            before = work.people.of(who)
            work.people.change(with_duty(before, duty))
        try:
            told = {path: others(who, panel.ask(who, "GET", path).text) for path in JUDGED}
            assert {path: found for path, found in told.items() if found} == {}
        finally:
            with panel.house.office.records.work() as work:
                work.people.change(before)

    def test_an_admins_look_is_written_down(self, panel: Panel) -> None:
        panel.begin()
        panel.submits("lead")
        assert others("admin", panel.ask("admin", "GET", "cards").text) == {"lead"}
        with panel.house.office.records.look() as look:
            looks = [one for one in look.audit.of(panel.id, "cards opened") if one.person == "admin"]
        assert len(looks) == 1

    def test_an_outsider_is_told_that_there_is_none(self, panel: Panel) -> None:
        panel.begin()
        assert {path: panel.ask("colleague", "GET", path).status_code for path in PATHS} == dict.fromkeys(PATHS, 404)


class TestLive:
    """While the interview runs."""

    def test_quick_marks_are_for_who_gave_them(self, panel: Panel) -> None:
        panel.begin(over=False)
        marks = {who: panel.get(who, "cockpit")["scenarios"][0]["topics"] for who in ("lead", "panel", "shadow")}
        assert {who: [one["mark"] for one in topics if one["asked"]] for who, topics in marks.items()} == {
            "lead": [3], "panel": [None], "shadow": [None],
        }  # fmt: skip

    def test_drafts_and_notes_are_ones_own(self, panel: Panel) -> None:
        panel.begin(over=False)
        for who in RATERS[:3]:
            panel.keeps(who, card(who, 1))
        for who in RATERS[:3]:
            told = {path: others(who, panel.ask(who, "GET", path).text) for path in JUDGED}
            assert {path: found for path, found in told.items() if found} == {}

    def test_who_was_handed_the_lead_is_counted(self, panel: Panel) -> None:
        panel.begin(over=False)
        panel.does("lead", acts.Handed(f"{panel.id}-shadow"), acts.Ended())
        panel.submits("lead")
        panel.submits("panel")
        assert panel.get("lead", "debrief")["state"] == "closed"
        panel.submits("shadow")
        assert panel.get("lead", "debrief")["state"] == "open"


def with_duty(person: Any, duty: str) -> Any:
    return replace(person, duties=person.duties | {DUTIES[duty]})
