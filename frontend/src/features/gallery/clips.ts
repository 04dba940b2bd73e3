/** The gallery's list as it is looked for and ordered, and a clip as the replay that it is a stretch of. */

import type { ClipShown, ClipWatched, EntryReplayed, ReplayView, StepTag } from "../../api/types";

export const SORTS = ["newest", "longest", "scenario", "title"] as const;
export type Sort = (typeof SORTS)[number];
export type Wanted = { find: string; scenario: string; step: string; sort: Sort };

const words = (text: string) => text.toLowerCase().split(/\s+/).filter(Boolean);

/** Every word is somewhere in the clip's own; a step is one of its scenario's. */
export function wanted(clips: readonly ClipShown[], { find, scenario, step, sort }: Wanted): ClipShown[] {
  const found = clips.filter((one) => {
    const text = [one.title, one.text, one.by, one.scenario, one.scenario_title, one.step?.text]
      .join(" ")
      .toLowerCase();
    return (
      (!scenario || one.scenario === scenario) &&
      (!step || String(one.step?.place ?? "none") === step) &&
      words(find).every((word) => text.includes(word))
    );
  });
  const order: Record<Sort, (a: ClipShown, b: ClipShown) => number> = {
    newest: (a, b) => b.created - a.created,
    longest: (a, b) => b.length - a.length,
    scenario: (a, b) =>
      a.scenario.localeCompare(b.scenario) || (a.step?.place ?? 0) - (b.step?.place ?? 0) || b.created - a.created,
    title: (a, b) => a.title.localeCompare(b.title),
  };
  return found.sort(order[sort]);
}

/** The scenarios that there are clips of, each with how many. */
export function scenariosOf(clips: readonly ClipShown[]): { name: string; title: string; clips: number }[] {
  const names = [...new Set(clips.map(({ scenario }) => scenario))].sort();
  return names.map((name) => {
    const these = clips.filter(({ scenario }) => scenario === name);
    return { name, title: these[0]!.scenario_title, clips: these.length };
  });
}

/** The steps that a scenario's clips are of, in the path's order; whether some are of none. */
export function stepsOf(clips: readonly ClipShown[], scenario: string): { steps: StepTag[]; others: boolean } {
  const these = clips.filter((one) => one.scenario === scenario);
  const known = new Map(these.flatMap(({ step }) => (step ? [[step.place, step] as const] : [])));
  return {
    steps: [...known.values()].sort((a, b) => a.place - b.place),
    others: known.size > 0 && these.some(({ step }) => !step),
  };
}

/** A step in a list of them, and within a sentence. */
export const stepName = ({ place, of, text }: StepTag) => (text ? `${place}. ${text}` : `Step ${place} of ${of}`);

export const stepSaid = ({ place, of, text }: StepTag) => (text ? `step ${place}: ${text}` : `step ${place} of ${of}`);

const BEFORE = "Written before this clip";

/** A clip as the replay's parts draw one: it begins at 0, within one scenario. */
export function asReplay({ clip, number, cut }: ClipWatched): ReplayView {
  return {
    id: clip.id,
    candidate: "Candidate",
    state: "ended",
    began: 0,
    ended: clip.length,
    phases: [
      {
        no: 0,
        part: "work",
        title: clip.scenario_title,
        scenario: number,
        since: -clip.worked,
        until: clip.length,
        length: 0,
      },
    ],
    pauses: cut.pauses,
    scenes: cut.scenes,
    marks: cut.marks,
    notebooks: [{ scenario: number, title: "", entries: cut.entries.map(named), loose: cut.loose }],
    quiet: cut.quiet,
    presented: cut.presented,
    described: false,
    facts: [],
    may_note: false,
  };
}

/** An entry whose text is not shown, as it is from before, has words that say so. */
function named(entry: EntryReplayed): EntryReplayed {
  const first = Math.min(...[...entry.judged, ...entry.pins, ...entry.texts].map(({ at }) => at));
  const known = entry.texts.length > 0 && Math.min(...entry.texts.map(({ at }) => at)) <= first;
  return known ? entry : { ...entry, texts: [{ at: first, text: BEFORE }, ...entry.texts] };
}
