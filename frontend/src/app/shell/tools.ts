/** The tools that exist, in their order in the header. */

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

export const TOOLS: { tool: Tool; title: string; key: string; Icon: typeof IconLogs }[] = [
  { tool: "briefing", title: "Briefing", key: "b", Icon: IconClipboardText },
  { tool: "metrics", title: "Metrics", key: "m", Icon: IconChartLine },
  { tool: "traces", title: "Traces", key: "t", Icon: IconListTree },
  { tool: "logs", title: "Logs", key: "l", Icon: IconLogs },
  { tool: "database", title: "Database", key: "d", Icon: IconDatabase },
  { tool: "heap", title: "Heap", key: "h", Icon: IconBinaryTree },
  { tool: "services", title: "Services", key: "s", Icon: IconAffiliate },
];
