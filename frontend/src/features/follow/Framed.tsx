/**
 * What a follower's or a replay's frame shows: a candidate's address, rendered anew with the viewer's own rights.
 *
 * A frame of its own has its own size, title, keys and focus, so that a small picture is drawn as the candidate's
 * window draws it and takes nothing from the page around it.
 */

import { Outlet, useParams, useRouter } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { useRead } from "../../api/interviews";
import type { Surface } from "../../api/surface";
import type { ClipWatched, StaffInterviewView } from "../../api/types";
import { Shell } from "../../app/shell/Shell";
import { EmptyState, ErrorState } from "../../parts/States";
import { followed, framed, isShown, watched } from "./addresses";

export function Frame() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  return <Told home={followed(id)} />;
}

/** The same for a clip, which names no interview. */
export function ClipFrame() {
  const { clip = "" } = useParams({ strict: false }) as { clip?: string };
  return <Told home={watched(clip)} />;
}

/** Goes where the page around it says, and tells it once that it listens. */
function Told({ home }: { home: string }) {
  const { history } = useRouter();
  useEffect(() => {
    const told = ({ origin, source, data }: MessageEvent) => {
      if (origin !== location.origin || source !== window.parent || !isShown(data)) return;
      const next = framed(home, data.address);
      if (next) history.replace(next);
    };
    window.addEventListener("message", told);
    if (window.parent !== window) window.parent.postMessage({ rounds: "ready" }, location.origin);
    return () => window.removeEventListener("message", told);
  }, [home, history]);
  return <Outlet />;
}

export function FramedOverview() {
  return (
    <EmptyState title="On the overview page">
      The candidate has no tool open. What they open next is shown here.
    </EmptyState>
  );
}

/** A scenario's tools over the incident it is pinned to. */
export function FramedShell() {
  const { id = "", number = "1" } = useParams({ strict: false }) as { id?: string; number?: string };
  const { data, problem, again } = useRead<StaffInterviewView>(`/api/v1/staff/interviews/${encodeURIComponent(id)}`);
  const pin = data?.scenarios.find((one) => String(one.number) === number);
  const surface = useMemo<Surface>(
    () => ({
      who: "staff",
      api: `/api/v1/staff/incidents/${encodeURIComponent(pin?.incident ?? "")}`,
      page: `${followed(id)}/${number}`,
      caption: `Scenario ${number} of ${data?.scenarios.length ?? ""}`,
    }),
    [pin?.incident, id, number, data?.scenarios.length],
  );
  if (number === "tutorial")
    return <EmptyState title="In the tutorial">The candidate tries the tools on another incident.</EmptyState>;
  if (problem) return <ErrorState problem={problem} onAgain={again} />;
  if (!data) return null;
  if (!pin?.incident) return <EmptyState title="Not prepared yet">This scenario is still being prepared.</EmptyState>;
  return <Shell key={number} surface={surface} home={followed(id)} />;
}

/** The tools over the incident that a clip is of. Of another scenario nothing is known here. */
export function FramedClip() {
  const { clip = "", number = "1" } = useParams({ strict: false }) as { clip?: string; number?: string };
  const { data, problem, again } = useRead<ClipWatched>(`/api/v1/staff/gallery/${encodeURIComponent(clip)}`);
  const surface = useMemo<Surface>(
    () => ({
      who: "staff",
      api: `/api/v1/staff/incidents/${encodeURIComponent(data?.incident ?? "")}`,
      page: `${watched(clip)}/${number}`,
      caption: "From the gallery",
    }),
    [data?.incident, clip, number],
  );
  if (problem) return <ErrorState problem={problem} onAgain={again} />;
  if (!data) return null;
  if (!data.incident || String(data.number) !== number)
    return <EmptyState title="Not shown here">This page is of another scenario.</EmptyState>;
  return <Shell surface={surface} home={watched(clip)} />;
}
