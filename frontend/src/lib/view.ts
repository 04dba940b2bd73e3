/**
 * What a person sees, as parameters of the address: the one place where the state of a view lives.
 *
 * A schema names the parameters and how each is read and written. A value equal to its default stays out of the
 * address. A change that a person would call a step makes a history entry ("push"); one that only adjusts what is
 * there replaces the entry.
 */

import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

export type Search = Record<string, string | string[]>;
type Raw = string | string[] | undefined;
export type Param<T> = { read: (raw: Raw) => T; write: (value: T) => Raw; history: "push" | "replace" };
// biome-ignore lint/suspicious/noExplicitAny: a schema may hold parameters of any type
export type Schema = Record<string, Param<any>>;
export type View<S extends Schema> = { [K in keyof S]: S[K] extends Param<infer T> ? T : never };
export type Change<S extends Schema> = (change: Partial<View<S>>, history?: "push" | "replace") => void;

const first = (raw: Raw) => (Array.isArray(raw) ? raw[0] : raw);

/** Parameters by kind. A `history` of "replace" is for what only adjusts the picture. */
export const param = {
  text: (fallback = "", history: "push" | "replace" = "push"): Param<string> => ({
    read: (raw) => first(raw) ?? fallback,
    write: (value) => (value === fallback ? undefined : value),
    history,
  }),
  maybe: (history: "push" | "replace" = "push"): Param<string | null> => ({
    read: (raw) => first(raw) ?? null,
    write: (value) => value ?? undefined,
    history,
  }),
  number: (history: "push" | "replace" = "push"): Param<number | null> => ({
    read: (raw) => (first(raw) && Number.isFinite(Number(first(raw))) ? Number(first(raw)) : null),
    write: (value) => (value === null ? undefined : String(value)),
    history,
  }),
  flag: (fallback = false, history: "push" | "replace" = "replace"): Param<boolean> => ({
    read: (raw) => (first(raw) === undefined ? fallback : first(raw) === "1"),
    write: (value) => (value === fallback ? undefined : value ? "1" : "0"),
    history,
  }),
  choice: <T extends string>(choices: readonly T[], history: "push" | "replace" = "replace"): Param<T> => ({
    read: (raw) => choices.find((choice) => choice === first(raw)) ?? choices[0]!,
    write: (value) => (value === choices[0] ? undefined : value),
    history,
  }),
  /** Repeated: `q=a&q=b`. */
  list: (history: "push" | "replace" = "push"): Param<string[]> => ({
    read: (raw) => (raw === undefined ? [] : Array.isArray(raw) ? raw : [raw]),
    write: (value) => (value.length ? value : undefined),
    history,
  }),
  /** In one parameter: `columns=status,path`. */
  names: (history: "push" | "replace" = "replace"): Param<string[]> => ({
    read: (raw) => first(raw)?.split(",").filter(Boolean) ?? [],
    write: (value) => (value.length ? value.join(",") : undefined),
    history,
  }),
};

/** The view as the schema reads it from the address, and a way to change some of it. */
export function useView<S extends Schema>(schema: S): [View<S>, Change<S>] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const view = useMemo(() => readView(schema, search), [schema, search]);
  const change = useCallback<Change<S>>(
    (next, history) => {
      const how = history ?? (Object.keys(next).some((name) => schema[name]?.history === "push") ? "push" : "replace");
      const update = (current: Search) => writeView(schema, next, current);
      void navigate({ to: ".", search: update as never, replace: how === "replace" });
    },
    [schema, navigate],
  );
  return [view, change];
}

export function readView<S extends Schema>(schema: S, search: Search): View<S> {
  return Object.fromEntries(Object.entries(schema).map(([name, { read }]) => [name, read(search[name])])) as View<S>;
}

/** The parameters after a change; those that the schema does not name stay as they are. */
export function writeView<S extends Schema>(schema: S, change: Partial<View<S>>, search: Search = {}): Search {
  const next = { ...search };
  for (const [name, value] of Object.entries(change)) {
    const written = schema[name]?.write(value);
    if (written === undefined) delete next[name];
    else next[name] = written;
  }
  return next;
}

/** "?a=b&a=c" as parameters; a name that comes twice is a list. */
export function parseSearch(text: string): Search {
  const search: Search = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = search[name];
    search[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return search;
}

/** Parameters as text that a person can read: only what would be misread is escaped. */
export function writeSearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one) => one !== undefined && one !== null)
      .map((one) => `${readable(name)}=${readable(String(one))}`),
  );
  return pairs.length ? `?${pairs.join("&")}` : "";
}

function readable(text: string): string {
  return encodeURIComponent(text)
    .replace(/%20/g, "+")
    .replace(/%(3A|2F|2C|3D|40|7E|28|29|2A|3B|24|5B|5D)/g, decodeURIComponent);
}
