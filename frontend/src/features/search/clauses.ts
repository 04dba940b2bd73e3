/** What a click on a value does to a search. */
import { clause, fieldName, hasClause, toggleValue, topLevel, valuesOf, withClause } from "../../lib/search";

/** What a field of a span or a line can hold. */
export type Value = string | number | boolean;

/** The search narrowed to one value of a field: what else it asked of that field goes. */
export const onlyValue = (query: string, field: string, value: Value): string =>
  [...topLevel(query).filter((part) => !asksOf(part, field)), clause(field, value)].join(" ");

export const withoutValue = (query: string, field: string, value: Value): string =>
  withClause(removeValue(query, field, value), `-${clause(field, value)}`);

export const isExcluded = (query: string, field: string, value: Value): boolean =>
  hasClause(query, `-${clause(field, value)}`);

/** Whether the search asks for this value of the field, alone or among others. */
export function isChosen(query: string, field: string, value: Value): boolean {
  const asks = `${fieldName(field)}:`;
  const written = clause(field, value).slice(asks.length);
  return topLevel(query).some((part) => part.startsWith(asks) && valuesOf(part.slice(asks.length)).includes(written));
}

/** More or less than a value; a limit in the same direction is replaced. */
export function withLimit(query: string, field: string, comparison: ">" | "<", value: Value): string {
  const same = `${fieldName(field)}:${comparison}`;
  return [...topLevel(query).filter((part) => !part.startsWith(same)), clause(field, value, comparison)].join(" ");
}

/** Durations between two limits, written so that a person would have: `duration:>=68ms duration:<=158ms`. */
export function withDurations(query: string, field: string, lowNs: number, highNs: number): string {
  const rest = topLevel(query).filter((part) => !/^(trace\.)?duration:[<>]/.test(part));
  return [...rest, `${field}:>=${writeNs(lowNs, Math.floor)}`, `${field}:<=${writeNs(highNs, Math.ceil)}`].join(" ");
}

/** Three digits and a unit, rounded outward so that nothing at the edge is lost. */
export function writeNs(ns: number, round: (value: number) => number): string {
  const [unit, name] = ns >= 1e9 ? [1e9, "s"] : ns >= 1e6 ? [1e6, "ms"] : ns >= 1e3 ? [1e3, "us"] : [1, "ns"];
  const digits = 10 ** Math.max(0, 2 - Math.floor(Math.log10(Math.max(ns / unit, 1))));
  return `${Number((round((ns / unit) * digits) / digits).toPrecision(6))}${name}`;
}

type Complaint = { kind: string; start: number | null; end: number | null; suggestion: string };

/** The search as it was probably meant: what is suggested is the whole of it, or stands for the marked part. */
export function corrected(query: string, { kind, start, end, suggestion }: Complaint): string | null {
  if (kind !== "invalid" || suggestion === "" || start === null || end === null) return null;
  return suggestion.startsWith(query) ? suggestion : query.slice(0, start) + suggestion + query.slice(end);
}

const asksOf = (part: string, field: string) => part.replace(/^-/, "").startsWith(`${fieldName(field)}:`);

function removeValue(query: string, field: string, value: Value): string {
  return isChosen(query, field, value) ? toggleValue(query, field, value) : query;
}
