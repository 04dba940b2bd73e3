/** Paints the bars of a waterfall, row by row: what each bar is comes from who knows the spans. */
import type { Colours } from "./colours";
import { textWidth } from "./text";
import { toPixel, type Window } from "./window";

export const WATERFALL_ROW = 22;
/** Room before the first moment and after the last, so that bars at the edges are seen whole. */
export const WATERFALL_EDGE = 8;
const BAR = 10;
const BAR_TOP = 6;
const LEAST = 2;

export interface Bar {
  readonly begin: number;
  readonly end: number;
  readonly series: number;
  readonly failed: boolean;
  readonly label: string;
  readonly lit: boolean;
  readonly selected: boolean;
  /** Stretches on the critical path, as pairs of begin and end. */
  readonly critical: readonly number[];
  /** What a closed row holds: its longest span. */
  readonly inside: {
    readonly begin: number;
    readonly end: number;
    readonly series: number;
    readonly failed: boolean;
  } | null;
  /** Begins and ends of many spans in one row, in order of begin. */
  readonly many: { readonly begin: Float64Array; readonly end: Float64Array; readonly failed: Uint8Array } | null;
}

export interface WaterfallPicture {
  readonly view: Window;
  readonly width: number;
  readonly height: number;
  /** Rows to paint: the first one's place, and how many; the first is painted at the top. */
  readonly first: number;
  readonly count: number;
  readonly bar: (row: number) => Bar;
  readonly ticks: readonly number[];
  readonly colours: Colours;
  readonly showPath: boolean;
}

/** Pixels within the picture of a moment. */
export const waterfallX = (view: Window, width: number, moment: number): number =>
  WATERFALL_EDGE + toPixel(view, width - 2 * WATERFALL_EDGE, moment);

export function paintWaterfall(context: CanvasRenderingContext2D, picture: WaterfallPicture): void {
  const { view, width, height, first, count, colours, ticks } = picture;
  context.fillStyle = colours("line");
  for (const tick of ticks) {
    context.fillRect(Math.round(waterfallX(view, width, tick)), 0, 1, height);
  }
  context.font = `400 11px ${colours("font")}`;
  context.textBaseline = "middle";
  for (let i = 0; i < count; i++) paintRow(context, picture, picture.bar(first + i), i * WATERFALL_ROW);
  context.globalAlpha = 1;
}

function paintRow(context: CanvasRenderingContext2D, picture: WaterfallPicture, bar: Bar, y: number): void {
  const { view, width, colours } = picture;
  context.globalAlpha = bar.lit ? 1 : 0.3;
  if (bar.end < view.from || bar.begin > view.to) {
    paintElsewhere(context, picture, bar, y, bar.end < view.from ? "left" : "right");
    return;
  }
  const left = Math.max(0, waterfallX(view, width, bar.begin));
  const right = Math.min(width, Math.max(waterfallX(view, width, bar.end), left + LEAST));
  if (bar.many) paintMany(context, picture, bar, y);
  else paintBar(context, colours, bar, left, right, y);
  if (bar.inside) paintInside(context, picture, bar.inside, y);
  if (picture.showPath) paintPath(context, picture, bar.critical, y);
  context.globalAlpha = 1;
  paintLabel(context, picture, bar, left, right, y);
}

/** Text keeps its strength where bars are dimmed, or it could not be read. */
const labelOf = (colours: Colours, { lit, failed }: Bar) =>
  colours(lit ? (failed ? "error-text" : "text-2") : "text-3");

const colourOf = (colours: Colours, { failed, series }: { failed: boolean; series: number }) =>
  failed ? colours("error") : colours(`c${series + 1}`);

function paintBar(
  context: CanvasRenderingContext2D,
  colours: Colours,
  bar: Bar,
  left: number,
  right: number,
  y: number,
): void {
  const alpha = context.globalAlpha;
  if (bar.inside) context.globalAlpha = alpha * 0.42;
  context.fillStyle = colourOf(colours, bar);
  box(context, left, y + BAR_TOP, right - left, BAR);
  context.globalAlpha = alpha;
}

function box(context: CanvasRenderingContext2D, x: number, y: number, width: number, height: number): void {
  context.beginPath();
  if (width < 5) context.rect(x, y, width, height);
  else context.roundRect(x, y, width, height, 2);
  context.fill();
}

