/** A candidate's address in words, and where the same state opens for staff. */

import { TOOLS } from "../../app/shell/tools";
import { parseSearch, type Search } from "../../lib/view";
import { followed, framed } from "../follow/addresses";

const PAGE = /^\/interview\/(\d+)(?:\/([a-z]+)(?:\/([^/?]+))?)?\/?$/;

/** "Traces, one trace", "Logs, level:error", "Start page". */
export function inWords(address: string): string {
  const [path = "", query = ""] = address.split("?");
  const found = PAGE.exec(path);
  if (!found) return path ? "Start page" : "";
  const [, , tool = "briefing", one] = found;
  const title = TOOLS.find((entry) => entry.tool === tool)?.title ?? tool;
  const search = parseSearch(query);
  const about =
    one === "compare" ? "two traces" : one ? `one ${tool === "traces" ? "trace" : "statement"}` : asked(search);
  return about ? `${title}, ${about}` : title;
}

function asked(search: Search): string {
  const first = ["q", "metric", "db", "view", "open"].flatMap((name) => {
    const value = search[name];
    return value === undefined ? [] : [Array.isArray(value) ? value.join(", ") : value];
  })[0];
  return first === undefined ? "" : first.length > 60 ? `${first.slice(0, 59)}…` : first;
}

/**
 * Where what the candidate's page showed then is seen: the view itself while the interview runs, and once it is over
 * that moment in the replay. Null where nothing tells.
 */
export function viewOfThen(
  { id, state }: { id: string; state: string },
  time: number,
  address: string,
): { href: string; said: string } | null {
  if (state === "ended" || state === "aborted")
    return { href: `/staff/interviews/${encodeURIComponent(id)}/replay?at=${Math.round(time)}`, said: "in the replay" };
  const href = address ? framed(followed(id), address) : null;
  return href ? { href, said: "the very view, in a tab of its own" } : null;
}

/** /interview/1/logs?q=… as the staff's page of the same incident; null for pages that show none. */
export function asStaff(
  address: string,
  scenarios: readonly { number: number; incident: string }[],
): { to: string; search: Search } | null {
  const [path = "", query = ""] = address.split("?");
  const found = PAGE.exec(path);
  const incident = scenarios.find(({ number }) => String(number) === found?.[1])?.incident;
  if (!found || !incident) return null;
  const rest = path.replace(/^\/interview\/\d+\/?/, "");
  return { to: `/staff/incidents/${incident}/${rest || "briefing"}`, search: parseSearch(query) };
}
