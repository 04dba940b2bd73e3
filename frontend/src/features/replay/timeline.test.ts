import { expect, test } from "vitest";
import type { MarkShown, ReplayView, SceneShown } from "../../api/types";
import { notebookAt, ofScenario, passing, sceneAt, since, startOf, stepFrom, whyNone } from "./timeline";

const scene = (from: number, until: number, address: string): SceneShown => ({
  since: from,
  until,
  page: "logs",
  scenario: 1,
  address,
});
const mark = (at: number, kind: string): MarkShown => ({ at, kind, text: "", scenario: 1, no: null, detail: "" });

test("a moment shows the view that was open then, and none where none was reported", () => {
  const scenes = [scene(0, 10, "a"), scene(10, 20, "b"), scene(30, 40, "c")];
  expect([0, 9, 10, 25, 30, 40].map((at) => sceneAt(scenes, at)?.address ?? null)).toEqual([
    "a",
    "a",
    "b",
    null,
    "c",
    null,
  ]);
});

test("quiet stretches are passed over to their end", () => {
  expect([5, 10, 19, 20].map((at) => passing([[10, 20]], at))).toEqual([5, 20, 20, 20]);
});

test("going on stops at what somebody did and not at each question", () => {
  const marks = [mark(1000, "hint"), mark(5000, "question"), mark(9000, "note")];
  expect(stepFrom(marks, 1000, 1)).toBe(9000);
  expect(stepFrom(marks, 9000, -1)).toBe(1000);
  expect(stepFrom(marks, 9000, 1)).toBe(9000);
});

test("the notebook is shown as it stood", () => {
  const view = {
    notebooks: [
      {
        scenario: 1,
        title: "Scenario 1",
        loose: [],
        entries: [
          {
            id: "h1",
            place: 1,
            kind: "hypothesis",
            texts: [
              { at: 10, text: "The pool" },
              { at: 50, text: "The pool is an effect" },
            ],
            judged: [{ at: 40, standing: "refuted" }],
            pins: [{ at: 30, title: "Metrics", line: "", address: "/interview/1/metrics", against: true, value: "" }],
          },
        ],
      },
    ],
  } as unknown as ReplayView;
  expect(notebookAt(view, 1, 5)).toEqual([]);
  expect(notebookAt(view, 1, 20)[0]).toMatchObject({ text: "The pool", standing: "open", pins: [] });
  expect(notebookAt(view, 1, 60)[0]).toMatchObject({ text: "The pool is an effect", standing: "refuted" });
  expect(notebookAt(view, 1, 60)[0]!.pins).toHaveLength(1);
  expect(notebookAt(view, 2, 60)).toEqual([]);
});

test("time since the beginning is read as a clock", () => {
  expect([0, 61_000, 3_661_000].map(since)).toEqual(["0:00", "1:01", "1:01:01"]);
});

test("a link names a moment by seconds since it began, or by the record's own time", () => {
  const view = { began: 1_000_000, ended: 1_600_000 };
  expect(startOf(61, null, view)).toBe(61_000);
  expect(startOf(null, 1_061_000, view)).toBe(61_000);
  expect(startOf(null, null, view)).toBe(0);
  expect(startOf(9_999, null, view)).toBe(600_000);
  expect(startOf(null, 5, view)).toBe(0);
});

test("why nothing is shown is said as far as it is known", () => {
  const pause = { since: 40, until: 50, reason: "", away: true };
  const view = { scenes: [scene(10, 20, "a")], presented: [[20, 30]] as [number, number][], pauses: [pause] };
  expect(whyNone(view, 5)).toContain("yet");
  expect(whyNone(view, 25)).toContain("interviewer showed");
  expect(whyNone(view, 45)).toContain("connection was gone");
  expect(whyNone(view, 60)).toContain("Nothing of Rounds");
});

test("a moment has a time of its scenario, which stands still while it is paused", () => {
  const phase = (since: number, until: number, scenario: number | null) => ({ since, until, scenario });
  const view = {
    phases: [phase(0, 100, null), phase(100, 200, 1), phase(200, 300, 2), phase(300, 400, 1), phase(400, 500, null)],
    pauses: [
      { since: 150, until: 170, away: false, reason: "tea" },
      { since: 310, until: 320, away: true, reason: "" },
    ],
  } as unknown as ReplayView;
  const at = (moment: number) => ofScenario(view, moment);
  expect([at(50), at(450)]).toEqual([null, null]);
  expect([100, 140, 160, 190, 250, 350].map((moment) => at(moment))).toEqual([
    { scenario: 1, ms: 0 },
    { scenario: 1, ms: 40 },
    { scenario: 1, ms: 50 },
    { scenario: 1, ms: 70 },
    { scenario: 2, ms: 50 },
    { scenario: 1, ms: 130 },
  ]);
});
