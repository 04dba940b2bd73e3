import { expect, test } from "vitest";
import { logDomain, logTicks, stepAt, timeScale, valueDomain, valueTicks } from "./scale";
import { readable } from "./TimeOverlay";

test("moments go to pixels and back", () => {
  const scale = timeScale({ start: 1000, end: 2000 }, 48, 500);
  expect(scale.x(1500)).toBe(298);
  expect(scale.at(298)).toBe(1500);
});

test.each([
  [0, 190, [0, 50, 100, 150]],
  [0, 1, [0, 0.25, 0.5, 0.75, 1]],
  [0, 110_000, [0, 50_000, 100_000]],
  [-10, 10, [-10, -5, 0, 5, 10]],
])("round values from %d to %d", (low, high, ticks) => expect(valueTicks(low, high)).toEqual(ticks));

test("powers of ten, thinned to what fits", () => {
  expect(logTicks(0.02, 12)).toEqual([0.1, 1, 10]);
  expect(logTicks(1, 1e8, 4)).toEqual([1, 1000, 1e6]);
});

test("domains begin at zero, keep infinities out, and are never empty", () => {
  expect(valueDomain([1, 5, Number.MAX_VALUE])).toEqual([0, 5.25]);
  expect(valueDomain([])).toEqual([0, 1]);
  expect(valueDomain([-2, 2])[0]).toBeCloseTo(-2.2);
  expect(logDomain([0, -1])).toEqual([0.1, 10]);
  const [low, high] = logDomain([5, 5.5]);
  expect(high / low).toBeGreaterThan(9);
});

test("the step of a moment stays within the steps", () => {
  expect([stepAt(0, 1000, 10, 5), stepAt(1022, 1000, 10, 5), stepAt(9999, 1000, 10, 5)]).toEqual([0, 2, 4]);
});

test("values beside the crosshair never cover each other", () => {
  const dots = [
    { y: 50, colour: "a", text: "2" },
    { y: 10, colour: "b", text: "1" },
    { y: 55, colour: "c", text: "3" },
    { y: 80, colour: "d" },
  ];
  expect(readable(dots).map(({ colour, text }) => `${colour}${text}`)).toEqual(["b1", "a2", "c", "d"]);
});
