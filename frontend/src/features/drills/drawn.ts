/** What is drawn of a scenario of a run, and what it says in words. Seconds since it was opened. */

import { apart, clock, type Moment, type Stretch } from "./line";
import { figure } from "./words";

export type StepDrawn = {
  no: number;
  title: string;
  bonus: boolean;
  /** When the scenario's own pace has it. */
  expected: number | null;
  exposed: number | null;
  cited: number | null;
  by: string;
};

export type HintDrawn = { minute: number; seconds: number; text: string; early: boolean; by: string };
export type WrittenDrawn = { seconds: number; kind: string; no: number; text: string; by: string };
export type Track = { who: string; stays: Stretch[] };
export type DeadEnd = { from: number; to: number; text: string };

export type Drawn = {
  /** How long it was worked on, and how long was planned. */
  worked: number;
  planned: number;
  steps: StepDrawn[];
  hints: HintDrawn[];
  written: WrittenDrawn[];
  tracks: Track[];
  quiet: { from: number; to: number } | null;
  ends: DeadEnd[];
};

export const found = ({ exposed, cited }: Pick<StepDrawn, "exposed" | "cited">): number | null =>
  exposed === null || cited === null ? (exposed ?? cited) : Math.min(exposed, cited);

/** How long the line is: the plan, or whatever was worked if that is more, or where the pace has its last step. */
export function lengthOf({ worked, planned, steps }: Drawn): number {
  return Math.max(worked, planned, ...steps.map(({ expected }) => expected ?? 0), 60);
}

/** Everything that happened, in the order of time. */
export function momentsOf(drawn: Drawn): Moment[] {
  const steps = drawn.steps.flatMap((step) => [
    ...(step.exposed === null
      ? []
      : [{ seconds: step.exposed, what: `Step ${step.no} seen`, text: step.title, by: step.by }]),
    ...(step.cited === null
      ? []
      : [{ seconds: step.cited, what: `Step ${step.no} cited`, text: step.title, by: step.by }]),
  ]);
  const hints = drawn.hints.map(({ seconds, minute, text, early, by }) => ({
    seconds,
    what: `Hint of minute ${figure(minute)}${early ? ", early" : ""}`,
    text,
    by,
  }));
  const written = drawn.written.map(({ seconds, kind, no, text, by }) => ({
    seconds,
    what: kind === "hypothesis" ? `Hypothesis ${no}` : (WORDS[kind] ?? kind),
    text,
    by,
  }));
  const ends = drawn.ends.map(({ from, text }) => ({ seconds: from, what: "Dead end", text, by: "" }));
  return [...steps, ...hints, ...written, ...ends].toSorted((a, b) => a.seconds - b.seconds);
}

const WORDS: Record<string, string> = { note: "Note", pin: "Pinned", judged: "Judged" };

/** What the picture says, for who does not see it. */
export function finding(drawn: Drawn): string {
  const needed = drawn.steps.filter(({ bonus }) => !bonus);
  const reached = needed.filter((step) => found(step) !== null);
  const last = reached.at(-1);
  const told = `Expected path and what happened: ${reached.length} of ${needed.length} steps in ${clock(drawn.worked)}`;
  if (!last) return told;
  const off = apart(last.expected, found(last));
  return `${told}, the last one at ${clock(found(last))}${off && `, ${off === "on time" ? off : `${off} than the pace`}`}`;
}
