/** The tools that exist, in their order in the header: every list of tools is made from this one. */

import type { Tool } from "../../api/surface";
import {
  IconAffiliate,
  IconBinaryTree,
  IconChartLine,
  IconClipboardText,
  IconDatabase,
  IconListTree,
  IconLogs,
} from "../../parts/icons";

export type ToolEntry = {
  tool: Tool;
  title: string;
  key: string;
  Icon: typeof IconLogs;
  /** What one does with it, in a line. */
  what: string;
  /** Whether it shows the range of time that is looked at, or what it has of any time. */
  ranged: boolean;
};

export const TOOLS: ToolEntry[] = [
  {
    tool: "briefing",
    title: "Briefing",
    key: "b",
    Icon: IconClipboardText,
    what: "What users report, and what is ringing",
    ranged: false,
  },
  {
    tool: "metrics",
    title: "Metrics",
    key: "m",
    Icon: IconChartLine,
    what: "Every series of the incident; PromQL, lanes on one axis of time",
    ranged: true,
  },
  {
    tool: "traces",
    title: "Traces",
    key: "t",
    Icon: IconListTree,
    what: "Search by what spans say; durations, waterfall, flame graph",
    ranged: true,
  },
  {
    tool: "logs",
    title: "Logs",
    key: "l",
    Icon: IconLogs,
    what: "Search, counts by level and by field, the lines around a line",
    ranged: true,
  },
  {
    tool: "database",
    title: "Database",
    key: "d",
    Icon: IconDatabase,
    what: "Statements, their plans, locks, tables, connections",
    ranged: true,
  },
  {
    tool: "heap",
    title: "Heap",
    key: "h",
    Icon: IconBinaryTree,
    what: "Snapshots of a process's memory, what changed, what holds it",
    ranged: false,
  },
  {
    tool: "services",
    title: "Services",
    key: "s",
    Icon: IconAffiliate,
    what: "Which service calls which: rates, errors, durations",
    ranged: true,
  },
];

/** The tools that look at what was recorded. */
export const LENSES: ToolEntry[] = TOOLS.filter(({ tool }) => tool !== "briefing");
