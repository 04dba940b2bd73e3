/** Addresses of the tools from here: each as it was left, but in the range that is looked at now. */

import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { type Hop, useHop } from "../../api/place";
import { type Tool, useSurface } from "../../api/surface";
import type { Search } from "../../lib/view";
import { TOOLS } from "./tools";

type Left = { path: string; search: Search };
const OF_THE_PLACE = new Set(["from", "to", "z", "at", "events", "notebook"]);

const KEPT = "rounds.left";

/** How each tool was left, by page and tool: kept by the tab, so that a page loaded anew still has it. */
function howLeft(): Record<string, Left> {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  } catch {
    return {};
  }
}

function leave(name: string, how: Left): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ ...howLeft(), [name]: how }));
  } catch {
    // Storage is off or full: the tools begin at their starts.
  }
}

export type ToolLink = Hop & { tool: Tool; current: boolean };

export function useTools(): ToolLink[] {
  const { page } = useSurface();
  const { pathname, search } = useLocation();
  const hop = useHop();
  const here = pathname.slice(page.length + 1).split("/")[0] || "briefing";
  useEffect(() => {
    leave(`${page}/${here}`, { path: pathname.slice(page.length + 1), search: search as Search });
  }, [page, here, pathname, search]);
  const left: Record<string, Left> = { ...howLeft(), [`${page}/${here}`]: { path: here, search: search as Search } };
  const within = pathname !== `${page}/${here}`;
  return TOOLS.map(({ tool }) => {
    const current = tool === here;
    // From a page within it, the tool that is open leads to its start: the way back from a trace. At its start it stays
    // as it is: a press too much takes no lane away.
    const before = current && within ? undefined : left[`${page}/${tool}`];
    const own = before ? Object.entries(before.search).filter(([name]) => !OF_THE_PLACE.has(name)) : [];
    const to = (before?.path || tool) as Tool;
    return { tool, current, ...hop(to, Object.fromEntries(own)) };
  });
}
