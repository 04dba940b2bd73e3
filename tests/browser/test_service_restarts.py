"""A candidate works out `service-restarts` the way the interview guide expects, by clicking what a person would click."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.walking import (
    add_lane,
    beside,
    check_seen,
    exposed,
    number,
    only,
    open_scenario,
    pin,
    search,
    set_range,
    size,
    split_by,
    table,
)

ENGINE = "workflow-engine"


def test_the_expected_path_from_symptom_to_cause(candidate: Page, interviewer: Page) -> None:
    briefing = candidate
    open_scenario(briefing, 3, "keeps crashing every 4-6 hours with out of memory errors")

    # Metrics of a day: the memory of each process climbs to V8's limit, and begins anew.
    metrics = beside(briefing, "Metrics")
    set_range(metrics, "24h")
    add_lane(metrics, "v8js_memory_heap_used_bytes")
    only(metrics, "service", ENGINE)
    memory = table(metrics, "V8 memory heap used")
    assert len(memory) == 8
    # Of a long range the highest of each step is drawn, so the lowest point is a process some minutes old.
    assert all(size(low) < 350e6 < 1.4e9 < size(high) for low, _, high, _ in memory.values())
    pin(metrics, metrics.get_by_role("heading", name="V8 memory heap used"))

    # Garbage collection: major ones come more and more often, and in the end free next to nothing.
    add_lane(metrics, "v8js_gc_freed_ratio")
    freed = table(metrics, "V8 GC freed")
    assert len(freed) == 8
    assert all(share(low) < 0.05 < 0.25 < share(high) for low, _, high, _ in freed.values())
    pin(metrics, metrics.get_by_role("heading", name="V8 GC freed"))
    add_lane(metrics, "v8js_gc_duration_seconds")
    only(metrics, "type", "major")
    split_by(metrics, "pod")
    metrics.get_by_role("button", name="What to do with V8 GC duration").click()
    metrics.get_by_role("menuitem", name="How often, as a lane").click()
    often = table(metrics, "V8 GC duration, how often")
    engines = [(number(low), number(high)) for name, (low, _, high, _) in often.items() if name.startswith(ENGINE)]
    assert len(engines) == 8
    assert all(high > 2.5 * low for low, high in engines), engines

    # Heap snapshots: from the first to the last there are ten times as many functions, and one bus holds nearly all.
    heap = beside(briefing, "Heap")
    heap.get_by_role("columnheader", name="Change", exact=True).get_by_role("button").click()
    functions = cells(heap, "Function")
    assert number(functions[2]) > 10 * number(functions[1])
    assert functions[3].startswith("+")
    before, after = (size(text) for text in cells(heap, "WorkflowEventBus")[-3:-1])
    assert before < 50e6 < 900e6 < after
    pin(heap, row(heap, "Function"))

    # What holds one of the new functions: a list of handlers of the bus.
    row(heap, "Function").click()
    pane = heap.get_by_role("complementary", name="Retainers")
    expect(pane).to_contain_text(re.compile("of one of 112.866 new Function"))
    path = pane.get_by_role("listbox", name="Shortest path").get_by_role("option")
    expect(path.first).to_contain_text(re.compile(r"on(StepCompleted|StepFailed|WorkflowCancelled)\(\)"))
    expect(path.nth(1)).to_contain_text("Array")
    expect(path.nth(3)).to_contain_text(re.compile("_events in.*WorkflowEventBus", re.DOTALL))
    pin(heap)

    # Traces: an execution registers its handlers, and removes none.
    traces = beside(briefing, "Traces")
    search(traces, "name:workflow.execute")
    traces.get_by_role("grid", name="Traces").get_by_role("link", name=re.compile("workflow.execute")).first.click()
    tree = traces.get_by_role("tree", name=re.compile("^Waterfall"))
    expect(tree.get_by_role("treeitem", name=re.compile("^registerEventHandlers"))).to_have_count(1)
    find = traces.get_by_role("textbox", name="Find in this trace")
    find.fill("removeEventHandlers")
    expect(traces.get_by_role("search")).to_contain_text("0")
    find.fill("")
    pin(traces, tree.get_by_role("treeitem", name=re.compile("^registerEventHandlers")))

    # Nowhere in the last day either; on the days before the release they were removed.
    others = beside(briefing, "Traces")
    set_range(others, "24h")
    search(others, "name:removeEventHandlers")
    expect(others.get_by_role("main")).to_contain_text("No traces")
    set_range(others, "Whole incident")
    expect(others.get_by_role("grid", name="Traces").get_by_role("link").first).to_be_visible()

    # Logs: the warning.
    logs = beside(briefing, "Logs")
    logs.get_by_role("complementary", name="Fields").get_by_role("checkbox", name=re.compile("^level warn")).click()
    warning = logs.get_by_role("grid", name="Lines").get_by_role("row").filter(has_text="MaxListenersExceededWarning")
    expect(warning.first).to_contain_text("Possible EventEmitter memory leak detected. 11")
    expect(warning.first).to_contain_text("listeners added to [WorkflowEventBus]")
    pin(logs, warning.first)

    check_seen(exposed(interviewer, briefing, 3), "E3.7")


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_text(name, exact=True))


def cells(page: Page, name: str) -> list[str]:
    """The class, how many there are in both snapshots and the change; at the end what they keep alive."""
    return row(page, name).get_by_role("gridcell").all_inner_texts()


def share(text: str) -> float:
    return number(text) / (100 if "%" in text else 1)
