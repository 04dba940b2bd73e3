/** Stacked bars over time in equal steps: laid out, painted, asked. */
import type { Colours } from "./colours";
import type { Frame } from "./heat";
import { roundUp } from "./scale";

export interface Layer {
  readonly name: string;
  readonly token: string;
  readonly opacity: number;
  readonly counts: readonly number[];
}

export interface BarsPicture {
  readonly start: number;
  readonly stepMs: number;
  /** From the bottom up, all of one length. */
  readonly layers: readonly Layer[];
  readonly range: { readonly start: number; readonly end: number };
  readonly frame: Frame;
}

export const barCount = ({ layers }: BarsPicture): number => Math.max(0, ...layers.map((layer) => layer.counts.length));

export function sums(picture: BarsPicture): number[] {
  return Array.from({ length: barCount(picture) }, (_, i) =>
    picture.layers.reduce((sum, layer) => sum + (layer.counts[i] ?? 0), 0),
  );
}

/** The top of the axis: the highest bar with a little air, at least one. */
export const topOf = (picture: BarsPicture): number => Math.max(1, ...sums(picture)) * 1.06;

/** Two or three round values under the top. */
export function barTicks(top: number): number[] {
  const step = Math.max(1, roundUp(top / 3));
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, i) => i * step);
}

const xOf = ({ range, frame }: BarsPicture, moment: number) =>
  frame.left + ((moment - range.start) / (range.end - range.start)) * frame.width;

export const momentOf = ({ range, frame }: BarsPicture, x: number): number =>
  range.start + Math.min(1, Math.max(0, (x - frame.left) / frame.width)) * (range.end - range.start);

/** The bar at a moment, -1 outside. */
export function barAt(picture: BarsPicture, moment: number): number {
  const place = Math.floor((moment - picture.start) / picture.stepMs);
  return place >= 0 && place < barCount(picture) ? place : -1;
}

/** A stretch widened to whole bars, within the range. */
export function wholeBars(picture: BarsPicture, a: number, b: number): { start: number; end: number } {
  const { start, stepMs, range } = picture;
  const first = Math.floor((Math.min(a, b) - start) / stepMs);
  const last = Math.max(first + 1, Math.ceil((Math.max(a, b) - start) / stepMs - 1e-9));
  return { start: Math.max(range.start, start + first * stepMs), end: Math.min(range.end, start + last * stepMs) };
}

export function paintBars(context: CanvasRenderingContext2D, picture: BarsPicture, colours: Colours): void {
  const { start, stepMs, layers, frame } = picture;
  const top = topOf(picture);
  const bottom = frame.top + frame.height;
  for (let i = 0; i < barCount(picture); i++) {
    const left = Math.max(frame.left, xOf(picture, start + i * stepMs));
    const right = Math.min(frame.left + frame.width, xOf(picture, start + (i + 1) * stepMs));
    const width = right - left - (right - left > 4 ? 1.5 : right - left > 2 ? 0.5 : 0);
    if (width <= 0) continue;
    let y = bottom;
    for (const { counts, token, opacity } of layers) {
      const count = counts[i] ?? 0;
      if (count === 0) continue;
      // What is there is seen, be it one line among thousands.
      const height = Math.max(1, (count / top) * frame.height);
      y -= height;
      context.globalAlpha = opacity;
      context.fillStyle = colours(token);
      context.fillRect(left, y, width, Math.max(0.8, height - (height > 3 ? 0.5 : 0)));
    }
  }
  context.globalAlpha = 1;
}
