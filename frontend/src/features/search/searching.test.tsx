import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newQueryClient } from "../../api/answers";
import { newRouter } from "../../app/routes";
import "../logs/Logs"; // or the pages come as chunks, for which a busy machine takes its time
import "../traces/Traces";

const NOW = Date.UTC(2026, 4, 17, 23, 18);
const INCIDENT = { title: "It is slow", start: NOW - 14 * 86_400_000, now: NOW, metric_step_ms: 60_000 };
const COUNTS = { spans: 0, log_lines: 0, metric_series: 0, took_ms: 1 };
const lineOf = (no: number) => ({ no, time: NOW - no, level: "info", service: "web", body: `line ${no}`, fields: {} });
const TRACE = { span_id: "", start: NOW, duration_ns: 1e9, root_service: "web", root_name: "GET /", services: ["web"] };
const traceOf = (no: number) => ({ ...TRACE, trace_id: `t${no}`, spans: 1, matches: 1, errors: 0, values: {} });
const HUNDRED = Array.from({ length: 100 }, (_, index) => 100 - index);

/** Searches for "none" find nothing, those for "slow" are answered when `answer` is called, others find a hundred. */
let answer = () => {};

beforeEach(() => {
  for (const [side, size] of [
    ["clientWidth", 800],
    ["clientHeight", 400],
  ] as const)
    vi.spyOn(HTMLElement.prototype, side, "get").mockReturnValue(size);
  const slow = new Promise<void>((resolve) => {
    answer = resolve;
  });
  vi.stubGlobal("fetch", async (address: string, request: RequestInit) => {
    const name = address.split("/staff/incidents/x/")[1]!;
    const asked = JSON.parse(String(request.body ?? "{}"));
    const found = asked.query === "none" ? [] : HUNDRED;
    const sums = { rows: found.length, total: found.length, took_ms: 1 };
    if (name === "incident")
      return new Response(JSON.stringify({ ...INCIDENT, ...COUNTS, services: ["web"], events: [], shares: [] }));
    if (name.endsWith("/facets")) return new Response(JSON.stringify({ facets: [], others: [], total: 0, took_ms: 1 }));
    if (name.endsWith("/search") && asked.query === "slow") await slow;
    if (name === "logs/search") return new Response(JSON.stringify({ lines: found.map(lineOf), ...sums }));
    if (name === "traces/search") return new Response(JSON.stringify({ traces: found.map(traceOf), ...sums }));
    return new Response(JSON.stringify({ kind: "internal", message: "Not here." }), { status: 500 });
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function open(page: string) {
  const history = createMemoryHistory({ initialEntries: [`/staff/incidents/x/${page}`] });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={newQueryClient()}>
        <RouterProvider router={newRouter(history)} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return (search: string) => history.push(`/staff/incidents/x/${search}`);
}

test.each([
  ["logs", "Lines", "&wrap"],
  ["logs", "Lines", ""],
  ["traces", "Traces", ""],
])("%s: a new search says nothing of what it does not know yet, and begins at the top", async (page, label, more) => {
  const go = open(`${page}?q=none${more}`);
  expect(await screen.findByText(/^No (lines|traces) match/)).toBeTruthy();
  go(`${page}?q=slow${more}`);
  expect(await screen.findByRole("status", { name: "Searching" })).toBeTruthy();
  expect(screen.queryByText(/^No (lines|traces) match/)).toBeNull();
  answer();
  const list = await screen.findByLabelText(label, { selector: "[tabindex]" });
  list.scrollTop = 900;
  go(`${page}?q=other${more}`);
  await waitFor(() => expect(list.scrollTop).toBe(0));
  expect(list.isConnected).toBe(true);
});
