import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Line } from "../../api/types";
import { Moment, momentWidth, needDays } from "./Moment";

const NOW = Date.UTC(2026, 4, 18, 6, 56);
const line = (time: number) => ({ time }) as Line;
const LETTER = 6.7; // pixels of the fixed font

test("lines of another day say which, to the millisecond, and their column is as wide", () => {
  const before = line(Date.UTC(2026, 4, 17, 23, 18, 2, 123));
  expect(needDays([line(NOW), before], NOW)).toBe(true);
  expect(needDays([line(NOW)], NOW)).toBe(false);
  expect(needDays([], NOW)).toBe(false);
  for (const [dated, said] of [
    [true, "17 May 23:18:02.123"],
    [false, "23:18:02.123"],
  ] as const) {
    render(<Moment line={before} dated={dated} />);
    expect(screen.getByText(said).title).toBe("17 May 23:18:02.123 UTC");
    expect(momentWidth(dated)).toBeGreaterThan(said.length * LETTER);
  }
});
