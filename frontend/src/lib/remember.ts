/** Small things a browser remembers for a person: sizes of panes, the colour scheme. Never anything of an incident. */

import { useCallback, useState } from "react";

export function recall<T>(name: string, fallback: T): T {
  try {
    const kept = localStorage.getItem(`rounds.${name}`);
    return kept === null ? fallback : (JSON.parse(kept) as T);
  } catch {
    return fallback; // storage is off, or holds what an older version wrote
  }
}

export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(`rounds.${name}`, JSON.stringify(value));
  } catch {
    // Storage is off: the page works without it.
  }
}

export function useRemembered<T>(name: string, fallback: T): [T, (value: T) => void] {
  const [value, set] = useState(() => recall(name, fallback));
  const keep = useCallback(
    (next: T) => {
      set(next);
      remember(name, next);
    },
    [name],
  );
  return [value, keep];
}
