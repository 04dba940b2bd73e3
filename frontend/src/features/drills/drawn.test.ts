import { expect, test } from "vitest";
import { type Drawn, finding, lengthOf, momentsOf } from "./drawn";

const STEP = { bonus: false, by: "" };
const drawn: Drawn = {
  worked: 700,
  planned: 900,
  steps: [
    { ...STEP, no: 1, title: "Requests are late", expected: 180, exposed: 120, cited: 150 },
    { ...STEP, no: 2, title: "The lock waits", expected: 540, exposed: 640, cited: null },
    { ...STEP, no: 3, title: "Who holds it", expected: 1000, exposed: null, cited: null },
  ],
  hints: [{ minute: 3, seconds: 185, text: "Look at waits", early: false, by: "" }],
  written: [{ seconds: 60, kind: "hypothesis", no: 1, text: "The pool", by: "Ana" }],
  tracks: [],
  quiet: null,
  ends: [{ from: 200, to: 320, text: "CPU" }],
};

test("the line is as long as the plan, or as what lies beyond it", () => {
  expect(lengthOf(drawn)).toBe(1000);
  expect(lengthOf({ ...drawn, steps: [] })).toBe(900);
});

test("everything stands in the order of time", () => {
  expect(momentsOf(drawn).map(({ seconds, what }) => `${seconds} ${what}`)).toEqual([
    "60 Hypothesis 1",
    "120 Step 1 seen",
    "150 Step 1 cited",
    "185 Hint of minute 3",
    "200 Dead end",
    "640 Step 2 seen",
  ]);
});

test("what the picture says is said in words too", () => {
  expect(finding(drawn)).toBe(
    "Expected path and what happened: 2 of 3 steps in 11:40, the last one at 10:40, 1:40 later than the pace",
  );
  expect(finding({ ...drawn, steps: [] })).toBe("Expected path and what happened: 0 of 0 steps in 11:40");
});
