import { expect, test } from "vitest";
import { beside, boxBetween, cellAt, endsOf, HeatScale, inBox, pointAt, shadeOf } from "./heat";

const frame = { left: 10, top: 0, width: 100, height: 100 };
const counts = [
  [4, 0, 0, 0],
  [2, 1, 0, 0],
  [0, 0, 8, 0],
  [0, 0, 6, 1],
].flat();
const grid = {
  start: 1000,
  step_ms: 50,
  columns: 4,
  rows: 4,
  low_ns: 1e6,
  high_ns: 1e10,
  counts,
  errors: counts.map((count) => (count > 5 ? 5 : 0)),
  points: [],
};
const scale = new HeatScale(grid, frame);

test("what belongs to a box stands beside it and within the picture", () => {
  const box = (low: number, high: number) => ({ from: 1150, to: 1200, low, high });
  expect(beside(box(1e6, 1e8), scale, 40, 20)).toEqual({ left: 70, top: 24 });
  expect(beside(box(1e8, 1e10), scale, 40, 20)).toEqual({ left: 70, top: 56 });
  expect(beside(box(1e6, 1e10), scale, 40, 20)).toEqual({ left: 39, top: 6 });
});

test("moments and durations go to pixels and back, durations by powers", () => {
  expect(scale.x(1100)).toBe(60);
  expect(scale.y(1e8)).toBeCloseTo(50);
  expect(scale.moment(60)).toBe(1100);
  expect(scale.ns(50)).toBeCloseTo(1e8, -2);
  expect(scale.ticks()).toEqual([1e6, 1e7, 1e8, 1e9, 1e10]);
});

test("a cell says what it counts, where it is, and how many are faster", () => {
  expect(cellAt(scale, 85, 40)).toMatchObject({ count: 6, errors: 5, from: 1150, to: 1200 });
  expect(cellAt(scale, 85, 40).faster).toBeCloseTo(21 / 22);
});

test("a drawn box snaps to cells, and its count is the sum of them", () => {
  const box = boxBetween(scale, 70, 45, 105, 30);
  expect(box).toMatchObject({ from: 1100, to: 1200 });
  expect(box.low).toBeCloseTo(1e8, -2);
  expect(box.high).toBeCloseTo(1e9, -2);
  expect(inBox(grid, box, scale)).toEqual({ count: 14, errors: 10 });
});

test("a box over the whole picture holds everything", () => {
  expect(inBox(grid, boxBetween(scale, 0, 0, 500, 500), scale).count).toBe(counts.reduce((a, b) => a + b));
});

test("with points, a box is as drawn and holds the points within", () => {
  const points = [
    { time: 1010, duration_ns: 2e6, error: false },
    { time: 1150, duration_ns: 2e8, error: true },
  ];
  const few = new HeatScale({ ...grid, points }, frame);
  const box = boxBetween(few, 60, 60, 110, 20);
  expect(inBox(few.grid, box, few)).toEqual({ count: 1, errors: 1 });
  expect(pointAt(few, few.x(1150) + 3, few.y(2e8))).toBe(1);
  expect(pointAt(few, 60, 99)).toBe(-1);
});

test("shades run from few to many, evenly by factor", () => {
  expect(endsOf(grid)).toEqual({ least: 1, most: 8 });
  expect([20, 200, 2000, 20_000].map((count) => shadeOf(count, { least: 20, most: 20_000 }))).toEqual([1, 3, 6, 8]);
  expect(shadeOf(1, { least: 1, most: 1 })).toBe(5);
});
