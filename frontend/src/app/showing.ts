/**
 * What a candidate's page shows, told as it changes to who follows: the whole of it, with a number that grows.
 *
 * Nothing of it is written down, so it may be lost; the newest is told again every five seconds while the page is seen.
 */

import type { AnyRouter } from "@tanstack/react-router";
import { ask, Problem } from "../api/client";
import type { ReportedShown } from "../api/types";
import { whenCovered } from "../lib/covered";
import { whenFinished } from "../lib/finished";
import { addressOf, isSeen, viewOf } from "./reports";

const ADDRESS = "/api/v1/candidate/live/view";
const SOON = 250; // milliseconds: at most four a second
const AGAIN = 5000;
const RESTS = 60_000; // after a refusal that time alone does not mend

export function tellShowing(router: AnyRouter): void {
  const teller = newTeller((shown) => ask(ADDRESS, shown));
  const look = () => teller.shows(isSeen() ? addressOf(location) : null);
  router.subscribe("onResolved", look);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", teller.again);
  whenCovered(look);
  whenFinished(look);
  setInterval(teller.again, AGAIN);
  look();
}

/** Sends the newest view once nothing changed for a moment, or the moment is over. */
export function newTeller(send: (shown: ReportedShown) => Promise<unknown>, now = () => Date.now()) {
  let showing: string | null = null;
  let told: string | null = null;
  let seq = 0;
  let resting = 0;
  let busy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = async () => {
    timer = undefined;
    if (showing === null || busy || now() < resting) return;
    busy = true;
    const address = showing;
    try {
      // A page that is loaded anew goes on from the one before it, of which something may still be on its way.
      seq = Math.max(seq + 1, Math.floor(now() / SOON));
      await send({ seq, address, state: stateAt(address) });
      told = address;
    } catch (error) {
      if (!(error instanceof Problem) || !PASSING.has(error.kind)) resting = now() + RESTS;
    } finally {
      busy = false;
      if (showing !== null && showing !== told && now() >= resting) soon();
    }
  };
  const soon = () => {
    if (timer === undefined) timer = setTimeout(() => void tell(), SOON);
  };
  return {
    shows(address: string | null) {
      showing = address;
      if (address !== null && address !== told) soon();
    },
    again: () => void tell(),
  };
}

const PASSING = new Set(["offline", "too_much", "too_often", "internal"]);

function stateAt(address: string): ReportedShown["state"] {
  const at = address.indexOf("?");
  return viewOf({ address, search: at < 0 ? "" : address.slice(at), since: 0 }, 0).state ?? {};
}
