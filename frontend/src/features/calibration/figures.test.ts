import { expect, test } from "vitest";
import type { AgreementView, HintingView, IntervalView, OfRaterView } from "../../api/types";
import {
  ALPHA,
  bandOf,
  ICC,
  keptOf,
  missing,
  nth,
  ofAlpha,
  ofBeyond,
  ofDrift,
  ofKept,
  ofLeniency,
  ofMore,
  ofOne,
  signed,
  words,
} from "./figures";

const interval = (value: number | null, low: number | null, high: number | null, n = 21): IntervalView => ({
  value,
  low,
  high,
  n,
});

test("a figure is named by its whole interval", () => {
  expect([0.2, 0.5, 0.74, 0.9, -0.3].map((value) => bandOf(value, ICC))).toEqual([
    "poor",
    "moderate",
    "moderate",
    "excellent",
    "poor",
  ]);
  expect(words(interval(0.8, 0.55, 0.92), ICC)).toBe("moderate to excellent");
  expect(words(interval(0.83, 0.81, 0.9), ALPHA)).toBe("reliable");
  expect(words(interval(null, null, null), ALPHA)).toBe("");
});

test("what rests on too little says how little", () => {
  expect(missing(interval(null, 0.1, 0.9, 7))).toBe("too few targets for a figure (7 of 10)");
  expect(missing(interval(null, null, null, 12))).toBe("the ratings do not differ enough for a figure");
  expect(missing(interval(0.4, 0.1, 0.9))).toBe("");
});

test("each says what to do", () => {
  const agreement = (alpha: IntervalView, ac2: IntervalView, single = alpha) =>
    ({ alpha, ac2, single }) as AgreementView;
  expect(ofAlpha(agreement(interval(0.1, -0.2, 0.4), interval(0.95, 0.9, 0.99)))).toContain("read the next one");
  expect(ofAlpha(agreement(interval(0.5, 0.3, 0.7), interval(0.5, 0.3, 0.7)))).toContain("edge cases");
  expect(ofOne(agreement(interval(0.4, 0.1, 0.6), interval(0, 0, 0)))).toContain("at least two");
  expect(ofOne(agreement(interval(null, null, null, 4), interval(0, 0, 0)))).toBe("");
});

test("a rater hears what is sure, and no more", () => {
  const rater = (leniency: IntervalView, flagged: boolean) => ({ leniency, flagged }) as OfRaterView;
  expect(ofLeniency(rater(interval(0.52, 0.3, 0.8), true), "You")).toMatch(/^You give 0.52 points more/);
  expect(ofLeniency(rater(interval(-0.2, -0.6, 0.2), false), "Eva")).toMatch(/^Eva gives no more/);
  expect(ofLeniency(rater(interval(null, -1, 1, 6), false), "Eva")).toContain("6 of 10");
  expect(ofDrift({ slope: interval(-0.05, -0.08, -0.02), since: 7 })).toBe(
    "stricter by 0.05 an interview, since the 8th interview",
  );
  expect(ofDrift({ slope: interval(0.01, -0.02, 0.04), since: null })).toBe("steady");
});

test("hints are told by what was not as the ladder has it", () => {
  const lead = (kept: IntervalView, early = 0, moot = 0, busy = 0) => ({ kept, early, moot, busy }) as HintingView;
  expect(ofKept(lead(interval(1, 0.7, 1, 12)))).toBe("All 12 as the ladder has them.");
  expect(ofKept(lead(interval(0.5, 0.3, 0.7, 12), 1, 2, 3))).toBe(
    "Of 12: 1 before its minute, 2 not needed any more, 3 into somebody's thinking.",
  );
  expect(keptOf(lead(interval(0.5, 0.3, 0.7, 12)))).toBe("low");
  expect(keptOf(lead(interval(0.7, 0.5, 0.9, 12)))).toBe("");
  expect(ofMore(interval(null, null, null, 0))).toBe("nobody else led");
  expect(ofMore(interval(0.4, 0.1, 0.7))).toBe("helps more for the same progress");
  expect(ofMore(interval(1e-17, 1e-18, 1e-16))).toBe("as the others");
  expect(ofBeyond(interval(0.4, -0.1, 0.9))).toBe("as the others, after as many hints");
  expect(ofBeyond(interval(null, -1, 1, 6))).toContain("6 of 10");
  expect([1, 2, 3, 8, 11, 12, 21, 112].map(nth)).toEqual(["1st", "2nd", "3rd", "8th", "11th", "12th", "21st", "112th"]);
});

test("nothing has no sign", () => {
  expect([-0.004, 0, 0.004, -0.02, 0.02].map((value) => signed(value))).toEqual([
    "0.00",
    "0.00",
    "0.00",
    "−0.02",
    "+0.02",
  ]);
});
