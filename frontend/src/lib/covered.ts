/** Whether something lies over the whole page, so that what is under it is not seen: a view that the lead presents. */

import { useSyncExternalStore } from "react";

let covered = false;
const watching = new Set<() => void>();

export const isCovered = () => covered;

export function cover(now: boolean): void {
  if (covered === now) return;
  covered = now;
  for (const one of [...watching]) one();
}

export function whenCovered(told: () => void): () => void {
  watching.add(told);
  return () => watching.delete(told);
}

export const useCovered = () => useSyncExternalStore(whenCovered, isCovered);
