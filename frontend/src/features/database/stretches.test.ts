import { describe, expect, it } from "vitest";
import { onSteps, stretches } from "./stretches";

const RANGE = { start: 0, end: 80_000 };

describe("what is looked at and what it is held against", () => {
  it("is the end of the range against its first half, where nobody chose", () => {
    expect(stretches(RANGE, { sel: null, base: null })).toEqual({
      during: { start: 70_000, end: 80_000 },
      before: { start: 0, end: 40_000 },
    });
  });

  it("never holds a stretch against itself", () => {
    const early = stretches(RANGE, { sel: { start: 20_000, end: 30_000 }, base: null });
    expect(early.before).toEqual({ start: 0, end: 20_000 });
    const first = stretches(RANGE, { sel: { start: 0, end: 10_000 }, base: null });
    expect(first.before).toEqual({ start: -10_000, end: 0 });
  });

  it("is what was chosen", () => {
    const chosen = { sel: { start: 1, end: 2 }, base: { start: 3, end: 4 } };
    expect(stretches(RANGE, chosen)).toEqual({ during: chosen.sel, before: chosen.base });
  });

  it("stands on whole steps within the range", () => {
    expect(onSteps({ start: 1_200, end: 1_300 }, RANGE, 1000)).toEqual({ start: 1000, end: 2000 });
    expect(onSteps({ start: 79_500, end: 90_000 }, RANGE, 1000)).toEqual({ start: 79_000, end: 80_000 });
  });
});
