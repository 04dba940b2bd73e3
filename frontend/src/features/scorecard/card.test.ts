import { expect, test } from "vitest";
import type { CardPage, CardScenario, Scorecard } from "../../api/types";
import { placeOf } from "./Checks";
import {
  EMPTY,
  isOverall,
  isSame,
  meanOf,
  rated,
  ratingOf,
  replaced,
  scoreOf,
  shown,
  spoken,
  stepped,
  withScore,
  withSignal,
} from "./card";
import { dueIn, lasting } from "./due";
import { across, beside, read, written } from "./items";
import { proposed } from "./Picker";
import { placeOf as along, bands, figure } from "./scale";
import { uncertain } from "./words";

test("a score keeps what is not changed", () => {
  const card = withScore(withScore(EMPTY, 2, { points: 2 }), 2, { cause: 65 });
  expect(scoreOf(card, 2)).toMatchObject({ points: 2, cause: 65, solution: null, cited: [] });
  expect(scoreOf(card, 1).points).toBeNull();
});

test("a criterion is the mean of what was observed, and may be rated as a whole", () => {
  let card = rated(rated(rated(EMPTY, "cause", 1, 2.5), "cause", 2, 3), "cause", 3, "unobserved");
  expect(meanOf(card, "cause")).toBe(2.75);
  expect([1, 2, 3, 0].map((scenario) => spoken(ratingOf(card, "cause", scenario)))).toEqual([
    "2.5",
    "3",
    "not observed",
    "not rated",
  ]);
  expect(shown(ratingOf(card, "cause", 3))).toBe("n/o");
  card = replaced(card, "cause", [{ criterion: "cause", scenario: 0, points: 2, observed: true }]);
  expect([isOverall(card, "cause"), meanOf(card, "cause")]).toEqual([true, 2]);
  expect(meanOf(rated(card, "cause", 0, null), "cause")).toBeNull();
});

test("points go by halves from 0 to 3", () => {
  expect([stepped(2, 1), stepped(3, 1), stepped(0, -1), stepped(null, 1), stepped(null, -1)]).toEqual([
    2.5, 3, 0, 1.5, 1,
  ]);
});

test("cards that say the same are the same in any order", () => {
  const one = withSignal(rated(rated(EMPTY, "cause", 1, 2), "tools", 1, 1), "prevention", { seen: "seen" });
  const other = withSignal(rated(rated(EMPTY, "tools", 1, 1), "cause", 1, 2), "prevention", { seen: "seen" });
  expect(isSame(one, other)).toBe(true);
  expect(isSame(one, withSignal(other, "prevention", { text: "limits" }))).toBe(false);
});

test("what is gone through goes from scenario to criterion and stays in its column", () => {
  const asked = { scenarios: [1, 2, 3], criteria: ["cause", "tools"], overall: new Set(["tools"]) };
  const way = (from: string | null, by: 1 | -1) => written(beside(read(from), by, asked)!);
  expect(way(null, 1)).toBe("1");
  expect(way("3", 1)).toBe("cause.1");
  expect(way("cause.2", 1)).toBe("tools");
  expect(way("tools", 1)).toBe("tools");
  expect(way("cause.2", -1)).toBe("3");
  expect(written(across(read("cause.2")!, 1, [1, 2, 3]))).toBe("cause.3");
  expect(written(across(read("cause.3")!, 1, [1, 2, 3]))).toBe("cause.3");
  expect(read("no such.thing!")).toBeNull();
});

test("the scale has the guide's bands for any number of scenarios", () => {
  expect(bands(9).map(({ from, to }) => [from, to])).toEqual([
    [0, 6],
    [6, 8],
    [8, 9],
  ]);
  expect(bands(6).map(({ from }) => from)).toEqual([0, 4, expect.closeTo(16 / 3)]);
  expect(bands(3).map(({ from }) => from)).toEqual([0, 2, expect.closeTo(8 / 3)]);
  expect(along(4.5, 9, 344)).toBe(172);
  expect([figure(7), figure(6.5), figure(5.503)]).toEqual(["7", "6.5", "5.5"]);
});

test("a borderline says which end reaches the threshold", () => {
  const verdict = { outcome: 7, of: 9, sem: 1.5, low: 5.5, high: 8.5, borderline: true, prior: true, n_raters: 1 };
  expect(uncertain(verdict as never)).toMatchObject({
    said: "7 ± 1.5. The lower end reaches 5.5:",
    borderline: "borderline, to be discussed.",
  });
  expect(uncertain({ ...verdict, outcome: 5, high: 6.5 } as never).said).toBe("5 ± 1.5. The upper end reaches 6.5:");
});

test("what is due says how long, and how late", () => {
  const hour = 3_600_000;
  expect(dueIn(22 * hour + 14 * 60_000, 0)).toEqual({ text: "due in 22 h 14 min", late: false });
  expect(dueIn(0, 3 * hour)).toEqual({ text: "3 h late", late: true });
  expect([lasting(50 * hour), lasting(5 * 60_000)]).toEqual(["2 d 2 h", "5 min"]);
});

test("what is proposed comes by its time, what is asked for first", () => {
  const one = (scenario: number, seconds: number, kind: string) => ({ scenario, seconds, at: 0, kind, text: "" });
  const scenarios = [
    { number: 1, proposals: [one(1, 5, "note"), one(1, 9, "recognised")] },
    { number: 2, proposals: [one(2, 1, "pin")] },
  ];
  const kinds = (scenario: number, all: boolean, first: string[]) =>
    proposed(scenarios, scenario, { all, first }).map(({ kind }) => kind);
  expect(kinds(1, false, ["recognised"])).toEqual(["recognised", "note"]);
  expect(kinds(2, true, [])).toEqual(["pin", "note", "recognised"]);
});

test("a check leads to the first place where something is missing", () => {
  const scenario = (number: number) =>
    ({ number, skipped: number === 1, ceiling: { points: 1, hints: 1, why: "" } }) as CardScenario;
  const page = {
    scenarios: [1, 2, 3].map(scenario),
    criteria: [{ id: "cause" }, { id: "tools" }],
    signals: [{ id: "prevention" }, { id: "monitoring" }],
  } as CardPage;
  const card: Scorecard = withSignal(
    rated(rated(withScore(EMPTY, 2, { points: 2 }), "cause", 0, 2), "tools", 2, 1),
    "prevention",
    { seen: "seen" },
  );
  expect(placeOf(page, card, "scores")).toMatchObject({ view: { scenario: "3" } });
  expect(placeOf(page, card, "ceiling")).toMatchObject({ view: { scenario: "2" } });
  expect(placeOf(page, card, "criteria")).toEqual({ view: { criterion: "tools.3" }, cell: "tools.3" });
  expect(placeOf(page, card, "signals")).toMatchObject({ view: { signal: "monitoring" } });
  expect(placeOf(page, card, "documents")).toBeNull();
});
