/** The memory of a pod over the life of the process its snapshots are of. */

import { useMemo } from "react";
import { useAnswers, useReading } from "../../api/answers";
import { useIncident } from "../../api/surface";
import type { Curves, Happening } from "../../api/types";
import type { Axis, PlotSeries } from "../../charts/LinePlot";
import type { Range } from "../../lib/time";
import { bytes, count } from "../../lib/units";
import { axisOf } from "../metrics/axis";
import { stepFor } from "../metrics/useCurves";
import { lastOf, limitInSight, type MemoryCurve, memoryCurves } from "./memory";
import { chartRange, type Numbered, restartsOf, widestGap } from "./snapshots";

export type Memory = {
  range: Range;
  restarts: readonly Happening[];
  curves: readonly MemoryCurve[];
  series: PlotSeries[];
  axis: Axis;
  /** Of the axis of values. */
  unit: string;
  limits: { value: number; label: string; at?: number }[];
  /** A limit too far above the curves to draw. */
  limit: number | null;
  grid: { start: number; stepMs: number; points: number };
  loading: boolean;
  updating: boolean;
  problem: string;
  again: () => void;
};

export function useMemory(pod: string, snapshots: readonly Numbered[], height: number): Memory {
  const incident = useIncident();
  const restarts = useMemo(() => restartsOf(pod, incident.events), [pod, incident.events]);
  const range = useMemo(() => chartRange(snapshots, restarts, incident), [snapshots, restarts, incident]);
  const catalogue = useReading("metrics/catalogue");
  const curves = useMemo(
    () => (catalogue.data ? memoryCurves(catalogue.data.metrics, pod) : []),
    [catalogue.data, pod],
  );
  const stepMs = stepFor(range, incident.metric_step_ms);
  const start = Math.ceil(range.start / stepMs) * stepMs;
  const bodies = curves.map(({ expression }) => ({ expression, start, end: range.end, step_ms: stepMs, limit: 5 }));
  const answers = useAnswers("metrics/range", bodies, {
    view: "~heap.memory",
    names: curves.map(({ expression }) => expression),
  });
  const free = useMemo(
    () =>
      widestGap(
        range,
        snapshots.map(({ time }) => time),
      ),
    [range, snapshots],
  );
  // For as long as nothing was read of it, points after a restart tell of the process before.
  const begun = restarts.some(({ time }) => time === range.start);
  const own = range.start + (begun ? Math.max(MINUTE, incident.metric_step_ms) : 0);
  const data = answers.parts.map((part) => part.data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers are what the parts hold
  const drawn = useMemo(() => drawnOf(curves, data, height, free, own), [curves, height, free, own, ...padded(data)]);
  const failed = answers.parts.find(({ problem }) => problem);
  return {
    range,
    restarts,
    curves,
    ...drawn,
    loading: catalogue.loading || answers.parts.some(({ loading }) => loading),
    updating: answers.parts.some(({ updating }) => updating),
    problem: (catalogue.problem ?? failed?.problem)?.message ?? "",
    again: () => (catalogue.problem ? catalogue.again() : failed?.again()),
  };
}

/** React wants the same number of dependencies each time. */
const padded = (data: (Curves | undefined)[]) => Array.from({ length: 4 }, (_, index) => data[index]);

const [MB, GB] = [1e6, 1e9];
const MINUTE = 60_000; // processes are usually read that often, or more

function drawnOf(
  curves: readonly MemoryCurve[],
  data: readonly (Curves | undefined)[],
  height: number,
  free: number,
  own: number,
) {
  const series = curves.flatMap((curve, index): PlotSeries[] => {
    const answer = data[index];
    const all = answer?.series[0]?.values;
    if (curve.key === "limit" || !all) return [];
    const values = all.map((value, place) => (answer.start + place * answer.step_ms < own ? null : value));
    return [
      {
        key: curve.key,
        values,
        colour: curve.colour,
        width: curve.key === "external" ? 1.25 : 1.5,
        area: curve.key === "used",
        quiet: curve.key === "external",
      },
    ];
  });
  const limit = lastOf(data[curves.findIndex(({ key }) => key === "limit")]);
  const highest = series.reduce((most, { values }) => Math.max(most, ...values.map((value) => value ?? 0)), 0);
  const near = limit !== null && limitInSight(limit, highest);
  const first = data.find((one) => one !== undefined);
  const seen = [...series.map(({ values }) => values), near ? [limit] : []];
  const axis = axisOf(seen, "bytes", false, height);
  const unit = axis.high >= 8 * GB ? { name: "GB", size: GB } : { name: "MB", size: MB };
  return {
    series,
    axis: { ...axis, write: (value: number) => count(Math.round((value / unit.size) * 10) / 10) },
    unit: unit.name,
    limits: near ? [{ value: limit, label: `V8 limit ${bytes(limit)}`, at: free }] : [],
    limit: near ? null : limit,
    grid: { start: first?.start ?? 0, stepMs: first?.step_ms ?? 1, points: first?.points ?? 0 },
  };
}
