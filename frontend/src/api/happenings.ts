/** Events of an incident as flags on an axis. */

import { useMemo } from "react";
import type { Flag, Sign } from "../charts/flags";
import { useView } from "../lib/view";
import { EVENT_KINDS, type EventKind, PLACE } from "./place";
import { useIncident } from "./surface";
import type { Happening } from "./types";

/** Which of the kinds one chooses from an event is. */
export function kindOf({ kind }: Happening): EventKind {
  return EVENT_KINDS.find((one) => one === kind) ?? "other";
}

/** The flags of all charts: of the events of the kind that is chosen beside them. */
export function useFlags(): Flag[] {
  const { events } = useIncident();
  const [{ event_kind: kind }] = useView(PLACE);
  return useMemo(() => flagsOf(events.filter((one) => kind === "all" || kindOf(one) === kind)), [events, kind]);
}

export function signOf({ kind, attributes }: Happening): Sign {
  if (kind === "alert") return attributes.state === "resolved" ? "resolved" : "alert";
  if (kind === "deploy") return "deploy";
  return kind === "restart" ? "restart" : "change";
}

export function flagsOf(events: readonly Happening[]): Flag[] {
  return events.map((event) => ({ at: event.time, sign: signOf(event), title: event.title, name: shortName(event) }));
}

/** "webhook-dispatcher 2.41.0" for a deploy, else the title. */
function shortName({ kind, service, title, attributes }: Happening): string {
  return kind === "deploy" && service && attributes.version ? `${service} ${attributes.version}` : title;
}
