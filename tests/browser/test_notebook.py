"""A candidate's notebook beside the tools: written, pinned from everything, judged, found again, and taken along."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessible import faults, faults_in_the_dark, scheme
from tests.browser.walking import evidence, settled

CLAIM = "One endpoint fails and is tried again and again"
SCENARIO = 1
OUTBOUND = "/interview/1/metrics?q=sum+by+(status_code)+(rate(http_client_requests_total[1m]))"


def notebook(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Notebook")


def saved(page: Page) -> None:
    expect(notebook(page).get_by_role("status", name="Whether the notebook is saved")).to_have_text(
        re.compile("^saved")
    )


@pytest.fixture(autouse=True)
def empty(candidate: Page) -> None:
    """What an earlier story left in it is taken out."""
    candidate.evaluate(
        """async (scenario) => {
            const at = `/api/v1/candidate/scenarios/${scenario}/notebook`;
            const post = (what, body) => fetch(`${at}/${what}`, {
              method: "POST",
              headers: { "Content-Type": "application/json" },
              body: JSON.stringify({ ...body, command: crypto.randomUUID() }),
            });
            const { entries, loose } = await (await fetch(at)).json();
            for (const { id } of [...entries.flatMap(({ pins }) => pins), ...loose]) await post("unpin", { pin: id });
            for (const { id, kind } of entries) await post("write", { entry: id, kind, text: "" });
        }""",
        SCENARIO,
    )


def test_a_hypothesis_with_what_speaks_for_it(candidate: Page, interviewer: Page) -> None:
    page = candidate
    page.bring_to_front()
    page.goto(OUTBOUND)
    settled(page)

    # A hypothesis, written at a chart; what is typed is found again by a page that is loaded anew.
    page.keyboard.press("n")
    field = notebook(page).get_by_role("textbox", name="A hypothesis")
    expect(field).to_be_focused()
    page.keyboard.type(CLAIM)
    saved(page)
    page.reload()
    settled(page)
    expect(field).to_have_value(CLAIM)
    notebook(page).get_by_role("checkbox", name="Pin this view").uncheck()
    field.press("Enter")
    entry = notebook(page).get_by_role("region", name=f"1. {CLAIM}")
    expect(entry).to_contain_text("Open")
    expect(field).to_have_value("")

    # From the chart: the curve that the pointer is on, and where the crosshair is.
    page.keyboard.press("Escape")  # out of the field
    legend = page.get_by_role("button", name=re.compile(r"^503 "))
    legend.hover()
    page.keyboard.press("p")
    expect(notebook(page).get_by_role("region", name="Pins under no entry")).to_contain_text("503")

    # A log line and a span, by the keyboard alone.
    page.goto("/interview/1/logs?q=level:error")
    settled(page)
    page.get_by_role("grid", name="Lines").focus()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Line")).to_be_visible()
    page.keyboard.press("p")
    expect(page.get_by_role("status").filter(has_text="Pinned:")).to_be_visible()
    page.goto("/interview/1/traces?q=name:webhook.deliver+status:error")
    settled(page)
    page.get_by_role("grid", name="Traces").get_by_role("link").first.click()
    expect(page.get_by_role("complementary", name="Span")).to_be_visible()
    span = page.get_by_role("complementary", name="Span").get_by_role("heading").first.inner_text()
    settled(page)
    page.get_by_role("button", name="Pin", exact=True).click()
    expect(page.get_by_role("status").filter(has_text=f"Pinned: {span}")).to_be_visible()

    # A class of the heap.
    page.goto("/interview/1/heap")
    settled(page)
    page.get_by_role("treegrid").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("p")
    expect(page.get_by_role("button", name=re.compile("^Notebook, 1 entry, 4 pins"))).to_be_visible()

    # All are filed, one of them against it; the hypothesis is judged.
    page.keyboard.press("n")
    loose = notebook(page).get_by_role("region", name="Pins under no entry")
    for left in (3, 2, 1, 0):
        notebook(page).get_by_role("button", name="File it").click()
        page.get_by_role("menuitem", name=f"1. {CLAIM}").click()
        expect(loose.get_by_role("listitem")).to_have_count(left)
    entry.get_by_role("button", name="Speaks for it: turn it round").last.click()
    expect(entry.get_by_role("button", name="Speaks against it: turn it round")).to_have_count(1)
    entry.get_by_role("button", name=re.compile("^Open: judge")).click()
    page.get_by_role("menuitem", name="Supported").click()
    expect(entry.get_by_role("button", name=re.compile("^Supported: judge"))).to_be_visible()
    saved(page)

    # Everything is there in a page that is loaded anew, and a pin leads back to its view.
    page.reload()
    expect(entry.get_by_role("listitem")).to_have_count(4)
    entry.get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/interview/1/metrics\?q="))
    expect(page.get_by_role("button", name=re.compile(r"^503 "))).to_be_visible()

    # It is taken along, and the interviewer's path has what it cites.
    with page.expect_download() as download:
        notebook(page).get_by_role("link", name="Take the notebook along as Markdown").click()
    text = download.value.path().read_text()
    assert f"### 1. Hypothesis, supported\n\n{CLAIM}" in text
    assert text.count("\n- for: ") == 3
    assert text.count("\n- against: ") == 1
    steps = {step["id"]: step for step in evidence(interviewer, SCENARIO)}
    assert steps["E1.1"]["cited"]["by"] == "pin"
    assert {step["recognised"] for step in steps.values()} == {None}


def test_what_is_written_without_a_network_is_sent_later(candidate: Page) -> None:
    page = candidate
    page.bring_to_front()
    page.goto("/interview/1/briefing?notebook=1")
    settled(page)
    gate = re.compile("/notebook/")
    page.route(gate, lambda route: route.abort())
    field = notebook(page).get_by_role("textbox", name="A hypothesis")
    for text in ("The first", "The second"):
        field.fill(text)
        notebook(page).get_by_role("checkbox", name="Pin this view").uncheck()
        field.press("Enter")
    expect(notebook(page)).to_contain_text("changes kept in this browser")
    expect(notebook(page).get_by_role("region", name="2. The second")).to_be_visible()
    page.reload()
    expect(notebook(page).get_by_role("region", name="2. The second")).to_be_visible()
    page.unroute(gate)
    notebook(page).get_by_role("button", name="Try now").click()
    saved(page)
    told = page.evaluate("async () => (await (await fetch('/api/v1/candidate/scenarios/1/notebook')).json()).entries")
    assert [entry["text"] for entry in told] == ["The first", "The second"]


def test_it_is_readable_by_everybody(candidate: Page) -> None:
    page = candidate
    page.bring_to_front()
    scheme(page, "light")
    page.goto("/interview/1/metrics?notebook=1")
    settled(page)
    assert faults(page, "[data-notebook]") == []
    field = notebook(page).get_by_role("textbox", name="A hypothesis")
    field.fill(CLAIM)
    field.press("Enter")
    entry = notebook(page).get_by_role("region", name=f"1. {CLAIM}")
    expect(entry.get_by_role("listitem")).to_have_count(1)
    entry.get_by_role("button", name=re.compile("^Open: judge")).click()
    page.get_by_role("menuitem", name="Ruled out").click()
    page.keyboard.press("p")
    saved(page)
    assert faults(page, "[data-notebook]") == []
    assert faults_in_the_dark(page, "[data-notebook]") == []
