"""A candidate works out `workflows-slow` the way the interview guide expects, by clicking what a person would click."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.walking import (
    add_column,
    add_lane,
    beside,
    check_seen,
    exposed,
    number,
    open_scenario,
    opened_beside,
    pin,
    seconds,
    size,
    split_by,
    table,
    value,
)


def test_the_expected_path_from_symptom_to_cause(candidate: Page, interviewer: Page) -> None:
    briefing = candidate
    open_scenario(briefing, 2, "One customer's workflows are taking 10+ minutes when they used to take seconds")

    # Metrics: the executions of one customer take more than ten minutes, those of all others seconds.
    metrics = beside(briefing, "Metrics")
    add_lane(metrics, "workflow_execution_duration_seconds")
    split_by(metrics, "customer")
    told = table(metrics, "Workflow execution duration")
    highest = {name: seconds(cells[2]) for name, cells in told.items() if re.match(r"p95 cust_\d+$", name)}
    slow = max(highest, key=lambda name: highest[name])
    customer = slow.removeprefix("p95 ")
    assert highest.pop(slow) > 600
    assert max(highest.values()) < 60
    pin(metrics, metrics.get_by_role("button", name=re.compile(f"^{slow} ")))

    # Traces, the longest first: ten minutes and more, all of that customer. The first is opened.
    traces = beside(briefing, "Traces")
    traces.get_by_role("columnheader", name="Duration").get_by_role("button").click()
    add_column(traces, "customer.id")
    longest = traces.get_by_role("grid", name="Traces").get_by_role("row").nth(1)
    expect(longest).to_contain_text(customer)
    assert seconds(longest.inner_text().split("workflow-engine")[1]) > 600
    longest.get_by_role("link").click()

    # Twenty times JSON.parse, about 50 s in all: 2 to 3 s for each step.
    operations = traces.get_by_role("table", name="Self time by operation").get_by_role("row")
    parsing = operations.filter(has=traces.get_by_role("button", name="JSON.parse"))
    expect(parsing).to_be_visible()
    _, times, together, _ = parsing.get_by_role("cell").all_inner_texts()
    assert int(times) == 20
    assert 46 < seconds(together) < 54
    assert 2.3 < seconds(together) / int(times) < 2.7
    parsing.get_by_role("button", name="JSON.parse").click()
    traces.get_by_role("button", name="Next match").click()
    span = traces.get_by_role("complementary", name="Span")
    expect(span.get_by_role("heading", name="JSON.parse")).to_be_visible()
    assert 2 < seconds(value(span, "Duration").inner_text()) < 3

    # Its state_size_bytes are 50 MB.
    state = value(span, "state_size_bytes").inner_text()
    assert 49e6 < number(state) < 52e6
    assert round(size(state) / 1e6) == 50
    pin(traces)

    # Beside a usual execution: a few steps, each of which parses a little state in milliseconds.
    compare = opened_beside(traces.get_by_role("link", name="Compare"))
    rows = compare.get_by_role("treegrid", name="Operations of both traces").get_by_role("row")
    rows.filter(has=compare.get_by_text("JSON.parse", exact=True)).click()
    pane = compare.get_by_role("complementary", name="Attributes")
    each = str(pane.get_by_role("img", name=re.compile("^How long each span")).get_attribute("aria-label"))
    usual, long = (seconds(part) for part in re.findall(r"in [AB], (.+?) to", each))
    assert usual < 0.1 < 2 < long
    differing = (
        pane.get_by_role("list", name="What differs").get_by_role("listitem").filter(has_text="state_size_bytes")
    )
    expect(differing).to_contain_text("50.2")
    pin(compare)

    steps = exposed(interviewer, briefing, 2)
    check_seen(steps, "E2.6", "E2.7")
    assert steps["E2.4"]["state"] == "none"  # said, not shown
