import { expect, test } from "vitest";
import type { ScenarioToClip } from "../../api/types";
import { around, judged, moved, scenarioAt } from "./cutting";

const BEGAN = 1_000_000;
const scenario = (number: number, from: number, until: number): ScenarioToClip => ({
  number,
  title: `Scenario ${number}`,
  since: BEGAN + from * 1000,
  until: BEGAN + until * 1000,
  steps: [],
});
const TWO = [scenario(1, 100, 400), scenario(2, 500, 900)];
const OFFERED = { scenarios: TWO, shortest: 5_000, longest: 300_000 };

test("a moment has a scenario, or the nearest", () => {
  const at = (second: number) => scenarioAt(TWO, BEGAN + second * 1000)?.number;
  expect([0, 100, 399, 440, 470, 5_000].map(at)).toEqual([1, 1, 1, 1, 2, 2]);
  expect(scenarioAt([], BEGAN)).toBeUndefined();
});

test("what is marked first is a minute around the moment, within the scenario", () => {
  expect(around(TWO, BEGAN, 200)).toEqual({ from: 180, until: 240 });
  expect(around(TWO, BEGAN, 105)).toEqual({ from: 100, until: 145 });
  expect(around(TWO, BEGAN, 395)).toEqual({ from: 375, until: 400 });
  expect(around(TWO, BEGAN, 0)).toEqual({ from: 100, until: 140 });
  expect(around(TWO, BEGAN, 2_000)).toEqual({ from: 880, until: 900 });
});

test("an end that is moved pushes the other along", () => {
  const range = { from: 100, until: 160 };
  expect(moved(range, "from", 120, 900)).toEqual({ from: 120, until: 160 });
  expect(moved(range, "from", 200, 900)).toEqual({ from: 200, until: 201 });
  expect(moved(range, "until", 50, 900)).toEqual({ from: 49, until: 50 });
  expect(moved(range, "until", 2_000, 900)).toEqual({ from: 100, until: 900 });
  expect(moved(range, "from", 2_000, 900)).toEqual({ from: 899, until: 900 });
});

test("a clip is neither too short nor too long, and lies within one scenario", () => {
  const wrong = (from: number, until: number) => judged({ from, until }, BEGAN, OFFERED).wrong;
  expect(wrong(100, 160)).toBe("");
  expect(wrong(99, 160)).toBe("");
  expect(wrong(100, 103)).toContain("5 seconds at least");
  expect(wrong(500, 850)).toContain("5 minutes at most");
  expect(wrong(350, 420)).toContain("1:40 to 6:40");
  expect(judged({ from: 1, until: 9 }, BEGAN, { ...OFFERED, scenarios: [] }).wrong).toContain("No scenario");
  expect(judged({ from: 600, until: 660 }, BEGAN, OFFERED).scenario?.number).toBe(2);
});
