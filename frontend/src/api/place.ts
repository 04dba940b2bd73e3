/** Where in time a page looks, and how to get from tool to tool without losing it. */

import { useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { pin } from "../charts/bus";
import { type Range, type RangeText, resolve, writeMoment } from "../lib/time";
import { param, type Search, useView } from "../lib/view";
import { zoomBack, zoomIn } from "../lib/zoom";
import { type Tool, useIncident, useSurface } from "./surface";

const HOUR = 3_600_000;

/** Where a person looks first: the last hour, or all of an incident that is shorter. */
export function firstRange({ start, now }: { start: number; now: number }): RangeText {
  return { from: now - start < HOUR ? writeMoment(start) : "now-1h", to: "now" };
}

export const EVENT_KINDS = ["all", "deploy", "alert", "restart", "other"] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** The parameters every tool has: the range, the levels above it, the crosshair that stays, the events drawer, the notebook. */
export const PLACE = {
  from: param.maybe(),
  to: param.maybe(),
  z: param.list(),
  at: param.number("replace"),
  events: param.flag(),
  notebook: param.flag(),
  /** Which events are listed, and flagged on charts. */
  event_kind: param.choice(EVENT_KINDS),
};

export type Place = {
  now: number;
  range: Range;
  text: RangeText;
  /** A new range that was typed or picked: the way back starts over. */
  setRange: (text: RangeText) => void;
  zoom: (range: Range) => void;
  back: () => void;
  canGoBack: boolean;
  /** The crosshair that stays when the pointer leaves, milliseconds. */
  at: number | null;
  setAt: (at: number | null) => void;
};

export function usePlace(): Place {
  const incident = useIncident();
  const { now } = incident;
  const [{ z, at, ...asked }, change] = useView(PLACE);
  const first = useMemo(() => firstRange(incident), [incident]);
  const { from, to } = { from: asked.from ?? first.from, to: asked.to ?? first.to };
  const range = useMemo(() => resolve({ from, to }, now), [from, to, now]);
  const zoom = useCallback(
    (closer: Range) => {
      const { back, ...text } = zoomIn({ from, to, back: z }, closer);
      change({ ...text, z: back });
    },
    [from, to, z, change],
  );
  const back = useCallback(() => {
    const { back: rest, ...text } = zoomBack({ from, to, back: z });
    change({ ...shortened(text, first), z: rest });
  }, [from, to, z, change, first]);
  const setRange = useCallback((text: RangeText) => change({ ...shortened(text, first), z: [] }), [change, first]);
  const setAt = useCallback((moment: number | null) => change({ at: moment && Math.round(moment) }), [change]);
  return { now, range, text: { from, to }, setRange, zoom, back, canGoBack: z.length > 0, at, setAt };
}

/** Whether the range is the one that the page opened with: another one was asked for. */
export function useIsFirstRange({ from, to }: RangeText): boolean {
  const first = useRef({ from, to });
  return first.current.from === from && first.current.to === to;
}

/** What is shown anyway stays out of the address. */
function shortened(text: RangeText, first: RangeText): { from: string | null; to: string | null } {
  return { from: text.from === first.from ? null : text.from, to: text.to === first.to ? null : text.to };
}

/** Keeps the charts' crosshair where the address says. Once a page. */
export function usePinnedCrosshair(): void {
  const [{ at }] = useView(PLACE);
  useEffect(() => pin(at), [at]);
}

export type Hop = { to: string; search: Search };

/** Addresses of other tools: `hop("logs", { q })`. The range goes along unless the search names another. */
export function useHop(): (
  tool: Tool | `traces/${string}` | `database/${string}`,
  search?: Record<string, string | string[] | undefined>,
) => Hop {
  const { page } = useSurface();
  const here = useSearch({ strict: false }) as Search;
  return useCallback(
    (tool, search = {}) => {
      const carried = Object.fromEntries(
        Object.keys(PLACE).flatMap((name) => (here[name] === undefined ? [] : [[name, here[name]!]])),
      );
      const given = Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Search;
      if (given.from !== undefined) delete carried.z;
      return { to: `${page}/${tool}`, search: { ...carried, ...given } };
    },
    [page, here],
  );
}
