"""An interview after its end, in browsers of their own: a lead's scorecard from the cockpit's first mark on, a panel
interviewer who sees nothing before their own is in, the debrief; and the packet as the committee reads it: closed, open,
from a second of it into the replay, as a file without a network, decided by a recruiter, and held against the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from rounds.actions.arranging import Chosen, Wanted
from rounds.interviews import Duty, Person, acts
from rounds.interviews.cards import SIGNALS
from rounds.interviews.rubric import CRITERIA
from tests.browser.accessible import faults, faults_in_the_dark, scheme
from tests.browser.house import BEN, ERIC, METRIC, READY, RITA, TITLES, House, Played, Someone, browser_of, staff_link

MIA = Person("mia", "Mia", "mia@rounds.test", frozenset({Duty.INTERVIEWER}))
FAYE = Person("faye", "Faye", "faye@rounds.test", frozenset({Duty.COMMITTEE}))
SAID = "Nora split the errors by host before she explained anything, and said what she expected to see. " * 3
CHART = f"/interview/1/metrics?q={METRIC}"


class Evening(Played):
    """An interview of Nora's, with Ben as lead, Mia on the panel and Eric of the committee."""

    def __init__(self, house: House) -> None:
        with house.office.records.work() as work:
            for one in (MIA, FAYE):
                work.people.add(one, house.clock())
        chosen = tuple(Chosen(name, 1) for name in TITLES)
        super().__init__(house, Wanted("Nora", BEN.id, chosen, "Fit 60", "UTC", panel=(MIA.id,), committee=(ERIC.id,)))
        self.does(acts.Entered(), acts.Admitted(), minutes=0)
        self.does(acts.Begun(1), minutes=4)
        self.sees(CHART, seconds=175)
        self.does(acts.Noted("Nora split by host first", ("correlation",), 1), minutes=0)
        self.does(acts.Hinted(1, 0, 1, "What would you expect to see?", quiet=38.0, minute=3.0), minutes=1)

    def ends(self) -> None:
        self.does(acts.Recognised(1, "said"), acts.Mitigated(1), minutes=6)
        for phase, minutes in ((2, 4), (3, 3), (5, 17)):
            self.does(acts.Begun(phase), minutes=minutes)
        self.does(acts.Ended(), minutes=17)


@pytest.fixture
def evening(house: House) -> Evening:
    return Evening(house)


@pytest.fixture
def people(house: House, address: str, browser: Browser, evening: Evening) -> Iterator[tuple[Someone, ...]]:
    with ExitStack() as stack:
        yield tuple(
            stack.enter_context(browser_of(browser, address, staff_link(house, one), "Open Rounds"))
            for one in (BEN, MIA, ERIC, RITA)
        )


def test_from_the_cockpit_to_a_decision(
    evening: Evening, people: tuple[Someone, ...], browser: Browser, tmp_path: Path
) -> None:
    ben, mia, eric, rita = people
    in_the_cockpit(evening, ben.page)
    evening.ends()
    the_packet_is_closed(evening, eric, "0 of 2 scorecards are", "Ben", "Mia")
    the_lead_hands_in(evening, ben)
    ben.page.get_by_role("link", name="Debrief").click()
    expect(ben.page.get_by_role("table", name="Missing scorecards")).to_contain_text("Mia")
    the_packet_is_closed(evening, eric, "1 of 2 scorecards is", "Mia")
    the_panel_sees_nothing_before(evening, mia)
    they_talk(evening, ben.page, mia.page)
    the_packet_is_open(eric.page)
    a_second_opens_the_replay(eric.page)
    blind = tmp_path / "packet.html"
    it_is_taken(eric.page, blind, "HTML")
    without_a_network(browser, blind)
    it_is_decided(evening, ben.page, rita.page)
    the_lead_amends(evening, ben)
    the_packet_tells_all_of_it(eric.page)
    it_is_taken(eric.page, tmp_path / "packet.pdf", "PDF")
    they_are_held_against_the_record(eric.page, blind, tmp_path / "packet.pdf")
    it_is_shared(evening, rita.page)
    a_note_over_the_replay(evening, eric.page)


