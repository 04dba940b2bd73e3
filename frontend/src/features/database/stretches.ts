/** Which stretch is looked at and which it is held against, where nobody chose. */

import { clock, day, type Range, rangeLabel } from "../../lib/time";

/**
 * The last eighth of the range, and all of it up to its middle; a baseline never reaches into the stretch.
 * Sessions are looked at every `lookMs`: a stretch between two looks would hold none, so each has two at least.
 */
export function stretches(
  range: Range,
  chosen: { sel: Range | null; base: Range | null },
  lookMs: number,
): { during: Range; before: Range } {
  const length = range.end - range.start;
  const during = seen(chosen.sel ?? { start: Math.round(range.end - length / 8), end: range.end }, lookMs);
  const before = chosen.base ? seen(chosen.base, lookMs) : baseline(range, during, lookMs);
  return { during, before };
}

/** Begun earlier, where it is shorter than two looks. */
const seen = ({ start, end }: Range, lookMs: number): Range => ({ start: Math.min(start, end - 2 * lookMs), end });

function baseline(range: Range, during: Range, lookMs: number): Range {
  const middle = Math.round((range.start + range.end) / 2);
  const room = during.start - range.start;
  if (room >= Math.max(1000, 2 * lookMs))
    return { start: range.start, end: Math.max(Math.min(middle, during.start), range.start + 2 * lookMs) };
  // The stretch begins where the range does: held against as long a stretch right before it.
  return { start: during.start - (during.end - during.start), end: during.start };
}

/** Within the range, on whole steps, at least one of them. */
export function onSteps(picked: Range, range: Range, stepMs: number): Range {
  const start = Math.floor(picked.start / stepMs) * stepMs;
  const end = Math.max(start + stepMs, Math.ceil(picked.end / stepMs) * stepMs);
  return { start: Math.max(range.start, start), end: Math.min(range.end, end) };
}

/** "17 May 06:56 – 18 May 06:56": with days, unless it lies within the one day that is shown. */
export function stretchLabel(stretch: Range, shown: Range): string {
  const days = new Set([shown.start, shown.end, stretch.start, stretch.end].map(day));
  if (days.size === 1) return rangeLabel(stretch, shown.end);
  const fine = stretch.start % 60_000 !== 0 || stretch.end % 60_000 !== 0;
  const precision = stretch.end - stretch.start < 2000 ? "ms" : fine ? "seconds" : "minutes";
  const [first, last] = [day(stretch.start), day(stretch.end)];
  return `${first} ${clock(stretch.start, precision)} – ${first === last ? "" : `${last} `}${clock(stretch.end, precision)}`;
}
