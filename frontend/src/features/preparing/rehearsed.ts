/** The rehearsal that this tab began, and the interview it is of: the record of neither tells of the other. */

import type { RehearsalView } from "../../api/types";

const NAME = "rounds.rehearsed";

export type Rehearsed = RehearsalView & { of: string };

export function rehearsed(): Rehearsed | null {
  try {
    return JSON.parse(sessionStorage.getItem(NAME) ?? "null") as Rehearsed | null;
  } catch {
    return null;
  }
}

export function rememberRehearsed(made: Rehearsed | null): void {
  try {
    if (made) sessionStorage.setItem(NAME, JSON.stringify(made));
    else sessionStorage.removeItem(NAME);
  } catch {
    // Where a browser keeps nothing, the way back is the start page.
  }
}

/** Where one goes once a rehearsal is deleted: back to the preparation it was begun from, if this tab knows. */
export function backFrom(rehearsal: string): string {
  const known = rehearsed();
  return known?.id === rehearsal ? `/staff/interviews/${known.of}/prepare` : "/staff";
}
