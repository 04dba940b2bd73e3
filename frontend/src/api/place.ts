/** Where in time a page looks, and how to get from tool to tool without losing it. */

import { useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo } from "react";
import { pin } from "../charts/bus";
import { type Range, type RangeText, resolve } from "../lib/time";
import { param, type Search, useView } from "../lib/view";
import { zoomBack, zoomIn } from "../lib/zoom";
import { type Tool, useIncident, useSurface } from "./surface";

export const DEFAULT_RANGE: RangeText = { from: "now-1h", to: "now" };

/** The parameters every tool has: the range, the levels above it, the crosshair that stays, the events drawer. */
export const PLACE = {
  from: param.text(DEFAULT_RANGE.from),
  to: param.text(DEFAULT_RANGE.to),
  z: param.list(),
  at: param.number("replace"),
  events: param.flag(),
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
  const { now } = useIncident();
  const [{ from, to, z, at }, change] = useView(PLACE);
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
    change({ ...text, z: rest });
  }, [from, to, z, change]);
  const setRange = useCallback((text: RangeText) => change({ ...text, z: [] }), [change]);
  const setAt = useCallback((moment: number | null) => change({ at: moment && Math.round(moment) }), [change]);
  return { now, range, text: { from, to }, setRange, zoom, back, canGoBack: z.length > 0, at, setAt };
}

/** Keeps the charts' crosshair where the address says. Once a page. */
export function usePinnedCrosshair(): void {
  const [{ at }] = useView(PLACE);
  useEffect(() => pin(at), [at]);
}

export type Hop = { to: string; search: Search };

/** Addresses of other tools: `hop("logs", { q })`. The range goes along unless the search names another. */
export function useHop(): (
  tool: Tool | `traces/${string}`,
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
