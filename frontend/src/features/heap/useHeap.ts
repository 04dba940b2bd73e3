/** The heap page's state: which snapshots, which view of them, what is selected, and every change of it. */

import { useCallback, useMemo, useRef } from "react";
import { useIncident } from "../../api/surface";
import type { Snapshots, Thing } from "../../api/types";
import { type Change, useView, type View } from "../../lib/view";
import { type Chosen, chosenOf, comparedWith, lifeAt, type Numbered, type Pod, podsOf, restartsOf } from "./snapshots";
import { HEAP, VIEWS, type ViewName } from "./view";

export type HeapView = View<typeof HEAP>;

export type Heap = Chosen & {
  pods: readonly Pod[];
  view: HeapView;
  /** Nothing was chosen yet: what is shown is what the page opens with. */
  untouched: boolean;
  change: Change<typeof HEAP>;
  /** The view that is shown, whatever the address lacks. */
  shown: ViewName;
  views: readonly ViewName[];
  /** When the process of the chosen snapshot began, as far as is known. */
  begun: number | null;
  show: (view: ViewName) => void;
  /** Other snapshots were named. */
  choose: (names: { snapshot: string; base?: string }) => void;
  /** A snapshot was clicked: chosen, or compared with the one clicked before. */
  pick: (snapshot: Numbered, compare?: boolean) => void;
  /** `deleted`: it is only in the base. */
  selectThing: (thing: Pick<Thing, "id">, how?: { cls?: string | null; deleted?: boolean }) => void;
  selectClass: (key: string) => void;
  clear: () => void;
};

/** In other snapshots an object may be missing; its class is looked at on. */
const NO_OBJECT = { id: null, of: null, step: null, held: [], inside: [] };
const NOTHING = { ...NO_OBJECT, cls: null };

export function useHeap({ snapshots, suspects }: Snapshots): Heap | null {
  const [view, change] = useView(HEAP);
  const { events } = useIncident();
  const pods = useMemo(() => podsOf(snapshots), [snapshots]);
  const chosen = useMemo(() => chosenOf(pods, view), [pods, view]);
  const restarts = useMemo(() => (chosen ? restartsOf(chosen.pod.pod, events) : []), [chosen, events]);
  const views = VIEWS.filter((name) => (name === "suspects" ? suspects : name !== "compare" || chosen?.base));
  const shown = views.find((name) => name === view.view) ?? (chosen?.base ? "compare" : "summary");
  const { pick, selectThing } = useGestures(chosen, view, change, shown);
  if (!chosen) return null;
  return {
    ...chosen,
    pods,
    view,
    untouched: isUntouched(view),
    change,
    shown,
    views,
    begun: lifeAt(chosen.snapshot.time, restarts).start,
    show: (name) => change({ view: name, up: false, sort: null }, "push"),
    choose: (names) => change({ ...NO_OBJECT, ...names }, "push"),
    pick,
    selectThing,
    selectClass: (key) => change({ ...NOTHING, cls: key }),
    clear: () => change(NOTHING),
  };
}

function isUntouched({ view, pod, snapshot, base, over, fresh, keep, find, sort, up }: HeapView): boolean {
  const named = [view, pod, snapshot, base, sort].some((one) => one !== null);
  return !named && over === "two" && !fresh && keep === "all" && find === "" && !up;
}

function useGestures(chosen: Chosen | null, view: HeapView, change: Change<typeof HEAP>, shown: ViewName) {
  const last = useRef<string | null>(null);
  const pick = useCallback(
    (snapshot: Numbered, compare = false) => {
      if (!chosen) return;
      // In Compare the two that were clicked last are compared; elsewhere a click chooses.
      const comparing = shown === "compare" && view.over === "two";
      const before = comparing ? chosen.pod.snapshots.find(({ name }) => name === last.current) : undefined;
      const pair = compare || comparing ? comparedWith(snapshot, before ?? chosen.snapshot) : null;
      last.current = snapshot.name;
      if (pair)
        change({ ...NO_OBJECT, ...pair, ...(compare ? { view: "compare", over: "two" as const } : {}) }, "push");
      else if (snapshot.name !== chosen.snapshot.name) change({ ...NO_OBJECT, snapshot: snapshot.name }, "push");
    },
    [chosen, view, change, shown],
  );
  const selectThing = useCallback<Heap["selectThing"]>(
    ({ id }, { cls, deleted = false } = {}) =>
      change({
        id,
        of: deleted ? (chosen?.base?.name ?? null) : null,
        step: null,
        held: [],
        inside: [],
        ...(cls === undefined ? {} : { cls }),
      }),
    [change, chosen],
  );
  return { pick, selectThing };
}

/** The snapshot in which the selected object is. */
export function snapshotOf({ view, snapshot, base, pod }: Heap): Numbered {
  return pod.snapshots.find(({ name }) => name === view.of) ?? (view.of && base ? base : snapshot);
}
