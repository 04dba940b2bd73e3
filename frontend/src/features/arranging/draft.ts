/** An arrangement while somebody writes it: what the fields hold, and what is sent of it. */

import type { ArrangementView, ArrangingView, Level, NewArrangement, Role } from "../../api/types";
import { here, moment, wall } from "../../lib/zones";

export type Place = { key: string; role: SeatRole; person: string };
export type SeatRole = Exclude<Role, "candidate" | "solver" | "observer" | "rater">;
/** `own` is a variant nobody chose; its seed is drawn when it is saved. */
export type Choice = { key: string; scenario: string; seed: string; own: boolean };

export type Draft = {
  candidate: string;
  mail: string;
  position: string;
  level: Level;
  zone: string;
  /** As a field of dates writes it, by the clock of `zone`. */
  starts: string;
  places: Place[];
  scenarios: Choice[];
  plan: string;
  web: boolean;
  assistants: string;
  people: boolean;
  call: string;
  time: string;
  hiddenTimer: boolean;
  highContrast: boolean;
  reason: string;
};

let made = 0;
export const key = () => `k${++made}`;

export const LEVELS = [
  { value: "junior", label: "Junior" },
  { value: "mid", label: "Mid-level" },
  { value: "senior", label: "Senior" },
  { value: "staff", label: "Staff+" },
] as const satisfies readonly { value: Level; label: string }[];

export const ROLES: Record<SeatRole, string> = {
  lead: "Lead",
  panel: "Panel",
  shadow: "Shadow",
  committee: "Committee",
};

export const ASSISTANTS: Record<string, string> = {
  no: "not allowed",
  disclosed: "allowed, if they say when",
  allowed: "allowed",
};

export function empty(choices: ArrangingView): Draft {
  return {
    candidate: "",
    mail: "",
    position: "",
    level: "mid",
    zone: here(),
    starts: "",
    places: [{ key: key(), role: "lead", person: "" }],
    scenarios: suggested(choices, "mid"),
    plan: choices.plans.usual,
    web: true,
    assistants: "no",
    people: false,
    call: "",
    time: "1",
    hiddenTimer: false,
    highContrast: false,
    reason: "",
  };
}

/** The scenarios that are offered for a level, each in a variant of its own. */
export function suggested(choices: ArrangingView, level: Level): Choice[] {
  return (choices.suggested[level] ?? []).map((scenario) => chosen(choices, scenario));
}

export function chosen(choices: ArrangingView, scenario: string): Choice {
  const fixed = choices.scenarios.find(({ name }) => name === scenario)?.seed ?? null;
  return { key: key(), scenario, seed: fixed === null ? "" : String(fixed), own: fixed === null };
}

export function of(one: ArrangementView): Draft {
  return {
    candidate: one.candidate,
    mail: one.mail,
    position: one.position,
    level: one.level,
    zone: one.zone,
    starts: one.starts ? wall(one.starts, one.zone) : "",
    places: one.seats.map(({ role, person }) => ({ key: key(), role: role as SeatRole, person })),
    scenarios: one.scenarios.map(({ scenario, seed }) => ({ key: key(), scenario, seed: String(seed), own: false })),
    plan: one.plan,
    web: one.policy.web,
    assistants: one.policy.assistants,
    people: one.policy.people,
    call: one.call,
    time: String(one.accommodations.time),
    hiddenTimer: one.accommodations.hidden_timer,
    highContrast: one.accommodations.high_contrast,
    reason: one.reason,
  };
}

/** What is wrong with it that only this page can know. */
export function fault(draft: Draft): { field: string; message: string } | null {
  if (draft.starts && moment(draft.starts, draft.zone) === null)
    return {
      field: "starts",
      message: `There is no such time in ${draft.zone}: clocks are put forward then. Choose another.`,
    };
  const bad = draft.scenarios.find(({ seed, own }) => !own && !/^\d{1,15}$/.test(seed));
  if (bad) return { field: "scenarios", message: "A seed is a whole number, or left to chance." };
  const time = Number(draft.time);
  if (!(time >= 1 && time <= 4)) return { field: "accommodations", message: "From 1 to 4 times the usual minutes." };
  return null;
}

/** `sees` says what this person may know: what they may not is left as it is. */
export function told(draft: Draft, sees: { contact: boolean; reason: boolean }, command = ""): NewArrangement {
  const at = (role: SeatRole) =>
    draft.places.filter((place) => place.role === role && place.person).map(({ person }) => person);
  return {
    candidate: draft.candidate,
    lead: at("lead")[0] ?? "",
    panel: at("panel"),
    shadows: at("shadow"),
    committee: at("committee"),
    scenarios: draft.scenarios.map(({ scenario, seed, own }) => ({ scenario, seed: own ? null : Number(seed) })),
    plan: draft.plan,
    zone: draft.zone,
    starts: draft.starts ? moment(draft.starts, draft.zone) : null,
    mail: sees.contact ? draft.mail : null,
    position: draft.position,
    level: draft.level,
    call: draft.call,
    policy: { web: draft.web, assistants: draft.assistants, people: draft.people },
    accommodations: {
      time: Number(draft.time),
      hidden_timer: draft.hiddenTimer,
      high_contrast: draft.highContrast,
    },
    reason: sees.reason ? draft.reason : null,
    command,
  };
}

/** Something one place up or down. */
export function moved<T>(list: readonly T[], from: number, by: number): T[] {
  const to = from + by;
  if (to < 0 || to >= list.length) return [...list];
  const next = [...list];
  const [one] = next.splice(from, 1);
  next.splice(to, 0, one as T);
  return next;
}
