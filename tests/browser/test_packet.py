"""The packet, as a committee member reads it: closed, open, from a second of it into the replay, as a file without a
network, held against the record; and a recruiter who shares it and records the decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rounds.actions import arranging
from rounds.actions.arranging import Chosen, Wanted
from rounds.interviews import Act, Duty, Person, acts, cards
from rounds.interviews.acts import Done
from rounds.interviews.rubric import CRITERIA
from rounds.interviews.scorecard import Cited, Raised, Rating, Score, Scorecard, Seen, Signal, Solution
from tests.browser.accessible import faults, faults_in_the_dark, scheme
from tests.browser.house import BEN, ERIC, READY, RITA, TITLES, House, Someone, browser_of, staff_link

FAYE = Person("faye", "Faye", "faye@rounds.test", frozenset({Duty.COMMITTEE}))
SAID = "Nora split the errors by host before she explained anything, and said what she expected to see. " * 3
SUM = "The content is that of the record as it is now."


class Evening:
    """An interview of Nora's, with Ben as its lead and Eric of the committee, that has ended; no card is in."""

    def __init__(self, house: House) -> None:
        self.house = house
        with house.office.records.work() as work:
            if all(one.id != FAYE.id for one in work.people.all()):
                work.people.add(FAYE, house.clock())
        wanted = Wanted(
            "Nora", BEN.id, tuple(Chosen(name, 1) for name in TITLES), "Fit 60", "UTC", committee=(ERIC.id,)
        )
        self.id = arranging.arrange(house.office, RITA, wanted)
        with house.office.records.look() as look:
            self.lead = next(seat.id for seat in look.seats_of(self.id) if seat.person == BEN.id)
        self.path = f"/staff/interviews/{self.id}/packet"
        self.does(acts.Entered(), acts.Admitted(), minutes=0)
        self.does(acts.Begun(1), minutes=4)
        self.does(acts.Noted("Nora split by host first", ("correlation",), 1), minutes=3)
        self.does(acts.Hinted(1, 0, 1, "What would you expect to see?", quiet=38.0, minute=3.0), minutes=1)
        self.does(acts.Recognised(1, "said"), acts.Mitigated(1), minutes=6)
        for phase, minutes in ((2, 4), (3, 3), (5, 17)):
            self.does(acts.Begun(phase), minutes=minutes)
        self.does(acts.Ended(), minutes=17)

    def does(self, *these: Act, minutes: float) -> None:
        self.house.clock.goes(minutes=minutes)
        with self.house.office.records.work() as work:
            for act in these:
                work.append(self.id, Done(act, self.lead), self.house.clock())
            work.keep_state(self.id, work.hour(self.id).state)
        self.house.office.live.changed(self.id)

    def is_judged(self) -> None:
        self.does(cards.submitted(CARD), minutes=10)


CARD = Scorecard(
    scores=tuple(
        Score(one, points, 600.0, False, Solution.WORKING, "", (Cited(one, 180.0, "splits by host"),))
        for one, points in ((1, 2), (2, 2), (3, 3))
    ),
    ratings=tuple(Rating(one.id, 0, 2.5) for one in CRITERIA),
    signals=(Signal("tradeoffs", Seen.SEEN, "weighed a breaker"),),
    flags=(Raised("hypotheses", 1, 120.0),),
    feedback=f"{SAID} [1, 3:00]\n\n{SAID} [2, 0:40]",
)


@pytest.fixture
def evening(house: House) -> Evening:
    return Evening(house)


@pytest.fixture
def people(house: House, address: str, browser: Browser, evening: Evening) -> Iterator[tuple[Someone, ...]]:
    with ExitStack() as stack:
        yield tuple(
            stack.enter_context(browser_of(browser, address, staff_link(house, one), "Open Rounds"))
            for one in (ERIC, RITA)
        )


def test_a_committee_reads_it(evening: Evening, people: tuple[Someone, ...], browser: Browser, tmp_path: Path) -> None:
    eric, rita = people
    page = eric.page
    it_is_closed(evening, page)
    evening.is_judged()
    it_is_open(evening, page)
    a_second_opens_the_replay(evening, page)
    file = tmp_path / "packet.html"
    it_is_taken(page, file, "HTML")
    without_a_network(browser, file)
    it_is_held_against_the_record(page, file)
    it_is_taken(page, tmp_path / "packet.pdf", "PDF")
    it_is_held_against_the_record(page, tmp_path / "packet.pdf")
    it_is_shared_and_decided(evening, rita.page)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nora")


def it_is_closed(evening: Evening, page: Page) -> None:
    page.goto(evening.path)
    expect(page.get_by_role("status").first).to_contain_text("0 of 1 scorecards are in.")
    expect(page.get_by_role("list", name="Scorecards that are missing")).to_contain_text("Ben")
    assert faults(page) == []


def it_is_open(evening: Evening, page: Page) -> None:
    page.reload()
    result = page.get_by_role("region", name="Result", exact=True)
    expect(result).to_contain_text("7 of 9")
    expect(result).to_contain_text("Pass")
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


def a_second_opens_the_replay(evening: Evening, page: Page) -> None:
    """The moment is in the address; keys go through them, and from each the replay opens there."""
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile(r"scenario=1&at=\d+"))
    page.get_by_role("region", name="Feedback").get_by_role("link", name="Replay at 1, 3:00").click()
    page.wait_for_url("**/replay?**")
    expect(page.get_by_label("Time", exact=True)).to_contain_text(
        re.compile("(2:59|3:00) of scenario 1"), timeout=READY
    )
    page.go_back()
    expect(page.get_by_role("region", name="Result", exact=True)).to_be_visible()


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
    expect(page.get_by_role("definition").first).to_contain_text("7 of 9")
    expect(page.get_by_text("Taken by Eric", exact=False).first).to_be_visible()
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []
    assert said == []
    assert "Nora" not in page.content()
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []
    context.close()


def it_is_held_against_the_record(page: Page, file: Path) -> None:
    page.get_by_role("button", name="Download").click()
    page.get_by_role("menuitem", name="Check a copy").click()
    dialog = page.get_by_role("dialog", name="Check a copy against the record")
    dialog.get_by_label("A packet, as HTML, PDF or JSON").set_input_files(file)
    expect(dialog.get_by_role("status")).to_contain_text(SUM)
    expect(dialog.get_by_role("status")).to_contain_text("Taken by Eric")
    expect(dialog.get_by_role("status")).not_to_contain_text("do not rely")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def it_is_shared_and_decided(evening: Evening, page: Page) -> None:
    page.goto(evening.path)
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="Who reads this packet")
    dialog.get_by_label("Share with").select_option(label="Faye")
    until = evening.house.clock() + timedelta(days=5)
    dialog.get_by_label("Until the end of (UTC)").fill(f"{until:%Y-%m-%d}")
    dialog.get_by_role("button", name="Share", exact=True).click()
    expect(dialog.get_by_role("row", name=re.compile("^Faye"))).to_contain_text(f"until {until.day} {until:%B %Y}")
    expect(dialog.get_by_role("listitem").filter(has_text="Eric: taken")).to_have_count(2)
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Record decision").click()
    decide = page.get_by_role("dialog", name="Record the decision")
    decide.get_by_text("Advance", exact=True).click()
    decide.get_by_label("Reason").fill("Exact in two of three.")
    decide.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("region", name="Debrief and decision")).to_contain_text("Exact in two of three.")
