/** What of the logs stands in the address. */
import { param } from "../../lib/view";

export const TABS = ["fields", "around", "resource", "json"] as const;
export type Tab = (typeof TABS)[number];
/** How far around a line one looks, milliseconds. */
export const REACHES = ["100", "1000", "5000", "30000", "60000"] as const;
export type Reach = (typeof REACHES)[number];

export const LOGS = {
  q: param.text(),
  /** The line that is open. */
  line: param.number("replace"),
  columns: param.names(),
  wrap: param.flag(),
  fields: param.text("", "replace"),
  tab: param.choice(TABS),
  reach: param.choice(["1000", ...REACHES.filter((reach) => reach !== "1000")] as const),
  /** What lines around have in common with the open one. */
  same: param.names(),
  table: param.flag(),
};
