import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { newQueryClient } from "../../api/answers";
import { newRouter } from "../../app/routes";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const NOW = Date.UTC(2026, 4, 12, 14);
const INCIDENT = {
  title: "It restarts",
  start: NOW - 8 * 3_600_000,
  now: NOW,
  metric_step_ms: 60_000,
  services: ["engine"],
  events: [],
  shares: [],
  spans: 0,
  log_lines: 0,
  metric_series: 0,
  took_ms: 1,
};
const taken = (name: string, pod: string, hoursAgo: number) => ({
  name,
  pod,
  service: "engine",
  time: NOW - hoursAgo * 3_600_000,
  file_bytes: 8_000_000,
  heap_bytes: 5_000_000,
  objects: 90_000,
  nodes: 91_000,
  edges: 300_000,
});
const row = { key: "Map", name: "Map", at: "", count: 12, shallow_bytes: 400, retained_bytes: 4000, distance: null };

function open(address: string, heap: Record<string, unknown>) {
  const asked: string[] = [];
  vi.stubGlobal(
    "fetch",
    vi.fn(async (path: string) => {
      const name = path.split("/staff/incidents/x/")[1] ?? path;
      asked.push(name);
      const answers: Record<string, unknown> = {
        incident: INCIDENT,
        "metrics/catalogue": { metrics: [], series: 0, took_ms: 1 },
        ...heap,
      };
      const body = answers[name] ?? { kind: "internal", message: "It broke." };
      return new Response(JSON.stringify(body), { status: answers[name] ? 200 : 500 });
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

const snapshots = (taken: unknown[], suspects = false) => ({
  "heap/snapshots": { snapshots: taken, suspects, took_ms: 1 },
});

test("an incident without snapshots says so, and leads on", async () => {
  open("heap", snapshots([]));
  expect(await screen.findByText("No heap snapshots were taken")).toBeTruthy();
  expect(screen.getAllByRole("link", { name: "Metrics" }).at(-1)!.getAttribute("href")).toContain("/metrics");
  expect(screen.getByRole("link", { name: "Heap" }).getAttribute("aria-current")).toBe("page");
});

test("one snapshot is summed up; there is nothing to compare it with", async () => {
  const summary = { rows: [row], total: 1, count: 12, shallow_bytes: 400, took_ms: 1 };
  const asked = open("heap", { ...snapshots([taken("a", "engine-1", 2)]), "heap/summary": summary });
  expect(await screen.findByText(/1 class, 12 objects/)).toBeTruthy();
  expect(screen.queryByRole("radio", { name: "Compare" })).toBeNull();
  expect(screen.queryByRole("radio", { name: "Suspects" })).toBeNull();
  expect(await screen.findByText(/No memory was measured of this pod/)).toBeTruthy();
  expect(asked).not.toContain("heap/compare");
});

test("what fails says so with a way to ask again, beside what did not fail", async () => {
  open("heap?view=dominators", snapshots([taken("a", "engine-1", 2), taken("b", "engine-1", 1)], true));
  expect(await screen.findByText("The roots did not come")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  expect(screen.getByRole("region", { name: "Snapshots" }).textContent).toContain("5.00 MB");
  expect(screen.getByRole("radio", { name: "Suspects" })).toBeTruthy();
});
