/** The agenda of a debrief in words, and the way through it. */

import type { AgendaItem, Item } from "../../api/types";

export const KINDS: Record<string, string> = {
  scenario: "Scenario",
  criterion: "Criterion",
  flag: "Flags",
  level: "Level",
  discordance: "Result and process",
  borderline: "Threshold",
};

/** "2 points apart"; what is no difference in points has none. */
export function apart({ kind, spread }: Pick<Item, "kind" | "spread">): string {
  if (!["scenario", "criterion"].includes(kind) || spread === 0) return "";
  const points = Number(spread.toFixed(2));
  return `${points} ${points === 1 ? "point" : "points"} apart`;
}

/** From this many points on a difference is one to talk about first. */
export function isFar({ kind, spread }: Pick<Item, "kind" | "spread">): boolean {
  return kind === "scenario" ? spread >= 2 : kind === "criterion" && spread >= 1;
}

/** The next item or the one before; from none the first, and at the ends the same. */
export function beside(agenda: readonly AgendaItem[], item: string, way: 1 | -1): string | null {
  const place = agenda.findIndex((one) => one.item.item === item);
  const next = place < 0 ? (way === 1 ? 0 : agenda.length - 1) : place + way;
  return agenda[Math.max(0, Math.min(agenda.length - 1, next))]?.item.item ?? null;
}

/** "3 of 5 settled". */
export function progress(agenda: readonly AgendaItem[]): string {
  return `${agenda.filter(({ settled }) => settled).length} of ${agenda.length} settled`;
}
