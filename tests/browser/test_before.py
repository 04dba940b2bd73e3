"""The day before an interview: what its interviewer reads, and the hour rehearsed from start to end, which leaves no record."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Browser, BrowserContext, Page, expect

from rounds.actions import arranging, inviting
from rounds.actions.arranging import Chosen, Wanted
from rounds.interviews.letters import INVITATION
from tests.actions.test_before import rows
from tests.browser.accessible import faults, faults_in_the_dark
from tests.browser.house import BEN, HINTS, READY, RITA, TITLES, TOPICS, House, browser_of, staff_link, until


def test_the_day_before(house: House, address: str, browser: Browser) -> None:
    interview = invited(house)
    with browser_of(browser, address, staff_link(house, BEN), "Open Rounds") as ben:
        page = ben.page
        page.goto(f"/staff/interviews/{interview}/prepare")
        reads(page)
        before = rows(house.office)
        rehearses(house, page, ben.context)
        page.wait_for_url(f"**/staff/interviews/{interview}/prepare")
        expect(page.get_by_role("button", name="Rehearse the hour")).to_be_visible()
        assert rows(house.office) == before


def invited(house: House) -> str:
    """One of tomorrow, whose candidate has not opened their link."""
    wanted = Wanted(
        candidate="Nora",
        lead=BEN.id,
        scenarios=tuple(Chosen(name, 1) for name in TITLES),
        plan="Fit 60",
        zone="Europe/Berlin",
        starts=house.clock() + timedelta(hours=23),
    )
    made = arranging.arrange(house.office, RITA, wanted)
    inviting.invite(house.office, RITA, made, "http://127.0.0.1", template=INVITATION, send=False)
    return made


def reads(page: Page) -> None:
    """A solution document, which is attested as read, and what is not ready."""
    ready = page.get_by_role("region", name="Still to be ready")
    expect(ready.get_by_text("The candidate has not checked their access yet.")).to_be_visible()
    expect(ready.get_by_text("not ready", exact=True)).to_have_count(2)
    expect(page.get_by_role("region", name="Solution of scenario 1")).to_contain_text("SEALED-cause")
    expect(page.get_by_role("region", name="Hints")).to_contain_text(f"{HINTS[0].minute} min{HINTS[0].text}")
    expect(page.get_by_role("region", name="Discussion")).to_contain_text(TOPICS[0].text)
    expect(page.get_by_role("region", name="Expected of this level").get_by_role("listitem").first).to_be_visible()
    expect(page.get_by_role("region", name="Rubric").get_by_role("group").first).to_be_visible()
    assert faults(page) + faults_in_the_dark(page) == []

    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_text("You have read scenario 1")).to_be_visible()
    expect(page.get_by_role("region", name="Who has read what")).to_contain_text("1 of 3")
    page.get_by_role("navigation", name="Scenarios").get_by_role("button", name=list(TITLES.values())[1]).click()
    expect(page.get_by_role("region", name="Solution of scenario 2")).to_be_visible()
    expect(page.get_by_role("button", name="I have read this")).to_be_visible()


def rehearses(house: House, page: Page, context: BrowserContext) -> None:
    """Both sides in one browser, the candidate's in two tabs, from the waiting room into a scenario, and its end."""
    page.get_by_role("button", name="Rehearse the hour").click()
    link = page.get_by_role("link", name="Candidate’s side").get_attribute("href")
    assert link
    other = context.new_page()
    other.goto(link.removeprefix("http://127.0.0.1"))
    other.get_by_role("button", name="Open my interview").click()
    waiting = other.get_by_role("heading", name="You are in the waiting room")
    expect(waiting).to_be_visible(timeout=READY)

    page.get_by_role("link", name="Your cockpit").click()
    seat = f"{page.url.split('/')[-2]}-c"
    another = context.new_page()
    another.goto("/interview")
    expect(another.get_by_role("heading", name="You are in the waiting room")).to_be_visible(timeout=READY)
    page.get_by_role("button", name="Let in").click()
    for one in (other, another):
        expect(one.get_by_role("heading", name="Your interview has begun")).to_be_visible(timeout=READY)
    assert house.office.presence.open[seat] == 1  # all tabs share a connection
    other.close()
    page.get_by_role("button", name="Start 1").click()
    another.wait_for_url("**/interview/1/briefing", timeout=READY)
    until(page, lambda: house.office.presence.open[seat] == 1)
    page.get_by_label("A note on this second").fill("Only tried")
    page.get_by_label("A note on this second").press("Enter")
    expect(page.get_by_role("list", name="Notes and flags")).to_contain_text("Only tried")

    page.get_by_role("button", name="End rehearsal").click()
    asked = page.get_by_role("dialog", name="End the rehearsal")
    expect(asked).to_contain_text("Everything of it is deleted")
    assert faults(page, "[role=dialog]") == []
    asked.get_by_role("button", name="End it and delete it").click()
