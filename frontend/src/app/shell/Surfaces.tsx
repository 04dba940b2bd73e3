import { useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useInterview } from "../../api/interviews";
import type { Surface } from "../../api/surface";
import { Shell } from "./Shell";

/** A scenario of the candidate's own interview. */
export function CandidateShell() {
  const { number = "1" } = useParams({ strict: false }) as { number?: string };
  const interview = useInterview();
  const count = interview.data?.scenarios.length;
  const surface = useMemo<Surface>(
    () => ({
      who: "candidate",
      api: `/api/v1/candidate/scenarios/${encodeURIComponent(number)}`,
      page: `/interview/${number}`,
      caption: count ? `Scenario ${number} of ${count}` : `Scenario ${number}`,
    }),
    [number, count],
  );
  return <Shell key={number} surface={surface} home="/interview" />;
}

/** Any installed incident, for those who run interviews. */
export function StaffShell() {
  const { name = "" } = useParams({ strict: false }) as { name?: string };
  const surface = useMemo<Surface>(
    () => ({
      who: "staff",
      api: `/api/v1/staff/incidents/${encodeURIComponent(name)}`,
      page: `/staff/incidents/${name}`,
      caption: name,
    }),
    [name],
  );
  return <Shell key={name} surface={surface} home="/staff" />;
}
