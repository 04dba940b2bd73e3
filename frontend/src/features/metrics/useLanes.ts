/** The lanes of the page: those of the address, or those chosen by the catalogue; and every change of them. */

import { useCallback, useMemo } from "react";
import type { Metric } from "../../api/types";
import { writeSpan } from "../../lib/time";
import { useView } from "../../lib/view";
import { defaultLanes, firstLanes } from "./defaults";
import { expressionsChosen } from "./expressions";
import { isolated, type Lane, lane, readLane, writeLane } from "./lanes";
import { isOf, lookingBack, metricsIn } from "./promql";
import { METRICS } from "./view";

export type LaneActions = {
  change: (index: number, change: Partial<Lane>, history?: "push" | "replace") => void;
  setExpression: (lane: number, query: number, expression: string) => void;
  remove: (index: number) => void;
  add: (expressions: string[]) => void;
  /** A lane of a metric, its queries changed if one says so; or none of it any more. */
  toggleMetric: (metric: Metric, on: boolean, change?: (expression: string) => string) => void;
  isolate: (index: number, key: string, keys: string[], adding: boolean) => void;
  move: (index: number, step: number) => void;
  /** Every expression of a lane changed in the same way. */
  rewrite: (lane: number, change: (expression: string) => string) => void;
  /** From now on no query looks less far back than points stand apart. */
  follow: () => void;
  /** A query into the lane above its own, or out of a shared lane into one of its own. */
  join: (lane: number, query: number) => void;
  part: (lane: number, query: number) => void;
  reset: () => void;
};

export function useLanes(
  catalogue: readonly Metric[] | undefined,
  window: string,
  /** How far points stand apart, and how far samples do. */
  { stepMs, sampledMs }: { stepMs: number; sampledMs: number },
): {
  lanes: Lane[];
  /** Of each lane whether the page opened with it and nobody asked for it. */
  first: boolean[];
  chosen: boolean;
  actions: LaneActions;
} {
  const [{ q }, change] = useView(METRICS);
  const defaults = useMemo(() => defaultLanes(catalogue ?? [], window), [catalogue, window]);
  const kept = useMemo(() => (q.length ? q.map(readLane) : defaults), [q, defaults]);
  const first = useMemo(() => firstLanes(kept, defaults), [kept, defaults]);
  const lanes = useMemo(
    () => (stepMs > sampledMs ? kept.map((one) => fitted(one, stepMs, catalogue ?? [])) : kept),
    [kept, stepMs, sampledMs, catalogue],
  );
  const write = useCallback(
    (next: Lane[], history?: "push" | "replace") =>
      change({ q: next.filter(({ expressions }) => expressions.length).map(writeLane) }, history),
    [change],
  );
  const actions = useMemo(() => actionsOf(kept, lanes, write, window), [kept, lanes, write, window]);
  return { lanes, first, chosen: q.length > 0, actions };
}

/** A lane whose queries follow the range, as it is asked for points so far apart: what is short is not passed over. */
export function fitted(one: Lane, stepMs: number, catalogue: readonly Metric[]): Lane {
  if (!one.auto) return one;
  const window = writeSpan(stepMs);
  const expressions = one.expressions.map((text) => lookingBack(text, window, gaugesOf(catalogue)));
  return { ...one, expressions, kept: one.expressions };
}

export const gaugesOf =
  (catalogue: readonly Metric[]) =>
  (name: string): boolean =>
    catalogue.some((metric) => metric.name === name && metric.type === "gauge");

/** `lanes` as they are kept, `shown` as they are asked for the range. */
export function actionsOf(
  lanes: Lane[],
  shown: Lane[],
  write: (next: Lane[], history?: "push" | "replace") => void,
  window: string,
): LaneActions {
  const change: LaneActions["change"] = (index, part, history) =>
    write(lanes.with(index, { ...lanes[index]!, ...part }), history);
  return {
    change,
    setExpression: (index, query, expression) => {
      const { expressions } = shown[index]!;
      const text = expression.trim();
      if (text === expressions[query]) return;
      // An emptied query goes; a series that was chosen belonged to the old expression.
      change(index, {
        expressions: text ? expressions.with(query, text) : expressions.toSpliced(query, 1),
        only: [],
        title: "",
        auto: false,
      });
    },
    remove: (index) => write(lanes.toSpliced(index, 1)),
    add: (expressions) => write([...lanes, lane(expressions)]),
    toggleMetric: (metric, on, changed = (expression) => expression) =>
      write(
        on
          ? [...lanes, lane(expressionsChosen(metric, window).map(changed), { auto: true })]
          : lanes.flatMap((one) => without(one, metric.name)),
      ),
    isolate: (index, key, keys, adding) =>
      change(index, { only: isolated(lanes[index]!.only, key, keys, adding) }, "replace"),
    move: (index, step) => {
      const moved = lanes[index]!;
      write(lanes.toSpliced(index, 1).toSpliced(Math.max(0, index + step), 0, moved));
    },
    rewrite: (index, rewritten) =>
      change(index, { expressions: lanes[index]!.expressions.map(rewritten), only: [], title: "" }),
    follow: () => write(lanes.map((one) => ({ ...one, auto: true }))),
    join: (index, query) => {
      const above = lanes[index - 1]!;
      const auto = above.auto && lanes[index]!.auto;
      const moved = lanes[index]!.expressions[query]!;
      const rest = lanes[index]!.expressions.toSpliced(query, 1);
      const next = lanes.with(index - 1, { ...above, expressions: [...above.expressions, moved], only: [], auto });
      write(next.with(index, { ...lanes[index]!, expressions: rest, only: [], title: "" }));
    },
    part: (index, query) => {
      const { expressions, log, auto } = lanes[index]!;
      const shared = { ...lanes[index]!, expressions: expressions.toSpliced(query, 1), only: [] };
      write(lanes.with(index, shared).toSpliced(index + 1, 0, lane([expressions[query]!], { log, auto })));
    },
    reset: () => write([]),
  };
}

/** A lane without the queries of a metric; no lane when nothing is left. */
function without(one: Lane, metric: string): Lane[] {
  const expressions = one.expressions.filter((expression) => !metricsIn(expression).some((name) => isOf(name, metric)));
  return expressions.length ? [{ ...one, expressions }] : [];
}
