"""Before an interview with a clock, in a real browser: the access check, what is agreed to, the tour of the tools on the
tutorial incident, and the waiting room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from rounds.interviews import acts
from rounds.interviews.access import CHECKS, access_of, agreed_of, toured_of
from rounds.web import interface
from tests.browser.accessible import faults, faults_in_the_dark, scheme
from tests.web.clocked import STARTS, Clock, Hour, install_tutorial
from tests.web.conftest import opened
from tests.web.served import served

READY = 30_000  # milliseconds, on a machine that is busy


@pytest.fixture(scope="module")
def hour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hour]:
    assert interface.is_built()
    clock = Clock()
    with opened(tmp_path_factory.mktemp("around"), now=clock) as house:
        install_tutorial(house)
        made = Hour(house, clock)
        made.begin()
        made.do(acts.Invited("one"))
        yield made


@pytest.fixture(scope="module")
def profile(hour: Hour, browser: Browser) -> Iterator[BrowserContext]:
    """The one browser that has the interview."""
    with served(hour.house.app) as address:
        profile = browser.new_context(
            viewport={"width": 1440, "height": 900}, base_url=address, timezone_id="Asia/Tokyo", reduced_motion="reduce"
        )
        profile.set_default_timeout(15_000)
        page = profile.new_page()
        page.goto(f"/join#{hour.token}")
        page.get_by_role("button", name="Open my interview").click()
        page.wait_for_url("**/interview")
        page.close()
        yield profile
        profile.close()


@pytest.fixture
def page(profile: BrowserContext) -> Iterator[Page]:
    page = profile.new_page()
    page.goto("/interview")
    yield page
    page.close()


def test_a_candidate_is_ready_before_the_interview(hour: Hour, page: Page) -> None:
    # The date is that of the candidate's zone, not of the browser's.
    expect(page.get_by_role("heading", level=1)).to_have_text("Your interview is tomorrow at 07:00")
    expect(page.get_by_role("article", name="Scenario 1")).to_contain_text("opens at 07:04")
    expect(page.get_by_role("button", name="Waiting room, from 06:50")).to_be_disabled()
    scheme(page, "light")
    assert faults(page) == []

    # The access check, with nothing but what a browser has.
    check = page.get_by_role("region", name="Access check")
    check.get_by_role("button", name="Check my access").click()
    page.keyboard.press("j")
    expect(check.get_by_text(re.compile(r"of 9 as they should be"))).to_be_visible(timeout=READY)
    for name in ("Live channel", "Screen", "Charts", "Keyboard"):
        expect(check.get_by_role("listitem").filter(has_text=name)).to_contain_text("good")
    expect(check.get_by_role("button", name="Run again")).to_be_visible()

    # The four questions, and what is agreed to.
    page.get_by_role("button", name="Questions people ask").click()
    dialog = page.get_by_role("dialog", name="Questions people ask")
    expect(dialog).to_contain_text("In production, you wouldn't have immediate code access either.")
    expect(dialog.get_by_role("term")).to_have_count(4)
    page.keyboard.press("Escape")
    consents = page.get_by_role("region", name="Consents")
    expect(consents.get_by_role("button", name="Agree")).to_be_disabled()
    consents.get_by_role("checkbox", name="I accept: What you may use").check()
    consents.get_by_role("button", name="Agree").click()
    expect(consents.get_by_role("status")).to_have_text("Kept")
    page.get_by_role("button", name="Display").click()
    page.get_by_role("switch", name="Hide the timer").check()
    page.get_by_role("switch", name="High contrast").check()
    expect(page.locator("html")).to_have_attribute("data-high-contrast", "")
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-high-contrast", "")
    assert faults_in_the_dark(page) == []

    with hour.house.office.records.look() as look:
        done = look.done(hour.id)
        assert look.hour(hour.id).state.value == "ready"
    found = access_of(done)
    assert found is not None
    assert set(found.checks) == set(CHECKS)
    assert agreed_of(done).consents == {"policy": True, "record": True, "calibration": False, "training": False}
    assert hour.record()[-1] == "displayed"


def test_the_tour_recognises_what_is_done_and_writes_nothing_else(hour: Hour, page: Page) -> None:
    before = len(hour.record())
    page.get_by_role("link", name="Start the tour").click()
    bar = page.get_by_role("complementary", name="Tour of the tools")
    expect(bar).to_contain_text("Drag over a chart", timeout=READY)
    bar.get_by_role("button", name="Done").click()
    bar.get_by_role("link", name="Go on with Traces").click()
    page.get_by_role("grid", name="Traces").get_by_role("link").first.click()
    expect(bar).to_contain_text("Traces: done.")
    scheme(page, "light")
    assert faults(page, "aside[aria-label='Tour of the tools']") == []
    bar.get_by_role("link", name="Go on with Logs").click()
    expect(bar).to_contain_text("level:warn")
    page.goto("/interview/tutorial/logs?q=level:error")
    expect(bar).to_contain_text("Logs: done.")
    expect(page.get_by_text("order 1 taken").first).to_be_visible()
    bar.get_by_role("link", name="Go on with Database").click()
    bar.get_by_role("button", name="Skip").click()
    expect(bar.get_by_role("button", name="Skip")).to_have_count(0)
    page.get_by_role("link", name="Rounds: back to the start page").click()
    tour = page.get_by_role("region", name="Tour of the tools")
    expect(tour).to_contain_text("4 of 6")
    expect(tour.get_by_role("link", name="Go on with Heap")).to_be_visible()

    with hour.house.office.records.look() as look:
        told = toured_of(look.done(hour.id))
    assert told == {"metrics": "done", "traces": "done", "logs": "done", "database": "skipped"}
    assert set(hour.record()[before:]) <= {"toured", "view"}  # a view of the dashboard may be among them


def test_the_waiting_room_opens_by_itself_and_the_interview_begins(hour: Hour, page: Page) -> None:
    hour.clock.now = STARTS - timedelta(minutes=9)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are in the waiting room")
    hour.do(acts.Admitted())
    expect(page.get_by_role("heading", level=1)).to_have_text("Your interview has begun")
    hour.do(acts.Begun(1))
    page.wait_for_url("**/interview/1/briefing")
    page.get_by_role("button", name="Questions people ask").click()
    expect(page.get_by_role("dialog", name="Questions people ask")).to_contain_text("Is this data real?")
    page.goto("/interview/tutorial/logs")
    expect(page.get_by_text("The tutorial is closed")).to_be_visible()
    page.goto("/interview")
    expect(page.get_by_role("link", name="Go to scenario 1")).to_be_visible()
    hour.do(acts.Ended())
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, Anna")
    page.get_by_role("radio", name="Partly").check(force=True)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you. It was sent.")).to_be_visible()
    scheme(page, "light")
    assert faults(page) == []
    assert hour.record()[-1] == "commented"
