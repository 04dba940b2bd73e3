/** Paints a whole trace small: each row of its flame graph as a thin line, what is outside the window dimmed. */
import { visitBlocks } from "./blocks";
import type { Colours } from "./colours";
import type { Flame } from "./flame-layout";
import { toPixel, type Window } from "./window";

export interface MinimapPicture {
  readonly flame: Flame;
  readonly whole: Window;
  readonly view: Window;
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
  flame.rows.forEach((row, r) => {
    const y = top + r * pitch;
    visitBlocks(row, whole, width, (left, right, at, _count, failed) => {
      context.fillStyle = failed > 0 ? colours("error") : colours(`c${picture.series(row.span[at]!) + 1}`);
      context.fillRect(left, y, Math.max(1, right - left - (right - left > 2 ? 0.6 : 0)), bar);
    });
  });
  dimOutside(context, picture);
}

function dimOutside(context: CanvasRenderingContext2D, { whole, view, width, height, colours }: MinimapPicture): void {
  const left = toPixel(whole, width, view.from);
  const right = toPixel(whole, width, view.to);
  context.globalAlpha = 0.62;
  context.fillStyle = colours("bg");
  context.fillRect(0, 0, left, height);
  context.fillRect(right, 0, width - right, height);
  context.globalAlpha = 1;
}
