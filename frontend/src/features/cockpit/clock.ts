/** The cockpit's time: minutes and seconds, what ticks between two states, and when the next thing changes. */

import type { CockpitView, PhaseShown, ScenarioDesk } from "../../api/types";

const SECOND = 1000;
export const QUIET = 30 * SECOND; // of silence before a hint

/** 4:47, 12:00, 1:04:20; below zero with a minus. Unknown is "–". */
export function mmss(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return "–";
  const whole = Math.floor(Math.abs(ms) / SECOND + 1e-6);
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => value.toString().padStart(2, "0");
  return `${ms < 0 && whole > 0 ? "−" : ""}${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds)}`;
}

/** How long a moment was after the interview began, pauses and all, as the replay counts; empty before it began. */
export function sinceBegun({ phases }: Pick<CockpitView, "phases">, time: number): string {
  const first = phases.find(({ state, spent }) => spent > 0 || state === "now");
  return first?.at == null || time < first.at ? "" : mmss(time - first.at);
}

/** Whole minutes without zero seconds: 14 min, 2:30 min. */
export function minutes(ms: number): string {
  return `${ms % 60_000 === 0 ? ms / 60_000 : mmss(ms)} min`;
}

/** How long it all takes as it stands: what was spent, and what is planned of the rest; whole minutes, as milliseconds. */
export function total(phases: readonly PhaseShown[]): number {
  const over = (state: string) => state === "past" || state === "skipped";
  const sum = phases.reduce((before, { state, spent, length }) => before + (over(state) ? spent : length), 0);
  return Math.round(sum / 60_000) * 60_000;
}

export type Ticked = { elapsed: number; left: number; drift: number; share: number; quiet: number | null };

/** The clock a moment after the server told it: what runs has run on. `now` is by the server's clock. */
export function ticked({ clock, now: told, candidate }: CockpitView, now: number): Ticked {
  const since = clock.running ? Math.max(0, now - told) : 0;
  const elapsed = clock.elapsed + since;
  const over = Math.max(0, elapsed - clock.length) - Math.max(0, clock.elapsed - clock.length);
  return {
    elapsed,
    left: clock.length - elapsed,
    drift: clock.drift + over,
    share: clock.length ? Math.min(1, elapsed / clock.length) : 0,
    quiet: candidate.last_act === null ? null : Math.max(0, (clock.running ? now : told) - candidate.last_act),
  };
}

/** In how many milliseconds something on the page becomes another thing by time alone: a hint's minute, its silence. */
export function nextChange(
  { clock, now: told, candidate }: CockpitView,
  desk: ScenarioDesk | null,
  now: number,
): number | null {
  if (!clock.running || !desk) return null;
  const since = now - told;
  const waits = desk.hints.filter(({ standing }) => standing === "later").map(({ wait }) => wait - since);
  const silence = desk.hints.some(({ standing }) => standing === "quiet") && candidate.last_act !== null;
  const changes = [...waits, ...(silence ? [candidate.last_act! + QUIET - now] : [])].filter((ms) => ms > -SECOND);
  return changes.length ? Math.max(0, Math.min(...changes)) : null;
}

export type Agenda = { key: string; title: string; figure: string; state: PhaseShown["state"]; no: number };

/** The phases as lines: a scenario that is to come is one line, the present and past ones show their parts. */
export function agenda(phases: readonly PhaseShown[], elapsed: number, zone: string): Agenda[] {
  const lines: Agenda[] = [];
  for (const phase of phases) {
    const before = phases[phase.no - 1];
    const whole = phase.part === "discussion" && phase.state === "coming" && before?.state === "coming";
    if (whole) continue;
    const next = phases[phase.no + 1];
    const both = phase.part === "work" && phase.state === "coming" && next?.part === "discussion";
    const length = phase.length + (both ? next.length : 0);
    lines.push({
      key: String(phase.no),
      title:
        both || !phase.scenario ? phase.title : `${phase.title}, ${phase.part === "work" ? "investigate" : "discuss"}`,
      figure: figure(phase, length, elapsed, zone),
      state: phase.state,
      no: phase.no,
    });
  }
  return lines;
}

function figure(phase: PhaseShown, length: number, elapsed: number, zone: string): string {
  switch (phase.state) {
    case "now":
      return `${mmss(elapsed)} of ${minutes(length).replace(" min", "")}`;
    case "past":
      return mmss(phase.spent);
    case "skipped":
      return phase.spent ? mmss(phase.spent) : "left out";
    default:
      return phase.at === null ? minutes(length) : `${minutes(length)}, ${wall(phase.at, zone)}`;
  }
}

/** A moment on the wall of the interview's zone: 15:22. */
export function wall(moment: number, zone: string): string {
  try {
    return new Date(moment).toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  } catch {
    return new Date(moment).toISOString().slice(11, 16);
  }
}

/** "1:10 behind the plan", "0:40 ahead of the plan", "on the plan" within five seconds. */
export function pace(drift: number): string {
  if (Math.abs(drift) < 5 * SECOND) return "on the plan";
  return `${mmss(Math.abs(drift))} ${drift > 0 ? "behind" : "ahead of"} the plan`;
}
