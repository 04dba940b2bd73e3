"""How a person goes through a scenario: tool beside tool, each in a window of its own, and what the record says of it."""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import Locator, Page, expect

SEEN = 4.0  # seconds on screen, which a rule asks for where it says nothing else
TOLD_WITHIN = 10.0  # seconds; a window tells what it showed as it is closed


def number(text: str) -> float:
    """The first number in a text of the interface: thousands stand apart by thin spaces."""
    found = re.search(r"\d[\d\u2009\u202f\u00a0 .]*", text)
    assert found, text
    return float(re.sub(r"[^\d.]", "", found[0]))


SECONDS = {"µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}


def seconds(text: str) -> float:
    """Of "10 m 32 s", "49.4 s", "363 ms"."""
    parts = re.findall(r"([\d.]+)\s(µs|ms|s|m|h)\b", text)
    assert parts, text
    return sum(float(value) * SECONDS[unit] for value, unit in parts)


SIZES = {"B": 1.0, "kB": 1e3, "MB": 1e6, "GB": 1e9}


def size(text: str) -> float:
    """Bytes of "1.55 GB", "50.2 MB"."""
    found = re.search(r"([\d.]+)\s([kMG]?B)\b", text)
    assert found, text
    return float(found[1]) * SIZES[found[2]]


def settled(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(page.get_by_role("status", name=re.compile("^Loading"))).to_have_count(0)


def open_scenario(page: Page, number: int, symptom: str) -> None:
    """From its card; the symptom is read first."""
    page.bring_to_front()
    page.get_by_role("link", name=re.compile(f"^Open scenario {number}")).click()
    expect(page.get_by_role("main")).to_contain_text(symptom)


def beside(page: Page, tool: str) -> Page:
    """A tool in a window of its own: what it shows stays on the screen."""
    return opened_beside(link_to(page, tool))


def tool(page: Page, name: str) -> None:
    link_to(page, name).click()


def link_to(page: Page, tool: str) -> Locator:
    return page.get_by_role("navigation", name="Tools").get_by_role("link", name=tool)


def opened_beside(link: Locator) -> Page:
    """What a link leads to, in a window of its own, as by Ctrl and a click."""
    with link.page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    opened.value.bring_to_front()
    settled(opened.value)
    return opened.value


def set_range(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile("^Time range")).click()
    page.get_by_role("dialog", name="Time range").get_by_role("button", name=re.compile(f"^{name}")).click()


def add_lane(page: Page, metric: str) -> None:
    """By the metric's name, of which a part is typed. What it is stands at the side then."""
    metrics = page.get_by_role("complementary", name="Metrics")
    metrics.get_by_role("textbox", name="Find a metric").fill(metric)
    metrics.get_by_role("checkbox", name=f"Lane for {metric}").check()
    metrics.get_by_role("button", name=metric.split("_", 1)[1]).click()


def only(page: Page, label: str, value: str) -> None:
    """The lane is narrowed to a value of a label."""
    details = page.get_by_role("complementary", name="Metric", exact=True)
    details.get_by_role("group", name=label).get_by_role("button", name=value, exact=True).click()
    page.get_by_role("menuitem", name=f"Only {value}").click()


def split_by(page: Page, label: str) -> None:
    page.get_by_role("complementary", name="Metric", exact=True).get_by_role("button", name=f"Split by {label}").click()


def table(page: Page, lane: str) -> dict[str, list[str]]:
    """The lane as a table: of each series the lowest value, the mean, the highest and the last."""
    settled(page)
    page.keyboard.press("Alt+t")
    rows = page.get_by_role("table", name=lane).get_by_role("row")
    expect(rows.nth(1)).to_be_visible()
    told = {cells[0]: cells[1:] for cells in (row.get_by_role("cell").all_inner_texts() for row in rows.all()[1:])}
    page.keyboard.press("Alt+t")
    return told


def add_column(page: Page, field: str) -> None:
    page.get_by_role("button", name="Columns").click()
    columns = page.get_by_role("dialog", name="Columns")
    columns.get_by_role("textbox", name="Find a field").fill(field)
    columns.get_by_role("checkbox", name=field, exact=True).check()
    page.keyboard.press("Escape")


def search(page: Page, query: str) -> None:
    """In the field of traces or logs."""
    field = page.get_by_role("textbox", name=re.compile("^Search"))
    field.fill(query)
    page.get_by_role("button", name="Search", exact=True).click()
    settled(page)


def value(pane: Locator, name: str) -> Locator:
    """What stands beside a name in a pane of details."""
    return pane.locator("dt", has_text=re.compile(f"^{re.escape(name)}$")).locator("xpath=following-sibling::dd[1]")


def pin(page: Page, thing: Locator | None = None) -> None:
    """What the pointer is on, by a key; or without a thing what is chosen on the page, by the button."""
    page.bring_to_front()
    with page.expect_response(lambda answer: answer.url.endswith("/notebook/pin") and answer.ok):
        if thing is None:
            page.get_by_role("button", name="Pin", exact=True).click()
        else:
            page.evaluate("document.activeElement?.blur()")
            thing.hover()
            page.keyboard.press("p")


def exposed(interviewer: Page, candidate: Page, scenario: int) -> dict[str, dict[str, Any]]:
    """Steps of the expected path that the record shows, once all windows were there for long enough and are closed."""
    candidate.wait_for_timeout(SEEN * 1000)
    for page in candidate.context.pages:
        if page not in (candidate, interviewer):
            with page.expect_event("close"):
                page.close(run_before_unload=True)
    candidate.goto("/interview")
    until = time.monotonic() + TOLD_WITHIN
    while True:
        steps = {step["id"]: step for step in evidence(interviewer, scenario)}
        needed = [step for step in steps.values() if not step["bonus"] and not step["stated"]]
        if all(step["state"] == "exposed" for step in needed) or time.monotonic() > until:
            return steps
        interviewer.wait_for_timeout(200)


def practice(interviewer: Page) -> str:
    """The id of the interview that is walked in; another one is live."""
    told = interviewer.evaluate("async () => await (await fetch('/api/v1/staff/interviews')).json()")
    return next(str(one["id"]) for one in told if one["id"].startswith("demo-"))


def evidence(interviewer: Page, scenario: int) -> list[dict[str, Any]]:
    asked = "async id => await (await fetch(`/api/v1/staff/interviews/${id}/evidence`)).json()"
    told = interviewer.evaluate(asked, practice(interviewer))
    return next(list(one["steps"]) for one in told["scenarios"] if one["number"] == scenario)


def check_seen(steps: dict[str, dict[str, Any]], *bonus: str) -> None:
    """Every needed step that can be seen, and these others, was on the screen for as long as its rule asks, and was
    pinned. Nobody recognised one.
    """
    needed = [step for step in steps.values() if (not step["bonus"] and not step["stated"]) or step["id"] in bonus]
    missing = {step["id"]: step["text"] for step in needed if step["state"] != "exposed"}
    assert missing == {}, missing
    assert {step["id"]: step["seconds"] for step in needed if (step["seconds"] or 0) < SEEN} == {}
    assert {step["text"] for step in needed if step["cited"] is None} == set()
    assert {step["recognised"] for step in steps.values()} == {None}
