/** The way into a range and back: each zoom keeps where it came from, in the address like everything else. */

import { type Range, type RangeText, writeMoment } from "./time";

export type Zoom = RangeText & { back: string[] };

const DEEPEST = 8;

/** Look closer; what is shown now becomes one level to go back to. */
export function zoomIn(zoom: Zoom, range: Range): Zoom {
  const back = [...zoom.back, `${zoom.from}~${zoom.to}`].slice(-DEEPEST);
  return { from: writeMoment(range.start), to: writeMoment(range.end), back };
}

/** One level back, or where it is when there is none. */
export function zoomBack(zoom: Zoom): Zoom {
  const last = zoom.back.at(-1)?.split("~");
  return last?.length === 2 ? { from: last[0]!, to: last[1]!, back: zoom.back.slice(0, -1) } : { ...zoom, back: [] };
}
