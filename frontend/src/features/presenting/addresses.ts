/** Addresses of what the lead presents: the candidate's pages, under an address of the lead's own. */

import type { CockpitView } from "../../api/types";

type Told = Pick<CockpitView, "id" | "scenario" | "tutorial" | "candidate">;

const PRESENT = /^\/staff\/present\/[^/]+\/([1-9][0-9]{0,3}|tutorial)((?:\/[a-z0-9-]+){0,2})\/?$/;

export const presentPage = (id: string, scenario: string | number) =>
  `/staff/present/${encodeURIComponent(id)}/${scenario}`;

/** Where presenting begins: at what the candidate has on screen, else at what runs; null where nothing is open to them. */
export function presentedFrom({ id, scenario, tutorial, candidate }: Told, address: string): string | null {
  if (scenario === null) return tutorial ? `${presentPage(id, "tutorial")}/metrics` : null;
  const own = `/interview/${scenario}`;
  const shown = address || candidate.address;
  const rest = shown.startsWith(`${own}/`) ? shown.slice(own.length) : "/briefing";
  return `${presentPage(id, scenario)}${rest}`;
}

/** The candidate's address of a page that is presented; null for any other page. */
export function asCandidates({ pathname, search }: Pick<Location, "pathname" | "search">): string | null {
  const found = PRESENT.exec(pathname);
  return found ? `/interview/${found[1]}${found[2]}${search}` : null;
}
