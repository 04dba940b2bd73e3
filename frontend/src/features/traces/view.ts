/** What of a search for traces, and of one trace, stands in the address. */
import type { HeatBox } from "../../charts/heat";
import type { Window } from "../../charts/window";
import { type Param, param } from "../../lib/view";

const first = (raw: string | string[] | undefined) => (Array.isArray(raw) ? raw[0] : raw);

/** Four numbers: from, to, low, high. */
const box: Param<HeatBox | null> = {
  read: (raw) => {
    const [from, to, low, high] = (first(raw) ?? "").split(",").map(Number);
    return from && to && low && high ? { from, to, low, high } : null;
  },
  write: (value) =>
    value ? [value.from, value.to, value.low, value.high].map((one) => Math.round(one)).join(",") : undefined,
  history: "replace",
};

/** Nanoseconds after the start of the trace: "1200000-4000000". */
const stretch: Param<Window | null> = {
  read: (raw) => {
    const [from, to] = (first(raw) ?? "").split("-").map(Number);
    return from !== undefined && to !== undefined && to > from ? { from, to } : null;
  },
  write: (value) => (value ? `${Math.round(value.from)}-${Math.round(value.to)}` : undefined),
  history: "replace",
};

const places: Param<ReadonlySet<number>> = {
  read: (raw) => new Set((first(raw) ?? "").split(",").filter(Boolean).map(Number).filter(Number.isInteger)),
  write: (value) => (value.size > 0 ? [...value].sort((a, b) => a - b).join(",") : undefined),
  history: "replace",
};

export const SORTS = ["newest", "oldest", "longest", "shortest", "spans", "errors"] as const;
export type Sort = (typeof SORTS)[number];

/** What leads back from one trace to the search it was found by: kept in its address. */
export const FOUND_BY = {
  q: param.text(),
  sort: param.choice(SORTS, "push"),
  columns: param.names(),
};

export const SEARCH = {
  ...FOUND_BY,
  /** What the fields at the left are narrowed to. */
  fields: param.text("", "replace"),
  box,
  /** Traces that are marked to be compared. */
  a: param.maybe("replace"),
  b: param.maybe("replace"),
  /** The picture of durations as a table. */
  table: param.flag(),
};

export const VIEWS = ["both", "waterfall", "flame", "table", "logs"] as const;
export const COLOURINGS = ["service", "operation", "kind"] as const;
export type Colouring = (typeof COLOURINGS)[number];
export const TABS = ["attributes", "logs", "events", "links", "resource"] as const;

export const TRACE = {
  view: param.choice(VIEWS, "push"),
  span: param.maybe("replace"),
  /** By service where there are several, else by operation. */
  colour: param.maybe("replace"),
  path: param.flag(true),
  find: param.text("", "replace"),
  w: stretch,
  /** Spans closed below this depth; those in `turned` are the other way round. */
  level: param.number("replace"),
  turned: places,
  /** Folds that are spread out, by their first span. */
  spread: places,
  tab: param.choice(TABS),
  /** What the table of operations is sorted by. */
  by: param.text("self", "replace"),
};
