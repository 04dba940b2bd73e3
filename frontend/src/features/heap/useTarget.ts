/** The object in the pane on the right: the one that is selected, or one that stands for the class that is. */

import { useQuery } from "@tanstack/react-query";
import { asProblem } from "../../api/answers";
import { ask, Problem } from "../../api/client";
import { useSurface } from "../../api/surface";
import type { Groups, Objects } from "../../api/types";
import { type Heap, snapshotOf } from "./useHeap";

export type Target = {
  snapshot: string;
  id: number;
  /** Of a class: of how many, and whether only the new ones are meant. */
  of: { total: number; fresh: boolean } | null;
};

export type Found = {
  target: Target | null;
  /** Something is selected. */
  open: boolean;
  loading: boolean;
  problem: Problem | null;
  again: () => void;
};

export function useTarget(heap: Heap): Found {
  const { view } = heap;
  const { api } = useSurface();
  const asks = view.id === null && view.cls !== null ? asksFor(heap, view.cls) : [];
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [api, "heap example", asks],
    queryFn: ({ signal }) =>
      firstOf(asks, (path, body) => ask(`${api}/${path}`, body, { signal, view: "~heap.example" })),
    enabled: asks.length > 0,
  });
  const again = () => void refetch();
  if (view.id !== null) {
    const target = { snapshot: snapshotOf(heap).name, id: view.id, of: null };
    return { target, open: true, loading: false, problem: null, again };
  }
  return {
    target: (asks.length > 0 && data) || null,
    open: asks.length > 0,
    loading: isFetching && !data,
    problem: error && !isFetching ? asProblem(error) : null,
    again,
  };
}

type Ask = {
  path: "heap/groups" | "heap/objects";
  body: { snapshot: string; key: string; since?: string; limit: number };
  fresh: boolean;
};

/** Where to look for one object of a class: first among those held in the way that keeps most alive. */
export function asksFor(
  { view, snapshot, base, shown }: Pick<Heap, "view" | "snapshot" | "base" | "shown">,
  key: string,
): Ask[] {
  const comparing = shown === "compare" && view.over === "two" && base !== null;
  const largest = { sort: "retained", descending: true, limit: 1 };
  const objects = (name: string, more: { keep?: string; since?: string } = {}, fresh = false): Ask => ({
    path: "heap/objects",
    body: { snapshot: name, key, ...largest, ...more },
    fresh,
  });
  const groups = (since: string): Ask => ({
    path: "heap/groups",
    body: { snapshot: snapshot.name, key, since, limit: 1 },
    fresh: since !== "",
  });
  if (shown === "summary" && view.keep !== "all") {
    const fresh = view.keep === "new";
    return [objects(snapshot.name, { keep: view.keep, since: fresh ? (base?.name ?? "") : "" }, fresh)];
  }
  return [
    ...(comparing ? [groups(base.name)] : []),
    groups(""),
    objects(snapshot.name),
    // What was deleted is only in the base.
    ...(comparing ? [objects(base.name)] : []),
  ];
}

/** The first of the answers that names an object; null when none does. */
export async function firstOf(
  asks: readonly Ask[],
  answer: (path: string, body: object) => Promise<Groups | Objects>,
): Promise<Target | null> {
  for (const { path, body, fresh } of asks) {
    const given = await answer(path, body).catch((error: unknown) => {
      if (error instanceof Problem && error.kind === "not_found") return null;
      throw error;
    });
    if (!given) continue;
    const id = "groups" in given ? given.groups[0]?.example : given.things[0]?.id;
    if (id !== undefined) return { snapshot: body.snapshot, id, of: { total: given.total, fresh } };
  }
  return null;
}
