"""A failed delivery beside one that went well, in a real browser: what differs, and where the time went."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessible import faults, faults_in_the_dark, scheme

FAILED = "/interview/1/traces?from=now-30m&q=service:webhook-dispatcher name:webhook.deliver status:error"
WELL = "/interview/1/traces?from=now-30m&q=root:true name:job.process -trace.errors:>0"

CUT = """head => [...head.querySelectorAll("dl > :not(:last-child)")].filter(figure => {
    const [box, list] = [figure, figure.parentElement].map(element => element.getBoundingClientRect());
    return figure.querySelector("dd").scrollWidth > Math.ceil(box.width) || box.right > list.right + 1;
}).map(figure => figure.textContent)"""


@pytest.fixture
def page(candidate: Page) -> Page:
    """A failed delivery and a usual one of the same root, by one click on the page of the failed one."""
    candidate.goto(FAILED)
    candidate.get_by_role("grid", name="Traces").get_by_role("link", name=re.compile("job.process")).first.click()
    candidate.get_by_role("complementary", name="Span").wait_for()
    candidate.get_by_role("region", name="This trace").get_by_role("link", name="Compare").click()
    expect(rows(candidate).first).to_be_visible()
    return candidate


def rows(page: Page) -> Locator:
    return page.get_by_role("treegrid", name="Operations of both traces").get_by_role("row")


def row(page: Page, name: str) -> Locator:
    return rows(page).filter(has=page.get_by_text(name, exact=True))


def asked(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def attribute(page: Page, name: str) -> Locator:
    found = page.get_by_role("list", name="What differs").get_by_role("listitem")
    return found.filter(has=page.get_by_text(re.compile(f"^{re.escape(name)}( |$)"))).first


def test_what_a_failed_delivery_has_that_a_usual_one_has_not(page: Page) -> None:
    # A is a usual one: no errors. B is the one that was open.
    a, b = (page.get_by_role("region", name=f"Trace {letter}") for letter in "AB")
    expect(a).to_contain_text(re.compile("Errors ?0"))
    expect(b).to_contain_text(re.compile("Errors ?[1-9]"))
    expect(a).to_contain_text("job.process")
    ids = asked(page)
    assert re.fullmatch("[0-9a-f]{32}", ids["a"])
    assert ids["a"] != ids["b"]

    # Structure: retries are scheduled only where the delivery failed.
    expect(row(page, "scheduleRetries")).to_contain_text("only B")
    expect(row(page, "webhook.deliver")).to_contain_text("0 → 1 failed")

    # Attributes of the delivery: the status and the answer differ.
    row(page, "webhook.deliver").click()
    pane = page.get_by_role("complementary", name="Attributes")
    expect(pane).to_contain_text("webhook.deliver and its parents")
    expect(attribute(page, "status")).to_contain_text("Error")
    expect(attribute(page, "http.response.status_code")).to_contain_text("503")
    expect(
        pane.get_by_role("img", name=re.compile("^How long each span of webhook.deliver took: 1 in A"))
    ).to_be_visible()

    # By count the fan-out comes first: one row a retry that is written.
    page.get_by_role("radio", name="By count").check()
    expect(rows(page).nth(2)).to_contain_text("scheduleRetries")
    expect(row(page, "INSERT jobs")).to_contain_text("+\u20095")
    boxes = page.get_by_role("group", name="Difference flame graph")
    boxes.get_by_role("button", name=re.compile("^INSERT jobs, 5 spans")).click()
    expect(pane).to_contain_text("Of spans that only B has")

    # The other way round, and everything of it stands in the address.
    page.keyboard.press("x")
    expect(row(page, "scheduleRetries")).to_contain_text("only A")
    now = asked(page)
    assert (now["a"], now["b"], now["by"]) == (ids["b"], ids["a"], "count")
    page.reload()
    expect(row(page, "scheduleRetries")).to_contain_text("only A")
    expect(pane).to_contain_text("Of spans that only A has")

    # The figures of the trace are whole beside the events, too; and what only holds the page has no ring.
    page.get_by_role("region", name="Trace A").get_by_role("link").first.click()
    head = page.get_by_role("region", name="This trace")
    expect(head).to_contain_text("Duration")
    page.keyboard.press("e")
    expect(page.get_by_role("complementary", name="Events")).to_be_visible()
    assert head.evaluate(CUT) == []
    page.evaluate("document.querySelector('main').focus()")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"


def test_two_rows_of_a_search_are_compared_by_keys(candidate: Page) -> None:
    page = candidate
    page.goto(FAILED)
    grid = page.get_by_role("grid", name="Traces")
    expect(grid.get_by_role("link").first).to_be_visible()
    grid.focus()
    for key in ("j", "b", "j", "a"):
        page.keyboard.press(key)
    marked = page.get_by_role("region", name="Traces to compare")
    expect(marked).to_be_visible()
    page.keyboard.press("c")
    expect(rows(page).first).to_be_visible()
    page.keyboard.press("d")  # all paths, also those that do not differ
    expect(row(page, "webhook.deliver")).to_be_visible()

    # By the keyboard through the rows, and another B is chosen.
    for key in ("j", "Home", "j", "Enter"):
        page.keyboard.press(key)
    expect(rows(page).nth(2)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("b")
    dialog = page.get_by_role("dialog", name="Choose B")
    dialog.get_by_role("button", name=re.compile("^A usual one")).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("region", name="Trace B")).to_contain_text(re.compile("Errors ?0"))


def test_what_cannot_be_compared_is_said_and_leads_on(page: Page) -> None:
    whole = asked(page)
    page.goto(f"/interview/1/traces/compare?a={whole['a']}&b={whole['a']}")
    expect(page.get_by_role("main")).to_contain_text("A and B are the same trace")
    page.get_by_role("button", name=re.compile("^The newest that failed")).click()
    expect(row(page, "webhook.deliver")).to_be_visible()
    page.goto(f"/interview/1/traces/compare?a={'f' * 32}&b={whole['b']}")
    expect(page.get_by_role("alert")).to_contain_text("Trace A is not stored here")
    page.get_by_role("button", name="Choose another A").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^A usual one")).click()
    expect(row(page, "webhook.deliver")).to_be_visible()
    page.goto("/interview/1/traces/compare")
    expect(page.get_by_role("main")).to_contain_text("No traces to compare yet")


def test_the_page_has_no_faults_of_access(page: Page) -> None:
    """Nor has what a trace is chosen from."""
    scheme(page, "light")
    page.goto(f"{page.url}&same=1&differing=0")
    expect(rows(page).nth(3)).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^How long each span"))).to_be_visible()
    told = [*faults(page), *faults_in_the_dark(page)]
    page.keyboard.press("a")
    expect(page.get_by_role("dialog").get_by_role("button", name=re.compile("^The slowest"))).to_be_visible()
    assert [*told, *faults(page, "[role=dialog]")] == []
