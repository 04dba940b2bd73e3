/** What the waterfall paints in each row. */
import type { Bar } from "../../charts/waterfall";
import { count, durationNs } from "../../lib/units";
import type { Colours, TraceModel } from "./model";
import type { Rows } from "./rows";
import { afterSubtree, longestInside } from "./spans";

export interface Shown {
  readonly model: TraceModel;
  readonly rows: Rows;
  readonly colours: Colours;
  readonly collapsed: ReadonlySet<number>;
  readonly lit: Uint8Array | null;
  readonly selected: number;
}

export type TreeActs = {
  onSelect: (span: number) => void;
  /** Opens or closes a row; `whole` with all that is below it. */
  onToggle: (row: number, whole: boolean) => void;
  onFit: (row: number) => void;
};

export function isClosed({ rows, collapsed, model }: Shown, row: number): boolean {
  const span = rows.span[row];
  if (span === undefined) return false;
  if (rows.fold[row]! >= 0) return rows.span[row + 1] === undefined || rows.depth[row + 1]! <= rows.depth[row]!;
  return model.spans.descendants[span]! > 0 && collapsed.has(span);
}

export function barOf(shown: Shown, row: number): Bar {
  const fold = shown.rows.fold[row]!;
  return fold < 0 ? spanBar(shown, shown.rows.span[row]!) : foldBar(shown, fold);
}

function spanBar({ model, colours, collapsed, lit, selected }: Shown, span: number): Bar {
  const { spans } = model;
  const closed = collapsed.has(span);
  const inside = closed ? insideOf(model, span) : -1;
  return {
    begin: spans.begin[span]!,
    end: spans.end[span]!,
    series: colours.series[span]!,
    failed: spans.error[span] === 1,
    label: durationNs(spans.end[span]! - spans.begin[span]!),
    lit: lit === null || lit[span] === 1 || (closed && anyLit(lit, span, afterSubtree(spans, span))),
    selected: span === selected,
    critical: criticalOf(model, span, closed ? afterSubtree(spans, span) : span + 1),
    inside:
      inside < 0
        ? null
        : {
            begin: spans.begin[inside]!,
            end: spans.end[inside]!,
            series: colours.series[inside]!,
            failed: spans.error[inside] === 1,
          },
    many: null,
  };
}

function foldBar({ model, colours, lit, selected }: Shown, place: number): Bar {
  const { members, begin, end, total } = model.folds.all[place]!;
  const many = columnsOf(model, place);
  return {
    begin,
    end,
    series: colours.series[members[0]!]!,
    failed: false,
    label: `${count(members.length)} in ${durationNs(total)}`,
    lit: lit === null || members.some((span) => lit[span] === 1),
    selected: members[0] === selected,
    critical: many.critical,
    inside: null,
    many,
  };
}

interface Many {
  readonly begin: Float64Array;
  readonly end: Float64Array;
  readonly failed: Uint8Array;
  readonly critical: number[];
}

const manyOf = new WeakMap<TraceModel, Map<number, Many>>();

function columnsOf(model: TraceModel, place: number): Many {
  const { spans, folds } = model;
  return remembered(manyOf, model, place, () => {
    const { members } = folds.all[place]!;
    return {
      begin: Float64Array.from(members, (span) => spans.begin[span]!),
      end: Float64Array.from(members, (span) => spans.end[span]!),
      failed: Uint8Array.from(members, (span) => spans.error[span]!),
      critical: Array.from(members).flatMap((span) => criticalOf(model, span, afterSubtree(spans, span))),
    };
  });
}

const insides = new WeakMap<TraceModel, Map<number, number>>();

const insideOf = (model: TraceModel, span: number): number =>
  remembered(insides, model, span, () => longestInside(model.spans, span));

const paths = new WeakMap<TraceModel, Map<number, number[]>>();

/** Stretches on the critical path of spans from `span` until `end`, joined where they touch. */
function criticalOf(model: TraceModel, span: number, end: number): number[] {
  const { first, begin, end: until } = model.path;
  if (first[span] === first[end]) return [];
  return remembered(paths, model, span * 2 + (end > span + 1 ? 1 : 0), () => {
    const stretches = Array.from({ length: first[end]! - first[span]! }, (_, i) => first[span]! + i)
      .map((at): [number, number] => [begin[at]!, until[at]!])
      .sort((a, b) => a[0] - b[0]);
    const joined: number[] = [];
    for (const [from, to] of stretches) {
      if (joined.length > 0 && from <= joined.at(-1)! + 1) joined[joined.length - 1] = to;
      else joined.push(from, to);
    }
    return joined;
  });
}

function remembered<T>(store: WeakMap<TraceModel, Map<number, T>>, model: TraceModel, key: number, make: () => T): T {
  let known = store.get(model);
  if (!known) {
    known = new Map();
    store.set(model, known);
  }
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}

function anyLit(lit: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (lit[i] === 1) return true;
  return false;
}
