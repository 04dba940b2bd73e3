import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newQueryClient } from "../../api/answers";
import { newRouter } from "../../app/routes";
import { press } from "../../lib/commands";
import "./Traces"; // or the page comes as a chunk, for which a busy machine takes its time

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 4, 17, 23, 18);
const INCIDENT = {
  title: "It restarts",
  start: NOW - 8 * DAY,
  now: NOW,
  metric_step_ms: 60_000,
  services: ["web"],
  events: [],
  shares: [],
  spans: 0,
  log_lines: 0,
  metric_series: 0,
  took_ms: 1,
};

/** Three traces of the day that is asked for, named after it: d12-0, d12-1, d12-2. */
function tracesOf({ start }: { start: number }) {
  const traces = [0, 1, 2].map((place) => ({
    trace_id: `d${new Date(start).getUTCDate()}-${place}`,
    span_id: "",
    start: start + place * 1000,
    duration_ns: 1e9,
    root_service: "web",
    root_name: "GET /",
    services: ["web"],
    spans: 1,
    matches: 1,
    errors: 0,
    values: {},
  }));
  return { traces, rows: 3, total: 3, took_ms: 1 };
}

beforeEach(() => {
  addEventListener("keydown", press);
  for (const [side, size] of [
    ["clientWidth", 800],
    ["clientHeight", 400],
  ] as const)
    vi.spyOn(HTMLElement.prototype, side, "get").mockReturnValue(size);
  vi.stubGlobal("fetch", async (address: string, request: RequestInit) => {
    const name = address.split("/staff/incidents/x/")[1]!;
    const asked = JSON.parse(String(request.body ?? "{}"));
    if (name === "incident") return new Response(JSON.stringify(INCIDENT));
    if (name === "traces/search") return new Response(JSON.stringify(tracesOf(asked)));
    if (name === "traces/facets") return new Response(JSON.stringify({ facets: [], fields: [], total: 3, took_ms: 1 }));
    return new Response(JSON.stringify({ kind: "internal", message: "Not here." }), { status: 500 });
  });
});
afterEach(() => {
  removeEventListener("keydown", press);
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("a and b mark the row that is outlined, of the list that is shown", async () => {
  const history = createMemoryHistory({
    initialEntries: ["/staff/incidents/x/traces?from=2026-05-12T06:00Z&to=2026-05-12T18:00Z"],
  });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={newQueryClient()}>
        <RouterProvider router={newRouter(history)} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  const marked = () =>
    Object.fromEntries([..."ab"].map((side) => [side, new URLSearchParams(history.location.search).get(side)]));
  const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name });
  const outlined = () => screen.getByRole("grid", { name: "Traces" }).querySelector('[data-active="true"]');
  await waitFor(() => expect(screen.getAllByRole("row").length).toBe(4));
  // Wide enough for the day and the milliseconds, which order what came at the same second.
  expect(screen.getAllByRole("row")[1]!.textContent).toContain("12 May 06:00:00.000");
  expect(screen.getAllByRole("row")[1]!.style.gridTemplateColumns).toMatch(/^148px /);
  // From elsewhere the key leads to the list, and marks nothing that is not outlined.
  key("a");
  await waitFor(() => expect(outlined()).toBe(screen.getAllByRole("row")[1]));
  expect(marked()).toEqual({ a: null, b: null });
  key("j");
  key("a");
  await waitFor(() => expect(marked()).toEqual({ a: "d12-1", b: null }));
  // Another day: the picker has the focus, and the row that was outlined is gone.
  act(() => (document.activeElement as HTMLElement).blur());
  act(() => history.push(`/staff/incidents/x/traces?from=2026-05-14T06:00Z&to=2026-05-14T18:00Z&a=d12-1`));
  await waitFor(() => expect(document.body.textContent).toContain("14 May 06:00:00.000"));
  key("b");
  expect(marked()).toEqual({ a: "d12-1", b: null });
  await waitFor(() => expect(outlined()).toBe(screen.getAllByRole("row")[1]));
  key("b");
  await waitFor(() => expect(marked()).toEqual({ a: "d12-1", b: "d14-0" }));
});
