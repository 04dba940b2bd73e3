/** A replay's line of time: what was on the screen at a moment, and where to go from there. Milliseconds since it began. */

import type { EntryReplayed, MarkShown, PinReplayed, ReplayView, SceneShown } from "../../api/types";

/** What is gone through one by one: what a person did, not each of their questions. */
export const STEPS: ReadonlySet<string> = new Set([
  "hint",
  "reveal",
  "exposed",
  "cited",
  "recognised",
  "mitigated",
  "note",
  "flag",
  "hypothesis",
  "pin",
  "discussed",
  "presented",
  "pause",
  "left",
]);

/** The view of that moment, or null where nothing was reported. */
export function sceneAt(scenes: readonly SceneShown[], at: number): SceneShown | null {
  const found = scenes.findLast((scene) => scene.since <= at);
  return found && at < found.until ? found : null;
}

/** Where the clock goes on from there when quiet stretches are passed over. */
export function passing(quiet: readonly (readonly number[])[], at: number): number {
  const found = quiet.find(([since, until]) => since! <= at && at < until!);
  return found ? found[1]! : at;
}

/** What an address names: seconds since it began, or a moment of the record. */
export function startOf(t: number | null, moment: number | null, view: Pick<ReplayView, "began" | "ended">): number {
  const at = t === null ? (moment === null ? 0 : moment - view.began) : t * 1000;
  return Math.max(0, Math.min(view.ended - view.began, at));
}

/** Why nothing of the candidate's is shown at a moment. */
export function whyNone(view: Pick<ReplayView, "presented" | "pauses" | "scenes">, at: number): string {
  if (view.presented.some(([from, until]) => from! <= at && at < until!))
    return "The interviewer showed a page of their own over the candidate's.";
  if (view.pauses.some(({ since, until, away }) => away && since <= at && at < until))
    return "The candidate's connection was gone.";
  const [first] = view.scenes;
  return !first || at < first.since
    ? "Nothing was on the candidate's screen yet, as far as their browser told."
    : "Nothing of Rounds was on the candidate's screen, as far as their browser told.";
}

/** The next or the last moment at which something was done; the same moment at the ends. */
export function stepFrom(marks: readonly MarkShown[], at: number, way: 1 | -1): number {
  const times = marks.filter(({ kind }) => STEPS.has(kind)).map((mark) => mark.at);
  const found = way === 1 ? times.find((time) => time > at + 500) : times.findLast((time) => time < at - 1500);
  return found ?? at;
}

export type EntryThen = { id: string; kind: string; text: string; by: string; standing: string; pins: PinReplayed[] };

/** The notebook of a scenario as it stood at that moment. */
export function notebookAt(view: ReplayView, scenario: number | null, at: number): EntryThen[] {
  const book = view.notebooks.find((one) => one.scenario === scenario);
  const entries = (book?.entries ?? []).flatMap((entry) => {
    const text = last(entry.texts, at)?.text;
    return text ? [{ id: entry.id, kind: entry.kind, text, by: entry.by, ...standingOf(entry, at) }] : [];
  });
  const pins = (book?.loose ?? []).filter((pin) => pin.at <= at);
  return pins.length
    ? [...entries, { id: "", kind: "loose", text: "Pinned beside", by: "", standing: "", pins }]
    : entries;
}

function standingOf(entry: EntryReplayed, at: number): { standing: string; pins: PinReplayed[] } {
  return { standing: last(entry.judged, at)?.standing ?? "open", pins: entry.pins.filter((pin) => pin.at <= at) };
}

function last<T extends { at: number }>(found: readonly T[], at: number): T | undefined {
  return found.findLast((one) => one.at <= at);
}

/** How far into its scenario a moment is, without pauses: the time the cockpit counts. Null outside of any. */
export function ofScenario(
  { phases, pauses }: Pick<ReplayView, "phases" | "pauses">,
  at: number,
): { scenario: number; ms: number } | null {
  const scenario = phases.findLast(({ since }) => since <= at)?.scenario;
  if (scenario === null || scenario === undefined) return null;
  const visits = phases.filter((one) => one.scenario === scenario && one.since <= at);
  const stood = pauses.filter(({ away }) => !away);
  const ms = visits.reduce((sum, one) => {
    const until = Math.min(one.until, at);
    const still = stood.reduce((all, pause) => all + within(pause, one.since, until), 0);
    return sum + until - one.since - still;
  }, 0);
  return { scenario, ms };
}

const within = (one: { since: number; until: number }, from: number, until: number) =>
  Math.max(0, Math.min(one.until, until) - Math.max(one.since, from));

/** "12:04" since it began. */
export function since(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
