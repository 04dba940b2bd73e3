import { expect, test } from "vitest";
import type { Metric } from "../../api/types";
import { limitInSight, memoryCurves } from "./memory";

const metric = (name: string, ...labels: string[]): Metric => ({
  name,
  labels,
  type: "gauge",
  unit: "bytes",
  help: "",
  series: 1,
});

test("only what was measured of this pod is asked for", () => {
  const curves = memoryCurves(
    [metric("v8js_memory_heap_limit_bytes", "pod"), metric("v8js_memory_heap_used_bytes", "pod", "space")],
    "engine-3",
  );
  expect(curves.map(({ key, expression }) => `${key}: ${expression}`)).toEqual([
    'used: sum(v8js_memory_heap_used_bytes{pod="engine-3"})',
    'old: sum(v8js_memory_heap_used_bytes{pod="engine-3", space="old_space"})',
    'limit: max(v8js_memory_heap_limit_bytes{pod="engine-3"})',
  ]);
  expect(memoryCurves([metric("v8js_memory_heap_used_bytes", "service")], "engine-3")).toEqual([]);
  expect(memoryCurves([], "engine-3")).toEqual([]);
});

test("a pod's name is written as PromQL reads it", () => {
  const [curve] = memoryCurves([metric("v8js_memory_heap_used_bytes", "pod")], 'a"b\\c');
  expect(curve!.expression).toBe('sum(v8js_memory_heap_used_bytes{pod="a\\"b\\\\c"})');
});

test("a limit far away is not drawn", () => {
  expect(limitInSight(1536, 1200)).toBe(true);
  expect(limitInSight(4096, 300)).toBe(false);
});
