/** What of a row of spans is visible, with spans under a pixel merged: the work follows the pixels, not the spans. */
import { type FlameRow, upper } from "./flame-layout";
import type { Window } from "./window";

/**
 * Visits each visible block from left to right: its pixels, the place in the row of its first span, how many spans it
 * stands for and how many of those failed.
 */
export function visitBlocks(
  row: FlameRow,
  view: Window,
  width: number,
  visit: (left: number, right: number, first: number, count: number, failed: number) => void,
): void {
  const scale = width / (view.to - view.from);
  const pixel = 1 / scale;
  for (let i = upper(row.end, view.from); i < row.span.length && row.begin[i]! < view.to; ) {
    const left = Math.max(0, (row.begin[i]! - view.from) * scale);
    let right = Math.min(width, (row.end[i]! - view.from) * scale);
    let next = i + 1;
    if (right - left < 1) {
      // All that ends within this pixel, at once.
      next = Math.max(next, upper(row.end, view.from + (Math.floor(left) + 1) * pixel, next));
      right = Math.max(left + 1, Math.min(width, (row.end[next - 1]! - view.from) * scale));
    }
    visit(left, right, i, next - i, row.errors[next]! - row.errors[i]!);
    i = next;
  }
}
