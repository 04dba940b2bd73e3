import { describe, expect, it } from "vitest";
import { onSteps, stretches, stretchLabel } from "./stretches";

const RANGE = { start: 0, end: 80_000 };

describe("what is looked at and what it is held against", () => {
  it("is the end of the range against its first half, where nobody chose", () => {
    expect(stretches(RANGE, { sel: null, base: null }, 1000)).toEqual({
      during: { start: 70_000, end: 80_000 },
      before: { start: 0, end: 40_000 },
    });
  });

  it("never holds a stretch against itself", () => {
    const early = stretches(RANGE, { sel: { start: 20_000, end: 30_000 }, base: null }, 1000);
    expect(early.before).toEqual({ start: 0, end: 20_000 });
    const first = stretches(RANGE, { sel: { start: 0, end: 10_000 }, base: null }, 1000);
    expect(first.before).toEqual({ start: -10_000, end: 0 });
  });

  it("is what was chosen", () => {
    const chosen = { sel: { start: 1, end: 2 }, base: { start: 3, end: 4 } };
    expect(stretches(RANGE, chosen, 0)).toEqual({ during: chosen.sel, before: chosen.base });
  });

  it("stands on whole steps within the range", () => {
    expect(onSteps({ start: 1_200, end: 1_300 }, RANGE, 1000)).toEqual({ start: 1000, end: 2000 });
    expect(onSteps({ start: 79_500, end: 90_000 }, RANGE, 1000)).toEqual({ start: 79_000, end: 80_000 });
  });

  it("holds two looks at least, however short the range is", () => {
    const { during, before } = stretches({ start: 600_000, end: 680_000 }, { sel: null, base: null }, 60_000);
    expect(during).toEqual({ start: 560_000, end: 680_000 });
    expect(before).toEqual({ start: 440_000, end: 560_000 });
    const chosen = { sel: { start: 610_000, end: 620_000 }, base: { start: 30_000, end: 60_000 } };
    expect(stretches({ start: 0, end: 900_000 }, chosen, 60_000)).toEqual({
      during: { start: 500_000, end: 620_000 },
      before: { start: -60_000, end: 60_000 },
    });
  });

  it("is written with its days, unless it lies within the one that is shown", () => {
    const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 4, day, hour, minute);
    const week = { start: at(10, 6, 56), end: at(18, 6, 56) };
    expect(stretchLabel({ start: at(17, 6, 56), end: week.end }, week)).toBe("17 May 06:56 – 18 May 06:56");
    expect(stretchLabel({ start: at(14, 6), end: at(14, 9, 30) }, week)).toBe("14 May 06:00 – 09:30");
    expect(stretchLabel({ start: at(18, 5), end: at(18, 6) }, { start: at(18, 0), end: at(18, 7) })).toBe(
      "05:00 – 06:00",
    );
  });
});
