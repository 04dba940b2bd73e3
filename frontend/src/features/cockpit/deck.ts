/** What every part of the cockpit reads and does. */

import { createContext, useContext } from "react";
import type { CockpitView, ScenarioDesk } from "../../api/types";
import type { Change, View } from "../../lib/view";
import type { COCKPIT } from "./Cockpit";
import type { Ticked } from "./clock";
import type { Asks } from "./Dialogs";
import type { Press, Said } from "./usePress";

export type Deck = {
  id: string;
  cockpit: CockpitView;
  /** The scenario that is looked at. */
  desk: ScenarioDesk | null;
  clock: Ticked;
  now: number;
  press: Press;
  say: (said: Omit<Said, "id"> | null) => void;
  ask: (asks: Asks) => void;
  /** Others see this screen: nothing sealed and nothing private is on it. */
  hidden: boolean;
  /** What the candidate's page shows, and since when. */
  address: string;
  addressAt: number | null;
  view: View<typeof COCKPIT>;
  change: Change<typeof COCKPIT>;
};

export const DeckContext = createContext<Deck | null>(null);

export function useDeck(): Deck {
  const deck = useContext(DeckContext);
  if (!deck) throw new Error("a part of the cockpit stands inside it");
  return deck;
}

/** Whether the scenario that is looked at is the one that is worked on. */
export function isWorked({ cockpit, desk }: Pick<Deck, "cockpit" | "desk">): boolean {
  return desk !== null && desk.number === cockpit.scenario && desk.state === "work";
}
