/** Paints a whole trace small: each row of its flame graph as a thin line. */
import { visitBlocks } from "./blocks";
import type { Colours } from "./colours";
import type { Flame } from "./flame-layout";
import type { Window } from "./window";

export interface MinimapPicture {
  readonly flame: Flame;
  readonly whole: Window;
  readonly width: number;
  readonly height: number;
  readonly colours: Colours;
  readonly series: (span: number) => number;
}

export function paintMinimap(context: CanvasRenderingContext2D, picture: MinimapPicture): void {
  const { flame, whole, width, height, colours } = picture;
  const top = 4;
  const pitch = Math.min(6, (height - 2 * top) / Math.max(1, flame.rows.length));
  const bar = Math.max(0.5, pitch > 2 ? pitch / 2 : pitch);
  const inks = Array.from({ length: 10 }, (_, i) => colours(`c${i + 1}`));
  const error = colours("error");
  flame.rows.forEach((row, r) => {
    const y = top + r * pitch;
    visitBlocks(row, whole, width, (left, right, at, _count, failed) => {
      context.fillStyle = failed > 0 ? error : inks[picture.series(row.span[at]!)]!;
      context.fillRect(left, y, Math.max(1, right - left - (right - left > 2 ? 0.6 : 0)), bar);
    });
  });
}
