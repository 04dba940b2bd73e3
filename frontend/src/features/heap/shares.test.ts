import { expect, test } from "vitest";
import { sparkPoints } from "./Spark";
import { arcPath, arcsOf } from "./shares";

test("arcs follow each other and close the ring", () => {
  expect(arcsOf([1, 1, 2])).toEqual([
    { from: 0, to: 0.25 },
    { from: 0.25, to: 0.5 },
    { from: 0.5, to: 1 },
  ]);
  expect(arcsOf([0, 0])).toEqual([
    { from: 0, to: 0 },
    { from: 0, to: 0 },
  ]);
});

test("a quarter begins at the top; a whole ring is drawn in two halves", () => {
  expect(arcPath({ from: 0, to: 0.25 }, 50, 40, 20)).toBe(
    "M50.00 10.00A40 40 0 0 1 90.00 50.00L70.00 50.00A20 20 0 0 0 50.00 30.00Z",
  );
  expect(arcPath({ from: 0, to: 1 }, 50, 40, 20).match(/Z/g)).toHaveLength(2);
});

test("a spark begins at the left edge and is as high as its highest", () => {
  expect(sparkPoints([0, 5, 10])).toEqual([
    [2.5, 13.5],
    [22, 8],
    [41.5, 2.5],
  ]);
  expect(sparkPoints([0, 0])[1]).toEqual([41.5, 13.5]);
  expect(sparkPoints([])).toEqual([]);
});
