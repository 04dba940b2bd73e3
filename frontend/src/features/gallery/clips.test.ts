import { expect, test } from "vitest";
import type { ClipShown, ClipWatched } from "../../api/types";
import { notebookAt, ofScenario } from "../replay/timeline";
import { asReplay, scenariosOf, stepName, stepSaid, stepsOf, wanted } from "./clips";

const clip = (id: string, more: Partial<ClipShown> = {}): ClipShown => ({
  id,
  title: id,
  text: "",
  by: "Ben",
  mine: false,
  may_change: false,
  created: 0,
  length: 60_000,
  worked: 30_000,
  scenario: "orders-slow",
  scenario_title: "Orders are slow",
  step: null,
  strip: [],
  ...more,
});
const step = (place: number, text = "") => ({ place, of: 5, text });
const CLIPS = [
  clip("a", { created: 1, length: 9_000, title: "From chart to lock", step: step(3, "The lock") }),
  clip("b", { created: 3, title: "Heap first", text: "Two snapshots, then retainers", scenario: "carts", by: "Eva" }),
  clip("c", { created: 2, title: "A quick query", step: step(1) }),
  clip("d", { created: 0, title: "Asks the database" }),
];
const ALL = { find: "", scenario: "", step: "", sort: "newest" } as const;
const ids = (clips: ClipShown[]) => clips.map(({ id }) => id).join("");

test("clips are found by words, scenario and step, and ordered", () => {
  expect(ids(wanted(CLIPS, ALL))).toBe("bcad");
  expect(ids(wanted(CLIPS, { ...ALL, find: "lock CHART" }))).toBe("a");
  expect(ids(wanted(CLIPS, { ...ALL, find: "retainers eva" }))).toBe("b");
  expect(ids(wanted(CLIPS, { ...ALL, scenario: "orders-slow", sort: "scenario" }))).toBe("dca");
  expect(ids(wanted(CLIPS, { ...ALL, scenario: "orders-slow", step: "3" }))).toBe("a");
  expect(ids(wanted(CLIPS, { ...ALL, scenario: "orders-slow", step: "none" }))).toBe("d");
  expect(ids(wanted(CLIPS, { ...ALL, sort: "longest" }))).toMatch(/a$/);
  expect(ids(wanted(CLIPS, { ...ALL, sort: "title" }))).toBe("cdab");
});

test("what can be looked for is what there is", () => {
  expect(scenariosOf(CLIPS).map(({ name, clips }) => [name, clips])).toEqual([
    ["carts", 1],
    ["orders-slow", 3],
  ]);
  expect(stepsOf(CLIPS, "orders-slow")).toEqual({ steps: [step(1), step(3, "The lock")], others: true });
  expect(stepsOf(CLIPS, "carts")).toEqual({ steps: [], others: false });
});

test("a step has its words only for who may know them", () => {
  expect([step(3, "The lock"), step(1)].map(stepName)).toEqual(["3. The lock", "Step 1 of 5"]);
  expect([step(3, "The lock"), step(1)].map(stepSaid)).toEqual(["step 3: The lock", "step 1 of 5"]);
});

test("a clip is drawn as a replay that begins within its scenario, with nothing from before", () => {
  const entry = { place: 4, kind: "hypothesis", pins: [], by: "" };
  const told = {
    clip: clip("a"),
    number: 2,
    incident: "i",
    cut: {
      scenes: [],
      marks: [],
      entries: [
        { ...entry, id: "e1", texts: [], judged: [{ at: 5_000, standing: "refuted" }] },
        { ...entry, id: "e2", texts: [{ at: 8_000, text: "The lock" }], judged: [] },
      ],
      loose: [],
      pauses: [{ since: 1_000, until: 3_000, reason: "", away: false }],
      presented: [],
      quiet: [],
    },
  } satisfies ClipWatched;
  const view = asReplay(told);
  expect(ofScenario(view, 10_000)).toEqual({ scenario: 2, ms: 38_000 });
  expect(notebookAt(view, 2, 1_000)).toEqual([]);
  expect(notebookAt(view, 2, 9_000).map(({ text, standing }) => [text, standing])).toEqual([
    ["Written before this clip", "refuted"],
    ["The lock", "open"],
  ]);
});
