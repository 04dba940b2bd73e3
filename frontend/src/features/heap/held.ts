/** What the parts of an object's pane share. */

import type { Thing } from "../../api/types";
import type { Heap } from "./useHeap";
import type { Target } from "./useTarget";

export type HeldProps = {
  target: Target;
  /** The object whose facts are shown. */
  step: number;
  onHold: (thing: Thing) => void;
  onOpen: (thing: Pick<Thing, "id">) => void;
};

/** Ids of retainers that are passed over. */
export const ignoredOf = ({ view }: Heap): number[] => view.ignore.map(Number).filter(Number.isSafeInteger);
