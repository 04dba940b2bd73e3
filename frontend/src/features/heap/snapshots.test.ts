import { expect, test } from "vitest";
import type { Happening, Snapshot } from "../../api/types";
import {
  chartRange,
  chosenOf,
  comparedWith,
  hourTicks,
  lifeAt,
  podsOf,
  restartsOf,
  sinceStart,
  widestGap,
} from "./snapshots";

const HOUR = 3_600_000;
const snapshot = (name: string, pod: string, time: number): Snapshot => ({
  name,
  pod,
  time,
  service: "engine",
  file_bytes: 1,
  heap_bytes: 2,
  objects: 3,
  nodes: 3,
  edges: 4,
});
const restart = (pod: string, time: number): Happening => ({
  time,
  kind: "restart",
  service: "engine",
  title: `${pod} restarted`,
  attributes: { pod, exit_code: "134" },
});
const ALL = [
  snapshot("c", "engine-3", 9 * HOUR),
  snapshot("a", "engine-3", 5 * HOUR),
  snapshot("b", "engine-3", 7 * HOUR),
  snapshot("x", "api-1", 6 * HOUR),
];

test("pods with most snapshots first, each counted in the order of time", () => {
  const pods = podsOf(ALL);
  expect(pods.map(({ pod }) => pod)).toEqual(["engine-3", "api-1"]);
  expect(pods[0]!.snapshots.map(({ name, number }) => [name, number])).toEqual([
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ]);
});

test("without names the last is compared with the first; a snapshot brings its pod", () => {
  const pods = podsOf(ALL);
  const chosen = (asked: object) => {
    const { pod, snapshot, base } = chosenOf(pods, { pod: null, snapshot: null, base: null, ...asked })!;
    return [pod.pod, base?.name ?? null, snapshot.name];
  };
  expect(chosen({})).toEqual(["engine-3", "a", "c"]);
  expect(chosen({ snapshot: "a" })).toEqual(["engine-3", "b", "a"]);
  expect(chosen({ base: "c" })).toEqual(["engine-3", "c", "b"]);
  expect(chosen({ snapshot: "b", base: "b" })).toEqual(["engine-3", "a", "b"]);
  expect(chosen({ pod: "api-1" })).toEqual(["api-1", null, "x"]);
  expect(chosen({ snapshot: "x", pod: "engine-3" })).toEqual(["api-1", null, "x"]);
  expect(chosen({ snapshot: "gone", pod: "gone" })).toEqual(["engine-3", "a", "c"]);
  expect(chosenOf([], { pod: null, snapshot: null, base: null })).toBeNull();
});

test("of two that were clicked the older is the base", () => {
  const [a, b] = podsOf(ALL)[0]!.snapshots;
  expect(comparedWith(a!, b!)).toEqual({ base: "a", snapshot: "b" });
  expect(comparedWith(b!, a!)).toEqual({ base: "a", snapshot: "b" });
  expect(comparedWith(a!, a!)).toBeNull();
});

test("restarts say when a process began and ended", () => {
  const events = [restart("engine-3", 10 * HOUR), restart("engine-30", 6 * HOUR), restart("engine-3", 4 * HOUR)];
  const restarts = restartsOf("engine-3", events);
  expect(restarts).toHaveLength(2);
  expect(lifeAt(5 * HOUR, restarts)).toEqual({ start: 4 * HOUR, end: 10 * HOUR, place: 2, of: 3 });
  expect(lifeAt(3 * HOUR, restarts)).toEqual({ start: null, end: 4 * HOUR, place: 1, of: 3 });
  expect(lifeAt(11 * HOUR, restarts)).toEqual({ start: 10 * HOUR, end: null, place: 3, of: 3 });
});

test("the chart shows the life of the process and a little after its end, else the time around the snapshots", () => {
  const snapshots = podsOf(ALL)[0]!.snapshots;
  const whole = { start: 0, now: 20 * HOUR };
  const life = chartRange(snapshots, [restart("engine-3", 4 * HOUR), restart("engine-3", 10 * HOUR)], whole);
  expect(life).toEqual({ start: 4 * HOUR, end: 10.36 * HOUR });
  expect(chartRange(snapshots, [], whole)).toEqual({ start: 4 * HOUR, end: 10 * HOUR });
  expect(chartRange(snapshots, [], { start: 4.5 * HOUR, now: 9.2 * HOUR })).toEqual({
    start: 4.5 * HOUR,
    end: 9.2 * HOUR,
  });
});

test("hours since the process began", () => {
  expect(sinceStart(10 * 60_000, 0)).toBe("+ 10 min");
  expect(sinceStart(2 * HOUR, 0)).toBe("+ 2 h");
  expect(sinceStart(2 * HOUR + 5 * 60_000, 0)).toBe("+ 2 h 05 m");
  const ticks = hourTicks({ start: 100, end: 100 + 5.2 * HOUR }, 100, 6);
  expect(ticks.map(({ label }) => label)).toEqual(["0 h", "1 h", "2 h", "3 h", "4 h", "5 h"]);
  expect(hourTicks({ start: 0, end: HOUR }, 0, 4)[1]).toEqual({ at: 15 * 60_000, label: "15 min" });
});

test("words stand where no mark is near", () => {
  expect(widestGap({ start: 0, end: 100 }, [5, 20, 80])).toBe(20);
  expect(widestGap({ start: 0, end: 100 }, [])).toBe(0);
  expect(widestGap({ start: 0, end: 100 }, [40, 500])).toBe(40);
});
