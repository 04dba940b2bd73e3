"""The approach gallery in three browsers: an interviewer cuts a clip of a replay, a colleague watches it without a name, and
it is gone for both as the candidate takes their consent back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from rounds.actions import inviting
from rounds.actions.arranging import Chosen, Wanted
from rounds.interviews import Cause, Duty, Person, Question, Role, acts
from rounds.interviews.letters import INVITATION
from tests.browser.accessible import faults, faults_in_the_dark, scheme
from tests.browser.house import BEN, METRIC, RITA, TITLES, House, Played, Someone, browser_of, staff_link

VERA = Person("vera-clips", "Vera", "vera@clips.test", frozenset({Duty.INTERVIEWER}))
NAME, MAIL = "Nora Quillfeather", "nq@applies.test"
OUTSIDE, NOTED = "It was the cache, I thought at first", "Quillfeather is calm"
TITLE, WHY = "From the chart to its lines", "One query in each tool, and a hypothesis between."


class Shown(Played):
    """Nora's interview, which has ended: a chart, a hypothesis, lines; and what was before and after."""

    def __init__(self, house: House) -> None:
        with house.office.records.work() as work:
            work.people.add(VERA, house.clock())
        chosen = tuple(Chosen(name, 1) for name in TITLES)
        super().__init__(house, Wanted(NAME, BEN.id, chosen, "Fit 60", "UTC", house.clock(), mail=MAIL))
        sent = inviting.invite(house.office, RITA, self.id, "http://127.0.0.1", template=INVITATION, send=False)
        told = re.search(r"/join#\S+", sent.letter.plain)
        assert told
        self.link = told[0]
        self.agrees()
        self.does(acts.Entered(), acts.Admitted(), minutes=2)
        self.does(acts.Begun(1), minutes=4)
        self.writes("h1", OUTSIDE)
        self.sees(f"/interview/1/metrics?q={METRIC}", seconds=45)
        self.asks("metrics.range", expression=METRIC)
        self.writes("h2", "The pool is full, says Quillfeather")
        self.sees("/interview/1/logs?q=level%3Aerror", seconds=50)
        self.does(acts.Noted(NOTED, (), 1), acts.Paused("tea with Nora"), minutes=0)
        self.does(acts.Resumed(), minutes=0.5)
        self.sees("/interview/1/logs?q=Quillfeather", seconds=20)
        for phase, minutes in ((2, 11), (3, 3), (5, 17)):
            self.does(acts.Begun(phase), minutes=minutes)
        self.does(acts.Ended(), minutes=17)

    def agrees(self) -> None:
        agreed = dict.fromkeys(("policy", "record", "training"), True)
        self.does(acts.Consented(agreed, "1"), minutes=0, by=Role.CANDIDATE)

    def writes(self, entry: str, text: str) -> None:
        self.does(acts.Wrote(entry, 1, "hypothesis", text), minutes=0.1, by=Role.CANDIDATE)

    def asks(self, asked: str, **question: Any) -> None:
        with self.house.office.records.work() as work:
            seat, incident = self.seats[Role.CANDIDATE], work.interview(self.id).pins[0].incident
            one = Question(cause=Cause.CANDIDATE, seat=seat, incident=incident, asked=asked, question=question)
            work.append(self.id, one, self.house.clock())


@pytest.fixture
def shown(house: House) -> Shown:
    return Shown(house)


@pytest.fixture
def people(house: House, address: str, browser: Browser, shown: Shown) -> Iterator[tuple[Someone, ...]]:
    with ExitStack() as stack:
        yield (
            stack.enter_context(browser_of(browser, address, shown.link, "Open my interview")),
            *(
                stack.enter_context(browser_of(browser, address, staff_link(house, one), "Open Rounds"))
                for one in (BEN, VERA)
            ),
        )


def test_from_a_replay_to_the_gallery_and_out_of_it(shown: Shown, people: tuple[Someone, ...]) -> None:
    nora, ben, vera = people
    heard: list[str] = []
    vera.page.route("**/api/**", lambda route: listens(route, heard))
    it_is_cut(shown, ben.page)
    it_is_found(vera.page)
    clip = it_is_watched(vera.page)
    nothing_tells_whose_it_is(shown, heard, vera.page)
    it_is_reworded(ben.page, clip)
    the_consent_is_taken_back(nora.page)
    it_is_gone(shown, ben.page, vera.page, clip)


