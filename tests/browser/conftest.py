"""Real stories in a real browser: on the tools against a running demo, and of an interview in a house of the test's own. Each
of the two shares one server and one browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from rounds.web import interface
from tests.browser.demo import Demo, running
from tests.browser.house import Clock, House, opened
from tests.incidents import leaking, shipped, waiting
from tests.programs import CHROMIUM
from tests.web.served import served

# Without these, Chromium asks the network for updates, one refused connection after the other.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-color-profile=srgb",
]  # fmt: skip
HERE = Path(__file__).parent
SCENARIOS = 5
READY_WITHIN = 150_000  # milliseconds, on a machine that is busy with other tests


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs those that need the demo, another one those in a house. The first waits for the server, on a machine
    that is busy.
    """
    for item in items:
        if item.path.is_relative_to(HERE):
            if not item.get_closest_marker("xdist_group"):
                item.add_marker(pytest.mark.xdist_group("demo" if "demo" in names(item) else "house"))
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.timeout(420))


def names(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    CHROMIUM.wanted()  # before half a minute goes into a server for nothing
    scenarios, data = tmp_path_factory.mktemp("scenarios"), tmp_path_factory.mktemp("demo")
    shipped.beside("leaking", leaking.Leaking(scale=0.05), scenarios, data, tmp_path_factory)
    shipped.beside("waiting", waiting.Waiting(), scenarios, data, tmp_path_factory)
    for name in ("webhooks-slow", "workflows-slow", "service-restarts"):
        shipped.install(name, data, tmp_path_factory)
    with running(data, scenarios) as demo:
        yield demo


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM.wanted()), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def profile(browser: Browser, demo: Demo) -> Iterator[BrowserContext]:
    """Shared by all stories, so that the interface is fetched and compiled once. The candidate opened their link, and
    every scenario can be opened. One page stays: what all remember is cleared in it.
    """
    profile = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=demo.address, timezone_id="UTC")
    profile.set_default_timeout(15_000)
    page = profile.new_page()
    page.goto(demo.candidate)
    page.get_by_role("button", name="Open my interview").click()
    page.wait_for_url("**/interview")
    expect(page.get_by_role("link", name=re.compile("^Open scenario"))).to_have_count(SCENARIOS, timeout=READY_WITHIN)
    page.goto("/healthz")
    yield profile
    profile.close()


@pytest.fixture
def context(profile: BrowserContext) -> Iterator[BrowserContext]:
    """With nothing open, and nothing that an earlier story made it remember."""
    yield profile
    kept, *others = profile.pages
    for page in others:
        page.unroute_all(behavior="ignoreErrors")
        page.close()
    kept.evaluate("localStorage.clear()")


@pytest.fixture
def candidate(context: BrowserContext) -> Page:
    """A candidate's page on the dashboard."""
    page = context.new_page()
    page.goto("/interview")
    return page


@pytest.fixture
def interviewer(context: BrowserContext, demo: Demo) -> Page:
    page = context.new_page()
    page.goto(demo.interviewer)
    page.get_by_role("button", name="Open Rounds").click()
    page.wait_for_url("**/staff")
    return page


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    assert interface.is_built()
    with opened(tmp_path_factory.mktemp("house"), Clock()) as house:
        yield house


@pytest.fixture(scope="package")
def address(house: House) -> Iterator[str]:
    with served(house.app) as address:
        yield address
