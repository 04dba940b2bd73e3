/** Addresses of the tools from here: each as it was left, but in the range that is looked at now. */

import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { type Hop, useHop } from "../../api/place";
import { type Tool, useSurface } from "../../api/surface";
import type { Search } from "../../lib/view";
import { TOOLS } from "./tools";

type Left = { path: string; search: Search };
const left = new Map<string, Left>();
const OF_THE_PLACE = new Set(["from", "to", "z", "at", "events"]);

export type ToolLink = Hop & { tool: Tool; current: boolean };

export function useTools(): ToolLink[] {
  const { page } = useSurface();
  const { pathname, search } = useLocation();
  const hop = useHop();
  const here = pathname.slice(page.length + 1).split("/")[0] || "briefing";
  useEffect(() => {
    left.set(`${page}/${here}`, { path: pathname.slice(page.length + 1), search: search as Search });
  }, [page, here, pathname, search]);
  return TOOLS.map(({ tool }) => {
    const before = left.get(`${page}/${tool}`);
    const current = tool === here;
    // The tool that is open leads to its start, so that its tab is also the way back from a trace.
    const own = before && !current ? Object.entries(before.search).filter(([name]) => !OF_THE_PLACE.has(name)) : [];
    const to = before && !current && before.path ? (before.path as Tool) : tool;
    return { tool, current, ...hop(to, Object.fromEntries(own)) };
  });
}
