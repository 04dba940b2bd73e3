/** The one step that comes next in an hour, as a button. */

import type { CockpitView } from "../../api/types";

export type NextStep = { kind: "admit" | "begin" | "end"; label: string; title: string; told: Record<string, unknown> };

const LABELS: Record<string, string> = { introduction: "Introduction", discussion: "Discuss", wrap_up: "Wrap up" };

export function nextStep({ state, phases, clock }: Pick<CockpitView, "state" | "phases" | "clock">): NextStep | null {
  if (state === "lobby")
    return { kind: "admit", label: "Let in", title: "Let the candidate in: the introduction begins", told: {} };
  if (state !== "live" && state !== "paused") return null;
  const next = phases.find((phase) => phase.no > (clock.phase ?? -1) && phase.state === "coming");
  if (!next) return { kind: "end", label: "End", title: "End the interview (asks for nothing more)", told: {} };
  const label = LABELS[next.part] ?? `Start ${next.scenario}`;
  const title =
    next.part === "work"
      ? `Start scenario ${next.scenario}: its tools open for the candidate (d)`
      : `${next.title} (d)`;
  return { kind: "begin", label, title, told: { phase: next.no } };
}
