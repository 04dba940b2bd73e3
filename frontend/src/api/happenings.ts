/** Events of an incident as flags on an axis. */

import type { Flag, Sign } from "../charts/flags";
import type { Happening } from "./types";

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
