/**
 * A heat map of durations over time on a logarithmic scale: how it is laid out, painted, asked and boxed.
 *
 * A cell's lightness is how many it counts; the part of its width that is red is the share of them that failed. With
 * few enough to draw each, points stand in their place: rings, and crosses for those that failed.
 */
import type { Colours } from "./colours";
import { logDurationTicks } from "./duration-ticks";

export interface HeatGrid {
  readonly start: number;
  readonly step_ms: number;
  readonly columns: number;
  readonly rows: number;
  readonly low_ns: number;
  readonly high_ns: number;
  /** Column by column, lowest duration first. */
  readonly counts: readonly number[];
  readonly errors: readonly number[];
  readonly points: readonly { readonly time: number; readonly duration_ns: number; readonly error: boolean }[];
}

/** A rectangle of moments and durations. */
export interface HeatBox {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
}

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest and the largest count of a cell that counts anything: the ends of the legend. */
export interface Ends {
  readonly least: number;
  readonly most: number;
}

export function endsOf({ counts }: HeatGrid): Ends {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const count of counts) {
    if (count > 0 && count < least) least = count;
    if (count > most) most = count;
  }
  return { least: Math.min(least, most), most };
}

/** Which of the shades 1 to 8 stands for a count; each step is the same factor. */
export function shadeOf(count: number, { least, most }: Ends): number {
  if (most <= least) return 5;
  const share = Math.log(count / least) / Math.log(most / least);
  return 1 + Math.max(0, Math.min(7, Math.floor(share * 7.99)));
}

export class HeatScale {
  private readonly logLow: number;
  private readonly logHigh: number;

  constructor(
    readonly grid: HeatGrid,
    readonly frame: Frame,
  ) {
    this.logLow = Math.log10(Math.max(grid.low_ns, 1));
    this.logHigh = Math.log10(Math.max(grid.high_ns, grid.low_ns * 1.0001, 2));
  }

  get end(): number {
    return this.grid.start + this.grid.columns * this.grid.step_ms;
  }

  x(moment: number): number {
    return this.frame.left + ((moment - this.grid.start) / (this.end - this.grid.start)) * this.frame.width;
  }

  y(ns: number): number {
    const share = (Math.log10(Math.max(ns, 1)) - this.logLow) / (this.logHigh - this.logLow);
    return this.frame.top + (1 - share) * this.frame.height;
  }

  moment(x: number): number {
    const share = Math.min(1, Math.max(0, (x - this.frame.left) / this.frame.width));
    return this.grid.start + share * (this.end - this.grid.start);
  }

  ns(y: number): number {
    const share = 1 - Math.min(1, Math.max(0, (y - this.frame.top) / this.frame.height));
    return 10 ** (this.logLow + share * (this.logHigh - this.logLow));
  }

  /** Where a row of the grid begins; `row` may be the number of rows, for the end of the last. */
  edge(row: number): number {
    return 10 ** (this.logLow + (row / this.grid.rows) * (this.logHigh - this.logLow));
  }

  column(moment: number): number {
    return clamp(Math.floor((moment - this.grid.start) / this.grid.step_ms), this.grid.columns);
  }

  row(ns: number): number {
    const share = (Math.log10(Math.max(ns, 1)) - this.logLow) / (this.logHigh - this.logLow);
    return clamp(Math.floor(share * this.grid.rows + 1e-9), this.grid.rows);
  }

  ticks(most = 5): number[] {
    return logDurationTicks(Math.max(this.grid.low_ns, 1), Math.max(this.grid.high_ns, 2), most);
  }
}

const clamp = (place: number, count: number): number => Math.min(count - 1, Math.max(0, place));

/** The cell at a place of the picture, with what it counts and how many of all are faster than its end. */
export interface HeatCell {
  readonly count: number;
  readonly errors: number;
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly faster: number;
}

export function cellAt(scale: HeatScale, x: number, y: number): HeatCell {
  const { grid } = scale;
  const column = scale.column(scale.moment(x));
  const row = scale.row(scale.ns(y));
  const at = column * grid.rows + row;
  return {
    count: grid.counts[at] ?? 0,
    errors: grid.errors[at] ?? 0,
    from: grid.start + column * grid.step_ms,
    to: grid.start + (column + 1) * grid.step_ms,
    low: scale.edge(row),
    high: scale.edge(row + 1),
    faster: fasterThan(grid, row + 1),
  };
}

function fasterThan(grid: HeatGrid, rows: number): number {
  let below = 0;
  let all = 0;
  grid.counts.forEach((count, at) => {
    all += count;
    if (at % grid.rows < rows) below += count;
  });
  return all === 0 ? 0 : below / all;
}

/** The point nearest to the pointer, -1 when none is within `reach` pixels. */
export function pointAt(scale: HeatScale, x: number, y: number, reach = 8): number {
  let best = -1;
  let least = reach;
  scale.grid.points.forEach((point, i) => {
    const distance = Math.hypot(scale.x(point.time) - x, scale.y(point.duration_ns) - y);
    if (distance <= least) [best, least] = [i, distance];
  });
  return best;
}

