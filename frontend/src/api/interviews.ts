/** Interviews, incidents and recordings: what the pages around the tools read and do. */

import { useQuery } from "@tanstack/react-query";
import { asProblem } from "./answers";
import { get, type Problem } from "./client";
import { useSurface } from "./surface";

export type ScenarioCard = {
  number: number;
  title: string;
  symptom: string;
  reporter: string;
  reports: number;
  state: "ready" | "preparing" | "locked";
  progress: number;
};
export type Segment = {
  kind: string;
  title: string;
  minutes: number;
  discuss_minutes?: number;
  number?: number | null;
};
export type InterviewView = {
  candidate: string;
  interviewer: string;
  starts: number | null;
  plan: Segment[];
  scenarios: ScenarioCard[];
};
export type Ticket = { time: number; author: string; plan: string; text: string };
export type BriefingView = { title: string; symptom: string; tickets: Ticket[]; alerts: BriefingAlert[]; now: number };
export type BriefingAlert = { time: number; title: string; service: string; state: string };

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
