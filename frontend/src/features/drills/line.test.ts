import { expect, test } from "vitest";
import { apart, axisOf, clock, openAt, placed, spread, stepFrom, ticksOf } from "./line";

test("marks that would overlap move apart together, and no others", () => {
  expect(spread([100, 100], 20, 0, 500)).toEqual([90, 110]);
  expect(spread([100, 110, 300], 20, 0, 500)).toEqual([95, 115, 300]);
  expect(spread([5, 5, 5], 20, 0, 500)).toEqual([0, 20, 40]);
  expect(spread([495, 499], 20, 0, 500)).toEqual([480, 500]);
  expect(spread([], 20, 0, 500)).toEqual([]);
});

test("marks keep their exact place beside where their number has room", () => {
  const axis = axisOf(900, 1012);
  const [second, first] = placed(
    [
      { no: 1, seconds: 305 },
      { no: 2, seconds: 300 },
    ],
    axis,
    21,
  );
  expect(second!.no).toBe(2);
  expect(second!.x).toBeCloseTo(92 + 300);
  expect(first!.x).toBeCloseTo(92 + 305);
  expect(first!.label - second!.label).toBe(21);
});

test("the axis goes there and back, and stays within its ends", () => {
  const axis = axisOf(900, 1012);
  expect(axis.seconds(axis.x(450))).toBeCloseTo(450);
  expect([axis.x(-5), axis.x(0), axis.x(2000)]).toEqual([92, 92, 992]);
  expect(axis.seconds(0)).toBe(0);
});

test("the ruler has whole minutes, and the end without one that would touch it", () => {
  expect(ticksOf(axisOf(900, 1012))).toEqual([0, 120, 240, 360, 480, 600, 720, 840, 900]);
  expect(ticksOf(axisOf(905, 500))).toEqual([0, 300, 600, 905]);
});

test("times are said as people say them", () => {
  expect([clock(0), clock(64.9), clock(3784), clock(null)]).toEqual(["0:00", "1:04", "1:03:04", "–"]);
  expect([apart(180, 310), apart(180, 140), apart(180, 180.2), apart(null, 5), apart(5, null)]).toEqual([
    "2:10 later",
    "0:40 sooner",
    "on time",
    "",
    "",
  ]);
});

test("arrow keys go from moment to moment", () => {
  const moments = [30, 90, 10].map((seconds) => ({ seconds, what: "", text: "", by: "" }));
  expect([stepFrom(moments, 10, 1), stepFrom(moments, 30, -1), stepFrom(moments, 90, 1)]).toEqual([30, 10, 90]);
});

test("the tool that was open then is known", () => {
  const stays = [
    { tool: "logs", from: 0, to: 60 },
    { tool: "heap", from: 60, to: 90 },
    { tool: "logs", from: 90, to: 120 },
  ];
  expect([openAt(stays, 59), openAt(stays, 60), openAt(stays, 120)]).toEqual(["logs", "heap", ""]);
});
