/** Who is looking, at which incident: decides where questions go and how addresses of pages begin. */

import { createContext, useContext } from "react";
import type { Incident } from "./types";

export type Tool = "briefing" | "metrics" | "traces" | "logs" | "database" | "heap" | "services";

export type Surface = {
  who: "candidate" | "staff";
  /** The incident to learn the tools on, with a tour. */
  tutorial?: boolean;
  /** In the frame of what the lead presents: nothing of the hour around it. */
  presented?: boolean;
  /** The interview whose candidate sees this page while its lead presents it. */
  presents?: string;
  /** The number of the scenario, on the page of a candidate whose hour runs around it. */
  hour?: number;
  /** Under which the tools' routes are: /api/v1/candidate/scenarios/1. */
  api: string;
  /** Under which the tools' pages are: /interview/1. */
  page: string;
  /** "Scenario 1 of 3", or what kind of incident it is. */
  caption: string;
};

export const SurfaceContext = createContext<Surface | null>(null);
export const IncidentContext = createContext<Incident | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error("a tool's page stands inside a surface");
  return surface;
}

/** The incident of this page. Inside the shell it is always there: the shell waits for it. */
export function useIncident(): Incident {
  const incident = useContext(IncidentContext);
  if (!incident) throw new Error("a tool's page stands inside the shell");
  return incident;
}

/** A service's colour token within this incident: c1 … c9, and c10 for those after. */
export function serviceColour(services: readonly string[], service: string): string {
  const place = services.indexOf(service);
  return place >= 0 && place < 9 ? `c${place + 1}` : "c10";
}
