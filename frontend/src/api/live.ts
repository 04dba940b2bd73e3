/** The live state of an interview: whole, kept fresh by its channel, and asked for every 3 s while that is down. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { finish, isOver } from "../lib/finished";
import { asProblem } from "./answers";
import { type ChannelState, channelOf } from "./channel";
import { get } from "./client";
import type { Read } from "./interviews";
import type { DebriefView, InterviewView, PhaseView, ShownView } from "./types";

const NONE: Record<string, string> = {};
const DOWN = 3000; // milliseconds between two questions while the channel is down
const INTERVIEW = "/api/v1/candidate/interview";

/** The room of a run without an interviewer comes over the same channel. */
export const DRILL = "/api/v1/candidate/drill";
const OF_DRILLS = { drill: DRILL };

export type Live<T> = Read<T> & {
  channel: ChannelState;
  /** The newest view told beside the whole: the candidate's for staff, the presented one for the candidate. */
  view: ShownView | null;
};

/** The candidate's own interview. */
export function useInterviewLive(): Live<InterviewView> & { offset: number } {
  const live = useWhole<InterviewView>("/api/v1/candidate/live", INTERVIEW, "interview", "present", OF_DRILLS);
  const view = live.data?.presenting ? live.view : null;
  const over = live.data && live.data.kind !== "practice" ? isOver(live.data.state) : undefined;
  useEffect(() => {
    if (over !== undefined) finish(over);
  }, [over]);
  return { ...live, view, offset: useOffset(live.data?.now) };
}

/** An interview for staff: its whole cockpit, and what the candidate's page shows. */
export function useLive<T>(id: string): Live<T> {
  const of = `/api/v1/staff/interviews/${encodeURIComponent(id)}`;
  return useWhole<T>(`${of}/live`, `${of}/cockpit`, "cockpit", "view");
}

/** The debrief's room, for who is in it. */
export function useDebriefLive(id: string): Live<DebriefView> {
  const of = `/api/v1/staff/interviews/${encodeURIComponent(id)}/debrief`;
  return useWhole<DebriefView>(`${of}/live`, of, "debrief", "view");
}

/** `others` are events that are wholes too, each with the address whose answer it is. */
function useWhole<T>(address: string, whole: string, name: string, beside: string, others = NONE): Live<T> {
  const client = useQueryClient();
  const channel = useMemo(
    () => channelOf(address, [name, beside, "changed", ...Object.keys(others)]),
    [address, name, beside, others],
  );
  const state = useSyncExternalStore(channel.watch, () => channel.state);
  const [view, setView] = useState<ShownView | null>(null);
  useEffect(
    () =>
      channel.listen((event, told) => {
        const answered = event === name ? whole : others[event];
        if (answered) {
          void client.cancelQueries({ queryKey: [answered] }); // what is on its way is older
          client.setQueryData([answered], told);
        } else if (event === "changed") void client.invalidateQueries({ queryKey: [whole] });
        else setView(told as ShownView);
      }),
    [channel, client, whole, name, others],
  );
  const query = useQuery<T>({
    queryKey: [whole],
    queryFn: ({ signal }) => get<T>(whole, { signal }),
    staleTime: 0,
    refetchOnMount: state.standing !== "open",
    refetchInterval: state.standing === "open" || state.standing === "closed" ? false : DOWN,
  });
  const problem = query.error && query.data === undefined ? asProblem(query.error) : null;
  return { data: query.data, problem, again: () => void query.refetch(), channel: state, view };
}

const HELD = 10; // how many of the last moments tell how far apart the clocks are

/** How far the server's clock is ahead of this browser's, in milliseconds. What comes late makes it seem less. */
export function useOffset(now: number | undefined): number {
  const [known] = useState<number[]>(() => []);
  return useMemo(() => {
    if (now === undefined) return known.length ? Math.max(...known) : 0;
    known.push(now - Date.now());
    if (known.length > HELD) known.shift();
    const last = known.at(-1)!;
    // A clock that was set, or a computer that slept, makes what was known wrong.
    if (Math.abs(Math.max(...known) - last) > DOWN) known.splice(0, known.length, last);
    return Math.max(...known);
  }, [now, known]);
}

/** The present moment by the server's clock, again every `every` milliseconds while asked to. */
export function useServerNow(offset: number, running = true, every = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [running, every]);
  return now + offset;
}

/** Milliseconds spent in a phase by now; `told` is when the server said how many. */
export function elapsedOf(phase: Pick<PhaseView, "elapsed_ms" | "running">, told: number, now: number): number {
  return phase.elapsed_ms + (phase.running ? Math.max(0, now - told) : 0);
}
