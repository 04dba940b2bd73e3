"""The database tool in a real browser: what a shipped incident's statements do, and who waits for whom.

The second half looks at `tests.incidents.waiting`, in which more and more sessions wait for one.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessible import faults, faults_in_the_dark, scheme
from tests.browser.walking import number, tool


def rows(page: Page, name: str) -> Locator:
    return page.get_by_role("grid", name=name).get_by_role("row")


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.fixture
def waiting(candidate: Page) -> Page:
    """On the database of the incident in which sessions wait."""
    candidate.get_by_role("link", name=re.compile("^Open scenario .*: Paying takes long")).click()
    candidate.get_by_role("main").wait_for()
    tool(candidate, "Database")
    expect(rows(candidate, "Statements").nth(1)).to_be_visible()
    return candidate


def test_from_the_load_to_the_statement_its_plans_and_its_traces(candidate: Page) -> None:
    page = candidate
    page.goto("/interview/1/database")
    # The load went far above the processors there are.
    picture = page.get_by_role("img", name=re.compile("^Average active sessions"))
    most = re.search(r"at most ([\d.]+)", str(picture.get_attribute("aria-label")))
    assert most
    assert float(most[1]) > 16
    expect(page.get_by_role("region", name="Load", exact=True)).to_contain_text("8 vCPU")
    mix = page.get_by_role("region", name="Load of the stretch")
    during, before = (number(cell) for cell in mix.locator("tfoot td.num").all_inner_texts())
    assert during > 2 * before > 0

    # The stretch is chosen by dragging over the chart; everything below is of it.
    box = picture.bounding_box()
    assert box
    with page.expect_response("**/database/statements") as asked:
        page.mouse.move(box["x"] + box["width"] - 60, box["y"] + 80)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 14, box["y"] + 90, steps=4)
        page.mouse.up()
    assert asked.value.ok
    assert "~" in parameters(page)["sel"][0]

    # By how much the mean changed, the jobs are first: their queue is read whole and sorted on disk.
    page.get_by_role("radiogroup", name="Sort by").get_by_text("Change").click()
    jobs = rows(page, "Statements").filter(has_text="FROM jobs WHERE run_at")
    expect(rows(page, "Statements").nth(1)).to_contain_text("FROM jobs WHERE run_at")
    assert number(jobs.get_by_role("gridcell").nth(6).inner_text()) > 10 * number(
        jobs.get_by_role("gridcell").nth(5).inner_text()
    )
    jobs.get_by_text("FROM jobs").click()
    plan = page.get_by_role("region", name="Plan", exact=True)
    sort = plan.get_by_role("treeitem", name=re.compile("^Sort"))
    expect(sort).to_have_attribute("aria-label", re.compile("sorts on disk, .*rows underestimated"))
    plan.get_by_text("Compare").click()
    expect(plan.get_by_role("row").filter(has_text="Seq Scan on jobs")).to_contain_text("slower")

    # Its own page: who runs it, and one of its slowest executions as a trace.
    jobs.get_by_role("link").click()
    expect(page.get_by_role("main").get_by_role("heading").first).to_contain_text("FROM jobs WHERE run_at")
    expect(page.get_by_role("table", name="Calling services")).to_contain_text("webhook-dispatcher")
    expect(page.get_by_role("region", name="Time of a call").get_by_role("img")).to_have_attribute(
        "aria-label", re.compile("mean from .* to ")
    )
    page.get_by_role("table", name="Slowest executions").get_by_role("link").first.click()
    span = page.get_by_role("complementary", name="Span")
    expect(span).to_contain_text("SELECT jobs")

    # And from the span back to its statement.
    span.get_by_role("link", name=re.compile("^SELECT id, payload FROM jobs")).click()
    expect(page.get_by_role("main").get_by_role("heading").first).to_contain_text("FROM jobs WHERE run_at")
    assert parameters(page)["at"]
    page.get_by_role("link", name="Its traces").click()
    expect(page.get_by_role("grid", name="Traces").get_by_role("row").nth(1)).to_be_visible()
    assert "db.query.text:" in parameters(page)["q"][0]

    # Nobody was blocked, and connections were waited for.
    page.goto("/interview/1/database")
    lower = page.get_by_role("region", name="Locks, tables and connections")
    expect(lower).to_contain_text("Nobody was blocked")
    lower.get_by_role("tab", name="Connections").click()
    expect(rows(page, "Connection pools").filter(has_text="workflow-api")).to_be_visible()


def test_who_waits_for_whom_moves_through_time(waiting: Page) -> None:
    page = waiting
    locks = page.get_by_role("region", name="Locks, tables and connections")
    tree = page.get_by_role("treegrid", name="Blocking tree").get_by_role("row")
    # When most were blocked: the root first, holding its transaction open.
    expect(locks.get_by_role("heading", name=re.compile("^Locks at 14:31:49"))).to_be_visible()
    expect(locks).to_contain_text("11 blocked")
    expect(tree.nth(1)).to_contain_text("8812")
    expect(tree.nth(1)).to_contain_text("idle in transaction")
    expect(tree.nth(2)).to_contain_text("blocks 9")

    # The nine that wait alike are one row, which opens and shuts by the keyboard.
    alike = tree.filter(has_text="9 sessions, longest 49.0 s")
    expect(tree).to_have_count(6)
    alike.click()
    expect(alike).to_have_attribute("aria-expanded", "true")
    expect(tree).to_have_count(15)
    assert parameters(page)["unfold"]
    page.keyboard.press("ArrowLeft")
    expect(alike).to_have_attribute("aria-expanded", "false")
    expect(tree).to_have_count(6)

    # By the keyboard: a look later nobody waits; playing goes on from the first moment at which somebody did.
    slider = locks.get_by_role("slider", name="Moment of the locks")
    slider.press("ArrowRight")
    expect(locks).to_contain_text("Nobody waits for another session here")
    assert parameters(page)["at"]
    slider.press("Home")
    expect(locks.get_by_role("heading", name="Locks at 14:02:00")).to_be_visible()
    locks.get_by_role("button", name="Play", exact=True).click()
    expect(locks).to_contain_text("1 blocked")
    locks.get_by_role("button", name="Stop playing").click()
    locks.get_by_role("button", name="1 deadlock").click()
    expect(locks).to_contain_text("7 blocked")

    # A session is chosen, with the lock it waits for; its address gives the same.
    tree.filter(has_text="8790").click()
    expect(locks.locator("dl")).to_contain_text("ShareLock on transactionid")
    page.reload()
    expect(locks.locator("dl")).to_contain_text("ShareLock on transactionid")
    expect(page.get_by_role("region", name="Plan", exact=True)).to_contain_text("No plan was recorded")


STATES = {
    "tree": "statement=-22&pid=8790",
    "compare": "statement=-22&show=compare&lower=pools&table=1",
    "nothing": "find=nothing+has+this&from=2026-05-12T14:02Z&to=2026-05-12T14:10Z&statement=-22&show=text&by=statement",
}


def test_every_state_is_accessible_in_both_schemes(waiting: Page) -> None:
    here = urlsplit(waiting.url).path
    told = {}
    for name, address in [*((name, f"{here}?{state}") for name, state in STATES.items()), ("one", f"{here}/-22")]:
        scheme(waiting, "light")
        waiting.goto(address)
        settled(waiting)
        told[name] = faults(waiting)
        if name in ("tree", "one"):
            told[name] += faults_in_the_dark(waiting)
    assert {name: found for name, found in told.items() if found} == {}


def settled(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("status", name=re.compile("^Loading"))).to_have_count(0)


def test_what_fails_and_what_is_empty_is_said(waiting: Page) -> None:
    page, here = waiting, urlsplit(waiting.url).path
    # Answers that are there already are kept, so the page is opened anew.
    page.route(
        "**/database/statements", lambda route: route.fulfill(status=500, json={"kind": "internal", "message": "no"})
    )
    page.goto(here)
    expect(page.get_by_role("alert").filter(has_text="The statements did not come")).to_be_visible()
    page.unroute("**/database/statements")
    page.get_by_role("region", name="Statements").get_by_role("button", name="Try again").click()
    expect(rows(page, "Statements").nth(1)).to_be_visible()
    page.goto(f"{here}/12345")
    expect(page.get_by_role("alert")).to_contain_text("There is no such statement")
    page.route("**/database/databases", lambda route: route.fulfill(json={"databases": [], "took_ms": 0}))
    page.goto(here)
    expect(page.get_by_role("main")).to_contain_text("No database was looked at")