def in_the_cockpit(evening: Evening, page: Page) -> None:
    page.goto(f"{evening.path}/cockpit?drawer=rubric")
    drawer = page.get_by_role("region", name="Rubric", exact=True)
    drawer.get_by_role("group", name="Scenario 1", exact=True).get_by_role("button").nth(2).click()
    expect(drawer.get_by_role("status").filter(has_text="draft kept")).to_be_visible()


def the_packet_is_closed(evening: Evening, eric: Someone, come: str, *missing: str) -> None:
    """To the committee, until the last card of lead and panel is in."""
    page = eric.page
    page.goto(f"{evening.path}/packet")
    expect(page.get_by_role("status").first).to_contain_text(f"{come} in.")
    waits = page.get_by_role("list", name="Scorecards that are missing").get_by_role("listitem")
    expect(waits).to_have_count(len(missing))
    for name in missing:
        expect(waits.filter(has_text=name)).to_have_count(1)
    told = eric.asks(f"staff/interviews/{evening.id}/packet")
    assert (told["state"], told["packet"]) == ("waiting", None)
    scheme(page, "light")
    assert faults(page) == []


def the_lead_hands_in(evening: Evening, ben: Someone) -> None:
    page = ben.page
    page.goto(f"{evening.path}/scorecard")
    score = page.get_by_role("radiogroup", name="Score of scenario 1")
    expect(score.get_by_role("radio", name="2: Identified with one hint")).to_be_checked()
    expect(page.get_by_text("0 of 5 criteria are rated")).to_be_visible()
    expect(page.get_by_role("button", name="Submit", exact=True)).to_be_disabled()

    # What it rests on: when the cause was understood, the solution, and a note that is cited.
    page.get_by_role("button", name="When the cause of scenario 1 was understood").click()
    page.keyboard.type("6:00")
    page.keyboard.press("Enter")
    page.get_by_role("radiogroup", name="Solution of scenario 1").get_by_text("Working fix").click()
    page.get_by_role("button", name="Cite what scenario 1 was scored by").click()
    page.get_by_role("list", name="Proposed").get_by_role("button", name="Nora split by host first").click()
    expect(page.get_by_role("link", name="2:55 of scenario 1, in the replay")).to_be_visible()

    # By keys: three criteria of one row, a half step down, and the next one below.
    page.keyboard.press("Escape")
    expect(page.get_by_role("list", name="Proposed")).to_have_count(0)  # keys are the page's again
    for _ in range(3):
        page.keyboard.press("j")
    for key in ("3", "ArrowRight", "2", "ArrowRight", "2", "ArrowDown"):
        page.keyboard.press(key)
    first = page.get_by_role("main").get_by_role("button", name="scenario 3: 1.5")
    expect(first).to_be_focused()
    expect(page.get_by_text("1 of 5 criteria are rated")).to_be_visible()
    expect(page.get_by_role("banner").get_by_role("status")).to_contain_text("draft saved")

    # The rest was written on another page: who comes back sees it, and nothing of the result before all is rated.
    fills(ben, evening)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.get_by_role("region", name="Outcome")).to_contain_text("6of 9")
    expect(page.get_by_role("region", name="Outcome").get_by_text("Pass", exact=True)).to_be_visible()
    page.get_by_role("button", name="Paragraph 1").click()
    field = page.get_by_role("textbox", name="Feedback")
    expect(field).to_be_focused()
    field.fill(f"{SAID}\n\n{SAID}[2, 0:30]")
    field.evaluate("field => field.setSelectionRange(10, 10)")
    page.get_by_role("button", name="Put a second into the feedback").click()
    page.get_by_role("list", name="Proposed").get_by_role("button", name="Nora split by host first").click()
    expect(page.get_by_role("list", name="Paragraphs").get_by_role("link")).to_have_count(2)
    expect(field).to_have_value(f"{SAID[:10]} [1, 2:55]{SAID[10:]}\n\n{SAID}[2, 0:30]")
    expect(page.get_by_role("button", name="2 paragraphs, each with a second")).to_be_visible()
    scheme(page, "light")
    assert faults(page) + faults_in_the_dark(page) == []
    submits(page)


