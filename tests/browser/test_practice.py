"""Practice in real browsers: a run alone from its start to the comparison, and a game day of two who share a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from rounds.interviews import Duty, Person
from tests.browser.accessible import faults, faults_in_the_dark, scheme
from tests.browser.house import METRIC, READY, VARIANT, House, Someone, browser_of, staff_link, until

ANA, MIA, LEO = (
    Person(f"{name.lower()}-trains", name, f"{name.lower()}@trains.test", frozenset({Duty.ENGINEER}))
    for name in ("Ana", "Mia", "Leo")
)
TITLE = "Payments are slow"


@pytest.fixture
def opened(house: House, address: str, browser: Browser) -> Iterator[Callable[[Person], Someone]]:
    """Makes the account of somebody and opens a browser for them, on the page of their runs."""
    with ExitStack() as stack:

        def of(person: Person) -> Someone:
            with house.office.records.work() as work:
                work.people.add(person, house.clock())
            return stack.enter_context(browser_of(browser, address, staff_link(house, person), "Open Rounds"))

        yield of


def test_a_practice_run_alone_to_its_comparison(house: House, opened: Callable[[Person], Someone]) -> None:
    page = opened(ANA).page
    starts_a_run(page)
    works_with_a_hint(house, page)
    compares(page)
    sees_progress(page)


def starts_a_run(page: Page) -> None:
    page.wait_for_url("**/staff/practice")
    expect(page.get_by_role("link", name="Interviews")).to_have_count(0)
    expect(page.get_by_text("No runs yet")).to_be_visible(timeout=READY)
    assert faults(page) + faults_in_the_dark(page) == []
    scheme(page, "light")
    choose(page)
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**/interview")
    expect(page.get_by_role("heading", name="Your run has not begun")).to_be_visible(timeout=READY)
    assert faults(page) == []
    page.get_by_role("button", name="Begin").click(timeout=READY)
    page.wait_for_url("**/interview/1/briefing")


def choose(page: Page) -> None:
    page.get_by_role("checkbox", name="Prints are late").uncheck(timeout=READY)
    page.get_by_role("checkbox", name=TITLE).check()
    page.get_by_text("By number").click()
    page.get_by_label("Number of the variant").fill(str(VARIANT))


def works_with_a_hint(house: House, page: Page) -> None:
    bar = page.get_by_role("region", name="Practice run")
    expect(bar).to_contain_text("Hint 1 of 2 in ", timeout=READY)
    expect(page.get_by_role("button", name="Your interviewer")).to_have_count(0)
    page.get_by_role("button", name="Notebook", exact=False).first.click()
    page.get_by_role("textbox", name="A hypothesis").fill("The database is busy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="1. The database is busy")).to_be_visible()
    house.clock.goes(minutes=3)
    page.reload()
    expect(bar).to_contain_text("A hint is ready", timeout=READY)
    assert faults(page) == []
    bar.get_by_role("button", name="Show it").click()
    expect(page.get_by_role("region", name="Hint", exact=True)).to_contain_text("What do the requests look like?")
    bar.get_by_role("button", name="Ask early").click()
    expect(page.get_by_role("dialog")).to_contain_text("6:00")
    page.get_by_role("button", name="Leave it as it is").click()
    page.goto(f"/interview/1/metrics?q={METRIC}")
    expect(page.get_by_role("img", name="HTTP requests").first).to_be_visible(timeout=READY)
    page.wait_for_timeout(2_500)  # as long as somebody looks before it counts as seen
    bar.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish it").click()
    page.get_by_role("link", name="Compare with the expected path").click()


def compares(page: Page) -> None:
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible(timeout=READY)
    line = page.get_by_role("slider", name="Expected path and what happened")
    expect(line).to_be_visible()
    line.focus()
    page.keyboard.press("ArrowRight")
    then = page.get_by_role("region", name="Line of time")
    expect(then).to_contain_text("The database is busy")
    expect(then.get_by_role("link", name="Replay from here")).to_be_visible()
    path = page.get_by_role("table", name="The path, step by step")
    expect(path.get_by_role("row").filter(has_text="Requests")).to_contain_text("3:00")
    expect(path).to_contain_text("The errors in the logs")
    expect(page.get_by_role("region", name="Hints taken")).to_contain_text("What do the requests look like?")
    expect(page.get_by_role("region", name="The cause")).to_contain_text("One lock is held")
    expect(page.get_by_role("list", name="Time by tool")).to_contain_text("Briefing")
    page.get_by_role("button", name="As a table").click()
    expect(page.get_by_role("table", name="What happened, in order")).to_contain_text("Hint of minute 3")
    assert faults(page) + faults_in_the_dark(page) == []
    scheme(page, "light")
    page.get_by_role("radiogroup", name="Your score").get_by_text("Identified with one hint").click()
    page.get_by_label("What you would do differently").fill("Look at the logs first.")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("Kept. You can change it.")).to_be_visible()


def sees_progress(page: Page) -> None:
    page.get_by_role("link", name="Practice", exact=True).first.click()
    row = page.get_by_role("table", name="Your runs").get_by_role("row").filter(has_text=TITLE)
    expect(row.get_by_role("link", name=f"Compare {TITLE}")).to_be_visible(timeout=READY)
    progress = page.get_by_role("region", name=TITLE)
    expect(progress).to_contain_text("No averages below 3 runs (n = 1)")
    assert faults(page) == []


def test_a_game_day_of_two_with_one_notebook(opened: Callable[[Person], Someone]) -> None:
    mia, leo = (opened(one).page for one in (MIA, LEO))
    mia.goto("/staff/practice")
    choose(mia)
    mia.get_by_text("Game day", exact=True).click()
    mia.get_by_role("button", name="Open the game day").click()
    mia.wait_for_url("**/interview")
    leo.goto("/staff/practice")
    leo.get_by_role("button", name=f"Join {TITLE}").click(timeout=READY)
    leo.wait_for_url("**/interview")
    expect(leo.get_by_role("region", name="Who is in it")).to_contain_text("Mia")
    mia.get_by_role("button", name="Begin").click(timeout=READY)
    for page in (mia, leo):
        page.wait_for_url("**/interview/1/briefing")
    they_share_a_notebook(mia, leo)
    leo_goes_where_mia_is(mia, leo)
    it_ends_for_both(mia, leo)


def they_share_a_notebook(mia: Page, leo: Page) -> None:
    for page in (mia, leo):
        page.get_by_role("button", name="Notebook", exact=False).first.click()
    mia.get_by_role("textbox", name="A hypothesis").fill("The pool is too small")
    mia.keyboard.press("Enter")
    entry = leo.get_by_role("region", name="1. The pool is too small")
    expect(entry).to_contain_text("Mia")
    leo.get_by_role("textbox", name="A hypothesis").fill("Somebody holds a lock")
    leo.keyboard.press("Enter")
    expect(mia.get_by_role("region", name="2. Somebody holds a lock")).to_contain_text("Leo")
    assert faults(mia) == []


def leo_goes_where_mia_is(mia: Page, leo: Page) -> None:
    mia.goto("/interview/1/logs?q=level:error")
    expect(mia.get_by_role("grid").first).to_be_visible(timeout=READY)
    until(leo, lambda: leo.get_by_role("link", name="Go where Mia is: in Logs").count())
    assert faults(leo) == []
    leo.get_by_role("link", name="Go where Mia is: in Logs").click()
    leo.wait_for_url("**/interview/1/logs?q=level:error*")


def it_ends_for_both(mia: Page, leo: Page) -> None:
    bar = leo.get_by_role("region", name="Game day")
    bar.get_by_role("button", name="Finish").click()
    leo.get_by_role("dialog").get_by_role("button", name="Finish it").click()
    for page, name in ((leo, "Leo"), (mia, "Mia")):
        page.get_by_role("link", name="Compare with the expected path").click()
        line = page.get_by_role("region", name="Line of time")
        expect(line).to_be_visible(timeout=READY)
        expect(page.get_by_role("region", name="What you thought, and what it was")).to_contain_text(
            "The pool is too small"
        )
        expect(page.get_by_role("button", name="Delete")).to_have_count(1 if name == "Mia" else 0)
    assert faults(mia) == []
