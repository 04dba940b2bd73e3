"""Takes the pictures in docs/shots, dark and light: the dashboard and each tool as a candidate sees them, and the interview
of yesterday as those see it who interview.

Run as `python -m tests.browser.shots`, or `make shots`. With a candidate's and an interviewer's link, a running demo is
used.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.demo import running
from tests.programs import CHROMIUM

SHOTS = Path(__file__).parents[2] / "docs/shots"
SIZE = {"width": 1440, "height": 900}
PAGES = {
    "dashboard": "/interview",
    "briefing": "/interview/1/briefing",
    "metrics": "/interview/1/metrics?from=now-1h",
    "traces": "/interview/1/traces?from=now-30m&q=service:webhook-dispatcher name:webhook.deliver",
    "logs": "/interview/1/logs?from=now-30m",
    "database": "/interview/1/database?from=now-30m&statement=2775784006874759910",
    "services": "/interview/1/services?open=webhook-dispatcher",
}
AFTERWARDS = {
    "replay": "replay?t=2800",
    "scorecard": "scorecard",
    "debrief": "debrief",
    "packet": "packet",
}
PAST = "Kim Demo"
MADE_WITHIN = 120_000  # milliseconds


def main(candidate: str = "", interviewer: str = "") -> None:
    SHOTS.mkdir(exist_ok=True)
    if candidate:
        take(candidate, interviewer)
        return
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as demo:
        take(demo.candidate, demo.interviewer)


def take(candidate: str, interviewer: str) -> None:
    address = candidate.split("/join")[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM.wanted()), args=ARGUMENTS)
        for scheme in ("dark", "light"):
            page = browser.new_context(viewport=SIZE, color_scheme=scheme, base_url=address).new_page()
            page.goto(candidate)
            page.get_by_role("button", name="Open my interview").click()
            page.wait_for_url("**/interview")
            for name, path in PAGES.items():
                page.goto(path)
                shoot(page, f"{name}-{scheme}")
            one_trace(page)
            shoot(page, f"trace-{scheme}")
            page.get_by_role("link", name="Compare").click()
            page.get_by_role("treegrid", name="Operations of both traces").get_by_role("row").nth(1).wait_for()
            shoot(page, f"trace-compare-{scheme}")
            one_class(page)
            shoot(page, f"heap-{scheme}")
            page = browser.new_context(viewport=SIZE, color_scheme=scheme, base_url=address).new_page()
            page.goto(interviewer)
            page.get_by_role("button", name="Open Rounds").click()
            afterwards(page, scheme)
        browser.close()


def afterwards(page: Page, scheme: str) -> None:
    past = page.get_by_role("row").filter(has_text=PAST).get_by_role("link", name=PAST, exact=True)
    past.wait_for(timeout=MADE_WITHIN)
    place = past.get_attribute("href")
    for name, path in AFTERWARDS.items():
        page.goto(f"{place}/{path}")
        shoot(page, f"{name}-{scheme}")


def one_trace(page: Page) -> None:
    page.goto(PAGES["traces"] + " status:error")
    grid = page.get_by_role("grid", name="Traces")
    grid.get_by_role("link", name=re.compile("job.process")).first.click()
    page.get_by_role("complementary", name="Span").wait_for()


def one_class(page: Page) -> None:
    page.goto("/interview/1/heap")
    page.get_by_role("treegrid").get_by_role("row", name=re.compile("^Open Delivery ")).click()
    page.get_by_role("listbox", name="Shortest path").wait_for()


def shoot(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_000)  # what is old fades for a quarter of a second
    page.screenshot(path=SHOTS / f"{name}.png", animations="disabled")
    print(f"docs/shots/{name}.png", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
