"""Snapshots of a page in Chromium, which has what Node.js lacks: elements, detached trees, a frame that went.

    python -m bench.heap.pages

writes pairs into `bench/results/heap/captures`, and the one of HELD into the repository.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from bench.heap import captures
from bench.heap.peers import HERE
from playwright.sync_api import Browser, CDPSession, sync_playwright
from tests.programs import chromium

OPTIONS: dict[str, dict[str, bool]] = {
    "page": {},
    "values": {"captureNumericValue": True},
    "internals": {"exposeInternals": True},
    "traced": {},
}
HELD = "page"


def main() -> int:
    program = chromium()
    if not program:
        print("There is no Chromium on this machine.", file=sys.stderr)
        return 1
    captures.CAPTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=["--no-sandbox"])
        major = browser.version.split(".")[0]
        for variant in OPTIONS:
            captured(browser, variant, f"chromium{major}-{variant}")
        browser.close()
    for number in (1, 2):
        captures.hold(f"chromium{major}-{HELD}-{number}")
    return 0


def captured(browser: Browser, variant: str, name: str) -> None:
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    session.send("Runtime.enable")
    if variant == "traced":
        session.send("HeapProfiler.startTrackingHeapObjects", {"trackAllocations": True})
    page.set_content((HERE / "page.html").read_text())
    page.frame_locator("#frame").locator("p").wait_for()
    take(session, captures.CAPTURES / f"{name}-1.heapsnapshot", OPTIONS[variant])
    page.evaluate("change()")
    take(session, captures.CAPTURES / f"{name}-2.heapsnapshot", OPTIONS[variant])
    page.close()


def take(session: CDPSession, file: Path, options: dict[str, bool]) -> None:
    chunks: list[str] = []

    def add(event: dict[str, Any]) -> None:
        chunks.append(event["chunk"])

    session.on("HeapProfiler.addHeapSnapshotChunk", add)
    session.send("HeapProfiler.takeHeapSnapshot", options)
    session.remove_listener("HeapProfiler.addHeapSnapshotChunk", add)
    file.write_text("".join(chunks), encoding="utf-8", errors="surrogatepass")


if __name__ == "__main__":
    sys.exit(main())
