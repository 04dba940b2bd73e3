/** Addresses of pins: exactly the view, without what stands beside it. */

import { parseSearch, type Search, writeSearch } from "../../lib/view";

const BESIDE = ["notebook", "events", "z"];

/** The view that is shown, with what is pinned in it, and the crosshair where it is. */
export function addressOf(path: string, search: string, at: number | null, also: Search = {}): string {
  const told = parseSearch(search.replace(/^\?/, ""));
  const shown = Object.fromEntries(Object.entries(told).filter(([name]) => !BESIDE.includes(name)));
  const kept: Search = { ...shown, ...also };
  return path + writeSearch(at === null ? kept : { ...kept, at: String(Math.round(at)) });
}

/** As a link of ours, the notebook staying open beside it. */
export function linkTo(address: string): { to: string; search: Search } {
  const [to = "", search = ""] = address.split(/\?(.*)/s);
  return { to, search: { ...parseSearch(search), notebook: "1" } };
}

/** What a view is called where nothing in it is chosen. */
export function viewTitle(word: string, search: string): string {
  const { q, find } = parseSearch(search.replace(/^\?/, ""));
  if (word === "Metrics" && !q) return "Metrics, the first lanes";
  if (Array.isArray(q)) return `${word}, ${q.length} lanes`;
  const asked = (typeof q === "string" && q.split(";")[0]) || (typeof find === "string" && find);
  return asked ? `${word}: ${asked}` : word;
}
