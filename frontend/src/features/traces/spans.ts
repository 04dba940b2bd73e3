/** A trace as columns of typed arrays, one entry a span, in pre-order: what every view of a trace reads. */
import type { Trace } from "../../api/types";

export interface Spans {
  readonly count: number;
  readonly texts: readonly string[];
  readonly id: readonly string[];
  /** Place of the parent, -1 for a root. */
  readonly parent: Int32Array;
  readonly depth: Uint16Array;
  readonly descendants: Int32Array;
  /** Places in `texts`. */
  readonly service: Uint32Array;
  readonly name: Uint32Array;
  readonly kind: Uint32Array;
  readonly error: Uint8Array;
  /** Nanoseconds after the trace's start: exact up to 104 days. */
  readonly begin: Float64Array;
  readonly end: Float64Array;
  readonly self: Float64Array;
  /** Where the last of the spans ends. */
  readonly total: number;
}

export function readTrace(trace: Trace): Spans {
  const begin = Float64Array.from(trace.begin_ns);
  const end = begin.map((from, i) => from + trace.length_ns[i]!);
  const failed = trace.texts.indexOf("Error");
  return {
    count: trace.span_id.length,
    texts: trace.texts,
    id: trace.span_id,
    parent: Int32Array.from(trace.parent),
    depth: Uint16Array.from(trace.depth),
    descendants: Int32Array.from(trace.descendants),
    service: Uint32Array.from(trace.service),
    name: Uint32Array.from(trace.name),
    kind: Uint32Array.from(trace.kind),
    error: Uint8Array.from(trace.status, (text) => (text === failed ? 1 : 0)),
    begin,
    end,
    self: Float64Array.from(trace.self_ns),
    total: Math.max(
      trace.duration_ns,
      end.reduce((a, b) => Math.max(a, b), 0),
      1,
    ),
  };
}

export const nameOf = (spans: Spans, span: number): string => spans.texts[spans.name[span]!] ?? "";
export const serviceOf = (spans: Spans, span: number): string => spans.texts[spans.service[span]!] ?? "";
export const kindOf = (spans: Spans, span: number): string => spans.texts[spans.kind[span]!] ?? "";
export const lengthOf = (spans: Spans, span: number): number => spans.end[span]! - spans.begin[span]!;

/** Two spans of the same operation have the same number: service and name in one. */
export const operationOf = (spans: Spans, span: number): number =>
  spans.service[span]! * spans.texts.length + spans.name[span]!;

/** The place after the last descendant. */
export const afterSubtree = (spans: Spans, span: number): number => span + spans.descendants[span]! + 1;

export function* childrenOf(spans: Spans, span: number): Generator<number> {
  const end = span < 0 ? spans.count : afterSubtree(spans, span);
  for (let child = span + 1; child < end; child = afterSubtree(spans, child)) yield child;
}

export const failures = (spans: Spans): number => spans.error.reduce((sum, one) => sum + one, 0);

/** The descendant with most time of its own: what a closed row shows inside its bar. */
export function longestInside(spans: Spans, span: number): number {
  let best = -1;
  for (let i = span + 1; i < afterSubtree(spans, span); i++) {
    if (best < 0 || spans.self[i]! > spans.self[best]!) best = i;
  }
  return best;
}
