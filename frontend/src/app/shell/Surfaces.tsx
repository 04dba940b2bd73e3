import { useParams } from "@tanstack/react-router";
import { useMemo, useRef } from "react";
import { useAskedAsItOpens } from "../../api/answers";
import { useInterviewLive } from "../../api/live";
import type { Surface } from "../../api/surface";
import type { InterviewView } from "../../api/types";
import { Locked } from "../../features/hour/Locked";
import { useMoveToOpened } from "../../features/hour/opening";
import { PresentedOver } from "../../features/hour/PresentedOver";
import { WithNotebook } from "../../features/notebook/WithNotebook";
import { Page } from "../../features/page/Page";
import { Go } from "../../parts/Go";
import { EmptyState } from "../../parts/States";
import { Unopened } from "../errors";
import { Shell } from "./Shell";

/** A scenario of the candidate's own interview. */
export function CandidateShell() {
  const { number = "1" } = useParams({ strict: false }) as { number?: string };
  const { data, problem, again } = useInterviewLive();
  const count = data?.scenarios.length;
  useMoveToOpened(data, Number(number));
  const surface = useMemo<Surface>(
    () => ({
      who: "candidate",
      api: `/api/v1/candidate/scenarios/${encodeURIComponent(number)}`,
      page: `/interview/${number}`,
      hour: Number(number),
      caption: count ? `Scenario ${number} of ${count}` : `Scenario ${number}`,
    }),
    [number, count],
  );
  const shown = useShown(data, Number(number));
  useAskedAsItOpens(surface.api, data?.scenarios.find((one) => one.number === Number(number))?.state === "open");
  if (problem) return <Unopened problem={problem} onAgain={again} />;
  if (data && !shown)
    return (
      <>
        <Locked interview={data} number={Number(number)} />
        <PresentedOver />
      </>
    );
  return (
    <WithNotebook key={number} api={surface.api}>
      {data && <Shell surface={surface} home="/interview" />}
      <PresentedOver />
    </WithNotebook>
  );
}

/**
 * Whether the tools of a scenario are shown: while it is open, and on while the clock stands still or another scenario
 * has opened, so that nobody's work goes away from under them.
 */
function useShown(interview: InterviewView | undefined, number: number): boolean {
  const was = useRef<number | null>(null);
  if (!interview) return true;
  const card = interview.scenarios.find((one) => one.number === number);
  if (interview.kind === "practice" || card?.state === "open") was.current = number;
  const runs = interview.state === "live" || interview.state === "paused";
  return interview.kind === "practice" || card?.state === "open" || (runs && was.current === number);
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
  useMoveToOpened(data, null);
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
        <h1 className="hidden-text">Tutorial</h1>
        <EmptyState title="The tutorial is closed" actions={<Go to="/interview">Back to your interview</Go>}>
          It is for the time before the interview. Yours has begun.
        </EmptyState>
      </Page>
    );
  return (
    <>
      <Shell surface={surface} home="/interview" />
      <PresentedOver />
    </>
  );
}
