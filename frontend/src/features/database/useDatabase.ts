/** The database page's state: which server, which stretches, and what is chosen; and every change of it. */

import { useMemo } from "react";
import { type Place, useIsFirstRange, usePlace } from "../../api/place";
import type { Databases, Server } from "../../api/types";
import type { Range } from "../../lib/time";
import { type Change, useView, type View } from "../../lib/view";
import { stretches } from "./stretches";
import { DATABASE } from "./view";

export type DatabaseState = {
  server: Server;
  servers: readonly Server[];
  view: View<typeof DATABASE>;
  change: Change<typeof DATABASE>;
  place: Place;
  /** The stretch that is looked at, and what it is held against. */
  during: Range;
  before: Range;
  /** As questions name them. */
  asked: { start: number; end: number; base_start: number; base_end: number };
  whole: { whole_start: number; whole_end: number };
  /** No server, no range and no stretch was chosen: what is shown is what the page opens with. */
  untouched: boolean;
};

export function useDatabase(known: Databases): DatabaseState | null {
  const [view, change] = useView(DATABASE);
  const place = usePlace();
  const { range } = place;
  const { sel, base } = view;
  const server = known.databases.find(({ name }) => name === view.db) ?? known.databases[0];
  const lookMs = server?.sample_ms ?? 0;
  const { during, before } = useMemo(() => stretches(range, { sel, base }, lookMs), [range, sel, base, lookMs]);
  const asked = useMemo(() => askedOf(during, before), [during, before]);
  const whole = useMemo(() => ({ whole_start: range.start, whole_end: range.end }), [range]);
  const opened = useIsFirstRange(place.text);
  if (!server) return null;
  const untouched = opened && view.db === null && sel === null && base === null;
  return { server, servers: known.databases, view, change, place, during, before, asked, whole, untouched };
}

export const askedOf = (during: Range, before: Range) => ({
  start: during.start,
  end: during.end,
  base_start: before.start,
  base_end: before.end,
});

/** Another server: nothing that was chosen in the one before means anything in it. */
export const ofServer = (db: string) => ({
  db,
  statement: null,
  plan: null,
  against: null,
  node: null,
  pid: null,
  find: "",
});
