/** The icons of the tools, as in the header. */

import {
  IconAffiliate,
  IconBinaryTree,
  IconChartLine,
  IconClipboardText,
  IconDatabase,
  IconListTree,
  IconLogs,
} from "../../parts/icons";

export const TOOL_ICONS: Record<string, typeof IconLogs | undefined> = {
  briefing: IconClipboardText,
  metrics: IconChartLine,
  traces: IconListTree,
  logs: IconLogs,
  database: IconDatabase,
  heap: IconBinaryTree,
  services: IconAffiliate,
};
