/** Round places on an axis of elapsed time, in nanoseconds. */
import type { Window } from "./window";

const SECOND = 1e9;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const CLOCK_STEPS = [1, 2, 5, 10, 15, 30].map((n) => n * SECOND);
const MINUTE_STEPS = [1, 2, 5, 10, 15, 30].map((n) => n * MINUTE);
const HOUR_STEPS = [1, 2, 3, 6, 12, 24].map((n) => n * HOUR);

/** The smallest round step that gives at most `most` ticks. */
export function elapsedStep(width: number, most: number): number {
  const least = width / Math.max(1, most);
  if (least <= SECOND) return decimalStep(least);
  return (
    [...CLOCK_STEPS, ...MINUTE_STEPS, ...HOUR_STEPS].find((step) => step >= least) ?? decimalStep(least / HOUR) * HOUR
  );
}

function decimalStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  return ([1, 2, 5, 10].find((n) => n * power >= least) ?? 10) * power;
}

export function elapsedTicks(view: Window, most: number): number[] {
  const step = elapsedStep(view.to - view.from, most);
  const ticks: number[] = [];
  for (let n = Math.ceil(view.from / step); n * step <= view.to; n++) ticks.push(n * step);
  return ticks;
}

const LOG_PLACES = [
  ...Array.from({ length: 11 }, (_, power) => 10 ** power),
  ...[1, 10].map((n) => n * MINUTE),
  ...[1, 10, 100].map((n) => n * HOUR),
];
const ONE_TWO_FIVE = [
  ...Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((n) => n * 10 ** power)).flat(),
  ...[10, 20, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 20, 30].map((n) => n * MINUTE),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((n) => n * HOUR),
];

/**
 * Round places on a logarithmic axis, at most `most`. Where powers of ten (up to 10 s, then minutes and hours) are
 * many, they are thinned; where fewer than three stand, as in what lies within a decade, 1-2-5 stand between them, and
 * where these are too few as well, even steps.
 */
export function logDurationTicks(low: number, high: number, most: number): number[] {
  const within = (places: readonly number[]) =>
    places.filter((place) => place >= low * (1 - 1e-9) && place <= high * (1 + 1e-9));
  const whole = within(LOG_PLACES);
  if (whole.length >= FEW) return thinned(whole, most);
  const fine = within(ONE_TWO_FIVE);
  return fine.length >= FEW ? thinned(fine, most) : elapsedTicks({ from: low, to: high }, most);
}

const FEW = 3;

function thinned(places: number[], most: number): number[] {
  const every = Math.max(1, Math.ceil(places.length / most));
  return places.filter((_, index) => index % every === 0);
}

/** "9 m 44 s", "120 ms", "1.25 ms": the tick in the unit that its step needs, and no finer. */
export function elapsedLabel(tick: number, step: number): string {
  if (tick === 0) return "0";
  if (step < SECOND) return fineLabel(tick, step);
  const seconds = Math.round(tick / SECOND);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const parts = [h > 0 && `${h} h`, (m > 0 || (h > 0 && s > 0)) && `${m} m`, s > 0 && `${s} s`];
  return parts.filter(Boolean).join(" ");
}

function fineLabel(tick: number, step: number): string {
  const whole = Math.floor(tick / SECOND);
  // Past a minute the seconds carry the digits: "9 m 44.25 s".
  const [unit, name] =
    tick >= SECOND ? [SECOND, "s"] : tick >= 1e6 ? [1e6, "ms"] : tick >= 1e3 ? [1e3, "µs"] : [1, "ns"];
  const digits = Math.max(0, Math.ceil(Math.log10(unit / step) - 1e-9));
  if (whole < 60) return `${(tick / unit).toFixed(digits)} ${name}`;
  const minutes = Math.floor(whole / 60);
  return `${minutes} m ${((tick - minutes * MINUTE) / SECOND).toFixed(digits)} s`;
}
