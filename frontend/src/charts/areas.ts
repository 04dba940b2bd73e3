/** Values over time as stacked areas: laid out and painted. */

import type { Colours } from "./colours";
import type { Frame } from "./heat";

export interface AreaLayer {
  readonly key: string;
  readonly name: string;
  readonly token: string;
  readonly values: readonly number[];
}

export interface AreasPicture {
  readonly start: number;
  readonly stepMs: number;
  readonly points: number;
  /** From the bottom up. */
  readonly layers: readonly AreaLayer[];
  readonly range: { readonly start: number; readonly end: number };
  readonly frame: Frame;
  /** The top of the axis. */
  readonly high: number;
}

export function stackedSums(layers: readonly AreaLayer[], points: number): number[] {
  return Array.from({ length: points }, (_, place) =>
    layers.reduce((sum, { values }) => sum + (values[place] ?? 0), 0),
  );
}

const xOf = ({ range, frame }: AreasPicture, moment: number) =>
  frame.left +
  (Math.max(0, Math.min(range.end - range.start, moment - range.start)) / (range.end - range.start)) * frame.width;

const yOf = ({ frame, high }: AreasPicture, value: number) =>
  frame.top + frame.height * (1 - Math.min(1, value / high));

/** A value stands for its whole step, so each is drawn at the middle of it, and the ends reach to the edges. */
export function paintAreas(context: CanvasRenderingContext2D, picture: AreasPicture, colours: Colours): void {
  const { start, stepMs, points, layers } = picture;
  if (points === 0) return;
  const x = Array.from({ length: points }, (_, place) =>
    place === 0
      ? xOf(picture, start)
      : place === points - 1
        ? xOf(picture, start + points * stepMs)
        : xOf(picture, start + (place + 0.5) * stepMs),
  );
  let below = new Array<number>(points).fill(0);
  for (const { token, values } of layers) {
    const above = below.map((value, place) => value + (values[place] ?? 0));
    context.beginPath();
    context.moveTo(x[0]!, yOf(picture, above[0]!));
    for (let place = 1; place < points; place++) context.lineTo(x[place]!, yOf(picture, above[place]!));
    for (let place = points - 1; place >= 0; place--) context.lineTo(x[place]!, yOf(picture, below[place]!));
    context.closePath();
    context.fillStyle = colours(token);
    context.globalAlpha = 0.86;
    context.fill();
    context.globalAlpha = 1;
    // A hair of the page between two layers, so that neighbours of like colours stay apart.
    context.strokeStyle = colours("surface");
    context.lineWidth = 0.75;
    context.stroke();
    below = above;
  }
}
