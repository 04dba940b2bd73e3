import { expect, test } from "vitest";
import type { Snapshot } from "../../api/types";
import { timeScale } from "../../charts/scale";
import { aboutMemory, marksFor, marksOf, placeMarks } from "./snapshotMarks";

const snapshot = (name: string, pod: string, time: number): Snapshot => ({
  name,
  pod,
  time,
  service: "engine",
  file_bytes: 1,
  heap_bytes: 1,
  objects: 1,
  nodes: 1,
  edges: 1,
});
const MARKS = marksOf([snapshot("b", "one", 50), snapshot("a", "one", 10), snapshot("x", "two", 52)]);

test.each([
  ["v8js_memory_heap_used_bytes", true],
  ["sum by (pod) (process_resident_memory_bytes)", true],
  ["rate(container_cpu_usage_seconds_total[1m])", false],
  ["http_server_request_duration_seconds_bucket", false],
])("%s is about memory: %s", (expression, expected) => expect(aboutMemory(expression)).toBe(expected));

test("a lane about memory has the snapshots of the pods it names, else of all", () => {
  const names = (expression: string) => marksFor([expression], MARKS).map(({ name }) => name);
  expect(names("v8js_memory_heap_used_bytes")).toEqual(["a", "b", "x"]);
  expect(names('v8js_memory_heap_used_bytes{pod="two"}')).toEqual(["x"]);
  expect(names("up")).toEqual([]);
  expect(MARKS.map(({ number }) => number)).toEqual([1, 2, 1]);
});

test("near ones share a place, and what is out of range has none", () => {
  const placed = placeMarks(MARKS, timeScale({ start: 20, end: 120 }, 0, 100));
  expect(placed.map(({ x, marks }) => [x, marks.map(({ name }) => name)])).toEqual([[30, ["b", "x"]]]);
});
