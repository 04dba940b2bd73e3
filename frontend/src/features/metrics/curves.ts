/** From answers to what a lane draws: curves with names and colours, the order of the legend, limits. */

import { serviceColour } from "../../api/surface";
import type { Curves } from "../../api/types";
import { count } from "../../lib/units";
import { countsErrors, curveName, roleOf, tellingLabels } from "./describe";
import type { Lane } from "./lanes";
import { metricsIn, quantileOf, rateWindow } from "./promql";

export type Drawn = {
  /** Which curve it is within its lane, stable over ranges: "0:status_code=503". */
  key: string;
  name: string;
  labels: Record<string, string>;
  query: number;
  values: readonly (number | null)[];
  colour: string;
  error: boolean;
  opacity: number;
  dash?: number[];
  peak: number;
};

export type Limit = { value: number; label: string };
export type LaneCurves = {
  drawn: Drawn[];
  limits: Limit[];
  unit: string;
  start: number;
  stepMs: number;
  points: number;
  cut: string;
};

const COLOURS = 9;

export function curvesOf(
  lane: Lane,
  answers: readonly (Curves | undefined)[],
  services: readonly string[],
  began = Number.NEGATIVE_INFINITY,
): LaneCurves {
  const all = lane.expressions.flatMap((expression, query) =>
    curvesOfQuery(lane, expression, query, answers[query], began),
  );
  const limits = all.filter(isLimit);
  const drawn = coloured(
    all.filter((curve) => !limits.includes(curve)),
    lane,
    services,
  );
  const first = answers.find((answer) => answer !== undefined);
  return {
    drawn,
    limits: [...new Set(limits.map(({ peak }) => peak))].slice(0, 2).map((value) => ({ value, label: `max ${value}` })),
    unit: first?.unit ?? "",
    start: first?.start ?? 0,
    stepMs: first?.step_ms ?? 1,
    points: first?.points ?? 0,
    cut: cutNote(answers),
  };
}

type Plain = Omit<Drawn, "colour" | "opacity"> & { metric: string };

function curvesOfQuery(
  lane: Lane,
  expression: string,
  query: number,
  answer: Curves | undefined,
  began: number,
): Plain[] {
  if (!answer) return [];
  const telling = tellingLabels(answer.series);
  const role = roleOf(expression, lane.expressions);
  const [metric = ""] = metricsIn(expression);
  const untold = beforeRates(expression, answer, began);
  return answer.series
    .map(({ labels, values: found }) => ({ labels, values: blankedUntil(found, untold) }))
    .map(({ labels, values }) => ({
      key: curveKey(query, labels),
      name: curveName(labels, telling, role, countsErrors(labels, expression)),
      labels,
      query,
      values,
      metric,
      error: countsErrors(labels, expression),
      peak: values.reduce<number>((most, value) => (value !== null && value > most ? value : most), 0),
    }));
}

/** How many of the first points have rates that look back before the recording began: they would rise from nothing. */
function beforeRates(expression: string, { start, step_ms, points }: Curves, began: number): number {
  const window = rateWindow(expression);
  const untold = window > 0 && began > 0 ? Math.ceil((began + window - start) / step_ms) : 0;
  return untold < points ? Math.max(0, untold) : 0;
}

function blankedUntil(values: readonly (number | null)[], place: number): readonly (number | null)[] {
  return place > 0 ? values.map((value, index) => (index < place ? null : value)) : values;
}

export function curveKey(query: number, labels: Record<string, string>): string {
  const text = Object.keys(labels)
    .filter((name) => name !== "__name__")
    .sort()
    .map((name) => `${name}=${labels[name]}`)
    .join(",");
  return `${query}:${text}`;
}

/** A bound that never moves, such as the size of a pool, is a line and not a curve. */
function isLimit({ metric, values }: Plain): boolean {
  if (!/_(max|limit)(_\w+)?$/.test(metric)) return false;
  const present = values.filter((value) => value !== null);
  return present.length > 0 && present.every((value) => value === present[0]);
}

/** Curves that keep a colour when a lane has more than six: the others are grey, so that those that matter stand out. */
export const COLOURED = 3;
const CROWD = 6;

