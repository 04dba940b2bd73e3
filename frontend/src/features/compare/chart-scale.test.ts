import { expect, test } from "vitest";
import { niceTicks, scaleOf } from "./chart-scale";

test("durations near each other start from zero", () => {
  const scale = scaleOf([80, 120]);
  expect(scale.ticks).toEqual([0, 100, 200]);
  expect(scale.share(50)).toBe(0.25);
});

test("durations far apart are logarithmic, and zero stands at the bottom", () => {
  const scale = scaleOf([20e6, 2.5e9, 0]);
  expect(scale.ticks).toEqual([1e7, 1e8, 1e9, 1e10]);
  expect(scale.share(1e8)).toBeCloseTo(1 / 3);
  expect(scale.share(0)).toBe(0);
});

test("nothing at all has a scale", () => {
  expect(scaleOf([]).share(0)).toBe(0);
});

test("a few places are named, first and last among them", () => {
  expect(niceTicks(19)).toEqual([0, 5, 10, 15, 19]);
  expect(niceTicks(1)).toEqual([0, 1]);
});
