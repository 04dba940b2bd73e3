/** The spans of a trace summed by operation: how many, how long in all, how long themselves. */
import { failures, nameOf, operationOf, type Spans, serviceOf } from "./spans";

export interface Operation {
  readonly key: number;
  readonly name: string;
  readonly service: string;
  /** One of its spans. */
  readonly sample: number;
  spans: number;
  total: number;
  self: number;
  longest: number;
  errors: number;
}

export function operationsOf(spans: Spans): Operation[] {
  const found = new Map<number, Operation>();
  for (let i = 0; i < spans.count; i++) {
    const key = operationOf(spans, i);
    let operation = found.get(key);
    if (!operation) {
      const [name, service] = [nameOf(spans, i), serviceOf(spans, i)];
      operation = { key, name, service, sample: i, spans: 0, total: 0, self: 0, longest: 0, errors: 0 };
      found.set(key, operation);
    }
    const length = spans.end[i]! - spans.begin[i]!;
    operation.spans += 1;
    operation.total += length;
    operation.self += spans.self[i]!;
    operation.longest = Math.max(operation.longest, length);
    operation.errors += spans.error[i]!;
  }
  return [...found.values()].sort((a, b) => b.self - a.self);
}

export const servicesOf = (spans: Spans): string[] =>
  [...new Set(spans.service)].map((text) => spans.texts[text] ?? "").sort();

/** What a person who cannot see the drawing is told of it. */
export function findingOf(spans: Spans, operations: readonly Operation[], time: (ns: number) => string): string {
  const most = operations[0];
  const failed = failures(spans);
  const errors = failed === 0 ? "none failed" : `${failed} failed`;
  return most
    ? `${spans.count} spans in ${time(spans.total)}, ${errors}; most self time: ${most.name}, ${time(most.self)} in ${most.spans} spans`
    : "no spans";
}