function coloured(curves: Plain[], lane: Lane, services: readonly string[]): Drawn[] {
  const order = curves.toSorted((a, b) => b.peak - a.peak || a.name.localeCompare(b.name));
  const paired = lane.expressions.length > 1 && lane.expressions.every((expression) => quantileOf(expression) !== null);
  const identityOf = ({ key }: Plain) => (paired ? key.slice(key.indexOf(":")) : key);
  const crowd = new Set(curves.filter(({ error }) => !error).map(identityOf)).size > CROWD && !lane.all;
  const chosen = new Set(
    [
      ...order.filter(({ key }) => lane.only.includes(key)),
      ...order.filter(({ error }) => !error).slice(0, COLOURED),
    ].map(identityOf),
  );
  const taken = new Map<string, string>();
  let errors = 0;
  return order.map((curve) => {
    if (curve.error) return { ...curve, colour: "error", ...failing(errors++) };
    const identity = identityOf(curve);
    if (crowd && !chosen.has(identity)) return { ...curve, colour: "c10", opacity: curve.query > 0 ? 0.18 : 0.4 };
    if (!taken.has(identity))
      taken.set(identity, colourFor(curve, new Set(taken.values()), services, lane.expressions.length === 1 || paired));
    return { ...curve, colour: taken.get(identity)!, opacity: paired && curve.query > 0 ? 0.6 : 1 };
  });
}

/** The first curve of errors is whole; those after it are dashed, each in its own way. */
function failing(place: number): { opacity: number; dash?: number[] } {
  return place === 0 ? { opacity: 1 } : { opacity: 0.7, dash: [4, 2 + place] };
}

/** A service keeps its colour wherever it is free; everything else takes the next one. */
function colourFor({ labels }: Plain, taken: Set<string>, services: readonly string[], byService: boolean): string {
  const own = byService && labels.service ? serviceColour(services, labels.service) : "c10";
  if (own !== "c10" && !taken.has(own)) return own;
  const free = Array.from({ length: COLOURS }, (_, index) => `c${index + 1}`).find((colour) => !taken.has(colour));
  return free ?? "c10";
}

function cutNote(answers: readonly (Curves | undefined)[]): string {
  const cut = answers.find((answer) => answer && answer.series_total > answer.series.length);
  return cut ? `The ${count(cut.series.length)} largest of ${count(cut.series_total)} series are drawn.` : "";
}

export type Order = "size" | "name" | "now";

/** The order of the legend: by the highest value, by name, or by the value at the crosshair. */
export function ordered(drawn: readonly Drawn[], order: Order, index: number): Drawn[] {
  const by: Record<Order, (a: Drawn, b: Drawn) => number> = {
    size: (a, b) => b.peak - a.peak || a.name.localeCompare(b.name),
    name: (a, b) => a.name.localeCompare(b.name, "en", { numeric: true }),
    now: (a, b) => (b.values[index] ?? -1) - (a.values[index] ?? -1),
  };
  return drawn.toSorted(by[order]);
}

/** The first so many rows; what is shown alone is never left out, and nothing else moves for it. */
export function visible(rows: readonly Drawn[], most: number, only: readonly string[]): Drawn[] {
  const size = rows.length === most + 1 ? most + 1 : most;
  const hidden = rows.slice(size).filter(({ key }) => only.includes(key));
  return [...rows.slice(0, Math.max(0, size - hidden.length)), ...hidden];
}

/** Lowest, mean and highest of the values that are there. */
export function figures(values: readonly (number | null)[]): {
  low: number | null;
  mean: number | null;
  high: number | null;
} {
  const present = values.filter((value): value is number => value !== null);
  if (present.length === 0) return { low: null, mean: null, high: null };
  const sum = present.reduce((total, value) => total + value, 0);
  return { low: Math.min(...present), mean: sum / present.length, high: Math.max(...present) };
}

/** A lane's numbers as CSV: a row a moment, a column a curve. */
export function asCsv({
  drawn,
  start,
  stepMs,
  points,
}: Pick<LaneCurves, "drawn" | "start" | "stepMs" | "points">): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const head = ["time", ...drawn.map(({ name }) => cell(name))].join(",");
  const rows = Array.from({ length: points }, (_, index) =>
    [new Date(start + index * stepMs).toISOString(), ...drawn.map(({ values }) => values[index] ?? "")].join(","),
  );
  return [head, ...rows].join("\n");
}
