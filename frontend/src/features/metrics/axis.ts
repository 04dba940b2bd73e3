/** The axis of a lane's values in their unit: its ends, its ticks, and how these are written. */

import type { Axis } from "../../charts/LinePlot";
import { logDomain, logTicks, valueDomain, valueTicks } from "../../charts/scale";
import { bytes, duration, tick } from "../../lib/units";

export function axisOf(
  values: readonly (readonly (number | null)[])[],
  unit: string,
  log: boolean,
  height: number,
  least = 0,
): Axis {
  const [low, high] = log ? logDomain(numbers(values)) : valueDomain(numbers(values), least);
  const most = Math.max(2, Math.min(4, Math.floor(height / 30)));
  const ticks = log ? logTicks(low, high, most) : valueTicks(low, high, most);
  return { log, low, high, ticks, write: writer(unit, ticks) };
}

function* numbers(values: readonly (readonly (number | null)[])[]): Iterable<number> {
  for (const curve of values) for (const value of curve) if (value !== null) yield value;
}

function writer(unit: string, ticks: number[]): (value: number) => string {
  if (unit === "seconds" || unit === "s") return (value) => (value === 0 ? "0" : secondsTick(value, ticks));
  if (unit === "milliseconds" || unit === "ms") return (value) => duration(value);
  if (/^bytes/.test(unit)) return (value) => (value === 0 ? "0" : bytes(value).replace(/\.0+(?= )/, ""));
  if (unit === "ratio") return (value) => `${tick(value * 100)} %`;
  return tick;
}

/** One unit for the whole axis, as short as it can be: 0.1 s, 1 s, 10 s. */
function secondsTick(value: number, ticks: number[]): string {
  const highest = ticks.at(-1) ?? value;
  if (highest < 1e-3) return `${tick(Number((value * 1e6).toPrecision(3)))} µs`;
  if (highest < 1) return `${tick(Number((value * 1e3).toPrecision(3)))} ms`;
  if (highest >= 600) return `${tick(Number((value / 60).toPrecision(3)))} min`;
  return `${tick(value)} s`;
}
