/** A sensible first expression for a metric, by what it is: counters as rates, histograms as p95 and p50. */

import type { Incident, Metric } from "../../api/types";

const WINDOW = "1m";
const DAY_MS = 86_400_000;

/** How far back rates look. What is kept for days has a sample a minute, and a rate needs some of them. */
export function windowFor({ start, now }: Pick<Incident, "start" | "now">): string {
  return now - start > DAY_MS ? "5m" : WINDOW;
}

/** Labels that split a metric the way people ask first, best first. */
const SPLITS = [
  "status_code",
  "http_response_status_code",
  "outcome",
  "status",
  "queue",
  "state",
  "service",
  "instance",
  "pod",
];

/** Labels of the parts of one heap. */
const SPACES = ["space", "v8js_heap_space_name", "heap_space_name"];

export function expressionsFor(metric: Metric, window = WINDOW): string[] {
  const { name } = metric;
  if (metric.type === "gauge" && metric.labels.some((label) => SPACES.includes(label))) return [ofSpaces(metric)];
  const by = splitOf(metric);
  const grouped = by ? `sum by (${by}) ` : "sum ";
  switch (metric.type) {
    case "histogram":
      return [0.95, 0.5].map((q) => quantile(q, `${name}_bucket`, serviceOf(metric), window));
    case "counter":
      return [`${grouped}(rate(${name}[${window}]))`];
    default:
      return [by ? `max by (${by}) (${name})` : name];
  }
}

/** Of a metric that somebody chose. A gauge of a few processes shows each: the largest of them hides the others. */
export function expressionsChosen(metric: Metric, window = WINDOW): string[] {
  const process = ["instance", "pod"].find((label) => metric.labels.includes(label));
  const alike =
    metric.type === "gauge" && splitOf(metric) === "service" && !metric.labels.some((one) => KINDS.has(one));
  return process && alike && metric.series <= FEW
    ? [`max by (${process}) (${metric.name})`]
    : expressionsFor(metric, window);
}

const KINDS = new Set([...SPACES, ...SPLITS.filter((label) => !["service", "instance", "pod"].includes(label))]);
const FEW = 24;

/** A heap is as large as its spaces together: the largest of them says little. */
function ofSpaces({ name, labels }: Metric): string {
  const by = ["pod", "instance", "service"].find((label) => labels.includes(label));
  return by ? `sum by (${by}) (${name})` : `sum(${name})`;
}

export function quantile(q: number, bucket: string, by: string | null, window = WINDOW): string {
  return `histogram_quantile(${q}, sum by (${by ? `le, ${by}` : "le"}) (rate(${bucket}[${window}])))`;
}

export function splitOf({ type, labels }: Pick<Metric, "type" | "labels">): string | null {
  const wanted = type === "gauge" ? ["queue", "service", ...SPLITS] : SPLITS;
  return wanted.find((label) => labels.includes(label)) ?? null;
}

function serviceOf({ labels }: Metric): string | null {
  return labels.includes("service") ? "service" : null;
}