function paintInside(
  context: CanvasRenderingContext2D,
  picture: WaterfallPicture,
  inside: NonNullable<Bar["inside"]>,
  y: number,
): void {
  const { view, width, colours } = picture;
  if (inside.end < view.from || inside.begin > view.to) return;
  const left = Math.max(0, waterfallX(view, width, inside.begin));
  const right = Math.min(width, waterfallX(view, width, inside.end));
  context.fillStyle = colourOf(colours, inside);
  context.fillRect(left, y + BAR_TOP + 3, Math.max(LEAST, right - left), 4);
}

/** Many spans in one row: each where it is, at least two pixels, and not twice in one pixel. */
function paintMany(context: CanvasRenderingContext2D, picture: WaterfallPicture, bar: Bar, y: number): void {
  const { view, width, colours } = picture;
  const { begin, end, failed } = bar.many!;
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.25;
  context.fillStyle = colours(`c${bar.series + 1}`);
  const from = Math.max(0, waterfallX(view, width, bar.begin));
  box(context, from, y + BAR_TOP + 4, Math.max(LEAST, Math.min(width, waterfallX(view, width, bar.end)) - from), 2);
  context.globalAlpha = alpha;
  for (const failing of [false, true]) {
    context.fillStyle = failing ? colours("error") : colours(`c${bar.series + 1}`);
    let painted = -1;
    for (let i = 0; i < begin.length; i++) {
      if ((failed[i] === 1) !== failing || end[i]! < view.from || begin[i]! > view.to) continue;
      const right = Math.min(width, waterfallX(view, width, end[i]!));
      const left = Math.max(0, waterfallX(view, width, begin[i]!));
      if (right <= painted) continue;
      const wide = Math.max(LEAST, right - left - (right - left > 4 ? 1 : 0));
      context.fillRect(left, y + BAR_TOP, wide, BAR);
      painted = left + wide;
    }
  }
}

function paintPath(
  context: CanvasRenderingContext2D,
  { view, width, colours }: WaterfallPicture,
  path: readonly number[],
  y: number,
): void {
  context.fillStyle = colours("text");
  let painted = -1;
  for (let i = 0; i < path.length; i += 2) {
    if (path[i + 1]! < view.from || path[i]! > view.to) continue;
    const left = Math.max(0, waterfallX(view, width, path[i]!));
    const right = Math.max(left + LEAST, Math.min(width, waterfallX(view, width, path[i + 1]!)));
    if (right <= painted) continue;
    context.fillRect(left, y + 18, right - left, 2);
    painted = right;
  }
}

/** Right of the bar; at the edge, before the bar or on a patch over its end. */
function paintLabel(
  context: CanvasRenderingContext2D,
  picture: WaterfallPicture,
  bar: Bar,
  left: number,
  right: number,
  y: number,
): void {
  const { width, colours } = picture;
  const size = textWidth(context, bar.label);
  const middle = y + WATERFALL_ROW / 2 + 0.5;
  if (right + 6 + size + 4 <= width) {
    context.fillStyle = labelOf(colours, bar);
    context.fillText(bar.label, right + 6, middle);
    return;
  }
  const x = left > size + 16 ? left - size - 8 : width - size - 16;
  if (left <= size + 16) {
    context.fillStyle = bar.selected ? colours("accent-soft") : colours("surface");
    box(context, x - 4, y + 3, size + 8, 14);
  }
  context.fillStyle = labelOf(colours, bar);
  context.fillText(bar.label, x, middle);
}

/** A bar that is not in view: how long, and an arrow to where it is. */
function paintElsewhere(
  context: CanvasRenderingContext2D,
  picture: WaterfallPicture,
  bar: Bar,
  y: number,
  side: "left" | "right",
): void {
  const { width, colours } = picture;
  const middle = Math.round(y + WATERFALL_ROW / 2) + 0.5;
  const size = textWidth(context, bar.label);
  const [text, tip, tail] = side === "right" ? [width - 28 - size, width - 12, width - 21] : [28, 12, 21];
  context.fillStyle = labelOf(colours, bar);
  context.fillText(bar.label, text, y + WATERFALL_ROW / 2 + 0.5);
  const back = side === "right" ? -3.5 : 3.5;
  context.strokeStyle = colours("text-3");
  context.lineWidth = 1.2;
  context.beginPath();
  context.moveTo(tail, middle);
  context.lineTo(tip, middle);
  context.moveTo(tip + back, middle - 3.5);
  context.lineTo(tip, middle);
  context.lineTo(tip + back, middle + 3.5);
  context.stroke();
}
