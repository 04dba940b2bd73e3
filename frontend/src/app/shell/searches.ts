/** What is typed into the palette as a search of its own: a value that some field has is nothing's name. */

import type { Command } from "../../lib/commands";
import { quoted } from "../../lib/search";

const SHORTEST = 2;

/** Searches of traces, in every attribute, and of what lines say. `open` goes to a tool with a query. */
export function searchesFor(find: string, open: (tool: "traces" | "logs", query: string) => void): Command[] {
  const text = find.trim();
  if (text.length < SHORTEST) return [];
  const search = (tool: "traces" | "logs", label: string): Command => ({
    id: `search.${tool}`,
    label,
    group: "Search",
    run: () => open(tool, quoted(text)),
  });
  return [search("traces", `Traces with “${text}” in any attribute`), search("logs", `Lines that say “${text}”`)];
}
