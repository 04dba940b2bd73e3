"""What the pages ask of themselves is told as such, and what a candidate chooses is theirs; seen on the record."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

TOOLS = ("metrics", "traces", "logs", "services", "database", "heap")
# Whatever a page lists for choosing, and searches for nothing, are no page's own: nothing can be reached by them.
FOR_CHOOSING = {
    "metrics.catalogue",
    "heap.snapshots",
    "database.databases",
    *(f"traces.{what}" for what in ("traces", "durations", "facets")),
    *(f"logs.{what}" for what in ("lines", "histogram", "facets")),
}


def entries(interviewer: Page, after: int) -> list[dict[str, Any]]:
    """The record after an entry, oldest first."""
    told = interviewer.evaluate(
        """async (after) => {
            const interviews = await (await fetch("/api/v1/staff/interviews")).json();
            const interview = interviews.find(one => one.id.startsWith("demo-")); // another one is live
            const record = `/api/v1/staff/interviews/${interview.id}/record?after=`;
            const all = [];
            for (let more = true; more; ) {
              const page = await (await fetch(record + (all.at(-1)?.no ?? after))).json();
              all.push(...page.entries.reverse());
              more = page.more;
            }
            return all;
        }""",
        after,
    )
    return list(told)


def settled(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def test_pages_tell_what_they_ask_of_themselves(candidate: Page, interviewer: Page) -> None:
    page = candidate
    page.bring_to_front()
    last = max((entry["no"] for entry in entries(interviewer, 0)), default=0)
    for tool in TOOLS:
        page.goto(f"/interview/1/{tool}")
        expect(page.get_by_role("main").first).to_be_visible()
        settled(page)
    opened = [entry for entry in entries(interviewer, last) if entry["kind"] == "question"]
    asked = {cause: {one["asked"] for one in opened if one["cause"] == cause} for cause in ("page", "candidate")}
    assert asked["page"] == {
        *("metrics.range", "metrics.exemplars", "services.graph", "services.failing", "heap.compare"),
        *(f"database.{what}" for what in ("load", "profile", "statements", "blocked", "blocking")),
    }
    assert asked["candidate"] <= FOR_CHOOSING

    # One of the first lanes is looked into, and a metric is added: these two are asked for, the other lanes are not.
    page.goto("/interview/1/metrics")
    settled(page)
    last = max(entry["no"] for entry in entries(interviewer, 0))
    page.get_by_role("textbox", name=re.compile("^Find")).first.fill("redis_evicted")
    with page.expect_response(lambda answer: "redis_evicted" in str(answer.request.post_data)):
        page.get_by_role("checkbox", name=re.compile("evicted")).first.click()
    page.wait_for_url(re.compile(r"q=.*redis_evicted"))
    settled(page)
    chosen = [entry for entry in entries(interviewer, last) if entry["asked"] == "metrics.range"]
    assert [entry["cause"] for entry in chosen] == ["candidate"]
    assert "redis_evicted" in chosen[0]["question"]["expression"]
