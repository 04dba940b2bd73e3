/** Paths of two traces as rows of a tree: what changed by which measure, and what is worth a look. */
import type { AlignedPath, PathPart, TwoTraces } from "../../api/types";
import type { Measure, Sort } from "./view";

export const amountOf = (part: PathPart, by: Measure): number =>
  by === "self" ? part.self_ns : by === "critical" ? part.critical_ns : part.spans;

/** What B has more than A. */
export const changeOf = (path: AlignedPath, by: Measure): number => amountOf(path.b, by) - amountOf(path.a, by);

export const largestChange = (paths: readonly AlignedPath[], by: Measure): number =>
  paths.reduce((most, path) => Math.max(most, Math.abs(changeOf(path, by))), 0);

/** Places of the children of each path, of the roots under -1, in the order they came. */
export function childrenOf(paths: readonly AlignedPath[]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  paths.forEach(({ parent }, place) => {
    const own = found.get(parent);
    if (own) own.push(place);
    else found.set(parent, [place]);
  });
  return found;
}

const NOISE = 0.05; // of the larger of the two: durations always differ a little
const SMALL = 0.001; // of the longer trace: what is less would not be missed

export function differs(path: AlignedPath, by: Measure, whole: number): boolean {
  const { a, b } = path;
  if (a.spans !== b.spans || a.errors !== b.errors) return true;
  const change = Math.abs(changeOf(path, by));
  return change > NOISE * Math.max(amountOf(a, by), amountOf(b, by)) && change >= SMALL * whole;
}

export type Row = {
  readonly path: AlignedPath;
  readonly place: number;
  /** Shut or not; undefined without children. */
  readonly open: boolean | undefined;
};

type Shape = { by: Measure; sort: Sort; differing: boolean; shut: ReadonlySet<string> };

export function rowsOf(answer: TwoTraces, { by, sort, differing, shut }: Shape): Row[] {
  const { paths } = answer;
  const whole = Math.max(answer.a.duration_ns, answer.b.duration_ns);
  const kept = differing ? withAbove(paths, (path) => differs(path, by, whole)) : paths.map(() => true);
  const below = childrenOf(paths);
  const rank = ranks(paths, by, sort);
  const rows: Row[] = [];
  const add = (parent: number) => {
    const places = (below.get(parent) ?? []).filter((place) => kept[place]);
    if (rank) places.sort((x, y) => rank[y]! - rank[x]! || x - y);
    for (const place of places) {
      const path = paths[place]!;
      const inner = below.get(place)?.some((child) => kept[child]) ?? false;
      const open = inner ? !shut.has(path.key) : undefined;
      rows.push({ path, place, open });
      if (open) add(place);
    }
  };
  add(-1);
  return rows;
}

/** Which paths are asked for, and all above them. A parent comes before its children. */
function withAbove(paths: readonly AlignedPath[], wanted: (path: AlignedPath) => boolean): boolean[] {
  const kept = paths.map(wanted);
  for (let place = paths.length - 1; place >= 0; place--) {
    const { parent } = paths[place]!;
    if (kept[place] && parent >= 0) kept[parent] = true;
  }
  return kept;
}

/** What siblings are sorted by, the largest first: of a path and all below it. Null leaves them as they came. */
function ranks(paths: readonly AlignedPath[], by: Measure, sort: Sort): number[] | null {
  if (sort === "path") return null;
  const own = {
    change: (path: AlignedPath) => Math.abs(changeOf(path, by)),
    total: ({ a, b }: AlignedPath) => Math.max(a.total_ns, b.total_ns),
    spans: ({ a, b }: AlignedPath) => Math.max(a.spans, b.spans),
  }[sort];
  const rank = paths.map(own);
  for (let place = paths.length - 1; place >= 0; place--) {
    const { parent } = paths[place]!;
    if (parent >= 0) rank[parent] = Math.max(rank[parent]!, rank[place]!);
  }
  return rank;
}

export type SideOnly = "a" | "b";

/** Which of the two has this path at all; null where both have it. */
export const onlyIn = ({ a, b }: Pick<AlignedPath, "a" | "b">): SideOnly | null =>
  b.spans === 0 ? "a" : a.spans === 0 ? "b" : null;

/** Where one trace does what the other does not: the outermost path of each such part, in the order they came. */
export function alone(paths: readonly AlignedPath[]): Record<SideOnly, number[]> {
  const found: Record<SideOnly, number[]> = { a: [], b: [] };
  paths.forEach((path, place) => {
    const side = onlyIn(path);
    if (side && (path.parent < 0 || onlyIn(paths[path.parent]!) !== side)) found[side].push(place);
  });
  return found;
}

/** From -4, far less, to 4, far more, as a share of the largest change. */
export function stepOf(change: number, most: number): number {
  const share = most === 0 ? 0 : Math.abs(change) / most;
  const step = share >= 0.4 ? 4 : share >= 0.1 ? 3 : share >= 0.02 ? 2 : share >= 0.002 ? 1 : 0;
  return change < 0 ? -step : step;
}

/** How far a bar reaches from the middle, 0 to 1, on a logarithmic scale: small changes are seen beside large ones. */
export function reachOf(change: number, most: number): number {
  if (change === 0 || most === 0) return 0;
  return Math.log10(1 + (Math.abs(change) / most) * 1e4) / Math.log10(1 + 1e4);
}

/** "same structure" in numbers. */
export function structureOf({ both, only_a, only_b }: Pick<TwoTraces, "both" | "only_a" | "only_b">): string {
  if (both === 0) return "no path in both";
  const head = only_a + only_b === 0 ? "same structure: " : "";
  return `${head}${both} ${both === 1 ? "path" : "paths"} in both, ${only_a || "none"} only in A, ${only_b || "none"} only in B`;
}

/** The operations with most time of their own in either trace: they have colours, the others share one. */
export function operationsOf(paths: readonly AlignedPath[], most: number): { name: string; key: string }[] {
  const sums = new Map<string, { name: string; a: number; b: number }>();
  for (const { service, name, a, b } of paths) {
    const key = keyOf(service, name);
    const sum = sums.get(key) ?? { name, a: 0, b: 0 };
    sum.a += a.self_ns;
    sum.b += b.self_ns;
    sums.set(key, sum);
  }
  const whole = { a: 1, b: 1 };
  for (const { a, b } of sums.values()) {
    whole.a += a;
    whole.b += b;
  }
  return [...sums]
    .map(([key, { name, a, b }]) => ({ key, name, share: Math.max(a / whole.a, b / whole.b) }))
    .sort((x, y) => y.share - x.share)
    .slice(0, most);
}

export const keyOf = (service: string, name: string): string => `${service}\n${name}`;
