"""A candidate works out `webhooks-slow` the way the interview guide expects, by clicking what a person would click."""

from __future__ import annotations

import re
from itertools import pairwise

from playwright.sync_api import Locator, Page, expect

from tests.browser.walking import (
    add_column,
    beside,
    check_seen,
    exposed,
    number,
    open_scenario,
    opened_beside,
    pin,
    practice,
    set_range,
    value,
)

WAIT = 3  # minutes that an attempt waits before it is tried again
LEFT, RIGHT = 48, 8  # pixels beside the points of a lane


def test_the_expected_path_from_symptom_to_cause(candidate: Page, interviewer: Page) -> None:
    briefing = candidate
    open_scenario(briefing, 1, "This started 15 minutes ago")

    # Metrics: outbound requests grow from nothing to well over a hundred a second: about five times in three minutes,
    # again and again. So does their error share.
    metrics = beside(briefing, "Metrics")
    set_range(metrics, "30m")
    outbound = metrics.get_by_role("region", name="Outbound requests")
    failed = [under_crosshair(outbound, "503", minutes=ago) for ago in (3 * WAIT, 2 * WAIT, WAIT, 0)]
    assert failed[0] < 3
    assert failed[-1] > 100
    assert all(4 < later / earlier < 7 for earlier, later in pairwise(failed))
    share = metrics.get_by_role("region", name="Error share of outbound").get_by_role("img")
    from_share, to_share = re.findall(r"([\d.]+) ?%", str(share.get_attribute("aria-label")))
    assert float(from_share) < 2 < 25 < float(to_share)
    pin(metrics, outbound.get_by_role("button", name=re.compile("^503 ")))

    # Traces: failed deliveries all go to one address. One is opened: its retry_count stands among its attributes.
    traces = beside(briefing, "Traces")
    fields = traces.get_by_role("complementary", name="Fields")
    fields.get_by_role("checkbox", name=re.compile("^status error")).click()
    with traces.expect_response(lambda answer: "/traces/search" in answer.url and narrowed(answer.request.post_data)):
        fields.get_by_role("checkbox", name=re.compile("^name webhook.deliver")).click()
    expect(traces.locator("[aria-busy=true]")).to_have_count(0)
    address = fields.get_by_role("checkbox", name=re.compile("^server.address "))
    expect(address.first).to_be_visible()
    host = str(address.first.get_attribute("aria-label")).split()[1].rstrip(",")
    assert host.endswith(".example")
    traces.get_by_role("grid", name="Traces").get_by_role("link", name=re.compile("job.process")).first.click()
    span = traces.get_by_role("complementary", name="Span")
    expect(span.get_by_role("heading", name="webhook.deliver")).to_be_visible()
    assert number(value(span, "retry_count").inner_text()) >= 1
    webhook = value(span, "webhook_id").inner_text().strip()
    assert webhook.startswith("wh_")
    pin(traces)

    # Logs: the lines of that webhook, attempt after attempt.
    logs = opened_beside(span.get_by_role("link", name=re.compile(f"^Lines with webhook_id {webhook}")))
    expect(logs.get_by_role("textbox", name="Search logs")).to_contain_text(f"webhook_id:{webhook}")
    expect(logs.get_by_role("grid", name="Lines").get_by_text("webhook delivery failed").nth(4)).to_be_visible()
    pin(logs)

    # The attempts of its event, the oldest first: one, then five, then more and more, whose retry_count rises.
    span.get_by_role("link", name=re.compile("^Spans with event_id")).click()
    add_column(traces, "retry_count")
    traces.get_by_role("columnheader", name="Time").get_by_role("button").click()
    attempts = traces.get_by_role("grid", name="Traces").get_by_role("row")
    expect(attempts.nth(1).get_by_role("gridcell").nth(5)).to_have_text("0")
    retries = [int(row.get_by_role("gridcell").nth(5).inner_text()) for row in attempts.all()[1:]]
    assert retries[:8] == [0, 1, 1, 1, 1, 1, 2, 2]
    assert retries == sorted(retries)

    # What was asked is on the interviewer's record, and which steps that showed.
    interviewer.bring_to_front()
    interviewer.goto(f"/staff/interviews/{practice(interviewer)}/record")
    record = interviewer.get_by_role("main")
    for asked in ("status:error", "webhook.deliver", f"webhook_id:{webhook}"):
        expect(record).to_contain_text(asked)
    check_seen(exposed(interviewer, briefing, 1))


def narrowed(question: str | None) -> bool:
    return all(part in str(question) for part in ("status:error", "name:webhook.deliver"))


def under_crosshair(lane: Locator, name: str, *, minutes: float) -> float:
    """The value of a curve so many minutes before now, of half an hour, as the legend tells it."""
    place = lane.get_by_role("img", name=re.compile(f"{name} from")).bounding_box()
    assert place is not None
    wide = place["width"] - LEFT - RIGHT
    lane.page.mouse.move(place["x"] + LEFT + wide * (1 - minutes / 30), place["y"] + place["height"] / 2)
    legend = lane.get_by_role("button", name=re.compile(f"^{name} "))
    lane.page.wait_for_timeout(100)  # the crosshair moves with the next frame
    return number(str(legend.get_attribute("aria-label")).removeprefix(name))
