/** How the followed view stands to the candidate's screen just now, in words. */

import type { CockpitView } from "../../api/types";

const FRESH = 12_000; // milliseconds: a page tells of itself every five seconds

export type Standing = { fresh: boolean; text: string };

type Told = Pick<CockpitView, "state" | "presenting"> & { candidate: Pick<CockpitView["candidate"], "away"> };

/** `at` is when the view was told, `now` the server's time. */
export function standing({ state, presenting, candidate }: Told, at: number | null, now: number): Standing {
  const behind = at === null ? null : Math.max(0, now - at);
  if (candidate.away !== null)
    return { fresh: false, text: `gone for ${span(now - candidate.away)}; this was their last view` };
  if (presenting) return { fresh: false, text: "they see what you present; their own page waits beneath" };
  if (behind === null) return { fresh: false, text: "" };
  if (state === "ended") return { fresh: false, text: "the interview has ended; this was their last view" };
  if (behind >= FRESH) return { fresh: false, text: `told ${span(behind)} ago: another tab, or another page` };
  return { fresh: true, text: state === "paused" ? "paused" : "" };
}

function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
