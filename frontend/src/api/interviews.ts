/** Interviews, incidents and recordings: what the pages around the tools read and do. */

import { useQuery } from "@tanstack/react-query";
import { asProblem } from "./answers";
import { get, type Problem } from "./client";
import { useSurface } from "./surface";
import type { BriefingView, InterviewView } from "./types";

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