def it_is_cut(shown: Shown, page: Page) -> None:
    """By the moment, by keys and by the ends of the range."""
    page.goto(f"/staff/interviews/{shown.id}/replay?t=300")
    page.get_by_role("button", name="Clip this").click()
    panel = page.get_by_role("complementary", name="Clip")
    expect(panel.get_by_role("button", name="Put it in the gallery")).to_be_disabled()
    start, end = (page.get_by_role("slider", name=f"{one} of the clip") for one in ("Start", "End"))
    expect(start).to_have_attribute("aria-valuetext", "4:40")
    end.press("Shift+ArrowRight")
    expect(end).to_have_attribute("aria-valuetext", "5:50")
    for _ in range(5):
        start.press("Shift+ArrowLeft")
    expect(panel.get_by_role("alert").first).to_contain_text("within one scenario")
    assert faults(page) == []
    page.goto(f"/staff/interviews/{shown.id}/replay?t=255&clip=1&from=250&until=400")
    expect(start).to_have_attribute("aria-valuetext", "4:10")
    page.keyboard.press("i")
    expect(start).to_have_attribute("aria-valuetext", "4:15")
    panel.get_by_label("What is to be seen, in a line").fill(f"{TITLE} by {NAME}")
    panel.get_by_label("Why it is interesting").fill(WHY)
    panel.get_by_label("Step of the expected path").select_option(label="1. Requests")
    scheme(page, "light")
    assert faults(page) + faults_in_the_dark(page) == []
    panel.get_by_role("button", name="Put it in the gallery").click()
    expect(panel.get_by_role("link", name="See the clip")).to_be_visible()
    expect(panel.get_by_role("region", name="Your clips of this replay")).to_contain_text(TITLE)


def it_is_found(page: Page) -> None:
    page.goto("/staff")
    page.get_by_role("link", name="Calibration", exact=True).click()
    page.get_by_role("link", name="Gallery", exact=True).click()
    clips = page.get_by_role("list", name="Clips")
    expect(clips.get_by_role("img", name="3 views: metrics, logs")).to_be_visible()
    expect(clips).to_contain_text("step 1 of 2")
    assert faults(page) + faults_in_the_dark(page) == []
    scheme(page, "light")
    page.get_by_label("Scenario", exact=True).select_option("orders-slow")
    page.get_by_label("Step", exact=True).select_option("1")
    page.get_by_label("Find clips").fill("heap")
    expect(page.get_by_text("No clip is like that")).to_be_visible()
    page.get_by_label("Find clips").fill("CHART lines")
    clips.get_by_role("link", name=TITLE).click()


def it_is_watched(page: Page) -> str:
    expect(page.get_by_role("heading", name=f"{TITLE} by Candidate")).to_be_visible()
    time = page.get_by_role("status", name="Time")
    expect(time).to_contain_text(re.compile("0:00 of 2:25, 0:1[345] of the scenario"))
    view = page.frame_locator("iframe")
    expect(view.get_by_role("main").get_by_text(METRIC).first).to_be_visible(timeout=30_000)
    happened = page.get_by_role("complementary", name="What happened")
    expect(happened).to_contain_text("The pool is full, says Candidate")
    expect(happened).to_contain_text(WHY)
    page.get_by_role("slider", name="Moment of the clip").press("End")
    expect(time).to_contain_text("2:25 of 2:25")
    page.get_by_role("tab", name="Notebook then").click()
    expect(page.get_by_role("tabpanel", name="Notebook then").get_by_role("listitem")).to_have_count(1)
    assert faults(page) + faults_in_the_dark(page) == []
    scheme(page, "light")
    page.keyboard.press("k")
    expect(time).not_to_contain_text("2:25 of")
    return page.url.split("?")[0].rsplit("/", 1)[1]


def listens(route: Route, heard: list[str]) -> None:
    """All of an answer, also to the frame in her page."""
    answer = route.fetch()
    heard.append(f"{route.request.url} {answer.headers} {answer.text()}")
    route.fulfill(response=answer)


def nothing_tells_whose_it_is(shown: Shown, heard: list[str], page: Page) -> None:
    """In all that was sent to her, and all that is drawn."""
    assert any("/staff/gallery/" in one for one in heard)
    assert any("/metrics/range" in one for one in heard)
    for text in (*heard, page.content(), page.frames[-1].content()):
        for told in (NAME, "Quillfeather", MAIL, shown.id, OUTSIDE, NOTED, "tea with"):
            assert told not in text, (told, text[:200])
    assert (
        page.evaluate("async path => (await fetch(path)).status", f"/api/v1/staff/interviews/{shown.id}/replay") == 404
    )


def it_is_reworded(page: Page, clip: str) -> None:
    page.goto(f"/staff/gallery/{clip}")
    page.get_by_role("button", name="Change").click()
    dialog = page.get_by_role("dialog", name="Change the words")
    dialog.get_by_label("What is to be seen, in a line").fill("Chart, then lines")
    assert faults(page, "[role=dialog]") == []
    dialog.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("heading", name="Chart, then lines")).to_be_visible()


def the_consent_is_taken_back(page: Page) -> None:
    page.get_by_role("link", name="Your data").click()
    training = page.get_by_role("switch", name="To train new interviewers")
    expect(training).to_be_checked()
    training.press("Space")
    expect(training).not_to_be_checked()
    page.reload()
    expect(training).not_to_be_checked()


def it_is_gone(shown: Shown, ben: Page, vera: Page, clip: str) -> None:
    for page in (ben, vera):
        page.goto(f"/staff/gallery/{clip}")
        expect(page.get_by_text("This clip is not here")).to_be_visible()
    assert faults(vera) == []
    vera.get_by_role("link", name="To the gallery").click()
    expect(vera.get_by_text("Nothing in the gallery yet")).to_be_visible()
    assert faults(vera) == []
    ben.goto(f"/staff/interviews/{shown.id}/replay?clip=1")
    expect(ben.get_by_text("has not agreed to training")).to_be_visible()
    assert faults(ben) == []
