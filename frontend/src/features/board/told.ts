/** What the board says of an interview, in words and colours. */

import type { BoardRow } from "../../api/types";
import { clock, clockBeside } from "../../lib/zones";

export const SHOWN = [
  { value: "all", label: "All" },
  { value: "today", label: "Today" },
  { value: "draft", label: "Drafts" },
  { value: "not checked", label: "Not checked" },
  { value: "ready", label: "Ready" },
  { value: "in the lobby", label: "In the lobby" },
  { value: "live now", label: "Live now" },
  { value: "over", label: "Over" },
  { value: "late", label: "Scorecard late" },
  { value: "practice", label: "Practice" },
] as const;

export type Shown = (typeof SHOWN)[number]["value"];
export type Tone = "accent" | "error" | "warn" | "ok" | "line" | undefined;
type Told = { tone: Tone; text: string; title?: string };

const OVER: Record<string, string> = {
  ended: "over",
  cancelled: "cancelled",
  missed: "did not come",
  aborted: "aborted",
};

export function standing({ standing, state, access, today, preflight, card }: BoardRow): Told {
  if (preflight === "red" && (standing === "ready" || standing === "not checked"))
    return { tone: "error", text: "not ready", title: "The check of this installation found something red." };
  switch (standing) {
    case "live now":
      return { tone: "accent", text: state === "paused" ? "live, paused" : "live now" };
    case "in the lobby":
      return { tone: "accent", text: "in the lobby", title: "The candidate waits to be let in." };
    case "ready":
      return access === "red"
        ? { tone: "warn", text: "ready, check red", title: "The access check found something that does not work." }
        : { tone: "ok", text: "ready", title: "The access check is done and the policy accepted." };
    case "not checked":
      return {
        tone: today ? "warn" : "line",
        text: "not checked",
        title: "The candidate was invited; the access check or the consents are missing.",
      };
    case "draft":
      return { tone: "line", text: "draft", title: "The invitation was not sent yet." };
    case "over":
      if (card === "late")
        return {
          tone: "warn",
          text: "scorecard late",
          title: "A scorecard of the panel was due 24 hours after the end.",
        };
      if (card === "open")
        return { tone: "line", text: "scorecard open", title: "A scorecard of the panel is not in yet." };
      return { tone: undefined, text: OVER[state] ?? "over" };
  }
  return { tone: undefined, text: standing };
}

export type Way = { page: string; word: string };

/** Where what was judged of an interview is written, talked about and read. The debrief opens when all cards are in. */
export function ways({ card, may }: { card: string; may: (right: string) => boolean }): Way[] {
  const waits = card === "open" || card === "late";
  return [
    may("score") && { page: "scorecard", word: "Scorecard" },
    may("debrief") && (!waits || !may("score")) && { page: "debrief", word: "Debrief" },
    may("packet") && !waits && { page: "packet", word: "Packet" },
  ].filter((one) => one !== false);
}

export function post({ post, posted, trouble }: BoardRow, zone: string): Told {
  const at = posted ? clock(posted, zone) : "";
  switch (post) {
    case "bounced":
      return { tone: "error", text: "bounced", title: trouble };
    case "failed":
      return { tone: "error", text: "not sent", title: trouble };
    case "waiting":
      return { tone: trouble ? "warn" : "line", text: "being sent", title: trouble || "It is sent in a moment." };
    case "sent":
      return { tone: undefined, text: "sent", title: `Taken by the mail server ${at}.` };
    case "copied":
      return { tone: undefined, text: "copied", title: "The invitation was copied; Rounds sends nothing for it." };
  }
  return { tone: undefined, text: "–" };
}

export function prepared({ scenarios, prepared, preparing, unprepared }: BoardRow): Told {
  if (prepared === scenarios) return { tone: undefined, text: `${prepared} of ${scenarios}` };
  if (unprepared) return { tone: "warn", text: `${prepared} of ${scenarios}`, title: unprepared };
  return { tone: "line", text: `${Math.round(preparing * 100)} %`, title: `${prepared} of ${scenarios} are prepared.` };
}

/** By the viewer's clock, then by the candidate's where that is another. */
export function when({ starts, zone }: BoardRow, viewer: string): { own: string; theirs: string } {
  if (!starts) return { own: "no time yet", theirs: "" };
  const own = clock(starts, viewer);
  const theirs = clockBeside(starts, zone, viewer);
  return { own, theirs: own.endsWith(theirs) ? "" : `${theirs} ${city(zone)}` };
}

/** "Berlin" of Europe/Berlin. */
export function city(zone: string): string {
  return zone.split("/").pop()?.replaceAll("_", " ") ?? zone;
}
