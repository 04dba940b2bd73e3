/** What came of every open place of a tree: one question a list and page, kept like all answers. */

import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { asProblem, questionKey } from "../../api/answers";
import { ask, isCancelled } from "../../api/client";
import type { Questions } from "../../api/questions";
import { useSurface } from "../../api/surface";
import type { Objects } from "../../api/types";
import { openPlaces } from "./openness";
import { type Branch, type Mark, seeks } from "./tree";

type Listing = { [P in keyof Questions]: Questions[P]["answer"] extends Objects ? P : never }[keyof Questions];
/** One list: what is asked, without the page. */
export type Asked = { mark: Mark; path: Listing; body: object };

const PAGE = 100;
const MOST_SOUGHT = 20; // pages that are gone through for what is open in one of them
const MOST_PAGES = 50; // of one list: more rows than that are looked for, not read

/** `asks` says what to ask at a place; nothing where there is nothing to open. */
export function useTree(
  named: readonly string[],
  asks: (place: string) => readonly Asked[],
  options: { top?: boolean } = {},
): { open: ReadonlySet<string>; branches: ReadonlyMap<string, readonly Branch[]> } {
  const surface = useSurface();
  const open = useMemo(() => openPlaces(named), [named]);
  const [pages, setPages] = useState<Record<string, number>>({});
  const before = useRef(new Map<string, Objects>());
  const lists = [...(options.top ? [""] : []), ...open].flatMap((place) =>
    asks(place).map((asked) => ({ ...asked, place, name: `${place}#${asked.mark}` })),
  );
  const parts = lists.flatMap((list) =>
    Array.from({ length: pages[list.name] ?? 1 }, (_, page) => ({
      ...list,
      page,
      body: { ...list.body, limit: PAGE, offset: page * PAGE },
    })),
  );
  const queries = useQueries({
    queries: parts.map(({ path, body }) => ({
      queryKey: questionKey(surface, path, body),
      queryFn: ({ signal }: { signal: AbortSignal }) => ask<Objects>(`${surface.api}/${path}`, body, { signal }),
    })),
  });
  const branches = new Map<string, Branch[]>();
  const sought: string[] = [];
  for (const list of lists) {
    const own = queries.flatMap((query, index) => (parts[index]!.name === list.name ? [query] : []));
    // What an older question said stays until the newer is answered: a list never flickers empty.
    for (const [page, query] of own.entries()) if (query.data) before.current.set(`${list.name} ${page}`, query.data);
    const failed = own.find((query) => query.error && !query.isFetching && !isCancelled(query.error));
    const kept = (page: number) => (failed ? undefined : before.current.get(`${list.name} ${page}`));
    const data = own.flatMap((query, page) => query.data ?? kept(page) ?? []);
    const branch: Branch = {
      mark: list.mark,
      things: data.flatMap(({ things }) => things),
      total: data[0]?.total ?? 0,
      loading: own.some((query) => query.isFetching && !query.data),
      problem: failed ? asProblem(failed.error) : null,
      more: () => setPages((now) => ({ ...now, [list.name]: Math.min(MOST_PAGES, (now[list.name] ?? 1) + 1) })),
      again: () => void failed?.refetch(),
    };
    branches.set(list.place, [...(branches.get(list.place) ?? []), branch]);
    if (own.length < MOST_SOUGHT && !branch.loading && !branch.problem && seeks(open, list.place, branch))
      sought.push(list.name);
  }
  const further = sought.join("\n");
  useEffect(() => {
    if (further)
      setPages((now) => ({
        ...now,
        ...Object.fromEntries(further.split("\n").map((name) => [name, (now[name] ?? 1) + 1])),
      }));
  }, [further]);
  return { open, branches };
}
