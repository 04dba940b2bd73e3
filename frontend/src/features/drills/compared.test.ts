import { expect, test } from "vitest";
import type { Compared, DrillShown } from "../../api/types";
import { drawnOf, replayOf, tracksOf } from "./compared";
import { factsOf } from "./facts";

const REACHED = { time: 0, by: "", address: "", note: "" };
const STEP = {
  id: "",
  text: "",
  bonus: false,
  stated: false,
  expected: null,
  exposed: null,
  cited: null,
  shown_by: [],
};
const one = {
  run: { worked: 600_000, length: 900_000 },
  steps: [
    { ...STEP, text: "Late", expected: 180_000, exposed: { ...REACHED, at: 90_000, by: "Ana" } },
    { ...STEP, text: "Said", stated: true },
    { ...STEP, text: "Held", cited: { ...REACHED, at: 400_000 } },
  ],
  hints: [{ minute: 180_000, at: 200_000, text: "Look", early: false, by: "" }],
  marks: [
    { at: 1000, kind: "hypothesis", text: "The pool", by: "" },
    { at: 2000, kind: "exposed", text: "Late", by: "" },
    { at: 3000, kind: "judged", text: "refuted", by: "" },
    { at: 4000, kind: "hypothesis", text: "The lock", by: "" },
  ],
  line: [{ tool: "logs", since: 0, until: 5000, by: "" }],
  quiet: { since: 10_000, until: 40_000 },
  dead_ends: [{ since: 1000, until: 3000, looks_like: "The pool" }],
} as unknown as Compared;

test("a run is drawn in seconds, with its steps numbered as they are listed", () => {
  const drawn = drawnOf(one);
  expect([drawn.worked, drawn.planned]).toEqual([600, 900]);
  expect(drawn.steps.map(({ no, expected, exposed, cited, by }) => [no, expected, exposed, cited, by])).toEqual([
    [1, 180, 90, null, "Ana"],
    [3, null, null, 400, ""],
  ]);
  expect(drawn.hints).toEqual([{ minute: 3, seconds: 200, text: "Look", early: false, by: "" }]);
  expect([drawn.quiet, drawn.ends]).toEqual([{ from: 10, to: 40 }, [{ from: 1, to: 3, text: "The pool" }]]);
});

test("hypotheses are numbered as they were written, and a judgement is said in words", () => {
  expect(drawnOf(one).written.map(({ seconds, no, text }) => [seconds, no, text])).toEqual([
    [1, 1, "The pool"],
    [3, 0, "Ruled out"],
    [4, 2, "The lock"],
  ]);
});

test("everybody has a row of tools; who was alone has one without a name", () => {
  const stay = (by: string) => ({ tool: "logs", since: 0, until: 1000, by });
  expect(tracksOf([stay("")]).map(({ who }) => who)).toEqual([""]);
  expect(tracksOf([stay("Ana"), stay("Ben"), stay("Ana")]).map(({ who, stays }) => [who, stays.length])).toEqual([
    ["Ana", 2],
    ["Ben", 1],
  ]);
});

test("a figure stands once, with everybody's value beside it", () => {
  const told = [
    { name: "Questions", meaning: "Asked", by: "Ana", value: "3" },
    { name: "Pinned", meaning: "Kept", by: "Ana", value: "1" },
    { name: "Questions", meaning: "Asked", by: "Ben", value: "5" },
  ];
  expect(factsOf(told)).toEqual([
    {
      name: "Questions",
      meaning: "Asked",
      values: [
        { by: "Ana", value: "3" },
        { by: "Ben", value: "5" },
      ],
    },
    { name: "Pinned", meaning: "Kept", values: [{ by: "Ana", value: "1" }] },
  ]);
});

test("a replay is opened at its second, of a game day that of who did it", () => {
  const members = [
    { seat: "x-c", name: "Ana", you: true },
    { seat: "x-c2", name: "Ben", you: false },
  ];
  const drill = (team: boolean) => ({ run: { id: "x", team }, members }) as unknown as DrillShown;
  expect(replayOf(drill(false), 1000.4)).toEqual({
    to: "/staff/interviews/x/replay",
    search: { run: "1", at: "1000" },
  });
  expect(replayOf(drill(true), null, "Ben").search).toEqual({ run: "1", seat: "x-c2" });
  expect(replayOf(drill(true), null).search).toEqual({ run: "1", seat: "x-c" });
});
