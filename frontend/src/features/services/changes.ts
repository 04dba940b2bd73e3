/** What is said of calls and nodes: figures, what changed, and in which tone. */
import type { Traffic } from "../../api/types";
import { amount, count, durationNs, percent, plural, change as ratio, UNKNOWN } from "../../lib/units";
import type { LabelMode, ViewName } from "./view";

/** Error and warm and cool are colours; each comes with words or a mark. */
export type Tone = "error" | "during" | "before" | "same" | "path";

export type Measured = { before: Traffic | null; during: Traffic; changes: readonly string[] };

/** No calls. */
export const NOTHING: Traffic = {
  rows: 0,
  failed_rows: 0,
  total: 0,
  rate: 0,
  errors: null,
  p50_ns: null,
  p95_ns: null,
  p99_ns: null,
  traces: 0,
  scatter: 0,
};
/** From which share of failed calls on something is marked, and how many must be stored for it. */
const [FAILING, FEWEST] = [0.05, 5];

/** From how many stored traces of a side on something is said of it, as the server has it. */
const FEWEST_TRACES = 5;

/** Too few are stored of one side to tell a change from chance. */
export const isUnsure = ({ before, during, changes }: Measured): boolean =>
  before !== null &&
  changes.length === 0 &&
  before.rows + during.rows > 0 &&
  Math.min(before.traces, during.traces) < FEWEST_TRACES;

/** What the figures stand on: "2,050 stored in 1 trace". Of several calls together it is not known of how many. */
export function storedText({ rows, traces }: Traffic, several = false): string {
  if (rows === 0) return "no calls stored";
  const of = traces === 0 ? "traces that began before" : `${several ? "at least " : ""}${plural(traces, "trace")}`;
  return `${count(rows)} stored, in ${of}`;
}

/** The same of both stretches, a line each. */
export const groundsOf = ({ before, during }: Measured, several = false): string =>
  [before && `before: ${storedText(before, several)}`, `during: ${storedText(during, several)}`]
    .filter(Boolean)
    .join("\n");

/** The figures that a view shows. */
export const trafficOf = ({ before, during }: Measured, view: ViewName): Traffic =>
  view === "before" ? (before ?? NOTHING) : during;

export const isFailing = ({ errors, failed_rows }: Traffic): boolean =>
  errors !== null && errors >= FAILING && failed_rows >= FEWEST;

export function toneOf(measured: Measured, view: ViewName): Tone {
  if (view !== "difference") return isFailing(trafficOf(measured, view)) ? "error" : "same";
  const { changes, during } = measured;
  if (changes.includes("more_errors") || (changes.includes("new") && isFailing(during))) return "error";
  if (["new", "more_calls", "slower"].some((one) => changes.includes(one))) return "during";
  return changes.length > 0 ? "before" : "same";
}

/** How wide the halo of a node is whose p95 rose, pixels. */
export function haloOf({ before, during, changes }: Measured, view: ViewName): number {
  if (view !== "difference" || !changes.includes("slower") || !before?.p95_ns || !during.p95_ns) return 0;
  return Math.min(10, Math.log2(during.p95_ns / before.p95_ns) * 2 + 1);
}

export const widthOf = (rate: number): number => 1.2 + Math.max(0, Math.log10(rate + 1)) * 1.2;

export const rateText = (rate: number): string =>
  `${rate > 0 && rate < 0.1 ? Number(rate.toPrecision(1)) : amount(rate)}/s`;
export const latencyText = (ns: number | null | undefined): string =>
  ns === null || ns === undefined ? UNKNOWN : durationNs(ns);

/** What changed, in a word each. */
export const CHANGES: Record<string, string> = {
  new: "new",
  gone: "gone",
  more_errors: "more errors",
  fewer_errors: "fewer errors",
  more_calls: "more calls",
  fewer_calls: "fewer calls",
  slower: "slower",
  faster: "faster",
};

export function changesText(measured: Measured): string {
  if (isUnsure(measured)) return "too few stored to say";
  return measured.changes.map((one) => CHANGES[one] ?? one).join(", ") || "about the same";
}

/** The label of a call: nothing where there is nothing to say. */
export function labelOf(measured: Measured, view: ViewName, mode: LabelMode): string {
  const traffic = trafficOf(measured, view);
  if (mode === "change" && view === "difference") return changeLabel(measured);
  if (traffic.total === 0) return "";
  if (mode === "rate") return rateText(traffic.rate);
  if (mode === "p95") return latencyText(traffic.p95_ns);
  if (mode === "errors") return percent(traffic.errors);
  return isFailing(traffic) ? `${percent(traffic.errors)} errors` : "";
}

function changeLabel({ before, during, changes }: Measured): string {
  const has = (one: string) => changes.includes(one);
  const errors = `${percent(during.errors)} errors`;
  if (has("new")) return isFailing(during) ? `new, ${errors}` : `new, ${rateText(during.rate)}`;
  if (has("gone")) return "gone";
  if (has("more_errors")) return errors;
  if (has("more_calls") || (has("fewer_calls") && !has("slower")))
    return `${rateText(during.rate)}, was ${amount(before?.rate)}`;
  if (has("slower") || has("faster")) return `p95 ${latencyText(during.p95_ns)}, was ${latencyText(before?.p95_ns)}`;
  if (has("fewer_errors")) return `${errors}, was ${percent(before?.errors)}`;
  return "";
}

export type Compared = { name: string; before: string; during: string; change: string; tone: "more" | "less" | "none" };

/** The rows of the comparison at the side: calls, errors, latencies. */
export function comparison({ before, during, changes }: Measured): Compared[] {
  const old = before ?? NOTHING;
  const quiet = isUnsure({ before, during, changes });
  const row = (
    name: string,
    write: (value: number | null) => string,
    a: number | null,
    b: number | null,
    points = false,
  ): Compared => ({
    name,
    before: before ? write(a) : UNKNOWN,
    during: write(b),
    change: quiet || !before || a === null || b === null ? "" : points ? pointsText(b - a) : ratio(a, b),
    tone: quiet || !before || a === null || b === null || !differs(a, b, points) ? "none" : b > a ? "more" : "less",
  });
  const rate = (value: number | null) => rateText(value ?? 0);
  return [
    row("Calls", rate, old.rate, during.rate),
    row("Errors", percent, old.errors, during.errors, true),
    row("p50", latencyText, old.p50_ns, during.p50_ns),
    row("p95", latencyText, old.p95_ns, during.p95_ns),
    row("p99", latencyText, old.p99_ns, during.p99_ns),
  ];
}

/** Worth a colour: a point of a percentage, or a third of a figure. */
const differs = (a: number, b: number, points: boolean) =>
  points ? Math.abs(b - a) >= 0.01 : Math.max(a, b) > 1.3 * Math.min(a, b);

/** Points of a percentage: "+ 99.5". */
function pointsText(by: number): string {
  const points = Math.abs(by * 100);
  return points < 0.05 ? "same" : `${by < 0 ? "\u2212" : "+"}\u2009${amount(points)}`;
}
