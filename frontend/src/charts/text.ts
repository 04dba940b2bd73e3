/** Text that fits: measured once, cut with an ellipsis. */

const widths = new Map<string, number>();
const cuts = new Map<string, string>();
const MOST = 20_000;

export function textWidth(context: CanvasRenderingContext2D, text: string): number {
  const key = `${context.font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    width = context.measureText(text).width;
    if (widths.size > MOST) widths.clear();
    widths.set(key, width);
  }
  return width;
}

/** The text, or as much of its start as fits with an ellipsis, or nothing when that would be under three letters. */
export function fitText(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (textWidth(context, text) <= room) return text;
  const key = `${context.font}|${Math.floor(room)}|${text}`;
  let cut = cuts.get(key);
  if (cut === undefined) {
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (context.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle;
      else high = middle - 1;
    }
    cut = low < 3 ? "" : `${text.slice(0, low)}…`;
    if (cuts.size > MOST) cuts.clear();
    cuts.set(key, cut);
  }
  return cut;
}
