"""What axe has against a page as it stands, in light colours; and in dark ones, which change colours only, of contrast."""

from __future__ import annotations

import json
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

LOOKS = 100  # for stillness, 50 ms apart
CONTRAST = {"runOnly": ["color-contrast"]}
STILL = """!document.querySelector(".dimmed, [aria-busy=true]") && document.getAnimations().every(
    one => one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity
)"""


def scheme(page: Page, colours: str) -> None:
    """Nothing moves in either, so that a page is looked at as it stays."""
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light", reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", colours)


def faults(page: Page, within: str = "") -> list[str]:
    """Of the page, or of what this selector finds where the rest of it was looked at in another state."""
    return found(page, within)


def faults_in_the_dark(page: Page, within: str = "") -> list[str]:
    scheme(page, "dark")
    return [f"dark: {fault}" for fault in found(page, within, **CONTRAST)]


def wait_until_still(page: Page) -> None:
    """On a busy machine colours, and new answers over dimmed ones, may be on their way. Asked from outside: the page's own policy lets nothing be evaluated."""
    for _ in range(LOOKS):
        if page.evaluate(STILL):
            return
        page.wait_for_timeout(50)


def found(page: Page, within: str, **rules: Any) -> list[str]:
    wait_until_still(page)
    if not page.evaluate("'axe' in window"):  # a document keeps it
        page.evaluate(AXE_SCRIPT)
    options = json.dumps({"resultTypes": ["violations"], **rules})
    told = page.evaluate(f"axe.run({json.dumps(within) if within else 'document'}, {options})")["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in told for node in fault["nodes"]]
