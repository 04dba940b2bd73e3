/** What the lanes draw, from what was answered: curves, the curves one range earlier, exemplars. */

import { useMemo } from "react";
import { useAnswers } from "../../api/answers";
import type { Exemplar, Exemplars, Incident } from "../../api/types";
import type { Diamond, PlotSeries } from "../../charts/LinePlot";
import type { Range } from "../../lib/time";
import { curveKey, curvesOf, type LaneCurves } from "./curves";
import type { Lane } from "./lanes";
import { quantileOf } from "./promql";
import { type LaneAnswers, useCurves } from "./useCurves";

/** What each lane draws; made again only for the lanes whose answers changed. */
export function useDrawn(
  lanes: Lane[],
  answers: LaneAnswers,
  { services, start }: Pick<Incident, "services" | "start">,
): LaneCurves[] {
  const parts = answers.flatMap((lane) => lane.parts.map(({ data }) => data));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers are what the parts hold
  return useMemo(
    () =>
      lanes.map((lane, index) =>
        curvesOf(
          lane,
          answers[index]!.parts.map(({ data }) => data),
          services,
          start,
        ),
      ),
    [lanes, services, start, ...padded(parts)],
  );
}

/** React wants the same number of dependencies each time. */
function padded<T>(parts: T[]): (T | null)[] {
  return Array.from({ length: 64 }, (_, index) => parts[index] ?? null);
}

/** The curves one range earlier, dashed and faint, each in the colour of its curve. */
export function useBefore(
  lanes: Lane[],
  drawn: LaneCurves[],
  range: Range,
  stepMs: number,
  on: boolean,
): PlotSeries[][] {
  const length = Math.round((range.end - range.start) / stepMs) * stepMs;
  const earlier = useMemo(() => ({ start: range.start - length, end: range.end - length }), [range, length]);
  const { byLane } = useCurves(on ? lanes : NONE, earlier, stepMs, { view: "~metrics-before", enabled: on });
  const parts = byLane.flatMap((lane) => lane.parts.map(({ data }) => data));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers are what the parts hold
  return useMemo(
    () =>
      lanes.map((lane, index) =>
        (byLane[index]?.parts ?? []).flatMap(({ data }, query) =>
          (data?.series ?? []).flatMap(({ labels, values }) => {
            const key = curveKey(query, labels);
            const now = drawn[index]!.drawn.find((curve) => curve.key === key);
            if (!now || now.colour === "c10" || (lane.only.length > 0 && !lane.only.includes(key))) return [];
            return [
              {
                key: `before ${key}`,
                values,
                colour: now.colour,
                opacity: 0.5,
                dash: [3, 3],
                width: 1.25,
                quiet: true,
              },
            ];
          }),
        ),
      ),
    [lanes, drawn, on, ...padded(parts)],
  );
}

const NONE: Lane[] = [];
const EXEMPLARS = 200;

/** Exemplars of the lanes that show durations: the highest of each stretch, so that they never cover each other. */
export function useDiamonds(lanes: Lane[], drawn: LaneCurves[], range: Range, on: boolean): Diamond<Exemplar>[][] {
  const asked = useMemo(
    () =>
      lanes.flatMap((lane, index) =>
        lane.expressions
          .slice(0, 1)
          .flatMap((expression) => (quantileOf(expression) === null ? [] : [{ index, expression }])),
      ),
    [lanes],
  );
  const bodies = asked.map(({ expression }) => ({ expression, start: range.start, end: range.end, limit: EXEMPLARS }));
  const names = asked.map(({ index, expression }) => `${index} ${expression}`);
  const { parts } = useAnswers("metrics/exemplars", bodies, { view: "~exemplars", names, enabled: on });
  const answers = parts.map(({ data }) => data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers are what the parts hold
  return useMemo(
    () =>
      lanes.map((lane, index) => {
        const answer = on ? answers[asked.findIndex((one) => one.index === index)] : undefined;
        return answer ? diamondsOf(answer, lane, drawn[index]!, range) : [];
      }),
    [lanes, drawn, on, range, ...padded(answers)],
  );
}

const APART = 36; // stretches a range is divided into

function diamondsOf(answer: Exemplars, lane: Lane, { drawn }: LaneCurves, range: Range): Diamond<Exemplar>[] {
  const highest = new Map<number, Diamond<Exemplar>>();
  for (const exemplar of answer.exemplars) {
    const curve = drawn.find(
      ({ query, labels }) =>
        query === 0 &&
        Object.entries(labels).every(([name, value]) => name === "le" || exemplar.labels[name] === value),
    );
    if (!curve || (lane.only.length > 0 && !lane.only.includes(curve.key))) continue;
    const stretch = Math.floor(((exemplar.time - range.start) / (range.end - range.start)) * APART);
    const other = highest.get(stretch);
    if (!other || other.value < exemplar.value)
      highest.set(stretch, { at: exemplar.time, value: exemplar.value, colour: curve.colour, of: exemplar });
  }
  return [...highest.values()];
}
