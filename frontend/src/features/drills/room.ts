/** What the room of a run says: which hint is next and when, and where somebody is. Pure. */

import type { DrillRoom, HintOffered, MemberShown } from "../../api/types";
import type { Search } from "../../lib/view";
import { parseSearch } from "../../lib/view";
import { pageNamed } from "../follow/addresses";

export type NextHint = { hint: HintOffered; ready: boolean; wait: number } | null;

/** The first that was not taken, and how long until its minute by the clock of now. Null where none is left. */
export function nextHint({ hints, now: told }: Pick<DrillRoom, "hints" | "now">, now: number): NextHint {
  const hint = hints.find(({ standing }) => standing !== "taken");
  if (!hint) return null;
  const wait = Math.max(0, hint.wait - Math.max(0, now - told));
  return { hint, ready: hint.standing === "offered" || wait === 0, wait };
}

/** "2:47", a started second counting whole. */
export function waiting(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** "in Logs", "away", "not there yet". */
export function whereabouts({ here, tool, address, scenario }: MemberShown, running: number | null): string {
  if (!here) return address ? "away" : "not there yet";
  if (!address) return "there";
  if (scenario === null || !tool) return "on the overview";
  const page = pageNamed(address);
  return scenario === running ? `in ${page}` : `in ${page} of scenario ${scenario}`;
}

/** Where to go to be where somebody is: their view of the scenario that runs, without what stands beside it. */
export function placeOf({ you, here, address, scenario }: MemberShown, running: number | null): Place | null {
  if (you || !here || scenario === null || scenario !== running) return null;
  const [to = "", text = ""] = address.split(/\?(.*)/s);
  if (!to.startsWith(`/interview/${scenario}/`)) return null;
  const { notebook: _, events: __, ...search } = parseSearch(text);
  return { to, search };
}

export type Place = { to: string; search: Search };
