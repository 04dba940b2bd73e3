/** What the parts of an object's pane share. */

import type { RefObject } from "react";
import type { Thing } from "../../api/types";
import type { Heap } from "./useHeap";
import type { Target } from "./useTarget";

export type HeldProps = {
  target: Target;
  /** The object whose facts are shown. */
  step: number;
  /** Passed by with the keyboard, it only "replaces" what was shown before. */
  onHold: (thing: Thing, history?: "push" | "replace") => void;
  onOpen: (thing: Pick<Thing, "id">) => void;
  /** Whether what is shown next has the focus: where the object before it was opened from. */
  landing: RefObject<boolean>;
};

/** Ids of retainers that are passed over. */
export const ignoredOf = ({ view }: Heap): number[] => view.ignore.map(Number).filter(Number.isSafeInteger);
