/** What the pages after an interview call things. */

import type { Verdict, VersionShown } from "../../api/types";
import { figure } from "./scale";

export const LEVELS: Record<string, string> = { junior: "Junior", mid: "Mid-level", senior: "Senior", staff: "Staff+" };
export const ROLES: Record<string, string> = {
  lead: "lead",
  panel: "panel",
  shadow: "shadow, training",
  committee: "committee, from the replay",
  rater: "second rating, from the replay",
};

export type Uncertain = { said: string; borderline: string; short: string; why: string };

/** How far the outcome may be off, in words: "7 ± 1.3.", and whether that reaches the threshold. */
export function uncertain({ outcome, sem, low, high, of, borderline, prior, n_raters, n_targets }: Verdict): Uncertain {
  const pass = Math.ceil((2 / 3) * of - 1e-9);
  const end = outcome >= pass ? `The lower end reaches ${figure(low)}` : `The upper end reaches ${figure(high)}`;
  const many = n_raters === 1 ? "one rater" : `${n_raters} raters`;
  return {
    said: `${figure(outcome)} ± ${figure(sem)}.${borderline ? ` ${end}:` : ""}`,
    borderline: borderline ? "borderline, to be discussed." : "",
    short: `± ${prior ? "assumed for" : "of"} ${many}${prior ? ", until there are data of your own" : `, from your own calibration (n = ${n_targets})`}`,
    why: prior
      ? "By the agreement that studies of interviews found (an intraclass correlation of .44 for one rater) and a spread of 2 points; your own calibration takes their place once at least 10 scenarios were rated by several."
      : `By how far your own raters agreed in ${n_targets} scenarios of the calibration rounds that were closed by then.`,
  };
}

/** "16:07" by this browser's clock. */
export function clockOf(moment: number | null): string {
  if (moment === null) return "–";
  return new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

/** "Tuesday 12 May, 15:00 – 16:01" by this browser's clock. */
export function when(starts: number | null, ended: number | null): string {
  if (starts === null) return "";
  const day = new Date(starts).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
  return `${day.replace(",", "")}, ${clockOf(starts)}${ended === null ? "" : ` – ${clockOf(ended)}`}`;
}

/** "Ben", "Ben and Mia", "Ben, Mia and Eva". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

type Seeing = Pick<VersionShown, "version" | "after_seeing">;

/** A first version says nothing that is not said already, unless its author had read others' by then. */
export const isTelling = ({ version, after_seeing }: Seeing) => version > 1 || after_seeing.length > 0;

/** "changed after seeing Ben and Mia", of a first version "rated after seeing". */
export function seeing({ version, after_seeing }: Seeing): string {
  return `${version > 1 ? "changed" : "rated"} after seeing ${listed(after_seeing)}`;
}
