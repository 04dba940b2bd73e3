import { expect, test } from "vitest";
import { isolated, lane, letter, readLane, writeLane } from "./lanes";

test("a lane goes into an address and comes back", () => {
  const full = lane(['a{x="1;2"}', "b"], {
    title: "Queues; and 100% of it",
    log: true,
    only: ['0:host=a;b,q="x"'],
    all: true,
  });
  expect(readLane(writeLane(full))).toEqual(full);
  expect(writeLane(lane(["sum(rate(a[1m]))"]))).toBe("sum(rate(a[1m]))");
});

test("a half-typed lane is still a lane", () => {
  expect(readLane('rate(a{b="c').expressions).toEqual(['rate(a{b="c']);
  expect(readLane("").expressions).toEqual([]);
});

test("a lane of an address that nobody's page wrote is read as it stands", () => {
  const told = readLane("up; @title=50%FF; @only=%E0%A4");
  expect(told).toMatchObject({ title: "50%FF", only: ["%E0%A4"] });
  expect(readLane(writeLane(told))).toEqual(told);
});

test("a click shows one alone, and a second one all; Ctrl takes in and out", () => {
  const keys = ["a", "b", "c"];
  expect(isolated([], "a", keys, false)).toEqual(["a"]);
  expect(isolated(["a"], "a", keys, false)).toEqual([]);
  expect(isolated(["a"], "b", keys, false)).toEqual(["b"]);
  expect(isolated(["a"], "b", keys, true)).toEqual(["a", "b"]);
  expect(isolated([], "b", keys, true)).toEqual(["a", "c"]);
  expect(isolated(["a", "b"], "c", keys, true)).toEqual([]);
  expect(isolated(["a"], "a", keys, true)).toEqual([]);
});

test("queries have letters", () => {
  expect([0, 25, 26, 27].map(letter)).toEqual(["A", "Z", "AA", "AB"]);
});
