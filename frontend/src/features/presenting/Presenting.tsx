/** What the lead shows the candidate: the tools over what is open to them, with each view told as it changes. */

import { useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useLive } from "../../api/live";
import type { Surface } from "../../api/surface";
import type { CockpitView } from "../../api/types";
import { Shell } from "../../app/shell/Shell";
import { Go } from "../../parts/Go";
import { EmptyState, ErrorState } from "../../parts/States";
import { presentPage } from "./addresses";
import { PresentedContext } from "./presented";

export function PresentingShell() {
  const { id = "", number = "1" } = useParams({ strict: false }) as { id?: string; number?: string };
  const { data, problem, again } = useLive<CockpitView>(id);
  const of = data?.scenarios.length;
  const tutorial = number === "tutorial";
  const pinned = data?.scenarios.find((one) => String(one.number) === number)?.incident;
  const incident = tutorial ? data?.tutorial : pinned;
  const surface = useMemo<Surface>(
    () => ({
      who: "staff",
      presents: id,
      api: `/api/v1/staff/incidents/${encodeURIComponent(incident ?? "")}`,
      page: presentPage(id, number),
      caption: tutorial ? "Tutorial" : `Scenario ${number} of ${of ?? ""}`,
    }),
    [id, incident, number, of, tutorial],
  );
  if (problem) return <ErrorState problem={problem} onAgain={again} />;
  if (!data) return null;
  const home = `/staff/interviews/${encodeURIComponent(id)}/cockpit`;
  if (!incident)
    return (
      <EmptyState title="There is nothing to show here" actions={<Go to={home}>Back to the cockpit</Go>}>
        {tutorial ? "The tutorial is closed: its time was before the scenarios." : "This scenario is not there yet."}
      </EmptyState>
    );
  return (
    <PresentedContext value={data}>
      <Shell key={number} surface={surface} home={home} />
    </PresentedContext>
  );
}
