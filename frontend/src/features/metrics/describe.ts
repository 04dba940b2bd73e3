/** What a person reads instead of an expression: a lane's title, what its numbers are, the names of its curves. */

import type { Lane } from "./lanes";
import { groupedBy, matchersOf, metricsIn, quantileOf } from "./promql";

/** Names people know, for metrics that have one by convention. */
const TITLES: [RegExp, string][] = [
  [/^http_client_requests_total$/, "Outbound requests"],
  [/^http_client_request_duration/, "Outbound request duration"],
  [/^http_server_requests_total$/, "Requests served"],
  [/^http_server_request_duration/, "Request duration"],
  [/^db_client_connections_(usage|pending|pending_requests|max)$/, "DB client connections"],
  [/^nodejs_eventloop_delay_p99/, "Event loop delay p99"],
  [/^(container_cpu_usage|process_cpu)_seconds_total$/, "CPU"],
];

const ACRONYMS = new Set("http db cpu gc pg sql io api p50 p90 p95 p99 cfs v8 oom".split(" "));
const NAMES: Record<string, string> = {
  nodejs: "Node.js",
  v8js: "V8",
  postgres: "PostgreSQL",
  eventloop: "event loop",
  fds: "file descriptors",
};

export function titleOf(expressions: string[]): string {
  const metric = expressions.flatMap(metricsIn)[0];
  if (!metric) return expressions[0] ?? "Empty lane";
  const name = metric.replace(/_(bucket|count|sum)$/, "");
  const title = TITLES.find(([known]) => known.test(name))?.[1] ?? humanised(name);
  return /_duration_\w*count$/.test(metric) ? `${title}, how often` : title;
}

/** "pg_stat_database_xact_commit_total" as "PG stat database xact commit". */
export function humanised(metric: string): string {
  const words = metric
    .replace(/_(total|seconds|bytes|ratio)(?=_total$|$)/g, "")
    .replace(/_total$/, "")
    .split(/[_.:]/)
    .filter(Boolean)
    .map(
      (word) =>
        NAMES[word] ?? (ACRONYMS.has(word) ? word.replace(/^[a-z]+$/, (letters) => letters.toUpperCase()) : word),
    );
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Units that stand on the ticks, so the caption need not name them. */
const ON_TICKS = new Set(["seconds", "bytes", "s", "By", "milliseconds", "ms"]);

/** Units that people call something else. */
const UNITS: Record<string, (expressions: string[]) => string> = {
  ratio: () => "share",
  "seconds per second": (expressions) => (/cpu/.test(expressions.join()) ? "cores" : "seconds per second"),
};

/** "per second, by status_code": the unit, whose numbers they are, how they are split, the scale. */
export function captionOf(
  { expressions, title, log }: Pick<Lane, "expressions" | "title" | "log">,
  unit: string,
): string {
  const whose = title
    ? []
    : [
        ...new Set(
          expressions.flatMap((expression) =>
            matchersOf(expression).flatMap(({ label, op, value }) => wordsOf(label, op, value)),
          ),
        ),
      ];
  const split = [...new Set(expressions.flatMap(groupedBy))];
  return [
    ON_TICKS.has(unit) ? "" : (UNITS[unit]?.(expressions) ?? unit),
    ...whose.slice(0, 2),
    expressions.some((expression) => /\bmax_over_time\s*\(/.test(expression)) ? "highest of each step" : "",
    split.length ? `by ${split.map((label) => label.replaceAll("_", " ")).join(", ")}` : "",
    log ? "log scale" : "",
  ]
    .filter(Boolean)
    .join(", ");
}

function wordsOf(label: string, op: string, value: string): string[] {
  if (op === "=") return [label === "service" ? value : `${label.replaceAll("_", " ")} ${value}`];
  return label === "le" ? [] : [`${label.replaceAll("_", " ")} ${op === "!=" ? "not" : "like"} ${value}`];
}

/** How one expression of a lane with several is told from the others: p95, "usage". */
export function roleOf(expression: string, expressions: string[]): string {
  if (expressions.length < 2) return "";
  const quantile = quantileOf(expression);
  if (quantile !== null) return `p${Number((quantile * 100).toFixed(2))}`;
  const [metric = ""] = metricsIn(expression);
  const others = expressions.flatMap(metricsIn);
  const words = metric.split("_");
  const shared = words.findIndex((word, place) => others.some((other) => other.split("_")[place] !== word));
  return shared < 0
    ? ""
    : words
        .slice(shared)
        .join(" ")
        .replace(/ total$/, "");
}

/** A curve's name: the values of the labels that tell it from the others. */
export function curveName(labels: Record<string, string>, told: string[], role: string, error = false): string {
  const values = told.flatMap((label) => (labels[label] ? [labels[label]] : []));
  return [role, ...values].filter(Boolean).join(" ") || (error ? "errors" : "all");
}

/** Labels that have more than one value among curves. */
export function tellingLabels(curves: { labels: Record<string, string> }[]): string[] {
  const names = [...new Set(curves.flatMap(({ labels }) => Object.keys(labels)))].filter((name) => name !== "__name__");
  if (curves.length <= 1) return names;
  const telling = names.filter((name) => new Set(curves.map(({ labels }) => labels[name])).size > 1);
  return telling.length ? wordsFirst(telling, curves) : names;
}

/** What a person can read stands first; numbers that only a database can tell apart stand last. */
function wordsFirst(names: string[], curves: { labels: Record<string, string> }[]): string[] {
  const rank = (name: string) => {
    if (curves.every(({ labels }) => /^(-?\d{7,}|[0-9a-f-]{16,})?$/i.test(labels[name] ?? ""))) return 2;
    return SAYING.has(name) ? 0 : 1;
  };
  return names.toSorted((a, b) => rank(a) - rank(b));
}

const SAYING = new Set("query statement route http_route operation path endpoint".split(" "));

/** Whether a curve counts only errors: those are red, and nothing else is. */
export function countsErrors(labels: Record<string, string>, expression: string): boolean {
  const all = { ...Object.fromEntries(matchersOf(expression).map(({ label, value }) => [label, value])), ...labels };
  return Object.entries(all).some(
    ([name, value]) =>
      (/status(_code)?$/.test(name) && /^5(\d\d|xx|\.\.|\[|\\d|\.\*|\.\+)/i.test(value)) ||
      (/^(outcome|result|status|state)$/.test(name) && /^(failed|failure|error|errors)$/i.test(value)) ||
      (/^error(_type)?$/.test(name) && value !== "" && value !== "false"),
  );
}
