/** The axis of a lane's values in their unit: its ends, its ticks, and how these are written. */

import { elapsedTicks, logDurationTicks } from "../../charts/duration-ticks";
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
  const ticks = ticksOf(low, high, most, unit, log);
  return { log, low, high, ticks, write: writer(unit, ticks, log && high > LONG) };
}

/** Past two minutes seconds are told in minutes and hours, and stand at round ones. */
function ticksOf(low: number, high: number, most: number, unit: string, log: boolean): number[] {
  if (!isSeconds(unit) || high <= LONG) return log ? logTicks(low, high, most) : valueTicks(low, high, most);
  const [from, to] = [low * NS, high * NS];
  return (log ? logDurationTicks(from, to, most) : elapsedTicks({ from, to }, most)).map((tick) => tick / NS);
}

const NS = 1e9;
const LONG = 120; // seconds

const isSeconds = (unit: string) => unit === "seconds" || unit === "s";

function* numbers(values: readonly (readonly (number | null)[])[]): Iterable<number> {
  for (const curve of values) for (const value of curve) if (value !== null) yield value;
}

function writer(unit: string, ticks: number[], long: boolean): (value: number) => string {
  if (isSeconds(unit)) return (value) => (value === 0 ? "0" : secondsTick(value, ticks.at(-1) ?? value, long));
  if (unit === "milliseconds" || unit === "ms") return (value) => duration(value);
  if (/^bytes/.test(unit)) return (value) => (value === 0 ? "0" : bytes(value).replace(/\.0+(?= )/, ""));
  if (unit === "ratio") return (value) => `${tick(value * 100)} %`;
  return tick;
}

/** In the unit of the highest, as short as it can be: 0.1 s, 1 s, 10 s. On a long logarithmic axis each has its own. */
function secondsTick(value: number, highest: number, long: boolean): string {
  if (long && value >= 60) return value >= 3600 ? `${tick(value / 3600)} h` : `${tick(value / 60)} min`;
  if (long) return secondsTick(value, value, false);
  if (highest < 1e-3) return `${tick(Number((value * 1e6).toPrecision(3)))} µs`;
  if (highest < 1) return `${tick(Number((value * 1e3).toPrecision(3)))} ms`;
  if (highest >= 2 * 3600) return `${tick(Number((value / 3600).toPrecision(3)))} h`;
  if (highest >= LONG) return `${tick(Number((value / 60).toPrecision(3)))} min`;
  return `${tick(value)} s`;
}
