/** The answers of all lanes for a range, in steps that fit the picture. */

import { useMemo } from "react";
import { type Part, useAnswers } from "../../api/answers";
import type { Curves } from "../../api/types";
import type { Range } from "../../lib/time";
import type { Lane } from "./lanes";

const POINTS = 360; // as many as a lane has pixels to tell apart, and what an hour has at ten seconds a sample
const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400].map(
  (seconds) => seconds * 1000,
);

/** A round step that gives at most about 360 points, and never finer than what was sampled. */
export function stepFor(range: Range, sampledMs: number): number {
  const rough = Math.max((range.end - range.start) / POINTS, sampledMs);
  return STEPS.find((step) => step >= rough * 0.999) ?? Math.ceil(rough / 3_600_000) * 3_600_000;
}

export type LaneAnswers = { parts: Part<Curves>[] }[];

/** `ofItself` says of each lane whether the page opened with it, so that nobody asked for it. */
export function useCurves(
  lanes: readonly Lane[],
  range: Range,
  stepMs: number,
  options: { view: string; enabled?: boolean; ofItself?: readonly boolean[] },
) {
  const asked = useMemo(
    () =>
      lanes.flatMap((lane, place) =>
        lane.expressions.map((expression, query) => ({
          expression,
          // Another range may ask it with another window: it is the same query, whose curves stay while new ones come.
          name: `${place}.${query} ${hash(lane.kept?.[query] ?? expression)}`,
        })),
      ),
    [lanes],
  );
  // Points stand at round times, so that a second page of the same range asks exactly the same.
  const start = Math.ceil(range.start / stepMs) * stepMs;
  const bodies = asked.map(({ expression }) => ({ expression, start, end: range.end, step_ms: stepMs, limit: 100 }));
  const { parts, running, seconds, cancel } = useAnswers("metrics/range", bodies, {
    ...options,
    ofItself: lanes.flatMap(({ expressions }, place) => expressions.map(() => options.ofItself?.[place] ?? false)),
    names: asked.map(({ name }) => name),
  });
  let next = 0;
  const byLane: LaneAnswers = lanes.map(({ expressions }) => ({ parts: expressions.map(() => parts[next++]!) }));
  return { byLane, running, seconds, cancel };
}

/** A short name of an expression, so that a changed query does not show the old one's curves. */
function hash(text: string): string {
  let sum = 5381;
  for (let index = 0; index < text.length; index++) sum = (sum * 33) ^ text.charCodeAt(index);
  return (sum >>> 0).toString(36);
}
