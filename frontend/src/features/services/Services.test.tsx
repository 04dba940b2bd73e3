import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { newQueryClient } from "../../api/answers";
import { newRouter } from "../../app/routes";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const NOW = Date.UTC(2026, 4, 12, 14);
const INCIDENT = {
  title: "It is slow",
  start: NOW - 3_600_000,
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
const GRAPH = {
  nodes: [],
  calls: [],
  start: NOW - 300_000,
  end: NOW,
  before_start: null,
  before_end: null,
  found: 0,
  left_out: 0,
  took_ms: 1,
};
const figures = {
  rows: 60,
  failed_rows: 0,
  total: 60,
  rate: 1,
  errors: 0,
  p50_ns: 1e6,
  p95_ns: 2e6,
  p99_ns: 3e6,
  traces: 60,
  scatter: 60,
};
const about = { before: figures, during: figures, changes: [], found: false, hidden: false };
const node = (id: string) => ({ id, name: id, kind: "service", hosts: [], group: "", sends: false, ...about });

type Answered = { status?: number; body: unknown };

function open(place: string, graph: () => Answered, path?: () => Answered) {
  const asked: Record<string, unknown>[] = [];
  vi.stubGlobal(
    "fetch",
    vi.fn(async (address: string, request: RequestInit) => {
      const name = address.split("/staff/incidents/x/")[1];
      if (name === "services/graph") asked.push(JSON.parse(String(request.body)));
      const { status = 200, body } =
        name === "services/graph"
          ? graph()
          : name === "services/path"
            ? path!()
            : name === "incident"
              ? { body: INCIDENT }
              : { body: { start: NOW - 3_600_000, step_ms: 60_000, total: [1], failed: [0], took_ms: 1 } };
      return new Response(JSON.stringify(body), { status });
    }),
  );
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={newQueryClient()}>
        <RouterProvider router={newRouter(createMemoryHistory({ initialEntries: [`/staff/incidents/x/${place}`] }))} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return asked;
}

test("an incident without calls says what the graph is made of", async () => {
  const asked = open("services", () => ({ body: GRAPH }));
  await screen.findByText("No calls between services were recorded");
  expect(asked[0]).toMatchObject({ start: NOW - 300_000, end: NOW, before_start: NOW - 2_880_000 });
});

test("a graph that did not come is asked for again", async () => {
  let fails = true;
  open("services?table=1", () =>
    fails
      ? { status: 500, body: { kind: "internal", message: "It broke." } }
      : { body: { ...GRAPH, nodes: [node("web")] } },
  );
  await screen.findByText("The graph did not come");
  fails = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByRole("button", { name: "web" });
});

test("a filter that hides everything is taken back with one click; what cannot be read is said and mended", async () => {
  const message = "No field rat here: there are rate. Did you mean rate?";
  const asked = open("services?hide=rat+%3C+1&table=1", () =>
    asked.at(-1)?.hide === "rat < 1"
      ? {
          status: 422,
          body: { kind: "invalid", message, field: "hide", start: 0, end: 3, suggestion: "rate", id: "" },
        }
      : { body: { ...GRAPH, nodes: [node("web")] } },
  );
  await screen.findByText(message, { selector: "p, div, span.err" });
  fireEvent.click(screen.getByRole("button", { name: "Without Find and Hide" }));
  await screen.findByRole("button", { name: "web" });
  expect(asked.at(-1)).toMatchObject({ find: "", hide: "" });
});

test("what is open and is not in the graph says so", async () => {
  open("services?table=1&open=nobody", () => ({ body: { ...GRAPH, nodes: [node("web")] } }));
  await screen.findByText("This call or service was not recorded in this incident");
});

const PATH = {
  trace_id: "abc",
  start: NOW - 1_800_000,
  duration_ns: 10e6,
  root_service: "web",
  root_name: "GET /",
  spans: 3,
  errors: 1,
  self_ns: 10e6,
  nodes: [{ name: "web", kind: "service", spans: 3, errors: 1, self_ns: 10e6, critical_ns: 10e6 }],
  calls: [{ caller: "", callee: "web", calls: 1, failed: 1, total_ns: 10e6, self_ns: 10e6, critical_ns: 10e6 }],
  took_ms: 1,
};

test("a trace over the graph: its time is the graph's, it is named, and it ends", async () => {
  const asked = open(
    "services?table=1&trace=abc",
    () => ({ body: { ...GRAPH, nodes: [node("web")] } }),
    () => ({ body: PATH }),
  );
  const line = await screen.findByRole("region", { name: "The trace on the graph" });
  await within(line).findByText("GET /");
  expect(line.textContent).toContain("10.0 ms at 13:30:00.000");
  expect(line.textContent).toContain("3 spans, 1 failed");
  expect(within(line).getByRole("link", { name: "Open the trace" }).getAttribute("href")).toContain("/traces/abc");
  await screen.findByRole("table", { name: "Calls of the trace" });
  expect(asked).toEqual([expect.objectContaining({ start: NOW - 1_830_000, end: NOW - 1_760_000 })]);
  fireEvent.click(within(line).getByRole("button", { name: "End the trace on the graph" }));
  await waitFor(() => expect(screen.queryByRole("table", { name: "Calls of the trace" })).toBeNull());
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ end: NOW }));
});

test("a trace that is not stored is said, and the graph is there", async () => {
  open(
    "services?table=1&trace=abc",
    () => ({ body: { ...GRAPH, nodes: [node("web")] } }),
    () => ({ status: 404, body: { kind: "not_found", message: "No such trace is stored here." } }),
  );
  await screen.findByText("No such trace is stored here.");
  await screen.findByRole("button", { name: "web" });
});
