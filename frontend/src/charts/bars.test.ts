import { expect, test } from "vitest";
import { barAt, barTicks, momentOf, sums, topOf, wholeBars } from "./bars";

const layer = (name: string, counts: number[]) => ({ name, token: "c1", opacity: 1, counts });
const picture = {
  start: 990,
  stepMs: 20,
  layers: [layer("info", [5, 5, 9]), layer("error", [0, 1, 4])],
  range: { start: 1000, end: 1050 },
  frame: { left: 40, top: 8, width: 100, height: 90 },
};

test("layers stack, and the axis ends a little above the highest bar", () => {
  expect(sums(picture)).toEqual([5, 6, 13]);
  expect(topOf(picture)).toBeCloseTo(13.78);
  expect(barTicks(22_500)).toEqual([0, 10_000, 20_000]);
  expect(barTicks(1.06)).toEqual([0, 1]);
});

test("a moment belongs to the bar that holds its start", () => {
  expect(momentOf(picture, 90)).toBe(1025);
  expect(barAt(picture, 1025)).toBe(1);
  expect(barAt(picture, 989)).toBe(-1);
  expect(barAt(picture, 1050)).toBe(-1);
});

test("a drawn stretch takes whole bars, and a click takes one; neither leaves the range", () => {
  expect(wholeBars(picture, 1035, 1012)).toEqual({ start: 1010, end: 1050 });
  expect(wholeBars(picture, 1015, 1015)).toEqual({ start: 1010, end: 1030 });
  expect(wholeBars(picture, 1002, 1002)).toEqual({ start: 1000, end: 1010 });
});
