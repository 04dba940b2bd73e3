/** The stretch of time a picture shows, and how it is zoomed and moved. All in the picture's own unit of time. */

export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Closer than this there is nothing to see: a hundred nanoseconds over the whole width. */
const CLOSEST = 100;

export const widthOf = (view: Window): number => view.to - view.from;
export const sameWindow = (a: Window, b: Window): boolean => a.from === b.from && a.to === b.to;

/** Pixels from the left edge. */
export const toPixel = (view: Window, width: number, moment: number): number =>
  ((moment - view.from) / widthOf(view)) * width;

export const toMoment = (view: Window, width: number, pixel: number): number =>
  view.from + (pixel / width) * widthOf(view);

/** Zooms by a factor (below 1: closer) so that `around` stays where it is on the screen, within `whole`. */
export function zoom(view: Window, whole: Window, factor: number, around: number): Window {
  const width = Math.max(Math.min(widthOf(view) * factor, widthOf(whole)), Math.min(CLOSEST, widthOf(whole)));
  const share = (around - view.from) / widthOf(view);
  return within({ from: around - share * width, to: around + (1 - share) * width }, whole);
}

export const pan = (view: Window, whole: Window, by: number): Window =>
  within({ from: view.from + by, to: view.to + by }, whole);

/** The window pushed back inside `whole`, keeping its width as far as there is room. */
export function within(view: Window, whole: Window): Window {
  const width = Math.min(widthOf(view), widthOf(whole));
  const from = Math.min(Math.max(view.from, whole.from), whole.to - width);
  return { from, to: from + width };
}

/** The stretch from `a` to `b` in whichever order, with `margin` (a share of it) on both sides, not closer than allowed. */
export function around(a: number, b: number, whole: Window, margin = 0): Window {
  const from = Math.min(a, b);
  const to = Math.max(a, b);
  const extra = Math.max((to - from) * margin, (CLOSEST - (to - from)) / 2, 0);
  return within({ from: from - extra, to: to + extra }, whole);
}

/** The window moved, at unchanged width, as little as needed for [a, b] to be in it; unchanged when it is. */
export function bring(view: Window, whole: Window, a: number, b: number): Window {
  const width = widthOf(view);
  if (b < view.from || a > view.to)
    return within({ from: (a + b) / 2 - width / 2, to: (a + b) / 2 + width / 2 }, whole);
  return view;
}
