/** Inside the frame of what the lead presents: the tools over the candidate's own scenario, going where they are told. */

import { Outlet, useParams, useRouter } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import type { Surface } from "../../api/surface";
import { Shell } from "../../app/shell/Shell";
import { PRESENTED, presentedAt } from "../../lib/presented";
import { EmptyState } from "../../parts/States";
import { isShown } from "../follow/addresses";

export function PresentedFrame() {
  const { history } = useRouter();
  useEffect(() => {
    const told = ({ origin, source, data }: MessageEvent) => {
      if (origin !== location.origin || source !== window.parent || !isShown(data)) return;
      // What comes is in our own form already; what is not goes nowhere.
      const next = data.address.startsWith(`${PRESENTED}/`)
        ? presentedAt(data.address.replace(PRESENTED, "/interview"))
        : PRESENTED;
      if (next) history.replace(next);
    };
    window.addEventListener("message", told);
    if (window.parent !== window) window.parent.postMessage({ rounds: "ready" }, location.origin);
    return () => window.removeEventListener("message", told);
  }, [history]);
  return <Outlet />;
}

export function PresentedOverview() {
  return <EmptyState title="The overview of your interview">What is opened next is shown here.</EmptyState>;
}

export function PresentedShell() {
  const { number = "1" } = useParams({ strict: false }) as { number?: string };
  const tutorial = number === "tutorial";
  const surface = useMemo<Surface>(
    () => ({
      who: "candidate",
      presented: true,
      api: tutorial ? "/api/v1/candidate/tutorial" : `/api/v1/candidate/scenarios/${encodeURIComponent(number)}`,
      page: `${PRESENTED}/${number}`,
      caption: tutorial ? "Tutorial" : `Scenario ${number}`,
    }),
    [number, tutorial],
  );
  return <Shell key={number} surface={surface} home={PRESENTED} />;
}
