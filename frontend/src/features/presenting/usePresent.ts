/** Beginning to present from the cockpit: the page that is shown opens in a tab of its own, and stops where it is closed. */

import type { Command } from "../../lib/commands";
import type { Deck } from "../cockpit/deck";
import { presentedFrom } from "./addresses";

export type Presenting = { on: boolean; possible: boolean; toggle: () => void; commands: Command[] };

export function usePresent({ cockpit, address, press, say }: Deck): Presenting {
  const from = presentedFrom(cockpit, address);
  const live = cockpit.state === "live";
  const start = () => {
    if (!from) return;
    // Before anything is waited for: a browser opens tabs only for a press.
    const tab = window.open(from, `rounds-present-${cockpit.id}`);
    if (tab === null)
      say({ text: "The browser blocked the tab to present in. Allow it for this page.", tone: "error" });
    else void press("commands/present", { on: true });
  };
  const on = cockpit.presenting;
  const possible = live && (on || from !== null);
  const toggle = () => (on ? void press("commands/present", { on: false }) : start());
  const label = on ? "Take what you present off the candidate's screen" : "Present a page to the candidate";
  const commands = possible ? [{ id: "cockpit.present", label, group: "Panes", keys: "p", run: toggle }] : [];
  return { on, possible, toggle, commands };
}
