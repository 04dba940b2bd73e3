/** The two stretches of time that are compared: where they stand at first, and how they are moved. */
import type { Range } from "../../lib/time";

/** Calls are summed up per 10 s. */
export const STEP = 10_000;

export type Stretches = { before: Range; during: Range };

/** During: the last twelfth of the range. Before: from a fifth to half of it. Of an hour, 5 and 18 minutes. */
export function firstStretches({ start, end }: Range): Stretches {
  const length = end - start;
  return {
    before: whole({ start: start + length / 5, end: start + length / 2 }),
    during: whole({ start: end - length / 12, end }),
  };
}

/** To whole steps, at least one. */
export function whole({ start, end }: Range): Range {
  const first = Math.floor(start / STEP) * STEP;
  return { start: first, end: Math.max(first + STEP, Math.ceil(end / STEP) * STEP) };
}

export type Grip = "start" | "end" | "both";

/** A stretch moved by milliseconds at one end or whole, in whole steps and within the window. */
export function moved(stretch: Range, by: number, grip: Grip, window: Range): Range {
  const steps = Math.round(by / STEP) * STEP;
  const { start, end } = whole(window);
  if (grip === "start") return { ...stretch, start: within(stretch.start + steps, start, stretch.end - STEP) };
  if (grip === "end") return { ...stretch, end: within(stretch.end + steps, stretch.start + STEP, end) };
  const length = stretch.end - stretch.start;
  const next = within(stretch.start + steps, start, Math.max(start, end - length));
  return { start: next, end: next + length };
}

const within = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

/** The next stretch while time plays: half its length on; null at the end of the window. */
export function nextStretch(stretch: Range, window: Range): Range | null {
  const by = Math.max(STEP, Math.round((stretch.end - stretch.start) / 2 / STEP) * STEP);
  const { end } = whole(window);
  return stretch.end >= end ? null : moved(stretch, by, "both", window);
}

const CUT_SHORT = 0.1; // of a stretch, as the server has it

/** A stretch of the same length that ends where traces are complete; null where it is complete but for a tenth. */
export function endedAt(stretch: Range, completeUntil: number): Range | null {
  const length = stretch.end - stretch.start;
  if (stretch.end - completeUntil <= CUT_SHORT * length) return null;
  const end = Math.floor(completeUntil / STEP) * STEP;
  return { start: end - length, end };
}

/** Heights of bars on a logarithmic scale, 0 to 1; a little for nothing, so that the line of time is seen. */
export function logHeights(values: readonly number[]): number[] {
  const most = Math.log10(1 + Math.max(1, ...values));
  return values.map((value) => Math.max(0.03, Math.log10(1 + value) / most));
}
