"""An interview from its arrangement to the candidate's browser, and to another one that the lead lets in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Page, expect

from tests.browser.accessible import faults, faults_in_the_dark
from tests.browser.demo import Demo


def test_an_interview_is_arranged_and_invited_to(browser: Browser, interviewer: Page, demo: Demo) -> None:
    page = interviewer
    page.get_by_role("link", name="New interview").click()
    arrange(page)
    expect(page.get_by_role("heading", name="Nora Quist")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("three 14-minute debugging sessions")
    assert faults(page) == []
    link = invited(page)

    with browser.new_context(base_url=demo.address) as first, browser.new_context(base_url=demo.address) as second:
        here, there = first.new_page(), second.new_page()
        here.goto(link)
        here.get_by_role("button", name="Open my interview").click()
        here.wait_for_url("**/interview")
        there.goto(link)
        there.get_by_role("button", name="Open my interview").click()
        expect(there.get_by_role("status")).to_contain_text("Another browser has this interview")
        assert faults(there) == []

        page.get_by_role("button", name="Let it in").click()
        asked = page.get_by_role("dialog")
        expect(asked).to_contain_text("the one that has the interview now is signed out")
        asked.get_by_role("button", name="Let it in").click()
        there.wait_for_url("**/interview")
        here.reload()
        expect(here.get_by_role("alert")).to_contain_text("Open your link first")
    page.goto("/staff?show=not+checked&find=nora")
    row = page.get_by_role("table", name="Interviews").get_by_role("row").filter(has_text="Nora Quist")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("copied")
    assert faults(page) + faults_in_the_dark(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV").click()
    assert "Nora Quist" in saved.value.path().read_text()
    row.get_by_role("link", name="Nora Quist", exact=True).click()
    withdraws(page)


def arrange(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("Nora Quist")
    page.get_by_label("Position").fill("Platform engineer")
    page.get_by_label("The candidate's time zone").select_option("Asia/Kolkata")
    page.get_by_label("Starts, by the candidate's clock").fill(
        f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%dT10:30}"
    )
    expect(page.get_by_text("05:00 by your clock (UTC).")).to_be_visible()
    page.get_by_label("Who has place 1").select_option("Robin Demo")
    for number in (1, 2, 3):  # these variants are prepared already
        page.get_by_role("listitem").filter(has=page.get_by_label(f"Scenario {number}", exact=True)).get_by_role(
            "switch", name="A variant of its own"
        ).press("Space")
        expect(page.get_by_label(f"Seed of scenario {number}")).to_have_value("1")
    assert faults(page) + faults_in_the_dark(page) == []
    page.get_by_role("button", name="Arrange the interview").press("Enter")


def withdraws(page: Page) -> None:
    """Nothing is withdrawn before it is said what that does."""
    page.get_by_role("button", name="Withdraw the link").click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("The link opens nothing any more")
    assert faults(page, "[role=dialog]") == []
    asked.get_by_role("button", name="Leave it as it is").click()
    expect(page.get_by_role("button", name="Copy the link")).to_be_visible()
    page.get_by_role("button", name="Withdraw the link").click()
    asked.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("The link was withdrawn. Invite again to make a new one.")).to_be_visible()


def invited(page: Page) -> str:
    """The link that the copied mail has."""
    page.get_by_role("button", name="Invite", exact=True).click()
    dialog = page.get_by_role("dialog")
    mail = dialog.get_by_label("The mail as plain text")
    expect(mail).to_contain_text("10:30 (Asia/Kolkata, UTC+5:30)")
    dialog.get_by_role("tab", name="Words").click()
    dialog.get_by_label("Subject").fill("Hello {nmae}")
    dialog.get_by_role("tab", name="Preview").click()
    expect(dialog.get_by_role("alert")).to_contain_text("There is no field {nmae}")
    dialog.get_by_label("Subject").fill("Hello {name}")
    dialog.get_by_role("tab", name="Preview").click()
    expect(dialog).to_contain_text("Hello Nora Quist")
    assert faults(page, "[role=dialog]") == []
    dialog.get_by_role("button", name="Make the link, and show the mail").click()
    expect(dialog.get_by_role("button", name="Copy the text")).to_be_visible()
    found = re.search(r"http://\S+/join#\S+", mail.inner_text())
    assert found
    dialog.get_by_role("button", name="Done").click()
    return found[0]
