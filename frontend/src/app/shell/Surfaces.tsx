import { useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useInterview } from "../../api/interviews";
import { useInterviewLive } from "../../api/live";
import type { Surface } from "../../api/surface";
import { WithNotebook } from "../../features/notebook/WithNotebook";
import { Page } from "../../features/page/Page";
import { Go } from "../../parts/Go";
import { EmptyState } from "../../parts/States";
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
  return (
    <WithNotebook key={number} api={surface.api}>
      <Shell surface={surface} home="/interview" />
    </WithNotebook>
  );
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

/** The tutorial incident, to get to know the tools on before the interview. */
export function TutorialShell() {
  const { data } = useInterviewLive();
  const surface = useMemo<Surface>(
    () => ({
      who: "candidate",
      tutorial: true,
      api: "/api/v1/candidate/tutorial",
      page: "/interview/tutorial",
      caption: "Tutorial",
    }),
    [],
  );
  const running = data?.state === "live" || data?.state === "paused";
  if (running && data.kind !== "practice" && data.phase?.part !== "introduction")
    return (
      <Page home="/interview" title="Tutorial">
        <EmptyState title="The tutorial is closed" actions={<Go to="/interview">Back to your interview</Go>}>
          It is for the time before the interview. Yours has begun.
        </EmptyState>
      </Page>
    );
  return <Shell surface={surface} home="/interview" />;
}