/** The box between two places of the picture. Over cells it snaps to their edges, so that its count is exact. */
export function boxBetween(scale: HeatScale, ax: number, ay: number, bx: number, by: number): HeatBox {
  const [left, right] = [Math.min(ax, bx), Math.max(ax, bx)];
  const [top, bottom] = [Math.min(ay, by), Math.max(ay, by)];
  const exact = { from: scale.moment(left), to: scale.moment(right), low: scale.ns(bottom), high: scale.ns(top) };
  if (scale.grid.points.length > 0) return exact;
  const { grid } = scale;
  return {
    from: grid.start + scale.column(exact.from) * grid.step_ms,
    to: grid.start + (scale.column(exact.to - 1e-6) + 1) * grid.step_ms,
    low: scale.edge(scale.row(exact.low)),
    high: scale.edge(scale.row(exact.high * (1 - 1e-9)) + 1),
  };
}

export function inBox(grid: HeatGrid, box: HeatBox, scale: HeatScale): { count: number; errors: number } {
  let count = 0;
  let errors = 0;
  if (grid.points.length > 0) {
    for (const { time, duration_ns, error } of grid.points) {
      if (time < box.from || time >= box.to || duration_ns < box.low || duration_ns > box.high) continue;
      count += 1;
      errors += error ? 1 : 0;
    }
    return { count, errors };
  }
  const [first, last] = [scale.column(box.from + grid.step_ms / 2), scale.column(box.to - grid.step_ms / 2)];
  const half = (scale.edge(1) / scale.edge(0)) ** 0.5;
  const [low, high] = [scale.row(box.low * half), scale.row(box.high / half)];
  for (let column = first; column <= last; column++) {
    for (let row = low; row <= high; row++) {
      count += grid.counts[column * grid.rows + row] ?? 0;
      errors += grid.errors[column * grid.rows + row] ?? 0;
    }
  }
  return { count, errors };
}

export function paintHeat(context: CanvasRenderingContext2D, scale: HeatScale, colours: Colours): void {
  const { grid, frame } = scale;
  if (grid.points.length > 0) {
    paintPoints(context, scale, colours);
    return;
  }
  const ends = endsOf(grid);
  const [wide, tall] = [frame.width / grid.columns, frame.height / grid.rows];
  for (let column = 0; column < grid.columns; column++) {
    const left = Math.round(frame.left + column * wide);
    const width = Math.round(frame.left + (column + 1) * wide) - left - (wide > 3 ? 0.6 : 0);
    for (let row = 0; row < grid.rows; row++) {
      const count = grid.counts[column * grid.rows + row]!;
      if (count === 0) continue;
      const bottom = Math.round(frame.top + frame.height - row * tall);
      const top = Math.round(frame.top + frame.height - (row + 1) * tall);
      const height = bottom - top - (tall > 3 ? 0.6 : 0);
      context.fillStyle = colours(`seq-${shadeOf(count, ends)}`);
      context.fillRect(left, top, width, height);
      const errors = grid.errors[column * grid.rows + row]!;
      if (errors === 0) continue;
      const red = Math.max(1, (errors / count) * width);
      context.fillStyle = colours("surface");
      context.fillRect(left + width - red, top, red, height);
      context.globalAlpha = 0.35 + (shadeOf(errors, ends) / 8) * 0.65;
      context.fillStyle = colours("error");
      context.fillRect(left + width - red, top, red, height);
      context.globalAlpha = 1;
    }
  }
}

function paintPoints(context: CanvasRenderingContext2D, scale: HeatScale, colours: Colours): void {
  context.lineWidth = 1.2;
  for (const failing of [false, true]) {
    context.strokeStyle = colours(failing ? "error" : "seq-6");
    context.beginPath();
    for (const { time, duration_ns, error } of scale.grid.points) {
      if (error !== failing) continue;
      const [x, y] = [scale.x(time), scale.y(duration_ns)];
      if (failing) cross(context, x, y);
      else ring(context, x, y);
    }
    context.stroke();
  }
}

function ring(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.moveTo(x + 2.5, y);
  context.arc(x, y, 2.5, 0, 2 * Math.PI);
}

function cross(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.moveTo(x - 2.6, y - 2.6);
  context.lineTo(x + 2.6, y + 2.6);
  context.moveTo(x + 2.6, y - 2.6);
  context.lineTo(x - 2.6, y + 2.6);
}

const GAP = 6; // pixels between a box and what belongs to it

/** Where something so large stands beside a box: above it, else below, else at the side with more room. */
export function beside(box: HeatBox, scale: HeatScale, width: number, height: number): { left: number; top: number } {
  const { frame } = scale;
  const [first, last, floor] = [frame.left, frame.left + frame.width, frame.top + frame.height];
  const [left, right] = [Math.max(first, scale.x(box.from)), Math.min(last, scale.x(box.to))];
  const [top, bottom] = [scale.y(box.high), scale.y(box.low)];
  const within = (x: number) => Math.max(first, Math.min(last - width, x));
  const above = top - GAP - height;
  if (above >= 0) return { left: within((left + right - width) / 2), top: above };
  if (bottom + GAP + height <= floor) return { left: within((left + right - width) / 2), top: bottom + GAP };
  return { left: within(left - first > last - right ? left - GAP - width : right + GAP), top: frame.top + GAP };
}
