/** What of the service graph stands in the address. */
import type { Range } from "../../lib/time";
import { writeMoment } from "../../lib/time";
import { type Param, param } from "../../lib/view";

const first = (raw: string | string[] | undefined) => (Array.isArray(raw) ? raw[0] : raw);

/** Two moments: "2026-05-12T14:00Z~2026-05-12T14:15Z". */
const stretch: Param<Range | null> = {
  read: (raw) => {
    const [start, end] = (first(raw) ?? "").split("~").map((moment) => Date.parse(moment));
    return start && end && end > start ? { start, end } : null;
  },
  write: (value) => (value ? `${writeMoment(value.start)}~${writeMoment(value.end)}` : undefined),
  history: "replace",
};

/** Where the picture stands in its pane: pixels to the right, down, and how large. Absent, it fits. */
export type Camera = { x: number; y: number; size: number };

const camera: Param<Camera | null> = {
  read: (raw) => {
    const [x, y, size] = (first(raw) ?? "").split(",").map(Number);
    return Number.isFinite(x) && Number.isFinite(y) && size! > 0 ? { x: x!, y: y!, size: size! } : null;
  },
  write: (value) =>
    value ? [Math.round(value.x), Math.round(value.y), Number(value.size.toFixed(3))].join(",") : undefined,
  history: "replace",
};

export const VIEWS = ["difference", "before", "during"] as const;
export type ViewName = (typeof VIEWS)[number];
export const LABELS = ["change", "rate", "errors", "p95"] as const;
export type LabelMode = (typeof LABELS)[number];

export const SERVICES = {
  view: param.choice(VIEWS, "push"),
  label: param.choice(LABELS),
  find: param.text(),
  hide: param.text(),
  before: stretch,
  during: stretch,
  /** A node by its id, or a call as "caller > callee". */
  open: param.maybe("push"),
  /** What the opened thing does not touch is dimmed. */
  focus: param.flag(),
  /** The trace whose way is laid over the graph. */
  trace: param.maybe("push"),
  /** The graph as a table. */
  table: param.flag(),
  camera,
};

const BETWEEN = " > ";

export type Opened = { caller: string; callee: string } | { node: string } | null;

export function readOpened(text: string | null): Opened {
  if (text === null) return null;
  const at = text.indexOf(BETWEEN);
  return at < 0 ? { node: text } : { caller: text.slice(0, at), callee: text.slice(at + BETWEEN.length) };
}

export const callName = (caller: string, callee: string): string => `${caller}${BETWEEN}${callee}`;
