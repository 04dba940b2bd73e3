/** A scenario of a run that ended, as it is drawn. The server tells milliseconds into the work; a line has seconds. */

import type { Compared, DrillShown, StayTold, StepCompared } from "../../api/types";
import type { Address } from "../../parts/Go";
import type { Drawn, StepDrawn, Track, WrittenDrawn } from "./drawn";

const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

export function drawnOf(one: Compared): Drawn {
  return {
    worked: one.run.worked / 1000,
    planned: one.run.length / 1000,
    steps: one.steps.flatMap((step, place) => (step.stated ? [] : [stepOf(step, place + 1)])),
    hints: one.hints.map(({ minute, at, text, early, by }) => ({
      minute: minute / 60_000,
      seconds: at / 1000,
      text,
      early,
      by,
    })),
    written: writtenOf(one),
    tracks: tracksOf(one.line),
    quiet: one.quiet && { from: one.quiet.since / 1000, to: one.quiet.until / 1000 },
    ends: one.dead_ends.map(({ since, until, looks_like }) => ({
      from: since / 1000,
      to: until / 1000,
      text: looks_like,
    })),
  };
}

/** A step that is said and not shown has no moment: nobody is there who would hear it. */
function stepOf({ text, bonus, expected, exposed, cited }: StepCompared, no: number): StepDrawn {
  return {
    no,
    title: text,
    bonus,
    expected: seconds(expected),
    exposed: seconds(exposed?.at ?? null),
    cited: seconds(cited?.at ?? null),
    by: (exposed ?? cited)?.by ?? "",
  };
}

const WRITTEN = new Set(["hypothesis", "note", "pin", "judged"]);
const STANDINGS: Record<string, string> = {
  open: "Open again",
  supported: "Supported",
  refuted: "Ruled out",
  cause: "Root cause",
};

/** What was written, each hypothesis with its number among them. */
function writtenOf({ marks }: Compared): WrittenDrawn[] {
  let no = 0;
  return marks
    .filter(({ kind }) => WRITTEN.has(kind))
    .map(({ at, kind, text, by }) => ({
      seconds: at / 1000,
      kind,
      no: kind === "hypothesis" ? ++no : 0,
      text: kind === "judged" ? (STANDINGS[text] ?? text) : text,
      by,
    }));
}

/** The tools that were open, one row for each who was there. */
export function tracksOf(line: readonly StayTold[]): Track[] {
  const tracks = new Map<string, Track>();
  for (const { tool, since, until, by } of line) {
    const track = tracks.get(by) ?? { who: by, stays: [] };
    track.stays.push({ tool, from: since / 1000, to: until / 1000 });
    tracks.set(by, track);
  }
  return [...tracks.values()].map((one, _, all) => (all.length > 1 ? one : { ...one, who: "" }));
}

/** The replay at a moment, milliseconds since 1970: of a game day that of whoever it was, or one's own. */
export function replayOf({ run, members }: DrillShown, at: number | null, by = ""): Address {
  const whose = run.team ? (members.find(({ name }) => name === by) ?? members.find(({ you }) => you)) : undefined;
  const search = {
    run: "1",
    ...(whose ? { seat: whose.seat } : {}),
    ...(at === null ? {} : { at: String(Math.round(at)) }),
  };
  return { to: `/staff/interviews/${run.id}/replay`, search };
}
