/** Counts over the snapshots, from zero, as a line with its last point. */

import { css } from "../../charts/colours";
import { count } from "../../lib/units";

const [WIDTH, HEIGHT, EDGE] = [44, 16, 2.5];

/** The points of a line of values over their own highest, in pixels. */
export function sparkPoints(values: readonly number[]): [number, number][] {
  const most = Math.max(1, ...values);
  const step = values.length > 1 ? (WIDTH - 2 * EDGE) / (values.length - 1) : 0;
  return values.map((value, index) => [
    Number((EDGE + index * step).toFixed(1)),
    Number((HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE)).toFixed(1)),
  ]);
}

export function Spark({ values, grew }: { values: readonly number[]; grew: boolean }) {
  const points = sparkPoints(values);
  const [last] = points.slice(-1);
  if (!last) return null;
  const line = points.map(([x, y]) => `${x} ${y}`).join("L");
  const colour = css(grew ? "during" : "before");
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Objects: ${values.map(count).join(", ")}`}
    >
      <path d={`M${line}V${HEIGHT}H${points[0]![0]}Z`} fill={css(grew ? "during-soft" : "before-soft")} />
      <path d={`M${line}`} fill="none" stroke={colour} strokeWidth="1.25" />
      <circle cx={last[0]} cy={last[1]} r="1.75" fill={colour} />
    </svg>
  );
}
