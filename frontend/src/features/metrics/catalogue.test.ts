import { expect, test } from "vitest";
import type { Metric } from "../../api/types";
import { defaultLanes, firstLanes } from "./defaults";
import { expressionsChosen, expressionsFor, windowFor } from "./expressions";
import FIRST_LANES from "./first-lanes.json";
import { found, grouped, shortName } from "./groups";
import { lane, readLane, writeLane } from "./lanes";
import { stepFor } from "./useCurves";

const metric = (name: string, type: string, labels: string[] = [], series = 4): Metric => ({
  name,
  type,
  unit: "",
  help: `About ${name}.`,
  series,
  labels,
});
const METRICS = [
  metric("db_client_connections_pending", "gauge", ["service"]),
  metric("db_client_connections_usage", "gauge", ["service", "state"]),
  metric("http_client_requests_total", "counter", ["service", "status_code"]),
  metric("http_server_request_duration_seconds", "histogram", ["service", "route"]),
  metric("redis_up", "gauge"),
];

test("a metric's first expression fits its type", () => {
  expect(expressionsFor(METRICS[2]!)).toEqual(["sum by (status_code) (rate(http_client_requests_total[1m]))"]);
  expect(expressionsFor(METRICS[3]!)[0]).toBe(
    "histogram_quantile(0.95, sum by (le, service) (rate(http_server_request_duration_seconds_bucket[1m])))",
  );
  expect(expressionsFor(METRICS[0]!)).toEqual(["max by (service) (db_client_connections_pending)"]);
  expect(expressionsFor(METRICS[4]!)).toEqual(["redis_up"]);
  const heap = metric("v8js_memory_heap_used_bytes", "gauge", ["pod", "service", "space"]);
  expect(expressionsFor(heap)).toEqual(["sum by (pod) (v8js_memory_heap_used_bytes)"]);
});

test("a gauge that is chosen shows each of a few processes", () => {
  const chosen = (...of: Parameters<typeof metric>) => expressionsChosen(metric(...of));
  expect(chosen("gc_freed_ratio", "gauge", ["pod", "service"], 24)).toEqual(["max by (pod) (gc_freed_ratio)"]);
  expect(chosen("gc_freed_ratio", "gauge", ["pod", "service"], 25)).toEqual(["max by (service) (gc_freed_ratio)"]);
  expect(chosen("usage", "gauge", ["pod", "service", "state"])).toEqual(["max by (service) (usage)"]);
  expect(chosen("jobs_pending", "gauge", ["pod", "queue"])).toEqual(["max by (queue) (jobs_pending)"]);
  expect(chosen("served_total", "counter", ["pod", "service"])).toEqual(["sum by (service) (rate(served_total[1m]))"]);
});

test("over days, where samples are a minute apart, rates look further back", () => {
  expect(windowFor({ start: 0, now: 2 * 3_600_000 })).toBe("1m");
  expect(windowFor({ start: 0, now: 8 * 86_400_000 })).toBe("5m");
  expect(expressionsFor(METRICS[2]!, "5m")).toEqual(["sum by (status_code) (rate(http_client_requests_total[5m]))"]);
  expect(defaultLanes(METRICS, "5m").filter(({ expressions }) => expressions[0]!.includes("[1m]"))).toEqual([]);
});

test("the first lanes ask only for what the catalogue has", () => {
  expect(defaultLanes(METRICS).map(({ title, expressions }) => title || expressions[0])).toEqual([
    "sum by (status_code) (rate(http_client_requests_total[1m]))",
    "Error share of outbound",
    'sum by (service) (db_client_connections_usage{state="used"})',
    "histogram_quantile(0.95, sum by (le, service) (rate(http_server_request_duration_seconds_bucket[1m])))",
  ]);
  const foreign = [metric("orders_total", "counter"), metric("queue_age", "gauge")];
  expect(defaultLanes(foreign).map(({ expressions }) => expressions[0])).toEqual([
    "sum (rate(orders_total[1m]))",
    "queue_age",
  ]);
  expect(defaultLanes([])).toEqual([]);
});

test.each(FIRST_LANES)("the first lanes of $name are those that proofs ask for too", ({ window, metrics, lanes }) => {
  const known = metrics.map(({ name, type, labels, series }) => metric(name, type, labels, series));
  expect(defaultLanes(known, window).map(({ expressions }) => expressions)).toEqual(lanes);
});

test("the page's own lanes are those it opened with, until somebody means one of them", () => {
  const defaults = defaultLanes(METRICS);
  const [first, ...rest] = defaults;
  const added = lane(["redis_up"]);
  const read = (lanes: typeof defaults) => firstLanes(lanes.map(writeLane).map(readLane), defaults);
  expect(firstLanes(defaults, defaults)).toEqual([true, true, true, true]);
  expect(read([...defaults, added])).toEqual([true, true, true, true, false]);
  expect(read([{ ...first!, all: true }, ...rest])).toEqual([false, true, true, true]);
  expect(read([{ ...first!, only: ["503"] }, ...rest])).toEqual([false, true, true, true]);
  expect(read(rest)).toEqual([false, false, false]);
  expect(read([first!])).toEqual([false]);
  expect(firstLanes([readLane("redis_up")], [added])).toEqual([false]);
});

test("metrics are grouped by how their names begin", () => {
  expect(grouped(METRICS).map(({ name, metrics }) => [name, metrics.length])).toEqual([
    ["db_client", 2],
    ["http", 2],
    ["redis", 1],
  ]);
  expect(shortName("db_client_connections_usage", "db_client")).toBe("connections_usage");
  expect(found(METRICS, "request duration").map(({ name }) => name)).toEqual(["http_server_request_duration_seconds"]);
});

test("points are as far apart as the picture can show", () => {
  expect(stepFor({ start: 0, end: 3_600_000 }, 10_000)).toBe(10_000);
  expect(stepFor({ start: 0, end: 600_000 }, 10_000)).toBe(10_000);
  expect(stepFor({ start: 0, end: 48 * 3_600_000 }, 10_000)).toBe(600_000);
});
