/**
 * Where each path stands in the difference flame graph: callees below their caller, as wide as their time in B.
 *
 * What only one of the traces has, A's own too, is at least so wide that its name begins to be read, where it is a few.
 * Siblings that ran at the same time share their parent's width. A leaf that takes most of its parent (a wait) is
 * folded to less than a third, so that what ran beside it can be read: the outermost one, below it widths are true.
 */
import type { AlignedPath } from "../../api/types";
import { alone, childrenOf } from "./paths";
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
const [LEAST, FEW] = [0.08, 6];

export function layBoxes(paths: readonly AlignedPath[], by: Measure): Box[] {
  const below = childrenOf(paths);
  const weight = weights(paths, by);
  const shown = toShow(paths);
  const boxes: Box[] = [];
  const lay = (parent: number, depth: number, left: number, width: number, whole: boolean) => {
    const places = (below.get(parent) ?? []).filter((place) => weight[place]! > 0 || shown.has(place));
    const sum = places.reduce((total, place) => total + weight[place]!, 0);
    const room = Math.max(parent < 0 ? 0 : weight[parent]!, sum);
    const fold = whole ? foldedOf(places, room, weight, below) : -1;
    const shares = places.map((place) => {
      const share = room === 0 ? 0 : weight[place]! / room;
      return fold < 0 ? share : place === fold ? FOLDED : (share * (1 - FOLDED)) / (1 - weight[fold]! / room);
    });
    const widths = widened(
      shares,
      places.map((place) => shown.has(place)),
      LEAST / width,
    );
    let at = left;
    for (const [index, place] of places.entries()) {
      const share = room === 0 ? 0 : weight[place]! / room;
      const own = width * widths[index]!;
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

/** What only one of the traces has inside of what both have, and all above it. None where that is too much. */
function toShow(paths: readonly AlignedPath[]): ReadonlySet<number> {
  const { a, b } = alone(paths);
  const tops = [...a, ...b].filter((place) => paths[place]!.parent >= 0);
  const found = new Set<number>();
  if (tops.length > FEW) return found;
  for (const top of tops) for (let place = top; place >= 0; place = paths[place]!.parent) found.add(place);
  return found;
}

/** Shares of which some are at least so large; the others give the room where it would be more than all. */
function widened(shares: readonly number[], wanted: readonly boolean[], least: number): number[] {
  const most = 1 / shares.length;
  const raised = shares.map((share, at) => wanted[at]! && share < Math.min(least, most));
  const made = shares.map((share, at) => (raised[at] ? Math.min(least, most) : share));
  const sum = (of: (at: number) => boolean) => made.reduce((total, share, at) => total + (of(at) ? share : 0), 0);
  const [own, others] = [sum((at) => raised[at]!), sum((at) => !raised[at])];
  if (own + others <= 1 || own === 0 || others === 0) return made;
  return made.map((share, at) => (raised[at] ? share : (share * (1 - own)) / others));
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
