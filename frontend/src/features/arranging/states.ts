/** In which state an interview is, in words and colours. */

import type { ArrangementView, State } from "../../api/types";

const BEFORE: readonly State[] = ["scheduled", "invited", "ready", "lobby"];

export function isBefore(state: State): boolean {
  return BEFORE.includes(state);
}

type Spoken = { tone?: "accent" | "ok" | "warn" | "line"; children: string };

const SAID: Record<State, Spoken> = {
  scheduled: { tone: "line", children: "draft" },
  invited: { tone: "line", children: "invited, not checked" },
  ready: { tone: "ok", children: "ready" },
  lobby: { tone: "accent", children: "in the lobby" },
  live: { tone: "accent", children: "live now" },
  paused: { tone: "accent", children: "paused" },
  ended: { children: "over" },
  cancelled: { children: "cancelled" },
  missed: { tone: "warn", children: "did not come" },
  aborted: { tone: "warn", children: "aborted" },
};

export function spoken({ kind, state }: ArrangementView): Spoken {
  return kind === "practice" ? { tone: "line", children: "practice" } : SAID[state];
}
