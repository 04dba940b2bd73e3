/** Questions to the tools as React hooks: cached for the life of the page, since telemetry is sealed. */

import { keepPreviousData, QueryClient, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ask, get, isCancelled, Problem } from "./client";
import type { Questions, Readings } from "./questions";
import { type Surface, useSurface } from "./surface";
import type { LineDetails, SpanDetails, Suggestion, Trace } from "./types";

export type Answer<T> = {
  data: T | undefined;
  problem: Problem | null;
  /** Nothing to show yet: draw the shape of what comes. */
  loading: boolean;
  /** What is shown answers an older question: dim it. */
  updating: boolean;
  /** Not asked to the end: what is shown, if anything, answers an older question. */
  stopped: boolean;
  /** Seconds the running question takes so far. */
  seconds: number;
  cancel: () => void;
  again: () => void;
};

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        // Two questions of one pane may overtake each other on their way, and the older stop the newer: ask again.
        retry: (tries, error) =>
          error instanceof Problem &&
          ((error.kind === "offline" && tries < 1) || (error.kind === "cancelled" && tries < 2)),
        retryDelay: (_, error) => (error instanceof Problem && error.kind === "cancelled" ? 60 : 800),
      },
    },
  });
}

export function questionKey(surface: Surface, path: string, body: unknown) {
  return [surface.api, path, body] as const;
}

/** The name of a pane, or of the same pane while it asks of itself. */
export const paneName = (view: string, ofItself: boolean): string => (ofItself ? `~${view}` : view);

/** What the page asked of itself is asked anew once a person asks for it. */
export function askedKey(surface: Surface, path: string, body: unknown, view: string): readonly unknown[] {
  const key = questionKey(surface, path, body);
  return view.startsWith("~") ? [...key, "~"] : key;
}

/** One question of a pane. `keep: false` shows nothing rather than the answer before. */
export function useAnswer<P extends keyof Questions>(
  path: P,
  body: Questions[P]["body"],
  options: { view: string; enabled?: boolean; keep?: boolean },
): Answer<Questions[P]["answer"]> {
  const surface = useSurface();
  return useKept<Questions[P]["answer"]>(askedKey(surface, path, body, options.view), options, (signal) =>
    ask(`${surface.api}/${path}`, body, { signal, view: options.view }),
  );
}

/** Something read by its address: `useReading("incident")`, `useReading("metrics/labels", { metric })`. */
export function useReading<P extends keyof Readings>(
  path: P,
  search: Record<string, string> = {},
  options: { enabled?: boolean; keep?: boolean } = {},
): Answer<Readings[P]> {
  const surface = useSurface();
  const parameters = new URLSearchParams(search).toString();
  const address = `${surface.api}/${path}${parameters ? `?${parameters}` : ""}`;
  return useKept<Readings[P]>([address], options, (signal) => get(address, { signal }));
}

export function useTrace(traceId: string, enabled = true): Answer<Trace> {
  return useAt<Trace>(`traces/${traceId}`, enabled);
}

export function useSpanDetails(traceId: string, spanId: string, enabled = true): Answer<SpanDetails> {
  return useAt<SpanDetails>(`traces/${traceId}/spans/${spanId}`, enabled);
}

export function useLineDetails(no: number, enabled = true): Answer<LineDetails> {
  return useAt<LineDetails>(`logs/lines/${no}`, enabled);
}

function useAt<T>(path: string, enabled: boolean): Answer<T> {
  const address = `${useSurface().api}/${path}`;
  return useKept<T>([address], { enabled, keep: false }, (signal) => get(address, { signal }));
}

