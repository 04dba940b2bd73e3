/** What of a comparison of two traces stands in the address. */
import { param } from "../../lib/view";

export const MEASURES = ["self", "critical", "count"] as const;
export type Measure = (typeof MEASURES)[number];
export const SORTS = ["change", "path", "total", "spans"] as const;
export type Sort = (typeof SORTS)[number];
export type SideName = "a" | "b";

/** In place of an id: the usual trace of the other one's root. It gives way to that trace's id. */
export const USUAL = "usual";

export const COMPARE = {
  a: param.text(),
  b: param.text(),
  by: param.choice(MEASURES),
  /** Key of the path whose attributes are shown; without one, that of the path that changed most. */
  path: param.maybe("replace"),
  differing: param.flag(true),
  sort: param.choice(SORTS),
  /** Keys of the paths whose rows are shut. */
  shut: param.names(),
  /** Attributes that are the same are listed too. */
  same: param.flag(),
  /** Which side is being chosen anew, "a" or "b", and what is searched for it. */
  pick: param.maybe("replace"),
  q: param.text("", "replace"),
};
