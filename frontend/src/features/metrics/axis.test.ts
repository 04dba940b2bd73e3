import { expect, test } from "vitest";
import { axisOf } from "./axis";

const ticks = (high: number, unit: string, log = false, low = 0) => {
  const axis = axisOf([[low, high]], unit, log, 200);
  return axis.ticks.map(axis.write);
};

test("seconds stand at round minutes and hours once they are many", () => {
  expect(ticks(90, "seconds")).toEqual(["0", "25 s", "50 s", "75 s"]);
  expect(ticks(70, "seconds")).toEqual(["0", "20 s", "40 s", "60 s"]);
  expect(ticks(700, "seconds")).toEqual(["0", "5 min", "10 min"]);
  expect(ticks(20_000, "s")).toEqual(["0", "2 h", "4 h"]);
  expect(ticks(700, "seconds", true, 0.5)).toEqual(["1 s", "10 s", "1 min", "10 min"]);
});

test("other units have decimal ticks", () => {
  expect(ticks(700, "")).toEqual(["0", "200", "400", "600"]);
  expect(ticks(1, "seconds", true, 0.01)).toEqual(["0.01 s", "0.1 s", "1 s"]);
  expect(ticks(0.4, "ratio")).toEqual(["0 %", "20 %", "40 %"]);
});
