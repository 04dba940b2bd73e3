/** A long list in pages: more are asked for as one scrolls. The list before stays, dimmed, until the new one comes. */

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { askedKey, asProblem, paneName } from "../../api/answers";
import { ask, isCancelled, type Problem } from "../../api/client";
import type { Questions } from "../../api/questions";
import { useSurface } from "../../api/surface";

export type Paged<Answer> = {
  pages: readonly Answer[];
  problem: Problem | null;
  loading: boolean;
  updating: boolean;
  again: () => void;
  more: () => void;
};

/** `rows` counts what an answer brought; all of it is there when that many are `total`. */
export function usePages<P extends keyof Questions & `heap/${string}`>(
  path: P,
  body: Omit<Questions[P]["body"], "limit" | "offset">,
  count: (answer: Questions[P]["answer"]) => { rows: number; total: number },
  options: { view: string; limit?: number; enabled?: boolean },
): Paged<Questions[P]["answer"]> {
  type Given = Questions[P]["answer"];
  const surface = useSurface();
  const limit = options.limit ?? 200;
  const more = `${paneName(options.view.replace(/^~/, ""), true)}.more`;
  const query = useInfiniteQuery({
    queryKey: askedKey(surface, path, { ...body, pages: limit }, options.view),
    queryFn: ({ pageParam, signal }) =>
      ask<Given>(
        `${surface.api}/${path}`,
        { ...body, limit, offset: pageParam },
        { signal, view: pageParam === 0 ? options.view : more },
      ),
    initialPageParam: 0,
    getNextPageParam: (last: Given, all: Given[]): number | null => {
      const there = all.reduce((sum, one) => sum + count(one).rows, 0);
      return count(last).rows === 0 || there >= count(last).total ? null : there;
    },
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
  });
  const { data, error, isFetching, isPlaceholderData, fetchNextPage, refetch } = query;
  const before = useRef<readonly Given[]>([]);
  if (data) before.current = data.pages;
  const problem = error && !isCancelled(error) && !isFetching ? asProblem(error) : null;
  // What was mistyped is put right in a moment: until then the list before it stays.
  const mistyped = problem?.kind === "invalid";
  const next = query.hasNextPage && !query.isFetchingNextPage && !isPlaceholderData;
  return {
    pages: data?.pages ?? (mistyped ? before.current : []),
    problem,
    loading: !data && (isFetching || isCancelled(error)),
    updating: (isPlaceholderData && isFetching) || mistyped,
    again: useCallback(() => void refetch(), [refetch]),
    more: useCallback(() => void (next && fetchNextPage()), [next, fetchNextPage]),
  };
}
