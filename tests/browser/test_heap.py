"""Two heap snapshots of a process that grew, what grew between them, and what holds it: in a real browser.

The incident is made by `tests.incidents.leaking`; at a twentieth of its size it has a few thousand executions.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessible import faults, faults_in_the_dark, scheme
from tests.browser.walking import number

HEAP = "/interview/4/heap"
PANE = "aside[aria-label=Retainers]"
# What stands in the address, and what shows that it is there. A few rows of a list are as good as all of it, and looked
# at much faster.
VIEWS = {
    "columns": ("view=compare&find=Workflow&columns=changes", "text='# Delta'"),
    "compare": ("view=compare&find=Workflow", "text='Retained change'"),
    "all snapshots": ("view=compare&over=all&find=Workflow", "[aria-label='Growth by class']"),
    "summary": ("view=summary&find=Workflow", "[aria-label='Classes']"),
    "containment": ("view=containment", "[aria-label='Objects from the roots']"),
    "dominators": ("view=dominators", "[aria-label='Objects by what they keep alive']"),
    "statistics": ("view=statistics", "[aria-label='Heap by kind']"),
    "duplicates": ("view=statistics&part=duplicates", "[aria-label='Duplicate strings']"),
}
TABS = {
    "tab=all": "[aria-label='Retainers of this object']",
    "tab=all&ways=paths": "[aria-label='Path 1']",
    "tab=all&ways=groups": "text=/by shortest path/",
    "tab=dominators": "[aria-label='Dominators']",
    "tab=fields": "[aria-label='Fields of this object']",
}
# Others are made of the same parts, and so have the same colours.
ALSO_IN_THE_DARK = {"compare", "all snapshots", "statistics", "dominators", "tab=all&ways=groups", "tab=fields"}


@pytest.fixture
def page(candidate: Page) -> Page:
    """On the heap of the fourth scenario."""
    candidate.goto(HEAP)
    expect(rows(candidate).first).to_be_visible(timeout=30_000)  # other scenarios are still installed beside it
    return candidate


def rows(page: Page) -> Locator:
    return page.get_by_role("treegrid", name=re.compile("by class|Classes")).get_by_role("row")


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_text(name, exact=True))


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def seen(page: Page) -> list[str]:
    """What the page says, but for how long it took."""
    page.wait_for_load_state("networkidle")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    words = f"{page.get_by_role('main').inner_text()}\n{page.get_by_role('complementary').first.inner_text()}"
    return [line for line in words.splitlines() if not re.search(r"\d [µm]?s$", line)]


def test_from_the_memory_chart_to_what_holds_the_class_that_grew(page: Page) -> None:
    # The memory of the process grows from its start on.
    memory = page.get_by_role("region", name="Heap of this process")
    picture = str(memory.get_by_role("img", name=re.compile("^Heap of workflow-engine")).get_attribute("aria-label"))
    assert len(re.findall(r"([\d.]+) [kMG]B", picture)) == 2
    assert "3 snapshots" in picture

    # Two moments on the chart are compared.
    memory.get_by_role("button", name=re.compile("^Snapshot 2,")).click()
    memory.get_by_role("button", name=re.compile("^Snapshot 1,")).click()
    expect(page.get_by_role("button", name="From: 1, + 10 min")).to_be_visible()
    expect(page.get_by_role("button", name="To: 2, + 2 h")).to_be_visible()
    memory.get_by_role("button", name=re.compile("^Snapshot 3,")).click()
    expect(page.get_by_role("button", name="From: 1, + 10 min")).to_be_visible()
    expect(page.get_by_role("button", name="To: 3, + 4 h")).to_be_visible()

    # The class that grew: executions that ended hours ago are still there.
    executions = row(page, "WorkflowExecution")
    before, after = (number(executions.get_by_role("gridcell").nth(n).inner_text()) for n in (1, 2))
    assert 0 < before * 10 < after
    executions.click()

    # What holds it: the handlers on the bus.
    pane = page.get_by_role("complementary", name="Retainers")
    expect(pane).to_contain_text(re.compile("of one of .* new WorkflowExecution"))
    path = pane.get_by_role("listbox", name="Shortest path").get_by_role("option")
    expect(path.first).to_contain_text("WorkflowExecution")
    held = [step.splitlines()[0] for step in path.all_inner_texts()]
    assert any("step." in edge or "workflow.cancelled" in edge for edge in held), held
    bus = path.filter(has_text="WorkflowEventBus")
    expect(bus).to_contain_text("_events in")
    bus.click()
    expect(pane.get_by_role("region", name="Object")).to_contain_text("WorkflowEventBus")

    # Passing over it, another path holds it or none does; and back.
    pane.get_by_role("button", name="Ignore this retainer").click()
    expect(pane.get_by_role("region", name="Ignored retainers")).to_contain_text("WorkflowEventBus")
    expect(bus).to_have_count(0)
    pane.get_by_role("button", name=re.compile("^No longer ignore")).click()
    expect(bus).to_be_visible()


def test_by_the_keyboard_alone_and_its_address_gives_the_same(page: Page) -> None:
    page.goto("/interview/4/metrics")
    page.get_by_role("main").wait_for()
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_url("**/heap**")
    expect(rows(page).first).to_be_visible()

    # Two snapshots by their numbers, the class by its name.
    page.keyboard.press("1")
    page.keyboard.press("3")
    expect(page.get_by_role("button", name="From: 1, + 10 min")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("/^WorkflowExec/")
    expect(rows(page)).to_have_count(2)  # the head and one class
    page.keyboard.press("Escape")  # empties the field
    page.keyboard.type("WorkflowExec")
    expect(row(page, "WorkflowExecution")).to_be_visible()
    expect(rows(page)).to_have_count(2)
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    expect(page.get_by_role("treegrid", name="Changes by class")).to_be_focused()

    # Right opens the class, then an object of it; Enter shows what holds that one.
    page.keyboard.press("ArrowRight")
    thing = rows(page).nth(2)
    expect(thing).to_contain_text("WorkflowExecution @")
    page.keyboard.press("j")
    page.keyboard.press("ArrowRight")
    expect(rows(page).filter(has_text="results ::")).to_be_visible()
    page.keyboard.press("Enter")
    pane = page.get_by_role("complementary", name="Retainers")
    path = pane.get_by_role("listbox", name="Shortest path")
    expect(path.get_by_role("option").first).to_contain_text("WorkflowExecution")
    page.keyboard.press("Enter")  # once more goes into the pane
    expect(path).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(path.get_by_role("option").nth(2)).to_have_attribute("aria-selected", "true")
    expect(pane.get_by_role("region", name="Object")).to_contain_text(re.compile(r"on\w+\(\)"))

    asked = parameters(page)
    assert {"base", "snapshot", "find", "open", "id", "step"} <= set(asked), asked
    before = seen(page)
    page.reload()
    expect(path.get_by_role("option").nth(2)).to_have_attribute("aria-selected", "true")
    assert seen(page) == before

    # Escape closes the pane, a key goes to another view, and the sheet knows the keys.
    page.keyboard.press("Escape")
    expect(pane).to_have_count(0)
    page.keyboard.press("v")
    page.keyboard.press("d")
    expect(page.get_by_role("treegrid", name="Objects by what they keep alive")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("Containment")


def test_what_was_followed_comes_back_and_a_class_that_only_holds_more_opens_to_its_objects(page: Page) -> None:
    bus = row(page, "WorkflowEventBus")
    bus.get_by_role("button", name="Open WorkflowEventBus").click()
    expect(page.get_by_role("row").filter(has_text="None is new or deleted")).to_contain_text("hold more than before")
    thing = page.get_by_role("row").filter(has_text="WorkflowEventBus @")
    more = thing.get_by_role("gridcell").last  # than it held in the base
    expect(more).to_have_text(re.compile(r"^\+ [\d.]+ MB$"))
    thing.click()
    pane = page.get_by_role("complementary", name="Retainers")
    path = pane.get_by_role("listbox", name="Shortest path").get_by_role("option")
    path.nth(1).click()
    expect(path.nth(1)).to_have_attribute("aria-selected", "true")
    pane.get_by_role("button", name="Show what holds this one").click()
    expect(pane).not_to_contain_text("Retainersof WorkflowEventBus")
    expect(pane.get_by_role("listbox", name="Shortest path")).to_be_focused()
    pane.get_by_role("tab", name="Fields").click()
    page.go_back()  # to the path
    page.go_back()  # to the object before
    expect(path.first).to_contain_text("WorkflowEventBus")
    expect(path.nth(1)).to_have_attribute("aria-selected", "true")
    page.go_back()  # to its own step
    expect(path.first).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(pane).to_have_count(0)


def test_a_mark_on_a_memory_lane_leads_to_its_snapshot(page: Page) -> None:
    page.goto("/interview/4/metrics?from=now-5h")
    page.get_by_role("link", name=re.compile("^Snapshot 2 of workflow-engine")).first.click()
    page.wait_for_url("**/heap?**")
    expect(page.get_by_role("button", name="To: 2, + 2 h")).to_be_visible()
    page.get_by_role("link", name="This memory in Metrics").click()
    page.wait_for_url("**/metrics?**")
    expect(page.get_by_role("region", name=re.compile("Heap of workflow-engine"))).to_be_visible()


def test_a_wrong_expression_says_so_and_what_was_shown_stays(page: Page) -> None:
    page.get_by_role("textbox", name="Find a class").fill("/(/")
    expect(page.get_by_role("alert")).to_contain_text("expression")
    expect(row(page, "WorkflowExecution")).to_be_visible()


def test_every_view_is_accessible_in_both_schemes(page: Page) -> None:
    """Around the views everything is the same: what stands there is looked at once, and once with the pane."""
    page.set_viewport_size({"width": 1280, "height": 720})
    scheme(page, "light")
    told = {"the page": [*faults(page), *faults_in_the_dark(page)]}
    for name, (view, shown) in VIEWS.items():
        turned(page, f"{HEAP}?{view}", f"main >> {shown}")
        told[name] = violations(page, name, within="main")
    turned(page, f"{HEAP}?view=summary&find=Workflow", "main >> [aria-label='Classes']")
    row(page, "WorkflowExecution").click()
    page.get_by_role("listbox", name="Shortest path").wait_for()
    told["with the pane"] = [*faults(page), *faults_in_the_dark(page, PANE)]
    chosen = page.url
    for tab, shown in TABS.items():
        turned(page, f"{chosen}&{tab}", f"{PANE} >> {shown}")
        told[tab] = violations(page, tab, within=PANE)
    assert {name: found for name, found in told.items() if found} == {}


def turned(page: Page, address: str, shown: str) -> None:
    """As by a link in the page, which is opened faster than anew."""
    scheme(page, "light")
    page.evaluate("address => history.pushState({}, '', address)", address)
    page.locator(shown).first.wait_for()
    expect(page.get_by_role("status", name=re.compile("^Loading"))).to_have_count(0)


def violations(page: Page, name: str, within: str) -> list[str]:
    found = faults(page, within)
    return found + faults_in_the_dark(page, within) if name in ALSO_IN_THE_DARK else found
