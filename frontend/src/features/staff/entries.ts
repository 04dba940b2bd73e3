/** Entries of a record in words, and the page that shows what was asked. */

import type { RecordEntry } from "../../api/types";
import { LENSES } from "../../app/shell/tools";
import { clock, writeMoment } from "../../lib/time";
import { count } from "../../lib/units";
import { parseSearch, type Search } from "../../lib/view";

/** What was asked, short: the expression or search, and its stretch of time. */
export function asked({ kind, asked: what, question, address, erased }: RecordEntry): string {
  if (erased) return "erased";
  if (kind === "view") return address ?? "";
  const words = ["expression", "query", "trace_id", "metric", "find", "text"].flatMap((name) =>
    question?.[name] ? [String(question[name])] : [],
  );
  const range =
    typeof question?.start === "number" && typeof question.end === "number"
      ? `${clock(question.start)} – ${clock(question.end)}`
      : "";
  return [words[0] ?? (what.includes("search") ? "everything" : ""), range].filter(Boolean).join(", ");
}

/** What came back, as counts. */
export function cameBack({ digest }: RecordEntry): string {
  if (!digest) return "";
  return Object.entries(digest)
    .flatMap(([name, value]) =>
      typeof value === "number" && !name.endsWith("_ms") ? [`${count(value)} ${name.replaceAll("_", " ")}`] : [],
    )
    .slice(0, 3)
    .join(", ");
}

/** Where the view of an entry opens for staff: the same tool of the same incident. */
export function opens(entry: RecordEntry): { to: string; search: Search } | null {
  if (!entry.incident || entry.erased) return null;
  const base = `/staff/incidents/${entry.incident}`;
  if (entry.kind === "view") return entry.address ? relocated(entry.address, base) : null;
  const tool = LENSES.find((one) => one.tool === entry.asked.split(/[./]/)[0])?.tool;
  if (!tool) return null;
  const { question } = entry;
  if (typeof question?.trace_id === "string")
    return {
      to: `${base}/traces/${question.trace_id}`,
      search: typeof question.span_id === "string" ? { span: question.span_id } : {},
    };
  return { to: `${base}/${tool}`, search: searchOf(question ?? {}) };
}

function searchOf(question: Record<string, unknown>): Search {
  const q = question.expression ?? question.query;
  const same = ["snapshot", "base"].flatMap((name) => {
    const value = question[name];
    return typeof value === "string" && value ? [[name, value] as const] : [];
  });
  return {
    ...Object.fromEntries(same),
    ...(same.length > 0 && typeof question.id === "number" ? { id: String(question.id) } : {}),
    ...(typeof q === "string" && q ? { q } : {}),
    ...(typeof question.metric === "string" ? { metric: question.metric } : {}),
    ...(typeof question.start === "number" ? { from: writeMoment(question.start) } : {}),
    ...(typeof question.end === "number" ? { to: writeMoment(question.end) } : {}),
  };
}

/** A candidate's address under the staff's pages: /interview/1/logs?q=… becomes /staff/incidents/NAME/logs?q=…. */
function relocated(address: string, base: string): { to: string; search: Search } | null {
  const [path = "", query = ""] = address.split("?");
  const tool = /^\/interview\/\d+\/(.+)$/.exec(path);
  return tool ? { to: `${base}/${tool[1]}`, search: parseSearch(query) } : null;
}
