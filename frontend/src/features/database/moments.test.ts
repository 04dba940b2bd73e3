import { describe, expect, it } from "vitest";
import type { BlockedSessions } from "../../api/types";
import { nextLook, shownMoment, stepOf } from "./moments";

const OVER = { start: 0, step_ms: 10, points: 4, at: [null, 12, null, 35], most_at: 35 } as unknown as BlockedSessions;
const RANGE = { start: 0, end: 40 };

describe("moments of the locks", () => {
  it("is where the crosshair stands, else when most were blocked, else the end", () => {
    expect(shownMoment(7, RANGE, OVER)).toBe(7);
    expect(shownMoment(99, RANGE, OVER)).toBe(35);
    expect(shownMoment(null, RANGE, { ...OVER, most_at: null })).toBe(40);
    expect(shownMoment(null, RANGE, undefined)).toBe(40);
  });

  it("plays from one moment with blocked sessions to the next", () => {
    expect(nextLook(OVER, 0)).toBe(12);
    expect(nextLook(OVER, 12)).toBe(35);
    expect(nextLook(OVER, 35)).toBeNull();
  });

  it("finds the step of a moment", () => {
    expect([-5, 0, 9, 10, 39, 99].map((at) => stepOf(OVER, at))).toEqual([0, 0, 0, 1, 3, 3]);
  });
});
