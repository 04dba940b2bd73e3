/** Interviews, incidents and recordings: what the pages around the tools read and do. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { asProblem } from "./answers";
import { get, type Problem } from "./client";
import { useSurface } from "./surface";
import type { BriefingView, InterviewView, RecordView } from "./types";

export type Read<T> = { data: T | undefined; problem: Problem | null; again: () => void };

/** Reads an address now, and again every `every` milliseconds while asked to. */
export function useRead<T>(
  address: string,
  every: (data: T | undefined) => number | false = () => false,
  enabled = true,
): Read<T> {
  const query = useQuery<T>({
    queryKey: [address],
    queryFn: ({ signal }) => get<T>(address, { signal }),
    staleTime: 0,
    enabled,
    refetchInterval: ({ state }) => every(state.data),
  });
  return { data: query.data, problem: query.error ? asProblem(query.error) : null, again: () => void query.refetch() };
}

/** The record of an interview so far. Every five seconds it asks for what is new, in pages. */
export function useRecord(address: string): Read<RecordView> {
  const client = useQueryClient();
  const query = useQuery<RecordView>({
    queryKey: [address],
    queryFn: async ({ signal }) => {
      let known = client.getQueryData<RecordView>([address]);
      for (;;) {
        const next = await get<RecordView>(`${address}?after=${known?.entries[0]?.no ?? 0}`, { signal });
        known = known ? joined(known, next) : next;
        if (!next.more) return known;
      }
    },
    staleTime: 0,
    refetchInterval: 5000,
  });
  return { data: query.data, problem: query.error ? asProblem(query.error) : null, again: () => void query.refetch() };
}

/** A record with what came after it; it holds where both hold. */
export function joined(known: RecordView, next: RecordView): RecordView {
  return {
    ...next,
    entries: [...next.entries, ...known.entries],
    verified: known.verified && next.verified,
    broken_at: known.broken_at ?? next.broken_at,
  };
}

export function useInterview(enabled = true): Read<InterviewView> {
  return useRead<InterviewView>(
    "/api/v1/candidate/interview",
    (interview) => (interview?.scenarios.some(({ state }) => state === "preparing") ? 1500 : false),
    enabled,
  );
}

export function useBriefing(): Read<BriefingView> {
  return useRead<BriefingView>(`${useSurface().api}/briefing`);
}
