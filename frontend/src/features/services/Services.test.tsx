import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
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
const figures = { rows: 60, failed_rows: 0, total: 60, rate: 1, errors: 0, p50_ns: 1e6, p95_ns: 2e6, p99_ns: 3e6 };
const about = { before: figures, during: figures, changes: [], found: false, hidden: false };
const node = (id: string) => ({ id, name: id, kind: "service", hosts: [], group: "", sends: false, ...about });

type Answered = { status?: number; body: unknown };

function open(address: string, graph: () => Answered) {
  const asked: Record<string, unknown>[] = [];
  vi.stubGlobal(
    "fetch",
    vi.fn(async (path: string, request: RequestInit) => {
      const name = path.split("/staff/incidents/x/")[1];
      if (name === "services/graph") asked.push(JSON.parse(String(request.body)));
      const { status = 200, body } =
        name === "services/graph"
          ? graph()
          : name === "incident"
            ? { body: INCIDENT }
            : { body: { start: NOW - 3_600_000, step_ms: 60_000, total: [1], failed: [0], took_ms: 1 } };
      return new Response(JSON.stringify(body), { status });
    }),
  );
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={newQueryClient()}>
        <RouterProvider
          router={newRouter(createMemoryHistory({ initialEntries: [`/staff/incidents/x/${address}`] }))}
        />
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
