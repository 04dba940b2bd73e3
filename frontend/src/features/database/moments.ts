/** Moments at which sessions were looked at: which is shown, and which comes next while it plays. */

import type { BlockedSessions } from "../../api/types";
import type { Range } from "../../lib/time";

/** Where the crosshair stands; else when most were blocked; else the end. */
export function shownMoment(at: number | null, range: Range, over: BlockedSessions | undefined): number {
  if (at !== null && at >= range.start && at <= range.end) return at;
  return over?.most_at ?? range.end;
}

/** The next moment at which somebody was blocked. */
export function nextLook(over: BlockedSessions, at: number): number | null {
  return over.at.find((moment) => moment !== null && moment > at) ?? null;
}

/** The step that holds a moment. */
export function stepOf(over: Pick<BlockedSessions, "start" | "step_ms" | "points">, at: number): number {
  return Math.max(0, Math.min(over.points - 1, Math.floor((at - over.start) / over.step_ms)));
}
