/**
 * The rows of a waterfall: spans in pre-order, collapsed subtrees left out, and many equal siblings folded into
 * one row ("× 240"), because nobody reads 240 rows that say the same.
 */
import { afterSubtree, childrenOf, operationOf, type Spans } from "./spans";

/** From this many equal siblings on they fold. Retries and small loops stay readable one by one. */
export const FOLD_FROM = 12;

/** Siblings of one operation under one parent (-1: roots), in order of their start. */
export interface Fold {
  readonly parent: number;
  readonly members: Int32Array;
  readonly begin: number;
  readonly end: number;
  readonly total: number;
  readonly longest: number;
  readonly errors: number;
}

export interface Folds {
  readonly all: readonly Fold[];
  /** The fold a span belongs to, -1 for none. */
  readonly of: Int32Array;
}

export function findFolds(spans: Spans, from: number = FOLD_FROM): Folds {
  const all: Fold[] = [];
  const of = new Int32Array(spans.count).fill(-1);
  for (let parent = -1; parent < spans.count; parent++) {
    if (parent >= 0 && spans.descendants[parent]! < from) continue;
    for (const members of alike(spans, parent)) {
      if (members.length < from) continue;
      for (const member of members) of[member] = all.length;
      all.push(fold(spans, parent, Int32Array.from(members)));
    }
  }
  return { all, of };
}

function alike(spans: Spans, parent: number): Iterable<number[]> {
  const groups = new Map<number, number[]>();
  for (const child of childrenOf(spans, parent)) {
    const key = operationOf(spans, child);
    const group = groups.get(key);
    if (group) group.push(child);
    else groups.set(key, [child]);
  }
  return groups.values();
}

function fold(spans: Spans, parent: number, members: Int32Array): Fold {
  let begin = Number.POSITIVE_INFINITY;
  let end = 0;
  let total = 0;
  let longest = members[0]!;
  let errors = 0;
  for (const span of members) {
    const length = spans.end[span]! - spans.begin[span]!;
    begin = Math.min(begin, spans.begin[span]!);
    end = Math.max(end, spans.end[span]!);
    total += length;
    errors += spans.error[span]!;
    if (length > spans.end[longest]! - spans.begin[longest]!) longest = span;
  }
  return { parent, members, begin, end, total, longest, errors };
}

/** What is closed and what is open: spans whose subtree is hidden, folds (by their first member) that are spread out. */
export interface Openness {
  readonly collapsed: ReadonlySet<number>;
  readonly spread: ReadonlySet<number>;
}

export interface Rows {
  readonly count: number;
  /** The span of a row; of a fold, its first member. */
  readonly span: Int32Array;
  /** The fold a row stands for, -1 for a row of a span. */
  readonly fold: Int32Array;
  readonly depth: Uint16Array;
}

/** All rows from top to bottom. The members of a spread fold stand under its row, one level deeper. */
export function layRows(spans: Spans, folds: Folds, { collapsed, spread }: Openness): Rows {
  const span: number[] = [];
  const fold: number[] = [];
  const depth: number[] = [];
  const add = (at: number, of: number, deep: number) => {
    span.push(at);
    fold.push(of);
    depth.push(deep);
  };
  const walk = (from: number, to: number, shift: number) => {
    for (let i = from; i < to; ) {
      const of = folds.of[i]!;
      if (of < 0) {
        add(i, -1, spans.depth[i]! + shift);
        i = collapsed.has(i) ? afterSubtree(spans, i) : i + 1;
        continue;
      }
      const { members } = folds.all[of]!;
      if (members[0] === i) {
        add(i, of, spans.depth[i]! + shift);
        if (spread.has(i)) for (const member of members) subtree(member, shift + 1);
      }
      i = afterSubtree(spans, i);
    }
  };
  const subtree = (at: number, shift: number) => {
    add(at, -1, spans.depth[at]! + shift);
    if (!collapsed.has(at)) walk(at + 1, afterSubtree(spans, at), shift);
  };
  walk(0, spans.count, 0);
  return {
    count: span.length,
    span: Int32Array.from(span),
    fold: Int32Array.from(fold),
    depth: Uint16Array.from(depth),
  };
}

/** The row of a span or, when it is hidden, of what hides it. */
export function rowOf(spans: Spans, folds: Folds, rows: Rows, span: number): number {
  const places = placesOf(rows);
  for (let at = span; at >= 0; at = spans.parent[at]!) {
    const own = places.spans.get(at) ?? (folds.of[at]! < 0 ? undefined : places.folds.get(folds.of[at]!));
    if (own !== undefined) return own;
  }
  return -1;
}

interface Places {
  readonly spans: Map<number, number>;
  readonly folds: Map<number, number>;
}

const known = new WeakMap<Rows, Places>();

function placesOf(rows: Rows): Places {
  const before = known.get(rows);
  if (before) return before;
  const places: Places = { spans: new Map(), folds: new Map() };
  for (let row = 0; row < rows.count; row++) {
    if (rows.fold[row]! < 0) places.spans.set(rows.span[row]!, row);
    else places.folds.set(rows.fold[row]!, row);
  }
  known.set(rows, places);
  return places;
}

/** What must be opened for a span to have a row of its own. */
export function reveal(spans: Spans, folds: Folds, openness: Openness, span: number): Openness {
  const collapsed = new Set(openness.collapsed);
  const spread = new Set(openness.spread);
  for (let at = span; at >= 0; at = spans.parent[at]!) {
    if (at !== span) collapsed.delete(at);
    const fold = folds.all[folds.of[at]!];
    if (fold) spread.add(fold.members[0]!);
  }
  return { collapsed, spread };
}
