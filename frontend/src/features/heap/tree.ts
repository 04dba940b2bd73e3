/** The rows of a tree that is opened piece by piece: what came of each open place, one below the other. */

import type { Problem } from "../../api/client";
import type { Thing } from "../../api/types";
import { below, keysOf } from "./openness";

export type Mark = "" | "new" | "deleted";

/** One list that was asked for at a place; Compare asks for two, the new and the deleted. */
export type Branch = {
  mark: Mark;
  things: readonly Thing[];
  total: number;
  loading: boolean;
  problem: Problem | null;
  more: () => void;
  again: () => void;
};

export type ClassNode<C> = {
  kind: "class";
  place: string;
  level: 0;
  open: boolean;
  can: boolean;
  row: C;
  index: number;
};
export type ThingNode = {
  kind: "thing";
  place: string;
  level: number;
  open: boolean;
  can: boolean;
  thing: Thing;
  mark: Mark;
  /** It is on the way to itself already: going on would lead around. */
  again: boolean;
};
export type MoreNode = { kind: "more"; place: string; level: number; left: number; what: Mark; run: () => void };
export type StateNode = {
  kind: "state";
  place: string;
  level: number;
  text: string;
  problem: boolean;
  run: (() => void) | null;
};
export type Node<C> = ClassNode<C> | ThingNode | MoreNode | StateNode;

export type Tree = {
  open: ReadonlySet<string>;
  branches: ReadonlyMap<string, readonly Branch[]>;
  /** Whether there is anything below an object in this tree. */
  can: (thing: Thing) => boolean;
  /** The name of nothing: "No fields". */
  none: string;
  /** What is said ahead of the objects of a class. */
  said?: (place: string) => string | null;
};

/** Rows of classes, with the objects of those that are open. */
export function classNodes<C extends { key: string }>(rows: readonly C[], tree: Tree): Node<C>[] {
  const nodes: Node<C>[] = [];
  rows.forEach((row, index) => {
    const place = below("", row.key);
    const open = tree.open.has(place);
    nodes.push({ kind: "class", place, level: 0, open, can: true, row, index });
    if (!open) return;
    const text = tree.said?.(place);
    if (text) nodes.push({ kind: "state", place: `${place}#said`, level: 1, text, problem: false, run: null });
    addBelow(nodes, tree, place, 1, []);
  });
  return nodes;
}

/** Rows of objects from the top, whose list is the branch at the place "". */
export function thingNodes(tree: Tree, way: readonly number[] = []): Node<never>[] {
  const nodes: Node<never>[] = [];
  addBelow(nodes, tree, "", 0, way);
  return nodes;
}

function addBelow<C>(nodes: Node<C>[], tree: Tree, place: string, level: number, way: readonly number[]): void {
  const branches = tree.branches.get(place);
  if (!branches) return;
  const before = nodes.length;
  for (const branch of branches) addBranch(nodes, tree, place, level, way, branch);
  if (nodes.length === before)
    nodes.push({ kind: "state", place: `${place}#none`, level, text: tree.none, problem: false, run: null });
}

function addBranch<C>(
  nodes: Node<C>[],
  tree: Tree,
  place: string,
  level: number,
  way: readonly number[],
  { mark, things, total, loading, problem, more, again }: Branch,
): void {
  const times = new Map<number, number>();
  for (const thing of things) {
    const time = times.get(thing.id) ?? 0;
    times.set(thing.id, time + 1);
    const here = below(place, thingKey(thing.id, mark, time));
    const around = way.includes(thing.id);
    const can = !around && tree.can(thing);
    const open = can && tree.open.has(here);
    nodes.push({ kind: "thing", place: here, level, open, can, thing, mark, again: around });
    if (open) addBelow(nodes, tree, here, level + 1, [...way, thing.id]);
  }
  const at = `${place}#${mark}`;
  if (problem) nodes.push({ kind: "state", place: at, level, text: problem.message, problem: true, run: again });
  else if (loading) nodes.push({ kind: "state", place: at, level, text: "Loading", problem: false, run: null });
  else if (total > things.length)
    nodes.push({ kind: "more", place: at, level, left: total - things.length, what: mark, run: more });
}

/** An object among its siblings: the same one may stand there more than once, reached by other names. */
export function thingKey(id: number, mark: Mark, time: number): string {
  return `${mark === "deleted" ? "-" : ""}${id}${time > 0 ? `x${time}` : ""}`;
}

/** Back from the key: which object, and whether it is only in the base. */
export function keyThing(key: string): { id: number; deleted: boolean } {
  const [, minus, id] = /^(-?)(\d+)/.exec(key) ?? [];
  return { id: Number(id ?? Number.NaN), deleted: minus === "-" };
}

/** Whether something is open below a place that further pages of its list must hold. */
export function seeks(
  open: ReadonlySet<string>,
  place: string,
  { mark, things, total }: Pick<Branch, "mark" | "things" | "total">,
): boolean {
  if (things.length >= total) return false;
  const depth = place === "" ? 0 : keysOf(place).length;
  const there = new Set(things.map(({ id }) => id));
  for (const one of open) {
    const keys = keysOf(one);
    if (keys.length !== depth + 1 || (place !== "" && !one.startsWith(`${place}.`))) continue;
    const { id, deleted } = keyThing(keys[depth]!);
    if ((mark === "" || deleted === (mark === "deleted")) && !Number.isNaN(id) && !there.has(id)) return true;
  }
  return false;
}
