/** What the heap page keeps in its address, beside the place that all tools share. */

import { param } from "../../lib/view";

export const VIEWS = ["summary", "compare", "containment", "dominators", "statistics", "suspects"] as const;
export type ViewName = (typeof VIEWS)[number];

export const KEEPS = [
  "all",
  "new",
  "duplicate strings",
  "detached",
  "held by contexts",
  "held by event handlers",
] as const;
export type Keep = (typeof KEEPS)[number];

export const TABS = ["path", "all", "dominators", "fields"] as const;
export type Tab = (typeof TABS)[number];

export const HEAP = {
  /** Without it: Compare where there are two snapshots, else Summary. */
  view: param.maybe(),
  pod: param.maybe(),
  snapshot: param.maybe(),
  /** The snapshot that `snapshot` is compared with. */
  base: param.maybe(),
  /** Compare: two snapshots, or all of the pod. */
  over: param.choice(["two", "all"], "push"),
  /** Compare: what grew, or DevTools' own columns. */
  columns: param.choice(["growth", "changes"]),
  /** Compare: only classes with new objects, and only these in them. */
  fresh: param.flag(),
  /** Summary: which objects are looked at. */
  keep: param.choice(KEEPS, "push"),
  /** Statistics: shares, or strings that stand there more than once. */
  part: param.choice(["shares", "duplicates"], "push"),
  find: param.text("", "replace"),
  sort: param.maybe("replace"),
  up: param.flag(),
  /** The class in the pane on the right; `id` is the object, of `of` where that is not the chosen snapshot. */
  cls: param.maybe(),
  id: param.number(),
  of: param.maybe(),
  tab: param.choice(TABS, "push"),
  /** All paths: as a tree, as several whole paths, or the class grouped by them. */
  ways: param.choice(["tree", "paths", "groups"], "push"),
  /** The step of the path whose facts are shown: one that was clicked is a step of the person's too. */
  step: param.number(),
  /** Ids of retainers that are passed over. */
  ignore: param.names(),
  /** What is open in the classes, in containment, among dominators, retainers, fields. */
  open: param.list("replace"),
  tree: param.list("replace"),
  dom: param.list("replace"),
  held: param.list("replace"),
  inside: param.list("replace"),
  /** The chart's axis: since the process began, or the clock. */
  axis: param.choice(["since", "clock"]),
  /** The chart as a table. */
  table: param.flag(false, "push"),
};
