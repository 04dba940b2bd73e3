/**
 * Where each path stands in the difference flame graph: callees below their caller, as wide as their time in B.
 *
 * Siblings that ran at the same time share their parent's width. A leaf that takes most of its parent (a wait) is
 * folded to less than a third, so that what ran beside it can be read: the outermost one, below it widths are true.
 */
import type { AlignedPath } from "../../api/types";
import { childrenOf } from "./paths";
import type { Measure } from "./view";

export type Box = {
  readonly place: number;
  readonly depth: number;
  /** Shares of the whole width. */
  readonly left: number;
  readonly width: number;
  /** What share of its parent's time it has where it is folded, else 0. */
  readonly folded: number;
};

const FOLD_FROM = 0.6;
const FOLDED = 0.3;
const SMALLEST = 0.0008;

export function layBoxes(paths: readonly AlignedPath[], by: Measure): Box[] {
  const below = childrenOf(paths);
  const weight = weights(paths, by);
  const boxes: Box[] = [];
  const lay = (parent: number, depth: number, left: number, width: number, whole: boolean) => {
    const places = (below.get(parent) ?? []).filter((place) => weight[place]! > 0);
    const sum = places.reduce((total, place) => total + weight[place]!, 0);
    const room = Math.max(parent < 0 ? 0 : weight[parent]!, sum);
    const fold = whole ? foldedOf(places, room, weight, below) : -1;
    let at = left;
    for (const place of places) {
      const share = weight[place]! / room;
      const shown = fold < 0 ? share : place === fold ? FOLDED : (share * (1 - FOLDED)) / (1 - weight[fold]! / room);
      const own = width * shown;
      if (own >= SMALLEST) {
        boxes.push({ place, depth, left: at, width: own, folded: place === fold ? share : 0 });
        lay(place, depth + 1, at, own, whole && fold < 0);
      }
      at += own;
    }
  };
  lay(-1, 0, 0, 1, true);
  return boxes;
}

function weights(paths: readonly AlignedPath[], by: Measure): number[] {
  const weight = paths.map(({ b }) => (by === "count" ? b.spans : b.extent_ns));
  if (by !== "count") return weight;
  for (let place = paths.length - 1; place >= 0; place--) {
    const { parent } = paths[place]!;
    if (parent >= 0) weight[parent]! += weight[place]!;
  }
  return weight;
}

/** The one of them to fold, -1 for none: a leaf beside something that has more to show. */
function foldedOf(
  places: readonly number[],
  room: number,
  weight: readonly number[],
  below: ReadonlyMap<number, readonly number[]>,
): number {
  const large = places.find((place) => weight[place]! > FOLD_FROM * room && !below.has(place));
  const other = places.some((place) => place !== large && below.has(place));
  return large !== undefined && other ? large : -1;
}
