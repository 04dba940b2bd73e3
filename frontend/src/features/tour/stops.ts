/** The tour of the tools on the tutorial incident: six stops with one thing to do at each, and how that is recognised. */

import type { StopView, TutorialView } from "../../api/types";
import type { Search } from "../../lib/view";

export const TUTORIAL = "/interview/tutorial";
export type StopName = "metrics" | "traces" | "logs" | "database" | "heap" | "services";

type Stop = {
  stop: StopName;
  title: string;
  /** In the list of stops. */
  what: string;
  /** At the stop itself: what to press. */
  how: string;
  /** Whether it is done, by the address: what follows the tool's own, and its parameters. */
  done: (rest: string, search: Search) => boolean;
};

const has = (search: Search, ...names: string[]) => names.some((name) => search[name] !== undefined);

export const STOPS: Stop[] = [
  {
    stop: "metrics",
    title: "Metrics",
    what: "Find the minute when orders slowed down",
    how: "Drag over a chart where its line goes up.",
    done: (_, search) => has(search, "sel", "at", "from"),
  },
  {
    stop: "traces",
    title: "Traces",
    what: "Open a slow trace and read its longest span",
    how: "Sort by longest, then open the first row.",
    done: (rest) => /^\/[0-9a-f]+$/.test(rest),
  },
  {
    stop: "logs",
    title: "Logs",
    what: "Find the warnings and see when they came",
    how: "Type level:warn into the search and press Enter.",
    done: (_, search) => has(search, "q"),
  },
  {
    stop: "database",
    title: "Database",
    what: "See which session blocks which",
    how: "Under Locks, click a session to see whom it waits for.",
    done: (_, search) => has(search, "pid", "at"),
  },
  {
    stop: "heap",
    title: "Heap",
    what: "Compare two snapshots of memory",
    how: "Click a class that grew to see what holds its objects.",
    done: (_, search) => has(search, "cls", "id"),
  },
  {
    stop: "services",
    title: "Services",
    what: "Compare two windows of time",
    how: "Click a line between two services: its numbers before and during stand side by side.",
    done: (_, search) => has(search, "open", "before", "during"),
  },
];

export function stopAt(tool: string): Stop | undefined {
  return STOPS.find(({ stop }) => stop === tool);
}

/** The stop that an address does what is asked for at; null for none. */
export function reached(pathname: string, search: Search): StopName | null {
  const [, tool = "", rest = ""] = /^\/interview\/tutorial\/([a-z]+)(\/.*)?$/.exec(pathname) ?? [];
  const stop = stopAt(tool);
  return stop?.done(rest ?? "", search) ? stop.stop : null;
}

export function stateOf(stops: readonly StopView[], stop: string): string {
  return stops.find((one) => one.stop === stop)?.state ?? "open";
}

/** The first stop that is still ahead, after the one given where there is one. */
export function nextStop({ stops }: Pick<TutorialView, "stops">, after?: string): Stop | undefined {
  const place = STOPS.findIndex(({ stop }) => stop === after);
  const turned = [...STOPS.slice(place + 1), ...STOPS.slice(0, place + 1)];
  return turned.find(({ stop }) => stop !== after && stateOf(stops, stop) === "open");
}
