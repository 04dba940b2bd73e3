/** Arithmetic of axes: moments and values to pixels and back, and ticks a person would choose. */

import type { Range } from "../lib/time";

export type TimeScale = {
  range: Range;
  left: number;
  width: number;
  x: (at: number) => number;
  at: (x: number) => number;
};

/** Moments along a plot that begins `left` pixels from its box and is `width` wide. */
export function timeScale(range: Range, left: number, width: number): TimeScale {
  const length = range.end - range.start;
  return {
    range,
    left,
    width,
    x: (at) => left + ((at - range.start) / length) * width,
    at: (x) => range.start + ((x - left) / Math.max(1, width)) * length,
  };
}

/** Round values from at most `low` to at least the largest that fits, about `most` of them: 0, 60, 120, 180. */
export function valueTicks(low: number, high: number, most = 4): number[] {
  if (!(high > low)) return [low];
  const step = roundUp((high - low) / Math.max(1, most));
  const ticks = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high * (1 + 1e-9); index++)
    ticks.push(clean(index * step));
  return ticks;
}

/** The smallest round step that is at least `rough`. */
export function roundUp(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ROUND.find((size) => size * power >= rough * (1 - 1e-9)) ?? 10;
  return clean(step * power);
}

const ROUND = [1, 2, 2.5, 5, 10];

function clean(value: number): number {
  return Number(value.toPrecision(12));
}

/** Powers of ten within, thinned to at most `most`. */
export function logTicks(low: number, high: number, most = 4): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / most));
  return Array.from({ length: Math.max(0, Math.floor((last - first) / every) + 1) }, (_, index) =>
    clean(10 ** (first + index * every)),
  );
}

/** The axis of values: from zero unless something is below it, with a little air on top. */
export function valueDomain(values: Iterable<number>, least = 0): [number, number] {
  let low = 0;
  let high = least;
  for (const value of values) {
    if (value < low && Number.isFinite(value)) low = value;
    if (value > high && value < Number.MAX_VALUE) high = value;
  }
  const air = (high - low) * 0.05;
  return high > low ? [low < 0 ? low - air : low, high + air] : [low, low + 1];
}

/** The axis of values on a logarithmic scale: all that is above zero, at least one power of ten. */
export function logDomain(values: Iterable<number>): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const value of values) {
    if (value <= 0 || value >= Number.MAX_VALUE) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (high === 0) return [0.1, 10];
  return high / low < 10 ? [low / 3, high * 3] : [low * 0.8, high * 1.25];
}

/** The place of the step that holds a moment, within `points` steps. */
export function stepAt(at: number, start: number, stepMs: number, points: number): number {
  return Math.max(0, Math.min(points - 1, Math.round((at - start) / stepMs)));
}
