/** What stands in the notebook, in words. */

import type { EntryView, KeptView } from "../../api/types";
import { parseSearch } from "../../lib/view";

/** "2:10" into the scenario; where there is no clock the time of day. */
export function when(into: number | null, time: number): string {
  if (into === null)
    return new Date(time).toLocaleTimeString("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const seconds = Math.floor(into / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const JUDGED: Record<string, string> = {
  open: "opened again",
  supported: "supported",
  refuted: "ruled out",
  cause: "root cause",
};

/** "written 2:10, ruled out 3:55 into the scenario". */
export function history({ written, written_into, changed, changed_into, judged }: EntryView): string {
  const last = judged.at(-1);
  const parts = [`written ${when(written_into, written)}`];
  if (last) parts.push(`${JUDGED[last.state] ?? last.state} ${when(last.into, last.time)}`);
  if (changed > written && changed !== last?.time) parts.push(`changed ${when(changed_into, changed)}`);
  return `${parts.join(", ")}${written_into === null ? "" : " into the scenario"}`;
}

export type Spot = { tool: string; word: string };

/** Which tool an address is of: "Metrics"; of a page within it, "Trace". */
export function spotOf(address: string): Spot {
  const [, , , tool = "briefing", within] = address.split("?")[0]!.split("/");
  const word = tool.charAt(0).toUpperCase() + tool.slice(1);
  if (tool === "traces" && within) return { tool, word: within === "compare" ? "Two traces" : "Trace" };
  if (tool === "database" && within) return { tool, word: "Statement" };
  return { tool, word };
}

/** The line under a pin: the tool, what of it where a line says why, and the range where one was chosen. */
export function caption({ address, title, line, value, mark }: KeptView): string {
  const { from, to } = parseSearch(address.split("?")[1] ?? "");
  const range = typeof from === "string" ? rangeWords(from, typeof to === "string" ? to : "now") : "";
  const { word } = spotOf(address);
  const parts = [title.startsWith(word) && !line ? "" : word, line ? title : "", range, mark.spark ? value : ""];
  return parts.filter(Boolean).join(", ") || "The page as it stands";
}

function rangeWords(from: string, to: string): string {
  const last = /^now-([\d.]+)(s|m|h|d|w)$/.exec(from);
  if (last && to === "now") return `last ${last[1]} ${UNITS[last[2]!]}`;
  return [from, to].map(moment).join(" to ");
}

const UNITS: Record<string, string> = { s: "s", m: "min", h: "h", d: "d", w: "weeks" };

function moment(text: string): string {
  const iso = /^\d{4}-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(text);
  return iso ? `${Number(iso[2])} ${MONTHS[Number(iso[1]) - 1]} ${iso[3]}` : text;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "saved 14 s ago". */
export function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 5) return "saved";
  if (seconds < 60) return `saved ${Math.floor(seconds / 5) * 5} s ago`;
  return `saved ${Math.floor(seconds / 60)} min ago`;
}

/** The values of a spark as they are kept: "1,2,,3". */
export function sparkOf(mark: Record<string, string>): (number | null)[] {
  return mark.spark ? mark.spark.split(",").map((one) => (one === "" ? null : Number(one))) : [];
}

/** Why nothing can be written, as a sentence. */
export function closedWords(why: string): string {
  switch (why) {
    case "discussion":
      return "Read only: this scenario is discussed now.";
    case "paused":
      return "The interview is paused. What you wrote is kept and saved when it goes on.";
    case "closed":
      return "Read only: this scenario is not open now.";
  }
  return "";
}
