import { type Pinnable, thinned } from "../../lib/pinning";
import type { Drawn, LaneCurves } from "./curves";
import type { Lane } from "./lanes";

const LABELS = 12;

/** A lane as it is pinned: its queries as they were asked, and how its highest curve went. */
export function thingOf(title: string, lane: Lane, { drawn }: LaneCurves): Pinnable {
  const [top] = drawn.toSorted((a, b) => b.peak - a.peak);
  return {
    title,
    mark: { lane: lane.expressions.join("\n") },
    ...(top ? { value: drawn.length > 1 ? `top: ${top.name}` : top.name, spark: thinned(top.values) } : {}),
  };
}

/** One of its curves, by the labels that it has. */
export function curveOf(title: string, lane: Lane, { name, query, labels, values }: Drawn): Pinnable {
  const own = Object.entries(labels).filter(([label]) => label !== "__name__");
  return {
    title: name === title ? title : `${title}: ${name}`,
    mark: {
      lane: lane.expressions[query] ?? "",
      ...Object.fromEntries(own.slice(0, LABELS).map(([label, value]) => [`label.${label}`, value])),
    },
    spark: thinned(values),
  };
}
