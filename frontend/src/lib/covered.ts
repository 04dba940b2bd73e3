/** Whether something lies over the whole page, so that what is under it is not seen: a view that the lead presents. */

import { useSyncExternalStore } from "react";
import { newFact } from "./fact";

const covered = newFact();

export const isCovered = covered.is;
export const cover = covered.set;
export const whenCovered = covered.when;
export const useCovered = () => useSyncExternalStore(whenCovered, isCovered);
