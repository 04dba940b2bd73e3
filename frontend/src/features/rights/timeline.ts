/** A candidate's own timeline in sections: before, each part of the interview, and after. */

import type { MomentView } from "../../api/types";

export type Section = { title: string; at: number; moments: MomentView[] };
export const SHOWN = [
  { value: "all", label: "Everything" },
  { value: "you", label: "What you did" },
  { value: "them", label: "What you were told" },
] as const;
export type Shown = (typeof SHOWN)[number]["value"];

const BEGAN = /^(Began: |Discussion of )/;
const OVER = new Set(["The end", "Broken off for a technical failure", "Called off", "You did not come"]);

/** A section begins with each part; its own beginning is its title and no moment of its own. */
export function sections(moments: readonly MomentView[]): Section[] {
  const found: Section[] = [];
  const begin = (title: string, at: number) => found.push({ title, at, moments: [] });
  for (const one of moments) {
    if (one.kind === "phase" && BEGAN.test(one.what)) begin(one.what.replace("Began: ", ""), one.at);
    else if (one.kind === "phase" && OVER.has(one.what)) begin(one.what, one.at);
    else {
      if (found.length === 0) begin("Before the interview", one.at);
      found.at(-1)?.moments.push(one);
    }
  }
  return found;
}

/** The moments and sections that are the first of their day by that zone's clocks: above them it stands. */
export function firstOfDays(found: readonly Section[], zone: string): Set<Section | MomentView> {
  const first = new Set<Section | MomentView>();
  let before = "";
  for (const part of found)
    for (const one of [part, ...part.moments]) {
      const day = new Date(one.at).toLocaleDateString("en-CA", { timeZone: zone });
      if (day !== before) first.add(one);
      before = day;
    }
  return first;
}

/** What somebody wants to see of it; parts that have nothing of that stay, so that the time stays told. */
export function only(found: readonly Section[], shown: Shown): Section[] {
  if (shown === "all") return [...found];
  return found.map((one) => ({
    ...one,
    moments: one.moments.filter(({ by }) => (shown === "you" ? by === "you" : by !== "you")),
  }));
}

/** "for 2 min 5 s", of a page that was left again. */
export function lasted({ at, until }: MomentView): string {
  if (until === null) return "";
  const seconds = Math.max(1, Math.round((until - at) / 1000));
  return seconds < 60 ? `for ${seconds} s` : `for ${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
