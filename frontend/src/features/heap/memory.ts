/** Which metrics tell of a process's memory, and what to ask of them: only those that the incident has. */

import type { Curves, Metric } from "../../api/types";

export type MemoryCurve = {
  key: "used" | "old" | "external" | "limit";
  name: string;
  colour: string;
  expression: string;
};

const USED = [/^v8js_memory_heap_used(_bytes)?$/, /^nodejs_heap_size_used_bytes$/, /heap_used(_bytes)?$/];
const EXTERNAL = [/^v8js_memory_external(_bytes)?$/, /^nodejs_external_memory_bytes$/, /external(_memory)?_bytes$/];
const LIMIT = [/^v8js_memory_heap_limit(_bytes)?$/, /heap_size_limit_bytes$/];
const POD = ["pod", "k8s_pod_name", "instance"];
const SPACE = ["space", "v8js_heap_space_name", "heap_space_name"];

export function memoryCurves(metrics: readonly Metric[], pod: string): MemoryCurve[] {
  const find = (names: RegExp[]) =>
    names.map((name) => metrics.find((one) => name.test(one.name))).find((one) => one !== undefined);
  const used = find(USED);
  const external = find(EXTERNAL);
  const limit = find(LIMIT);
  const space = used && SPACE.find((label) => used.labels.includes(label));
  const curve = (
    key: MemoryCurve["key"],
    name: string,
    colour: string,
    metric: Metric | undefined,
    matcher = "",
  ): MemoryCurve[] => {
    const label = metric && POD.find((one) => metric.labels.includes(one));
    if (!metric || !label) return [];
    const fold = key === "limit" ? "max" : "sum";
    return [{ key, name, colour, expression: `${fold}(${metric.name}{${label}=${JSON.stringify(pod)}${matcher}})` }];
  };
  return [
    ...curve("used", "heap used", "c1", used),
    ...(space ? curve("old", "old space", "c6", used, `, ${space}="old_space"`) : []),
    ...curve("external", "external", "c10", external),
    ...curve("limit", "limit", "text-2", limit),
  ];
}

/** The last value of an answer's only series. */
export function lastOf(answer: Curves | undefined): number | null {
  return answer?.series[0]?.values.findLast((value) => value !== null) ?? null;
}

const FAR = 2.5;

/** A limit far above what was used would press the curves flat: then it is only said. */
export const limitInSight = (limit: number, highest: number): boolean => highest > 0 && limit <= highest * FAR;
