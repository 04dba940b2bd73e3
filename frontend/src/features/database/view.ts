/** What of the database page stands in the address, beside the place that all tools share. */

import { parseMoment, type Range, writeMoment } from "../../lib/time";
import { type Param, param } from "../../lib/view";

/** "from~to", as the selection of the metrics page. */
const stretch: Param<Range | null> = {
  read: (raw) => {
    const [from, to] = ((Array.isArray(raw) ? raw[0] : raw) ?? "").split("~");
    const start = from ? parseMoment(from, 0) : null;
    const end = to ? parseMoment(to, 0) : null;
    return start !== null && end !== null && end > start ? { start, end } : null;
  },
  write: (value) =>
    value ? `${writeMoment(Math.round(value.start))}~${writeMoment(Math.round(value.end))}` : undefined,
  history: "replace",
};

export const BYS = ["wait", "statement", "user", "application"] as const;
export type By = (typeof BYS)[number];
export const SORTS = ["load", "calls", "mean", "rows", "change"] as const;
export type Sort = (typeof SORTS)[number];
export const LOWER = ["locks", "tables", "pools"] as const;
export const PLAN_VIEWS = ["tree", "text", "compare"] as const;
export const HEATS = ["time", "rows", "buffers"] as const;
export type Heat = (typeof HEATS)[number];

/** What chooses and shows a plan: on the database page and on the statement's own. */
export const PLAN = {
  plan: param.maybe("replace"),
  /** The plan it is compared with. */
  against: param.maybe("replace"),
  show: param.choice(PLAN_VIEWS),
  heat: param.choice(HEATS),
  /** The selected step of the plan. */
  node: param.number("replace"),
};

/** The two stretches that are compared: brushed, and what it was before. */
export const STRETCHES = { sel: stretch, base: stretch };

export const DATABASE = {
  ...PLAN,
  ...STRETCHES,
  db: param.maybe(),
  by: param.choice(BYS),
  sort: param.choice(SORTS),
  find: param.text("", "replace"),
  /** The statement whose plan is shown. */
  statement: param.maybe("replace"),
  lower: param.choice(LOWER),
  /** The session chosen in the blocking tree. */
  pid: param.number("replace"),
  /** Rows of the blocking tree whose sessions are seen one by one. */
  unfold: param.list("replace"),
  /** Load as a table. */
  table: param.flag(),
};
