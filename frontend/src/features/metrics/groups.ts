/** The catalogue as groups by the first words of names, the way people look for a metric. */

import type { Metric } from "../../api/types";
import { groupBy } from "../../lib/group";
import { score } from "../../lib/match";

export type MetricGroup = { name: string; metrics: Metric[] };

/** Groups by the longest beginning all of its metrics share, at most two words; single metrics go together at the end. */
export function grouped(metrics: readonly Metric[]): MetricGroup[] {
  const families = groupBy(metrics, ({ name }) => name.split(/[_.]/)[0]!);
  const groups = [...families].map(([first, members]) => ({ name: prefixOf(first, members), metrics: members }));
  const alone = groups.filter((group) => group.metrics.length === 1);
  if (alone.length < 3) return groups;
  return [
    ...groups.filter((group) => group.metrics.length > 1),
    { name: "other", metrics: alone.flatMap((group) => group.metrics) },
  ];
}

function prefixOf(first: string, members: Metric[]): string {
  if (members.length < 2) return first;
  const seconds = new Set(members.map(({ name }) => name.split(/[_.]/)[1]));
  return seconds.size === 1 && members.every(({ name }) => name.split(/[_.]/).length > 2)
    ? `${first}_${[...seconds][0]}`
    : first;
}

/** A metric's name without what its group says already. */
export function shortName(name: string, group: string): string {
  return name.startsWith(`${group}_`) || name.startsWith(`${group}.`) ? name.slice(group.length + 1) : name;
}

/** Metrics that words find, in their names before their help texts. */
export function found(metrics: readonly Metric[], find: string): Metric[] {
  if (!find.trim()) return [...metrics];
  return metrics.filter(
    ({ name, help }) =>
      score(name.replaceAll("_", " "), find.replaceAll("_", " ")) > 0 || score(`${name} ${help}`, find) > 0,
  );
}
