/** Which stretch is looked at and which it is held against, where nobody chose. */

import type { Range } from "../../lib/time";

/** The last eighth of the range, and all of it up to its middle; a baseline never reaches into the stretch. */
export function stretches(
  range: Range,
  chosen: { sel: Range | null; base: Range | null },
): { during: Range; before: Range } {
  const length = range.end - range.start;
  const during = chosen.sel ?? { start: Math.round(range.end - length / 8), end: range.end };
  const before = chosen.base ?? baseline(range, during);
  return { during, before };
}

function baseline(range: Range, during: Range): Range {
  const middle = Math.round((range.start + range.end) / 2);
  const room = during.start - range.start;
  if (room >= 1000) return { start: range.start, end: Math.min(middle, during.start) };
  // The stretch begins where the range does: held against as long a stretch right before it.
  return { start: during.start - (during.end - during.start), end: during.start };
}

/** Within the range, on whole steps, at least one of them. */
export function onSteps(picked: Range, range: Range, stepMs: number): Range {
  const start = Math.floor(picked.start / stepMs) * stepMs;
  const end = Math.max(start + stepMs, Math.ceil(picked.end / stepMs) * stepMs);
  return { start: Math.max(range.start, start), end: Math.min(range.end, end) };
}
