/** Made-up traces for tests and measurements: from a picture of text, or large and seeded. */
import type { Trace } from "../../api/types";

interface Made {
  name: string;
  service: string;
  depth: number;
  begin: number;
  end: number;
  failed: boolean;
}

/**
 * One span a line: indentation is depth, then `service/name begin end`, and `!` when it failed.
 * Times are in the unit of the reader's choice.
 */
export function traceOf(picture: string): Trace {
  const lines = picture.split("\n").filter((line) => line.trim());
  const margin = Math.min(...lines.map((line) => line.search(/\S/)));
  return build(
    lines.map((line) => {
      const [path = "", begin, end, failed] = line.trim().split(/\s+/);
      const [service = "", ...name] = path.split("/");
      const depth = (line.search(/\S/) - margin) / 2;
      return { service, name: name.join("/"), depth, begin: Number(begin), end: Number(end), failed: failed === "!" };
    }),
  );
}

/** A call tree of `count` spans. Where `concurrent`, children of one parent start before the one before them ends. */
export function largeTrace(count: number, { seed = 7, concurrent = false } = {}): Trace {
  const random = seeded(seed);
  const spans: Made[] = [];
  const grow = (depth: number, begin: number, end: number, budget: number) => {
    const operation = Math.floor(random() * 120);
    const name = `GET /resource/${operation}`;
    spans.push({ name, service: `service-${operation % 12}`, depth, begin, end, failed: random() < 0.01 });
    let left = budget - 1;
    let at = begin;
    while (left > 0 && end - at > 1) {
      const share = depth > 40 ? 1 : Math.max(1, Math.min(left, Math.ceil(left * (0.05 + 0.4 * random()))));
      const length = Math.max(1, (end - at) * (0.1 + 0.5 * random()));
      grow(depth + 1, at, Math.min(end, at + length), share);
      left -= share;
      at += concurrent && random() < 0.5 ? length * 0.2 : length;
    }
    // What found no time runs at the end, one nanosecond each.
    for (; left > 0; left--) {
      spans.push({ name, service: "service-0", depth: depth + 1, begin: end - 1, end, failed: false });
    }
  };
  grow(0, 0, 6e11, count);
  return build(spans);
}

/** The generator of the C standard's example: small, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function build(spans: readonly Made[]): Trace {
  const texts: string[] = [];
  const places = new Map<string, number>();
  const place = (text: string) => {
    if (!places.has(text)) places.set(text, texts.push(text) - 1);
    return places.get(text) as number;
  };
  const parent = parentsOf(spans);
  const inChildren = childTimesOf(spans, parent);
  return {
    trace_id: "5b8efff798038103d269b633813fc60c",
    start: 1_778_594_520_000,
    start_ns: "1778594520000000000",
    duration_ns: spans.reduce((most, span) => Math.max(most, span.end), 0),
    texts,
    span_id: spans.map((_, i) => i.toString(16).padStart(16, "0")),
    parent,
    depth: spans.map((span) => span.depth),
    descendants: descendantsOf(parent),
    service: spans.map((span) => place(span.service)),
    name: spans.map((span) => place(span.name)),
    kind: spans.map(() => place("Internal")),
    status: spans.map((span) => place(span.failed ? "Error" : "Unset")),
    begin_ns: spans.map((span) => span.begin),
    length_ns: spans.map((span) => span.end - span.begin),
    self_ns: spans.map((span, i) => span.end - span.begin - (inChildren[i] as number)),
    critical_ns: spans.map(() => 0),
    orphans: 0,
    sample_rate: 1,
    logs: 0,
    took_ms: 1,
  };
}

function parentsOf(spans: readonly Made[]): number[] {
  const above: number[] = [];
  return spans.map(({ depth }, i) => {
    above[depth] = i;
    return depth === 0 ? -1 : (above[depth - 1] ?? -1);
  });
}

function descendantsOf(parent: readonly number[]): number[] {
  const descendants = parent.map(() => 0);
  for (let i = parent.length - 1; i >= 0; i--) {
    const up = parent[i] as number;
    if (up >= 0) descendants[up] = (descendants[up] as number) + (descendants[i] as number) + 1;
  }
  return descendants;
}

/** Of each span, the time its children take, at most its own: what `self_ns` is short of. */
function childTimesOf(spans: readonly Made[], parent: readonly number[]): number[] {
  const times = parent.map(() => 0);
  for (const [i, { begin, end }] of spans.entries()) {
    const up = parent[i] as number;
    const above = spans[up];
    if (above) times[up] = Math.min((times[up] as number) + end - begin, above.end - above.begin);
  }
  return times;
}
