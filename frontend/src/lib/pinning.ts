/** What on a page can be pinned: things say what they are, and who presses a key means one of them. */

import { useSyncExternalStore } from "react";

/** A thing of a page. `mark` names it as the server's rules know it, `spark` is how its values went. */
export type Pinnable = {
  title: string;
  value?: string;
  mark?: Record<string, string>;
  /** What its address has beside that of the page, where it is not open. */
  search?: Record<string, string>;
  spark?: readonly (number | null)[];
};

/** Attributes of the element that shows a thing. `open` is for a pane: what is chosen stands there. */
export function pinned(thing: Pinnable | null | undefined, open = false): Record<string, string> {
  if (!thing) return {};
  return { "data-pin": JSON.stringify(thing), ...(open ? { "data-pin-open": "" } : {}) };
}

const POINTS = 32; // of a spark

/** Few enough values to be kept beside an address, with three digits. */
export function thinned(values: readonly (number | null)[]): (number | null)[] {
  const step = Math.max(1, values.length / POINTS);
  return Array.from({ length: Math.min(POINTS, values.length) }, (_, index) => {
    const value = values[Math.min(values.length - 1, Math.round((index + 1) * step) - 1)] ?? null;
    return value === null ? null : Number(value.toPrecision(3));
  });
}

// Where people point

const STAYED = 400; // milliseconds after which a pointer was not only passing
let pointed: { thing: Element | null; since: number; last: number } = { thing: null, since: 0, last: 0 };
let stayed: Element | null = null;
let keyed = 0;

/** Follows the pointer and the keys, so that a thing can be meant. Returns what ends it. */
export function watchPointing(): () => void {
  const stop = new AbortController();
  const listening = { signal: stop.signal, capture: true, passive: true };
  const point = ({ target, type, timeStamp }: Event) => {
    const thing = target instanceof Element ? target.closest("[data-pin]") : null;
    if (pointed.thing && timeStamp - pointed.since >= STAYED) stayed = pointed.thing;
    pointed = { thing, since: thing === pointed.thing ? pointed.since : timeStamp, last: timeStamp };
    if (type === "pointerdown" && thing) stayed = thing;
  };
  addEventListener("pointermove", point, listening);
  addEventListener("pointerdown", point, listening);
  const press = ({ key, timeStamp }: KeyboardEvent) => {
    if (key !== "p") keyed = timeStamp;
  };
  addEventListener("keydown", press, listening);
  return () => stop.abort();
}

/** What is meant by a key: what the focus or the pointer is on, whichever came last; else what is chosen. */
export function meantByKey(): Pinnable | null {
  const under = pointed.thing?.isConnected ? pointed.thing : null;
  const ways = pointed.last > keyed ? [under, focused()] : [focused(), under];
  return read(ways.find(Boolean) ?? chosen());
}

/** By a button, on whose way the pointer passed much: what is chosen, or the lane where it stayed. */
export function meantByButton(): Pinnable | null {
  return read(chosen());
}

function focused(): Element | null {
  const active = document.activeElement;
  const row = active?.getAttribute("aria-activedescendant");
  return (row ? document.getElementById(row) : active)?.closest("[data-pin]") ?? null;
}

function chosen(): Element | null {
  const lane = stayed?.isConnected && stayed.closest("[data-pin-lane]") ? stayed : null;
  // Of a trace's tree the active row is only where the keys are: what is chosen there is open in the pane.
  const row = document.querySelector('[aria-selected="true"][data-pin]:not([role="treeitem"])');
  return document.querySelector("[data-pin-open]") ?? row ?? lane;
}

function read(element: Element | null): Pinnable | null {
  const told = element?.getAttribute("data-pin");
  if (!told) return null;
  const thing = JSON.parse(told) as Pinnable;
  const value = thing.value ?? element?.querySelector("[data-pin-value]")?.textContent ?? undefined;
  return value === undefined ? thing : { ...thing, value };
}

// Who pins

type Pinner = { pin: () => void; reason: string };
let pinner: Pinner | null = null;
const listeners = new Set<() => void>();

/** Says who pins on this page, null for nobody; `reason` is why it cannot be done now, if it cannot. */
export function setPinner(next: Pinner | null): void {
  pinner = next;
  for (const listener of listeners) listener();
}

export function usePinner(): Pinner | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pinner,
  );
}
