/** A plan while somebody writes it. Minutes are text until they are sent. */

import type { NewPlan, PlanView } from "../../api/types";

export type Row = { key: string; title: string; minutes: string; discussion: string; worked: boolean };
export type Draft = { was: string; name: string; slot: string; rows: Row[] };

let made = 0;
const key = () => `s${++made}`;

export function of(plan: PlanView): Draft {
  return {
    was: plan.own ? plan.name : "",
    name: plan.own ? plan.name : "",
    slot: String(plan.slot),
    rows: plan.segments.map(({ title, minutes, discussion, scenario }) => ({
      key: key(),
      title,
      minutes: String(minutes),
      discussion: String(discussion),
      worked: scenario !== null,
    })),
  };
}

export function told({ was, name, slot, rows }: Draft): NewPlan {
  return {
    was,
    name,
    slot: minutes(slot),
    segments: rows.map((row) => ({
      title: row.title,
      minutes: minutes(row.minutes),
      discussion: row.worked ? minutes(row.discussion) : 0,
      worked: row.worked,
    })),
  };
}

/** What is no number is sent as none, and refused with the words for it. */
function minutes(text: string): number {
  const value = Number(text.replace(",", "."));
  return Number.isFinite(value) && value >= 0 && value <= 600 ? value : 0;
}

export function added(draft: Draft, worked: boolean): Draft {
  const number = draft.rows.filter((row) => row.worked).length + 1;
  const row = worked
    ? { key: key(), title: `Scenario ${number}`, minutes: "14", discussion: "3", worked }
    : { key: key(), title: "Break", minutes: "5", discussion: "0", worked };
  const last = draft.rows.at(-1);
  const before = worked && last && !last.worked;
  const rows = before ? [...draft.rows.slice(0, -1), row, last] : [...draft.rows, row];
  return { ...draft, rows };
}

export function length(draft: Draft): number {
  const { segments } = told(draft);
  return segments.reduce((sum, { minutes, discussion }) => sum + minutes + (discussion ?? 0), 0);
}
