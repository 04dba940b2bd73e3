/** How a person wants pages displayed: larger text, more contrast, less motion, no timer. Kept by this browser. */

import { useSyncExternalStore } from "react";

export type Display = { text: boolean; contrast: boolean; motion: boolean; timer: boolean };
export type Choice = keyof Display;

/** Each choice with its name, as it is told to staff, and what it does. */
export const CHOICES: { choice: Choice; name: string; title: string; what: string }[] = [
  { choice: "text", name: "larger text", title: "Larger text", what: "Everything you read is one size up." },
  { choice: "contrast", name: "high contrast", title: "High contrast", what: "Darker text and lines." },
  { choice: "motion", name: "reduced motion", title: "Reduced motion", what: "Nothing slides or fades." },
  { choice: "timer", name: "hidden timer", title: "Hide the timer", what: "Your interviewer keeps the time." },
];

const KEY = "rounds.display"; // public/scheme.js reads the same before the first paint
const NONE: Display = { text: false, contrast: false, motion: false, timer: false };
const listeners = new Set<() => void>();
let known: Display = read();

function read(): Display {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Display>;
    return { text: !!kept.text, contrast: !!kept.contrast, motion: !!kept.motion, timer: !!kept.timer };
  } catch {
    return NONE; // storage is off, or holds what an older version wrote
  }
}

export function display(): Display {
  return known;
}

/** Takes effect at once, on every page of this tab, and is there when the page is opened again. */
export function choose(choice: Choice, on: boolean): Display {
  known = { ...known, [choice]: on };
  try {
    localStorage.setItem(KEY, JSON.stringify(known));
  } catch {
    // Storage is off: it holds for as long as the page is open.
  }
  apply(known);
  for (const listener of listeners) listener();
  return known;
}

export function apply({ text, contrast, motion }: Display, root = document.documentElement): void {
  root.toggleAttribute("data-larger-text", text);
  root.toggleAttribute("data-high-contrast", contrast);
  root.toggleAttribute("data-reduced-motion", motion);
}

/** The names of what is chosen, as staff are told the effect. */
export function named(chosen: Display): string[] {
  return CHOICES.filter(({ choice }) => chosen[choice]).map(({ name }) => name);
}

export function useDisplay(): Display {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, display);
}
