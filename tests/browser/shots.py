"""Takes the pictures in docs/shots: the dashboard and each tool, dark and light, as a candidate sees them.

Run as `python -m tests.browser.shots`, or `make shots`. With an address and a candidate's link, a running demo is used.
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


def main(link: str = "") -> None:
    SHOTS.mkdir(exist_ok=True)
    if link:
        take(link)
        return
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as demo:
        take(demo.candidate)


def take(link: str) -> None:
    address = link.split("/join")[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM.wanted()), args=ARGUMENTS)
        for scheme in ("dark", "light"):
            page = browser.new_context(viewport=SIZE, color_scheme=scheme, base_url=address).new_page()
            page.goto(link)
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
        browser.close()


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
