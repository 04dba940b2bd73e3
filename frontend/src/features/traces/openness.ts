/** Which parts of the tree are closed, as the address holds it, and what opens and closes them. */
import type { Openness } from "./rows";
import { afterSubtree, type Spans } from "./spans";

/** Closed from a depth on (null: nowhere), except for spans in `turned`, which are the other way round. */
export interface Shape {
  readonly level: number | null;
  readonly turned: ReadonlySet<number>;
  readonly spread: ReadonlySet<number>;
}

const closedByLevel = (spans: Spans, { level }: Shape, span: number) => level !== null && spans.depth[span]! >= level;

export function openness(spans: Spans, shape: Shape): Openness {
  const collapsed = new Set<number>();
  for (let i = 0; i < spans.count; i++) {
    if (spans.descendants[i]! > 0 && closedByLevel(spans, shape, i) !== shape.turned.has(i)) collapsed.add(i);
  }
  return { collapsed, spread: shape.spread };
}

export function toggle(shape: Shape, span: number): Shape {
  return { ...shape, turned: toggled(shape.turned, span) };
}

export function toggleFold(shape: Shape, first: number): Shape {
  return { ...shape, spread: toggled(shape.spread, first) };
}

function toggled(set: ReadonlySet<number>, one: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}

/** The span and all below it, closed when the span is open and opened when it is closed. */
export function toggleSubtree(spans: Spans, shape: Shape, span: number): Shape {
  const closing = closedByLevel(spans, shape, span) === shape.turned.has(span);
  const turned = new Set(shape.turned);
  for (let i = span; i < afterSubtree(spans, span); i++) {
    if (spans.descendants[i]! === 0) continue;
    if (closedByLevel(spans, shape, i) === closing) turned.delete(i);
    else turned.add(i);
  }
  return { ...shape, turned };
}

/** One level more or less of the whole tree; below the deepest everything is open. */
export function stepLevel(spans: Spans, shape: Shape, step: 1 | -1): Shape {
  let deepest = 0;
  for (let i = 0; i < spans.count; i++) if (spans.descendants[i]! > 0) deepest = Math.max(deepest, spans.depth[i]!);
  const now = shape.level ?? deepest + 1;
  const next = Math.max(0, now + step);
  return { level: next > deepest ? null : next, turned: new Set(), spread: shape.spread };
}

export const openAll: Shape = { level: null, turned: new Set(), spread: new Set() };

/** What must change for a span to be seen. */
export function revealed(spans: Spans, shape: Shape, now: Openness, wanted: Openness): Shape {
  const turned = new Set(shape.turned);
  for (const span of now.collapsed) {
    if (wanted.collapsed.has(span)) continue;
    if (closedByLevel(spans, shape, span)) turned.add(span);
    else turned.delete(span);
  }
  return { ...shape, turned, spread: wanted.spread };
}