def submits(page: Page) -> None:
    page.get_by_role("button", name="Submit", exact=True).click()
    dialog = page.get_by_role("dialog", name="Submit your scorecard")
    expect(dialog).to_contain_text("It is locked as version 1")
    dialog.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("version 1, submitted")).to_be_visible(timeout=READY)


def fills(who: Someone, evening: Evening, *, points: tuple[int, ...] = (2, 2, 2), feedback: str = "Too short") -> None:
    """All that is missing, as a page of theirs that is open elsewhere keeps it."""
    path = f"staff/interviews/{evening.id}/card"
    card: dict[str, Any] = who.asks(path)["card"]
    scores = {one["scenario"]: one for one in card["scores"]}
    usual = {
        "cause": 360,
        "solution": "working",
        "reason": "Seen",
        "cited": [{"scenario": 0, "seconds": 30, "text": ""}],
    }
    for number, given in enumerate(points, 1):
        before = scores.get(number, {})
        scores[number] = usual | {"scenario": number, "points": given} | {key: it for key, it in before.items() if it}
    rated = {(one["criterion"], one["scenario"]): one for one in card["ratings"]}
    for criterion, number in product((one.id for one in CRITERIA), (1, 2, 3)):
        rated.setdefault((criterion, number), {"criterion": criterion, "scenario": number, "points": 2})
    card |= {"scores": [*scores.values()], "ratings": [*rated.values()], "feedback": feedback}
    card |= {"signals": [{"signal": one, "seen": "not_asked"} for one in SIGNALS]}
    put = """async ([path, card]) => (await fetch(`/api/v1/${path}`, {
        method: "PUT", headers: {"Content-Type": "application/json"}, body: JSON.stringify({card}),
    })).status"""
    assert who.page.evaluate(put, [path, card]) == 200


def the_panel_sees_nothing_before(evening: Evening, mia: Someone) -> None:
    page = mia.page
    page.goto(f"{evening.path}/scorecard")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nora")
    (other,) = mia.asks(f"staff/interviews/{evening.id}/card")["others"]
    assert (other["standing"], other["card"], other["notes"]) == ("submitted", None, None)
    assert "split by host" not in page.content()
    debrief = mia.asks(f"staff/interviews/{evening.id}/debrief")
    assert (debrief["state"], debrief["why"], debrief["agenda"]) == ("closed", "Hand in your own scorecard first.", [])
    fills(mia, evening, points=(0, 2, 3), feedback=f"{SAID}[1, 0:30]\n\n{SAID}[2, 0:30]")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.get_by_role("region", name="Outcome")).to_contain_text("5of 9")
    submits(page)
    page.get_by_text("Side by side, 2").click()
    cards = page.get_by_role("table", name="Scorecards beside each other")
    expect(cards.get_by_role("row", name="1. Orders are slow")).to_contain_text("2 apart")
    expect(cards.get_by_role("row", name="Notes")).to_contain_text("Nora split by host first")
    scheme(page, "light")
    assert faults(page) + faults_in_the_dark(page) == []