function useKept<T>(
  key: readonly unknown[],
  options: { enabled?: boolean; keep?: boolean },
  ask: (signal: AbortSignal) => Promise<T>,
): Answer<T> {
  const client = useQueryClient();
  const query = useQuery<T>({
    queryKey: key,
    queryFn: ({ signal }) => ask(signal),
    enabled: options.enabled ?? true,
    ...(options.keep === false ? {} : { placeholderData: keepPreviousData as never }),
  });
  const { refetch } = query;
  const name = JSON.stringify(key);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name stands for the key
  const cancel = useCallback(() => void client.cancelQueries({ queryKey: key }), [client, name]);
  const again = useCallback(() => void refetch(), [refetch]);
  const problem = query.error && !isCancelled(query.error) ? asProblem(query.error) : null;
  const enabled = options.enabled ?? true;
  const asked = query.fetchStatus !== "idle"; // also one that waits for the network, and is asked when it is back
  const stopped = enabled && !asked && !problem && (query.data === undefined || query.isPlaceholderData);
  return {
    data: query.data,
    problem: query.isFetching ? null : problem,
    loading: asked && query.data === undefined,
    updating: query.isPlaceholderData && query.isFetching,
    stopped,
    seconds: useSeconds(query.isFetching),
    cancel,
    again,
  };
}

export type Part<T> = Pick<Answer<T>, "data" | "problem" | "loading" | "updating" | "again">;

/**
 * Several questions of one kind at once. Each keeps its answer before while its own new one comes. `ofItself` says of
 * each whether the page asks it of itself.
 */
export function useAnswers<P extends keyof Questions>(
  path: P,
  bodies: readonly Questions[P]["body"][],
  options: { view: string; names: readonly string[]; enabled?: boolean; ofItself?: readonly boolean[] },
): { parts: Part<Questions[P]["answer"]>[]; running: number; seconds: number; cancel: () => void } {
  type Given = Questions[P]["answer"];
  const surface = useSurface();
  const client = useQueryClient();
  const before = useRef(new Map<string, Given>());
  const queries = useQueries({
    queries: bodies.map((body, index) => {
      const view = paneName(`${options.view}-${index}`, options.ofItself?.[index] ?? false);
      return {
        queryKey: askedKey(surface, path, body, view),
        queryFn: ({ signal }: { signal: AbortSignal }) => ask<Given>(`${surface.api}/${path}`, body, { signal, view }),
        enabled: options.enabled ?? true,
      };
    }),
  });
  const parts = queries.map((query, index): Part<Given> => {
    const name = options.names[index]!;
    if (query.data) before.current.set(name, query.data);
    const problem = query.error && !isCancelled(query.error) ? asProblem(query.error) : null;
    return {
      data: query.data ?? (problem ? undefined : before.current.get(name)),
      problem: query.isFetching ? null : problem,
      loading: query.isFetching && !query.data && !before.current.has(name),
      updating: query.isFetching && !query.data && before.current.has(name),
      again: () => void query.refetch(),
    };
  });
  const running = queries.filter((query) => query.isFetching).length;
  const cancel = useCallback(
    () => void client.cancelQueries({ queryKey: [surface.api, path] }),
    [client, surface, path],
  );
  return { parts, running, seconds: useSeconds(running > 0), cancel };
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem
    ? error
    : new Problem({ kind: "internal", message: String((error as Error)?.message ?? error) });
}

/** What could not be asked of a scenario while it was closed is asked as it opens again. */
export function useAskedAsItOpens(api: string, open: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    const refused = ({ queryKey, state }: { queryKey: readonly unknown[]; state: { error: unknown } }) =>
      String(queryKey[0]).startsWith(api) && (state.error as Problem | null)?.kind === "closed";
    if (open) void client.refetchQueries({ predicate: refused, type: "active" });
  }, [client, api, open]);
}

/** Whole seconds since `running` became true. */
export function useSeconds(running: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (!running) return;
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return seconds;
}

export type Suggest = (text: string, cursor: number) => Promise<Suggestion[]>;

/** What could be typed next in a search or in PromQL. No suggestions rather than an error. */
export function useSuggest(signal: "logs" | "traces" | "metrics"): Suggest {
  const { api } = useSurface();
  return useCallback(
    async (text, cursor) => {
      const body = { signal, text, cursor };
      const answer = await ask<{ suggestions: Suggestion[] }>(`${api}/suggest`, body, {
        view: `suggest-${signal}`,
      }).catch(() => null);
      return answer?.suggestions ?? [];
    },
    [api, signal],
  );
}
