/** What the packet's page shows, in its address, and what its parts stand on. */

import type { Packet, PacketMoment, PacketScenario } from "../../api/types";
import { param } from "../../lib/view";

export const PARTS = ["happened", "scores", "path", "discussion"] as const;

export const VIEW = {
  /** The scenario whose part is shown below the lanes. */
  scenario: param.number("replace"),
  /** The chosen moment, milliseconds since 1970. */
  at: param.number("replace"),
  part: param.choice(PARTS),
  /** Whose feedback is shown, by letter. */
  rater: param.maybe("replace"),
};

export type Chosen = { scenario: PacketScenario | null; moment: PacketMoment | null };

/** What the address means: a moment that is there; else the cause of the scenario, or its first moment. */
export function chosenOf(packet: Packet, number: number | null, at: number | null): Chosen {
  const begun = packet.scenarios.filter(({ began }) => began);
  const scenario =
    packet.scenarios.find((one) => one.number === number) ??
    begun.find((one) => at !== null && one.moments.some((moment) => moment.at === at)) ??
    begun[0] ??
    packet.scenarios[0] ??
    null;
  const moments = scenario?.moments ?? [];
  const moment =
    (at === null ? undefined : nearest(moments, at)) ??
    (scenario?.cause_at ? nearest(moments, scenario.cause_at) : undefined) ??
    moments[0] ??
    null;
  return { scenario, moment };
}

/** The moment that is nearest to a time, of several at once the last: causes come after what led to them. */
export function nearest(moments: PacketMoment[], at: number): PacketMoment | undefined {
  let found: PacketMoment | undefined;
  for (const one of moments) if (!found || Math.abs(one.at - at) <= Math.abs(found.at - at)) found = one;
  return found;
}

export type Place = { scenario: number; at: number };

/** The moment after or before the chosen one, over the scenarios in their order; null at the ends. */
export function beside(packet: Packet, chosen: Chosen, way: 1 | -1): Place | null {
  const all = packet.scenarios.flatMap((one) => one.moments.map((moment) => ({ one, moment })));
  const place = all.findIndex(({ moment }) => moment === chosen.moment);
  // Several things may happen in one millisecond: the address tells only the last of them.
  for (let next = place + way; all[next]; next += way) {
    const { one, moment } = all[next]!;
    if (moment.at !== chosen.moment?.at || one !== chosen.scenario) return { scenario: one.number, at: moment.at };
  }
  return null;
}