def they_talk(evening: Evening, lead: Page, panel: Page) -> None:
    """The room opened by itself for who waited in it; what one writes the other reads."""
    agenda = lead.get_by_role("main", name="Agenda")
    expect(agenda.get_by_role("listitem").first).to_contain_text("Orders are slow", timeout=READY)
    expect(agenda.get_by_role("listitem").first).to_contain_text("2 points apart")
    panel.goto(f"{evening.path}/debrief")
    panel.keyboard.press("j")
    panel.get_by_role("button", name="Settle: Orders are slow").click()
    panel.keyboard.type("We say 2.")
    panel.keyboard.press("Control+Enter")
    expect(agenda.get_by_text("We say 2.")).to_be_visible(timeout=READY)
    expect(agenda.get_by_role("status")).to_contain_text("1 of")
    scheme(lead, "light")
    assert faults(lead) + faults_in_the_dark(lead) == []


def result_of(page: Page) -> Locator:
    return page.get_by_role("region", name="Result", exact=True)


def the_packet_is_open(page: Page) -> None:
    """After the last card: the panel's figures, each rater's beside them, and nobody's name."""
    page.reload()
    expect(result_of(page)).to_contain_text("5.5 of 9", timeout=READY)
    expect(result_of(page)).to_contain_text("Below threshold")
    expect(page.get_by_role("region", name="Before you decide")).to_contain_text("one rater gave 0, one gave 2")
    expect(page.get_by_role("img", name=re.compile("^Evidence of scenario 1 over time"))).to_be_visible()
    assert "Nora" not in page.content()
    scheme(page, "light")
    assert faults(page) + faults_in_the_dark(page) == []
    scheme(page, "light")
    page.get_by_role("tab", name="Scores and hints").click()
    part = page.get_by_role("tabpanel", name="Of the scenario")
    expect(part).to_contain_text("Identified with one hint, proposed working solution")
    expect(part).to_contain_text("What would you expect to see?")
    assert faults(page) == []
    page.get_by_role("tab", name="What happened").click()


def a_second_opens_the_replay(page: Page) -> None:
    """The moment is in the address; keys go through them. A second that a rater cites opens the replay there, with what
    the candidate had before them.
    """
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile(r"scenario=1&at=\d+"))
    page.get_by_role("region", name="Feedback").get_by_role("link", name="Replay at 1, 2:55").click()
    page.wait_for_url("**/replay?**")
    expect(page.get_by_label("Time", exact=True)).to_contain_text(re.compile("2:5[45] of scenario 1"), timeout=READY)
    view = page.frame_locator('iframe[title="The candidate\'s view at this moment"]')
    expect(view.get_by_text(METRIC).first).to_be_visible(timeout=READY)
    assert "Nora" not in page.content()
    page.go_back()
    expect(result_of(page)).to_be_visible()


def a_note_over_the_replay(evening: Evening, page: Page) -> None:
    """Of the committee's own, on the second in which it was begun; it opens that second again, and is theirs to change."""
    page.goto(f"{evening.path}/replay?t=300")
    expect(page.get_by_role("tab", name="Notes")).to_be_visible(timeout=READY)
    page.keyboard.press("n")
    panel = page.get_by_role("tabpanel", name="Notes")
    field = panel.get_by_label("A note on this second")
    expect(field).to_be_focused()
    field.fill("Reads the axis before the curve")
    panel.get_by_role("button", name="Systematic").click()
    field.press("Enter")
    expect(panel.get_by_role("listitem")).to_contain_text("Reads the axis before the curve")
    expect(panel.get_by_role("listitem")).to_contain_text("1 Systematic")
    expect(field).to_have_value("")
    assert faults(page) == []
    assert faults_in_the_dark(page) == []
    panel.get_by_role("button", name="Erase this note").click()
    expect(panel.get_by_text("No notes of yours yet")).to_be_visible()


def it_is_taken(page: Page, file: Path, kind: str) -> None:
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as taken:
        page.get_by_role("menuitem", name=f"({kind})").click()
    taken.value.save_as(file)


def without_a_network(browser: Browser, file: Path) -> None:
    context = browser.new_context(offline=True, color_scheme="light", viewport={"width": 1280, "height": 900})
    page, asked, said = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    expect(page.get_by_role("definition").first).to_contain_text("5.5 of 9")
    expect(page.get_by_text("Taken by Eric", exact=False).first).to_be_visible()
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []
    assert said == []
    assert "Nora" not in page.content()
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []
    context.close()


