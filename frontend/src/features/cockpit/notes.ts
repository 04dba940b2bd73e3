/** Notes and flags as one list, and the criteria that notes speak for. */

import type { NoteShown, RaisedShown } from "../../api/types";

export const CRITERIA = [
  { id: "systematic", short: "Systematic" },
  { id: "tools", short: "Tools" },
  { id: "correlation", short: "Correlation" },
  { id: "cause", short: "Cause" },
  { id: "solution", short: "Solution" },
] as const;

/** "4 Cause"; other tags by their name. */
export function tagText(tag: string): string {
  const place = CRITERIA.findIndex(({ id }) => id === tag);
  return place < 0 ? tag : `${place + 1} ${CRITERIA[place]!.short}`;
}

export function toggled(chosen: readonly string[], tag: string): string[] {
  return chosen.includes(tag) ? chosen.filter((other) => other !== tag) : [...chosen, tag];
}

/** Newest first. */
export function lines(notes: readonly NoteShown[], flags: readonly RaisedShown[]): (NoteShown | RaisedShown)[] {
  return [...notes, ...flags].sort((a, b) => b.time - a.time || b.no - a.no);
}
