"""From what changed in the service graph to the traces of the call that changed: in a real browser."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessible import faults, faults_in_the_dark, scheme

SERVICES = "/interview/1/services"
VIEWS = {"found": "find=errors > 5%25&label=p95", "table": "table=1", "a call": "open=api-gateway > workflow-api"}


@pytest.fixture
def page(candidate: Page) -> Page:
    candidate.goto(SERVICES)
    expect(graph(candidate)).to_be_visible()
    return candidate


def graph(page: Page) -> Locator:
    return page.get_by_role("group", name=re.compile("^Services and calls"))


def node(page: Page, name: str) -> Locator:
    return graph(page).get_by_role("button", name=re.compile(rf"^{re.escape(name)}, "))


def details(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Details")


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def places(page: Page) -> dict[str, str]:
    script = "all => Object.fromEntries(all.map(one => [one.dataset.node, one.getAttribute('transform')]))"
    found: dict[str, str] = graph(page).locator("[data-node]").evaluate_all(script)
    return found


def test_from_the_difference_to_the_call_that_changed_and_its_traces(page: Page) -> None:
    # What fails now and did not before, of all calls: one host, and the way to it.
    page.get_by_role("textbox", name="Find").click()
    page.keyboard.type("errors > 50% kind:external")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status", name="2 found")).to_be_visible()
    call = graph(page).get_by_role("button", name=re.compile(r"^webhook-dispatcher calls .*more errors"))
    expect(call).to_have_count(1)
    host = re.findall(r"calls (\S+):", str(call.get_attribute("aria-label")))[0]
    node(page, host).click()
    expect(details(page).get_by_role("heading", level=2)).to_contain_text(host)

    # From the host to the call: what it was before, what it is, and the traces over it.
    details(page).get_by_role("region", name="Called by").get_by_role("button", name="webhook-dispatcher").click()
    errors = details(page).get_by_role("row", name=re.compile("^Errors"))
    expect(errors).to_contain_text("100 %")
    expect(details(page).get_by_role("row", name=re.compile("^Status 503"))).to_be_visible()
    picture = details(page).get_by_role("img", name=re.compile("^Errors"))
    expect(picture).to_have_attribute("aria-label", re.compile("last 100 %"))
    traces = details(page).get_by_role("region", name="Traces over this call")
    expect(traces.get_by_role("row")).to_have_count(6)
    expect(traces).to_contain_text("503")

    # One of them over the graph: its own calls, at its time, named, with the way to it and the end of it.
    traces.get_by_role("button", name=re.compile("^Show the trace at .* on the graph$")).first.click()
    over = page.get_by_role("region", name="The trace on the graph")
    expect(over).to_contain_text("job.process")
    way = graph(page).get_by_role("button", name=re.compile("in this trace"))
    expect(way).not_to_have_count(0)
    failed = graph(page).get_by_role(
        "button", name=re.compile(rf"calls {host}: .*in this trace 1 call, 1 failed, .*path$")
    )
    expect(failed).to_have_count(1)
    assert parameters(page)["trace"]
    over.get_by_role("link", name="Open the trace").click()
    page.get_by_role("link", name="Show on the graph").click()
    expect(failed).to_have_count(1)
    page.keyboard.press("Escape")
    expect(over).to_have_count(0)
    expect(graph(page)).to_be_visible()
    page.go_back()
    expect(over).to_be_visible()
    page.go_back()
    page.go_back()
    details(page).get_by_role("link", name="All traces over this call").click()
    page.wait_for_url("**/traces?**")
    expect(page.get_by_role("grid", name="Traces")).to_contain_text("job.process")
    assert parameters(page)["q"] == [f"service:webhook-dispatcher server.address:{host}"]


def test_nothing_moves_when_times_views_and_filters_do(page: Page) -> None:
    before = places(page)
    during = page.get_by_role("slider", name="During")
    moment = str(during.get_attribute("aria-valuetext"))
    during.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(during).not_to_have_attribute("aria-valuetext", moment)
    page.get_by_role("radiogroup", name="View").get_by_text("Before", exact=True).click()
    page.wait_for_load_state("networkidle")
    after = places(page)
    assert len(after) > 10
    assert all(after[name] == before[name] for name in after.keys() & before.keys())
    assert {"view", "during"} <= set(parameters(page))
    page.reload()
    expect(graph(page)).to_be_visible()
    assert places(page) == after


def test_the_keyboard_goes_from_service_to_service_along_their_calls(page: Page) -> None:
    node(page, "api-gateway").focus()
    page.keyboard.press("ArrowRight")
    focused = page.locator("[data-node]:focus")
    expect(focused).not_to_have_attribute("data-node", "api-gateway")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(details(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(details(page)).to_have_count(0)
    # The same as a table, from which a call opens as well.
    page.keyboard.press("Alt+t")
    table = page.get_by_role("table", name="Calls")
    table.get_by_role("row").nth(1).get_by_role("button").click()
    expect(details(page).get_by_role("row", name=re.compile("^Calls"))).to_be_visible()


def test_a_filter_that_cannot_be_read_says_so_and_the_graph_stays(page: Page) -> None:
    page.get_by_role("textbox", name="Hide").click()
    page.keyboard.type("rat < 0.5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("Did you mean rate?")
    expect(graph(page)).to_be_visible()


@pytest.mark.parametrize("tool", ["services", "database"])
def test_the_toolbar_stands_beside_the_events_and_not_over_them(page: Page, tool: str) -> None:
    for width in (1280, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"/interview/1/{tool}?events=1")
        link = page.get_by_role("button", name="Copy link")
        expect(link).to_be_visible()
        events = page.get_by_role("complementary", name="Events").bounding_box()
        last = link.bounding_box()
        assert events
        assert last
        assert last["x"] + last["width"] <= events["x"]


def test_every_view_is_accessible_in_both_schemes(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    told = {name: violations(page, f"{SERVICES}?{view}") for name, view in VIEWS.items()}
    assert {name: found for name, found in told.items() if found} == {}


def violations(page: Page, address: str) -> list[str]:
    scheme(page, "light")
    page.goto(address)
    page.get_by_role("slider", name="During").wait_for()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("status", name=re.compile("^Loading"))).to_have_count(0)
    return [*faults(page), *faults_in_the_dark(page)]