def it_is_decided(evening: Evening, lead: Page, recruiter: Page) -> None:
    recruiter.goto(f"{evening.path}/debrief")
    decision = recruiter.get_by_role("region", name="Decision")
    expect(decision).to_contain_text("Rounds proposes nothing")
    decision.get_by_text("Advance", exact=True).click()
    decision.get_by_label("Reason").fill("Exact in two of three.")
    decision.get_by_role("button", name="Record the decision").click()
    expect(decision).to_contain_text("Exact in two of three.")
    expect(lead.get_by_role("region", name="Decision")).to_contain_text("Advance", timeout=READY)
    expect(lead.get_by_role("button", name="Record the decision")).to_have_count(0)


def the_lead_amends(evening: Evening, ben: Someone) -> None:
    page = ben.page
    page.get_by_role("link", name="Scorecard").click()
    page.get_by_role("button", name="Amend").click()
    page.get_by_role("radiogroup", name="Score of scenario 3").get_by_text("3", exact=True).click()
    page.get_by_role("button", name="Submit the change").click()
    page.get_by_label("Why it changes").fill("Mia cited what I had missed.")
    page.get_by_role("dialog").get_by_role("button", name="Submit").click()
    versions = page.get_by_role("region", name="Versions")
    expect(versions).to_contain_text("changed after seeing Mia", timeout=READY)
    expect(versions).to_contain_text("Mia cited what I had missed.")
    kept = ben.asks(f"staff/interviews/{evening.id}/card")
    assert (kept["version"], kept["standing"]) == (2, "submitted")
    assert timedelta(hours=23) < timedelta(milliseconds=kept["due"] - kept["now"]) < timedelta(hours=24)


def the_packet_tells_all_of_it(page: Page) -> None:
    """What the debrief said and people decided, from then on with the name, and what was changed after it."""
    page.reload()
    expect(result_of(page)).to_contain_text("6 of 9")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nora")
    decided = page.get_by_role("region", name="Debrief and decision")
    expect(decided).to_contain_text("We say 2.")
    expect(decided).to_contain_text("Exact in two of three.")
    expect(page.get_by_role("complementary", name="Criteria and raters")).to_contain_text("changed after seeing others")


def they_are_held_against_the_record(page: Page, earlier: Path, now: Path) -> None:
    """One is of the record as it is, one of what it was before the decision."""
    page.get_by_role("button", name="Download").click()
    page.get_by_role("menuitem", name="Check a copy").click()
    dialog = page.get_by_role("dialog", name="Check a copy against the record")
    for file, told in (
        (now, "The content is that of the record as it is now."),
        (earlier, re.compile(r"as of version \d of \d")),
    ):
        dialog.get_by_label("A packet, as HTML, PDF or JSON").set_input_files(file)
        expect(dialog.get_by_role("status")).to_contain_text(told)
        expect(dialog.get_by_role("status")).to_contain_text("Taken by Eric")
        expect(dialog.get_by_role("status")).not_to_contain_text("do not rely")
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def it_is_shared(evening: Evening, page: Page) -> None:
    page.goto(f"{evening.path}/packet")
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="Who reads this packet")
    dialog.get_by_label("Share with").select_option(label="Faye")
    until = evening.house.clock() + timedelta(days=5)
    dialog.get_by_label("Until the end of (UTC)").fill(f"{until:%Y-%m-%d}")
    dialog.get_by_role("button", name="Share", exact=True).click()
    expect(dialog.get_by_role("row", name=re.compile("^Faye"))).to_contain_text(f"until {until.day} {until:%B %Y}")
    expect(dialog.get_by_role("listitem").filter(has_text="Eric: taken")).to_have_count(2)
    assert faults(page) == []
