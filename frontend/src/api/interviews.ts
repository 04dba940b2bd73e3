/** Interviews, incidents and recordings: what the pages around the tools read and do. */

import { useQuery } from "@tanstack/react-query";
import { asProblem } from "./answers";
import { get, type Problem } from "./client";
import { useSurface } from "./surface";

export type Preparation = "ready" | "preparing" | "locked";
export type ScenarioCard = {
  number: number;
  title: string;
  symptom: string;
  reporter: string;
  reports: number;
  state: Preparation;
  progress: number;
};
export type Segment = { title: string; minutes: number; scenario: number | null };
export type InterviewView = {
  candidate: string;
  interviewer: string;
  starts: string | null;
  plan: Segment[];
  scenarios: ScenarioCard[];
};
export type Ticket = { time: number; author: string; plan: string; text: string };
export type BriefingAlert = { time: number; service: string; title: string; state: string };
export type BriefingView = {
  title: string;
  symptom: string;
  reporter: string;
  briefing: string;
  tickets: Ticket[];
  alerts: BriefingAlert[];
  start: number;
  now: number;
};
export type PinView = {
  number: number;
  scenario: string;
  version: string;
  seed: number;
  title: string;
  incident: string;
  state: Preparation;
  progress: number;
};
export type InterviewRow = {
  id: string;
  candidate: string;
  interviewer: string;
  created: string;
  starts: string | null;
  questions: number;
  scenarios: PinView[];
};
export type StaffInterview = InterviewRow & { plan: Segment[] };
export type RecordEntry = {
  no: number;
  time: string;
  kind: string;
  erased: boolean;
  cause: string;
  scenario: number | null;
  incident: string;
  asked: string;
  question: Record<string, unknown> | null;
  digest: Record<string, unknown> | null;
  page: string;
  address: string | null;
  state: Record<string, unknown> | null;
  visible_from: number | null;
  visible_to: number | null;
};
export type RecordView = { interview: string; entries: RecordEntry[]; verified: boolean; broken_at: number | null };
export type IncidentRow = {
  name: string;
  title: string;
  scenario: string;
  version: string;
  state: Preparation;
  progress: number;
};
export type RecordingRow = { name: string; title: string; state: string; spans: number; logs: number; points: number };
export type RecordingAccess = { name: string; endpoint: string; token: string };

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
