/**
 * The critical path: at each moment of a trace, the span whose end everything still waited for. Walked from the end
 * backwards: the last child to end takes over, and what no child covers is the span's own.
 *
 * A child that outlives its parent (a job that was queued) belongs to the trace's time all the same, so a span reaches
 * as far as its latest descendant; for the time between, nobody is on the path.
 */
import { afterSubtree, childrenOf, nameOf, type Spans } from "./spans";

/** Stretches of the path in columns, grouped by span: those of span `i` are `first[i]` until `first[i + 1]`. */
export interface CriticalPath {
  readonly first: Int32Array;
  readonly begin: Float64Array;
  readonly end: Float64Array;
}

export function criticalPath(spans: Spans): CriticalPath {
  const reach = reaches(spans);
  const owner: number[] = [];
  const begin: number[] = [];
  const end: number[] = [];
  const own = (span: number, from: number, to: number) => {
    const a = Math.max(from, spans.begin[span]!);
    const b = Math.min(to, spans.end[span]!);
    if (span < 0 || b <= a) return;
    owner.push(span);
    begin.push(a);
    end.push(b);
  };
  // A stack instead of recursion: traces are deeper than a browser's stack.
  const waiting: [span: number, until: number][] = [[-1, Number.POSITIVE_INFINITY]];
  while (waiting.length > 0) {
    const [span, until] = waiting.pop()!;
    let cursor = Math.min(until, span < 0 ? spans.total : reach[span]!);
    for (const child of lastFirst(spans, reach, span)) {
      if (reach[child]! > cursor || spans.begin[child]! >= cursor) continue;
      own(span, reach[child]!, cursor);
      waiting.push([child, reach[child]!]);
      cursor = spans.begin[child]!;
    }
    own(span, Number.NEGATIVE_INFINITY, cursor);
  }
  return bySpan(spans.count, owner, begin, end);
}

function reaches(spans: Spans): Float64Array {
  const reach = Float64Array.from(spans.end);
  for (let i = spans.count - 1; i >= 0; i--) {
    const parent = spans.parent[i]!;
    if (parent >= 0 && reach[i]! > reach[parent]!) reach[parent] = reach[i]!;
  }
  return reach;
}

function lastFirst(spans: Spans, reach: Float64Array, span: number): number[] {
  if (span >= 0 && afterSubtree(spans, span) === span + 1) return [];
  return [...childrenOf(spans, span)].sort((a, b) => reach[b]! - reach[a]! || spans.begin[b]! - spans.begin[a]!);
}

function bySpan(count: number, owner: number[], begin: number[], end: number[]): CriticalPath {
  const first = new Int32Array(count + 1);
  for (const span of owner) first[span + 1]!++;
  for (let i = 0; i < count; i++) first[i + 1]! += first[i]!;
  const next = first.slice();
  const path = { first, begin: new Float64Array(owner.length), end: new Float64Array(owner.length) };
  for (let i = 0; i < owner.length; i++) {
    const to = next[owner[i]!]!++;
    path.begin[to] = begin[i]!;
    path.end[to] = end[i]!;
  }
  return path;
}

/** The names that hold most of the path, with their nanoseconds. */
export function largestOnPath(spans: Spans, path: CriticalPath, count: number): [name: string, ns: number][] {
  const sums = new Map<string, number>();
  for (let i = 0; i < spans.count; i++) {
    for (let k = path.first[i]!; k < path.first[i + 1]!; k++) {
      const name = nameOf(spans, i);
      sums.set(name, (sums.get(name) ?? 0) + path.end[k]! - path.begin[k]!);
    }
  }
  return [...sums].sort((a, b) => b[1] - a[1]).slice(0, count);
}
