/** What is asked to open a place of each tree. */

import { keysOf } from "./openness";
import { keyThing } from "./tree";
import type { Asked } from "./useTree";

type Two = { snapshot: string; base: string };

/** The object a place ends in, and the snapshot it is of. */
function lastThing(place: string, { snapshot, base }: Two): { id: number; snapshot: string } {
  const keys = keysOf(place).map(keyThing);
  return { id: keys.at(-1)!.id, snapshot: keys.some(({ deleted }) => deleted) ? base : snapshot };
}

const fields = (body: { snapshot: string; id: number | null }): Asked[] =>
  body.id !== null && Number.isNaN(body.id) ? [] : [{ mark: "", path: "heap/fields", body }];

/** A class opens to its objects, an object to its fields. */
export function summaryAsks(snapshot: string, kept: { keep: string; since: string }) {
  return (place: string): Asked[] => {
    const keys = keysOf(place);
    if (keys.length > 1) return fields(lastThing(place, { snapshot, base: "" }));
    return [{ mark: "", path: "heap/objects", body: { snapshot, key: keys[0]!, ...kept } }];
  };
}

/** The objects of a class in one snapshot, those that keep most alive first. */
export const objectsAsk = (snapshot: string, key: string) => ({ snapshot, key, keep: "all", since: "" });

/**
 * A class opens to its new objects and, unless only these are wanted, to its deleted ones; one of the `same` objects
 * in both, to these as they are now.
 */
export function compareAsks(two: Two, fresh: boolean, same: ReadonlySet<string> = new Set()) {
  return (place: string): Asked[] => {
    const keys = keysOf(place);
    if (keys.length > 1) return fields(lastThing(place, two));
    if (same.has(keys[0]!)) return [{ mark: "", path: "heap/objects", body: objectsAsk(two.snapshot, keys[0]!) }];
    const body = { ...two, key: keys[0]! };
    const marks = fresh ? (["new"] as const) : (["new", "deleted"] as const);
    return marks.map((mark) => ({ mark, path: "heap/changed", body: { ...body, which: mark } }));
  };
}

/** From the roots, or from one object, to what each refers to. */
export function fieldAsks(snapshot: string, top: number | null = null) {
  return (place: string): Asked[] =>
    fields(place === "" ? { snapshot, id: top } : lastThing(place, { snapshot, base: "" }));
}

/** From the root to what each alone keeps alive. */
export function dominatedAsks(snapshot: string) {
  return (place: string): Asked[] => {
    const id = place === "" ? null : lastThing(place, { snapshot, base: "" }).id;
    return [{ mark: "", path: "heap/dominated", body: { snapshot, id } }];
  };
}

/** From an object to what refers to it, passing over those that are ignored. */
export function retainerAsks(snapshot: string, top: number, ignore: readonly number[]) {
  return (place: string): Asked[] => {
    const id = place === "" ? top : lastThing(place, { snapshot, base: "" }).id;
    return Number.isNaN(id) ? [] : [{ mark: "", path: "heap/retainers", body: { snapshot, id, ignore: [...ignore] } }];
  };
}
