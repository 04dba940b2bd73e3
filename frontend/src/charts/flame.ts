/** Paints a flame graph, and says what is under the pointer. */
import { visitBlocks } from "./blocks";
import type { Colours } from "./colours";
import { type Flame, upper } from "./flame-layout";
import { fitText, textWidth } from "./text";
import { toMoment, toPixel, type Window } from "./window";

export const FLAME_ROW = 20;
export const FLAME_TOP = 6;
const BOX = 18;
const SMALLEST_TEXT = 34;

export interface FlamePicture {
  readonly flame: Flame;
  readonly view: Window;
  /** Pixels scrolled down. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly colours: Colours;
  /** The series of a span's colour, 0 to 9. */
  readonly series: (span: number) => number;
  readonly failed: (span: number) => boolean;
  readonly label: (span: number) => string;
  readonly detail: (span: number) => string;
  /** Spans to keep in full colour; null for all. */
  readonly lit: Uint8Array | null;
  readonly selected: number;
  readonly hovered: number;
}

const FAILED = 10;
const KINDS = 11;

/** Boxes of one colour in one go: changing the colour costs more than painting. */
class Batches {
  private readonly boxes: number[][] = Array.from({ length: KINDS * 2 }, () => []);

  add(kind: number, lit: boolean, x: number, y: number, width: number): void {
    this.boxes[lit ? kind : kind + KINDS]!.push(x, y, width);
  }

  paint(context: CanvasRenderingContext2D, colours: Colours): void {
    this.boxes.forEach((boxes, batch) => {
      if (boxes.length === 0) return;
      const kind = batch % KINDS;
      context.globalAlpha = batch < KINDS ? 1 : 0.28;
      context.fillStyle = kind === FAILED ? colours("error-soft") : colours(`c${kind + 1}-soft`);
      for (let i = 0; i < boxes.length; i += 3) context.fillRect(boxes[i]!, boxes[i + 1]!, boxes[i + 2]!, BOX);
      context.fillStyle = kind === FAILED ? colours("error") : colours(`c${kind + 1}`);
      for (let i = 0; i < boxes.length; i += 3) {
        context.fillRect(boxes[i]!, boxes[i + 1]!, Math.min(2, boxes[i + 2]!), BOX);
      }
    });
    context.globalAlpha = 1;
  }
}

export function paintFlame(context: CanvasRenderingContext2D, picture: FlamePicture): void {
  const { flame, view, top, width, height, lit } = picture;
  const batches = new Batches();
  const texts: [span: number, x: number, y: number, room: number, lit: boolean][] = [];
  const first = Math.max(0, Math.floor((top - FLAME_TOP) / FLAME_ROW));
  const last = Math.min(flame.rows.length, Math.ceil((top + height - FLAME_TOP) / FLAME_ROW));
  for (let r = first; r < last; r++) {
    const row = flame.rows[r]!;
    const y = FLAME_TOP + r * FLAME_ROW - top;
    visitBlocks(row, view, width, (left, right, at, count, failures) => {
      const span = row.span[at]!;
      const kind = failures > 0 && (count > 1 || picture.failed(span)) ? FAILED : picture.series(span);
      const isLit = lit === null || lit[span] === 1 || (count > 1 && anyLit(row.span, lit, at, count));
      const gap = right - left > 3 ? 1 : 0;
      batches.add(kind, isLit, left, y, Math.max(1, right - left - gap));
      if (count === 1 && right - left > SMALLEST_TEXT) texts.push([span, left, y, right - left - 13, isLit]);
    });
  }
  batches.paint(context, picture.colours);
  paintTexts(context, picture, texts);
  outline(context, picture, picture.hovered, picture.colours("line-input"), 1);
  outline(context, picture, picture.selected, picture.colours("accent-text"), 1.5);
}

function anyLit(spans: Int32Array, lit: Uint8Array, at: number, count: number): boolean {
  for (let i = at; i < at + count; i++) if (lit[spans[i]!] === 1) return true;
  return false;
}

function paintTexts(
  context: CanvasRenderingContext2D,
  { colours, label, detail }: FlamePicture,
  texts: readonly [span: number, x: number, y: number, room: number, lit: boolean][],
): void {
  context.font = `400 11.5px ${colours("font")}`;
  context.textBaseline = "middle";
  for (const [span, x, y, room, isLit] of texts) {
    const name = label(span);
    const text = fitText(context, name, room);
    if (!text) continue;
    context.fillStyle = isLit ? colours("text") : colours("text-3");
    context.fillText(text, x + 7, y + BOX / 2 + 0.5);
    const used = textWidth(context, text) + 8;
    const more = text === name ? detail(span) : "";
    if (more && used + textWidth(context, more) <= room) {
      context.fillStyle = isLit ? colours("text-2") : colours("text-3");
      context.fillText(more, x + 7 + used, y + BOX / 2 + 0.5);
    }
  }
}

function outline(
  context: CanvasRenderingContext2D,
  picture: FlamePicture,
  span: number,
  colour: string,
  line: number,
): void {
  if (span < 0) return;
  const { flame, view, top, width } = picture;
  const r = flame.row[span]!;
  const row = flame.rows[r]!;
  const at = row.span.indexOf(span);
  const left = Math.max(-4, toPixel(view, width, row.begin[at]!));
  const right = Math.min(width + 4, Math.max(left + 2, toPixel(view, width, row.end[at]!) - 1));
  if (right < 0 || left > width) return;
  context.strokeStyle = colour;
  context.lineWidth = line;
  const half = line / 2;
  context.strokeRect(left + half, FLAME_TOP + r * FLAME_ROW - top + half, Math.max(1, right - left - line), BOX - line);
}

export const flameHeight = (flame: Flame): number => FLAME_TOP * 2 + flame.rows.length * FLAME_ROW;

/** The span under the pointer, -1 for none. Within two pixels of a tiny one counts: it can be hit. */
export function spanAt(flame: Flame, view: Window, width: number, top: number, x: number, y: number): number {
  const row = flame.rows[Math.floor((y + top - FLAME_TOP) / FLAME_ROW)];
  if (!row || y + top < FLAME_TOP) return -1;
  const moment = toMoment(view, width, x);
  const reach = ((view.to - view.from) / width) * 2;
  let at = upper(row.end, moment);
  if (at < row.span.length && row.begin[at]! <= moment) return row.span[at]!;
  const before = at > 0 ? moment - row.end[at - 1]! : Number.POSITIVE_INFINITY;
  const after = at < row.span.length ? row.begin[at]! - moment : Number.POSITIVE_INFINITY;
  if (Math.min(before, after) > reach) return -1;
  if (before < after) at -= 1;
  return row.span[at]!;
}
