/** The lanes a person sees first: how a system is doing, chosen only by what the catalogue has. */

import type { Metric } from "../../api/types";
import { expressionsFor, quantile } from "./expressions";
import { type Lane, lane, writeLane } from "./lanes";
import { isOf, metricsIn } from "./promql";

type Choice = (find: (name: RegExp) => Metric | undefined, window: string) => Lane | null;

const CHOICES: Choice[] = [
  (find, window) => {
    const requests = find(/^http_client_requests_total$/) ?? find(/^rpc_client_.*requests_total$/);
    return requests ? lane(expressionsFor(requests, window)) : null;
  },
  (find, window) => {
    const requests = find(/^http_client_requests_total$/);
    const status = requests?.labels.find((label) => /status/.test(label));
    if (!requests || !status) return null;
    const failed = `sum(rate(${requests.name}{${status}=~"5.."}[${window}]))`;
    return lane([`${failed} / sum(rate(${requests.name}[${window}]))`], { title: "Error share of outbound" });
  },
  (find, window) => {
    const pending = find(/(jobs|queue|messages)_(pending|depth|size|length|waiting)$/);
    return pending ? lane(expressionsFor(pending, window)) : null;
  },
  (find) => {
    const used = find(/^db_client_connections_usage$/);
    const waiting = find(/^db_client_connections_pending(_requests)?$/);
    const each = [used && connections(used), waiting && connections(waiting)].filter((one) => one !== undefined);
    return each.length ? lane(each) : null;
  },
  (find, window) => {
    const duration = find(/^http_server_request_duration/) ?? find(/^http_server_duration/);
    if (duration?.type !== "histogram") return null;
    const by = duration.labels.includes("service") ? "service" : null;
    return lane(
      [0.95, 0.5].map((q) => quantile(q, `${duration.name}_bucket`, by, window)),
      { log: true },
    );
  },
  (find, window) => {
    const delay = find(/eventloop_delay_p99/) ?? find(/eventloop_delay/);
    return delay ? lane(expressionsFor(delay, window)) : null;
  },
  (find, window) => {
    const cpu =
      find(/^container_cpu_usage_seconds_total$/) ?? find(/^process_cpu_seconds_total$/) ?? find(/cpu_utili[sz]ation$/);
    return cpu ? lane(byService(cpu, window), { title: "CPU" }) : null;
  },
];

/** Where little is called as expected, the first other metrics make up so many lanes. */
const ENOUGH = 4;
const FILLED = 6;

export function defaultLanes(metrics: readonly Metric[], window?: string): Lane[] {
  const find = (name: RegExp) => metrics.find((metric) => name.test(metric.name));
  const chosen = CHOICES.flatMap((choice) => choice(find, window ?? "1m") ?? []);
  if (chosen.length >= ENOUGH) return chosen.map(followed);
  const rest = metrics.filter(({ name, type, series }) => !shows(chosen, name) && (type !== "gauge" || series <= 50));
  const filled = rest.slice(0, FILLED - chosen.length).map((metric) => lane(expressionsFor(metric, window)));
  return [...chosen, ...filled].map(followed);
}

const followed = (one: Lane): Lane => ({ ...one, auto: true });

/**
 * Of each lane whether the page opened with it and nobody asked for it: for as long as all of those stand there, and it
 * is as it was. Who takes some of them away means those that stay; who opens a legend or chooses a series means that lane.
 */
export function firstLanes(lanes: readonly Lane[], defaults: readonly Lane[]): boolean[] {
  const stands = (one: Lane) => lanes.some(({ expressions }) => String(expressions) === String(one.expressions));
  const all = lanes === defaults || (defaults.length > 1 && defaults.every(stands));
  const texts = new Set(defaults.map(writeLane));
  return lanes.map((one) => all && texts.has(writeLane(one)));
}

/** Whether one of the lanes is about a metric. */
export function shows(lanes: readonly Lane[], metric: string): boolean {
  return lanes.some(({ expressions }) =>
    expressions.some((expression) => metricsIn(expression).some((name) => isOf(name, metric))),
  );
}

function connections(metric: Metric): string {
  const by = metric.labels.includes("service") ? "service" : metric.labels[0];
  const used = metric.labels.includes("state") && /usage/.test(metric.name) ? '{state="used"}' : "";
  return by ? `sum by (${by}) (${metric.name}${used})` : `${metric.name}${used}`;
}

function byService(metric: Metric, window: string): string[] {
  const by = ["service", "container", "instance", "pod"].find((label) => metric.labels.includes(label));
  if (metric.type === "counter") return [`sum ${by ? `by (${by}) ` : ""}(rate(${metric.name}[${window}]))`];
  return [by ? `max by (${by}) (${metric.name})` : metric.name];
}
