/** What is cut of a replay: a stretch of one scenario, in seconds since the replay began. */

import type { ClipsOfReplay, ScenarioToClip } from "../../api/types";
import { since } from "../replay/timeline";

export type Range = { from: number; until: number };
export type End = keyof Range;

const BEFORE = 20;
const AFTER = 40;

/** The scenario that a moment is in, or the one that is nearest to it. Milliseconds since 1970. */
export function scenarioAt(scenarios: readonly ScenarioToClip[], moment: number): ScenarioToClip | undefined {
  const far = ({ since: from, until }: ScenarioToClip) => Math.max(from - moment, moment - until, 0);
  return [...scenarios].sort((a, b) => far(a) - far(b))[0];
}

/** A minute around a moment, within its scenario. */
export function around(scenarios: readonly ScenarioToClip[], began: number, at: number): Range {
  const one = scenarioAt(scenarios, began + at * 1000);
  if (!one) return { from: at, until: at + AFTER };
  const first = Math.ceil((one.since - began) / 1000);
  const last = Math.floor((one.until - began) / 1000);
  const from = Math.max(first, Math.min(at, last) - BEFORE);
  return { from, until: Math.min(last, Math.max(from, at) + AFTER) };
}

/** The range with one of its ends elsewhere; the other is pushed along so that it stays a second long. */
export function moved({ from, until }: Range, end: End, to: number, whole: number): Range {
  const second = Math.round(Math.max(0, Math.min(whole, to)));
  return end === "from"
    ? { from: Math.min(second, whole - 1), until: Math.max(until, Math.min(second, whole - 1) + 1) }
    : { from: Math.min(from, Math.max(second, 1) - 1), until: Math.max(second, 1) };
}

/** What of the replay the range is of, and what is wrong with it, if anything. */
export function judged(
  { from, until }: Range,
  began: number,
  { scenarios, shortest, longest }: Pick<ClipsOfReplay, "scenarios" | "shortest" | "longest">,
): { scenario: ScenarioToClip | undefined; wrong: string } {
  const scenario = scenarioAt(scenarios, began + (from + until) * 500);
  const length = (until - from) * 1000;
  if (!scenario) return { scenario, wrong: "No scenario was worked on." };
  if (length < shortest) return { scenario, wrong: `A clip is ${shortest / 1000} seconds at least.` };
  if (length > longest) return { scenario, wrong: `A clip is ${longest / 60_000} minutes at most.` };
  const first = scenario.since - began - 1000;
  const last = scenario.until - began + 1000;
  const within = from * 1000 >= first && until * 1000 <= last;
  const told = `${since(first + 1000)} to ${since(last - 1000)}`;
  return { scenario, wrong: within ? "" : `A clip lies within one scenario. This one is from ${told}.` };
}
