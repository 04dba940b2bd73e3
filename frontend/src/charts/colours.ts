/** The tokens of the current scheme, for what is drawn on a canvas. Read once a scheme. */

import { useComputedColorScheme } from "@mantine/core";
import { useMemo } from "react";

export type Colours = (token: string) => string;

const kept = new Map<string, Colours>();

/** Colours of the scheme the page has now: `colours("c1")`, `colours("text-3")`. */
export function coloursOf(scheme: string): Colours {
  const known = kept.get(scheme);
  if (known) return known;
  const style = getComputedStyle(document.documentElement);
  const read = new Map<string, string>();
  const colours: Colours = (token) => {
    let value = read.get(token);
    if (value === undefined) {
      value = style.getPropertyValue(`--r-${token}`).trim();
      if (document.documentElement.getAttribute("data-mantine-color-scheme") === scheme) read.set(token, value);
    }
    return value;
  };
  kept.set(scheme, colours);
  return colours;
}

export function useColours(): Colours {
  const scheme = useComputedColorScheme("dark");
  return useMemo(() => coloursOf(scheme), [scheme]);
}

/** A token as CSS: `css("c1")` is var(--r-c1). */
export const css = (token: string) => `var(--r-${token})`;
