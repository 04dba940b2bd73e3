/** Pages of lines, newest first: more are asked for as one scrolls, older at the end and newer at the start. */
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import { asProblem, questionKey } from "../../api/answers";
import { ask, isCancelled, type Problem } from "../../api/client";
import { useSurface } from "../../api/surface";
import type { Line, Lines } from "../../api/types";
import type { Stretch } from "../search/stretch";

const PAGE = 200;

type Place = { before?: number; after?: number };

export type LinesAnswer = {
  lines: Line[];
  /** How many are stored of what was found, and how many there were. */
  rows: number;
  total: number;
  tookMs: number;
  problem: Problem | null;
  loading: boolean;
  updating: boolean;
  stopped: boolean;
  again: () => void;
  older: () => void;
  /** Whether all of the first look is there. */
  settled: boolean;
  hasNewer: boolean;
  newer: () => void;
};

/** The lines a search finds; where `anchor` names a line, from that line on. */
export function useLines(stretch: Stretch, anchor: number | null): LinesAnswer {
  const surface = useSurface();
  const key = questionKey(surface, "logs/search", { ...stretch, anchor });
  const start: Place = anchor === null ? {} : { before: anchor + 1 };
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      ask<Lines>(
        `${surface.api}/logs/search`,
        { ...stretch, limit: PAGE, ...pageParam },
        // Pages of one list do not stop each other, as a new search stops the old one.
        { signal, view: pageParam === start || Object.keys(pageParam).length === 0 ? "logs.lines" : "~logs.more" },
      ),
    initialPageParam: start,
    getNextPageParam: (last: Lines): Place | null =>
      last.lines.length < PAGE ? null : { before: last.lines.at(-1)!.no },
    getPreviousPageParam: (first: Lines, pages): Place | null => {
      const newest = first.lines[0] ?? pages.find((page) => page.lines.length > 0)?.lines[0];
      return anchor === null || (pages.length > 1 && first.lines.length < PAGE) || !newest
        ? null
        : { after: newest.no };
    },
    placeholderData: keepPreviousData,
  });
  const { data, error, isFetching, isPlaceholderData, isPending, fetchNextPage, fetchPreviousPage, refetch } = query;
  const lines = useMemo(() => data?.pages.flatMap((page) => page.lines) ?? [], [data]);
  const first = data?.pages[0];
  // A linked line stands among its neighbours: the lines just after it belong to the first look.
  const alone = anchor !== null && data?.pages.length === 1 && query.hasPreviousPage && !isPlaceholderData;
  useEffect(() => {
    if (alone && !isFetching) void fetchPreviousPage();
  }, [alone, isFetching, fetchPreviousPage]);
  const more = query.hasNextPage && !query.isFetchingNextPage && !isPlaceholderData;
  return {
    lines,
    rows: first?.rows ?? 0,
    total: first?.total ?? 0,
    tookMs: first?.took_ms ?? 0,
    problem: error && !isCancelled(error) && !isFetching ? asProblem(error) : null,
    loading: isPending && isFetching,
    updating: isPlaceholderData && isFetching,
    stopped: !isFetching && !(error && !isCancelled(error)) && (!data || isPlaceholderData),
    again: () => void refetch(),
    older: useCallback(() => void (more && fetchNextPage()), [more, fetchNextPage]),
    settled: data !== undefined && !alone,
    hasNewer: query.hasPreviousPage && !isPlaceholderData && !alone,
    newer: useCallback(() => void fetchPreviousPage(), [fetchPreviousPage]),
  };
}
