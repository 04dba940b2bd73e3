/**
 * The crosshair all charts of all tools share, in moments. A pointer over any chart moves it; when the pointer
 * leaves, it goes back to where it was pinned. It stands outside React, since it moves with every pointer event.
 */

import { useSyncExternalStore } from "react";

export type Cross = { at: number | null; hovered: boolean; drag: readonly [number, number] | null };

let hovered: number | null = null;
let pinned: number | null = null;
let drag: readonly [number, number] | null = null;
let cross: Cross = { at: null, hovered: false, drag: null };
const listeners = new Set<() => void>();

function publish(): void {
  cross = { at: hovered ?? pinned, hovered: hovered !== null, drag };
  for (const listener of listeners) listener();
}

export function hover(at: number | null): void {
  if (at === hovered) return;
  hovered = at;
  publish();
}

export function pin(at: number | null): void {
  if (at === pinned) return;
  pinned = at;
  publish();
}

/** A stretch that is being drawn with the pointer, shown by every chart. */
export function dragging(stretch: readonly [number, number] | null): void {
  drag = stretch;
  publish();
}

export function crosshair(): Cross {
  return cross;
}

export function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function useCrosshair(): Cross {
  return useSyncExternalStore(listen, crosshair);
}
