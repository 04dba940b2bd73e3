/** How a hint of the ladder looks and what pressing it does. The server has the last word; this only says it ahead. */

import type { RungShown } from "../../api/types";
import { mmss, QUIET } from "./clock";

export type Look = {
  badge: string;
  tone: "grey" | "outline" | "accent";
  /** What a press does: nothing, send at once, wait for a held key, or ask why. */
  press: "none" | "send" | "hold" | "reason" | "reveal";
  why: string;
};

export type Moment = { ran: number; quiet: number | null; mayReveal: boolean };

/** `ran` is how long ago the server said it, while the clock runs. */
export function look(rung: RungShown, { ran, quiet, mayReveal }: Moment): Look {
  switch (rung.standing) {
    case "sent":
      return {
        badge: `${rung.given?.aloud ? "read" : "sent"} ${mmss(rung.given?.at)}`,
        tone: "grey",
        press: "none",
        why: [rung.given?.moot ? "not needed then" : "", rung.given?.reason].filter(Boolean).join("; "),
      };
    case "moot":
      return { badge: "not needed", tone: "grey", press: "reason", why: rung.why };
    case "discussion":
      return { badge: "for discussion", tone: "outline", press: mayReveal ? "reveal" : "none", why: rung.why };
    case "over":
      return { badge: "not given", tone: "grey", press: mayReveal ? "reveal" : "none", why: rung.why };
    case "later":
      return {
        badge: `in ${mmss(Math.max(0, rung.wait - ran) + 999)}`,
        tone: "outline",
        press: "reason",
        why: "before its minute",
      };
    case "order":
      return { badge: "out of order", tone: "outline", press: "reason", why: rung.why };
    default: {
      const still = quiet !== null && quiet < QUIET;
      const missing = `step ${rung.target} is missing`;
      const silence = quiet === null ? "" : `; quiet for ${Math.floor(quiet / 1000)} s, 30 needed`;
      return { badge: "", tone: "accent", press: still ? "hold" : "send", why: missing + silence };
    }
  }
}

/** With the steps' numbers in the place of their ids; the ones that are not needed stand as a plus. */
export function numbered(text: string, steps: readonly { id: string; bonus: boolean }[]): string {
  const required = steps.filter(({ bonus }) => !bonus).map(({ id }) => id);
  const ids = steps.map(({ id }) => id).sort((a, b) => b.length - a.length);
  return ids.reduce((said, id) => {
    const place = required.indexOf(id);
    return said.replaceAll(`step ${id} `, place < 0 ? "a bonus step " : `step ${place + 1} `);
  }, text);
}

/** The hint that the key means: the one that is due, else the next that is to come. */
export function due(rungs: readonly RungShown[]): RungShown | null {
  return (
    rungs.find(({ standing }) => standing === "eligible" || standing === "quiet") ??
    rungs.find(({ standing }) => standing === "later") ??
    null
  );
}

/** "load 0.5 of 0.5 for a 3", and beyond what it is then. */
export function loadInWords(load: number, sent: number): string {
  const figure = Number(load.toFixed(1));
  if (load <= 0.5) return `load ${figure} of 0.5 for a 3`;
  if (load <= 1.5) return `load ${figure} of 1.5 for a 2`;
  return sent === 1 ? `load ${figure}: one hint, a 2 at most` : `load ${figure}: a 1 at most`;
}
