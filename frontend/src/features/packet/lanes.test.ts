import { expect, test } from "vitest";
import { axisOf, baseOf, clock, finding, placed, second, ticksOf } from "./lanes";
import { scenario, step } from "./made";

const WIDTH = 1028; // a thousand pixels for the seconds

test("seconds lie between the edges, and come back from where somebody pressed", () => {
  const axis = axisOf(scenario(1), WIDTH);
  expect([axis.x(0), axis.x(510), axis.x(1020), axis.x(5000)]).toEqual([12, 512, 1012, 1012]);
  expect(axis.seconds(axis.x(700))).toBeCloseTo(700);
});

test("ticks stand every three minutes of the work, at its end and at the last second, and never touch", () => {
  expect(ticksOf(axisOf(scenario(1), WIDTH))).toEqual([0, 180, 360, 540, 720, 840, 1020]);
  expect(ticksOf(axisOf(scenario(1, { worked: 850, whole: 860 }), WIDTH))).toEqual([0, 180, 360, 540, 720, 860]);
});

test("a step stands in the first row with room for it, and one that nobody saw in none", () => {
  const axis = axisOf(scenario(1), WIDTH);
  const steps = [step(1, 72, 108, 125), step(2, 100, 184, 230), step(3, 588, 612, null), step(4, null, null, null)];
  const rows = placed(steps, axis);
  expect(rows.map(({ step: one, y }) => [one.no, y])).toEqual([
    [1, 15],
    [2, 32],
    [3, 15],
  ]);
  expect(baseOf(rows)).toBe(15 + 3 * 17 + 4);
});

test("a crowd of steps makes the picture deeper, up to six rows", () => {
  const axis = axisOf(scenario(1), WIDTH);
  const rows = placed(
    Array.from({ length: 9 }, (_, no) => step(no + 1, 100, 110, 120)),
    axis,
  );
  expect(new Set(rows.map(({ y }) => y)).size).toBe(6);
  expect(baseOf(rows)).toBe(15 + 6 * 17 + 4);
});

test("times and findings are said", () => {
  expect([clock(0), clock(184.9), clock(700)]).toEqual(["0:00", "3:04", "11:40"]);
  expect([second(1, 184), second(0, 20), second(1, null)]).toEqual(["1, 3:04", "0:20", "–"]);
  expect(finding(scenario(2, { reached: 5, needed: 6, hint_load: 1.5, cause: 485 }))).toBe(
    "Evidence of scenario 2 over time: 5 of 6 steps of the path, hint load 1.5, the cause at 8:05",
  );
});
