/**
 * What a candidate's browser showed, told to the server: the address, its parameters, from when until when.
 *
 * It is the browser's word and earns nothing; it lets an interviewer open the same view. A view that stays is told
 * in pieces, so that a crash loses little.
 */

import type { AnyRouter } from "@tanstack/react-router";
import { ask } from "../api/client";
import type { ReportedView } from "../api/types";
import { isCovered, whenCovered } from "../lib/covered";
import { isFinished, wasThere, whenFinished } from "../lib/finished";
import { parseSearch } from "../lib/view";

const ADDRESS = "/api/v1/candidate/views";
const SHORTEST = 400; // milliseconds: what is passed through is not seen
const EVERY = 15_000;
const LONGEST = 4000; // characters the server takes of an address, and of one value
const MOST = 30_000; // characters of all values

type Showing = { address: string; search: string; since: number };

export function reportViews(router: AnyRouter): void {
  let showing: Showing | null = null;
  let waiting: ReportedView[] = [];
  const close = (now: number) => {
    if (showing && now - showing.since >= SHORTEST) waiting.push(viewOf(showing, now));
    showing = null;
  };
  const look = () => {
    const now = Date.now();
    const address = isSeen() ? addressOf(location) : null;
    const search = address ? location.search : "";
    if (showing?.address === address && (showing?.search ?? "") === search) return;
    close(now);
    if (address) showing = { address, search, since: now };
  };
  const send = () => {
    const before = showing;
    const now = Date.now();
    close(now);
    if (before) showing = { ...before, since: now };
    if (waiting.length === 0) return;
    const views = waiting.slice(-100);
    waiting = [];
    void ask(ADDRESS, { views }).catch(() => undefined); // never in the way of the work
  };
  const leave = () => {
    look();
    close(Date.now());
    if (waiting.length > 0)
      navigator.sendBeacon?.(ADDRESS, new Blob([JSON.stringify({ views: waiting })], { type: "application/json" }));
    waiting = [];
  };
  router.subscribe("onResolved", look);
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? leave() : look()));
  window.addEventListener("pagehide", leave);
  setInterval(send, EVERY);
  whenCovered(look);
  whenFinished(() => {
    if (!wasThere()) showing = null;
    look();
    send();
  });
  look();
}

/** Whether what this page shows is seen, and anybody's business: nobody is told of what is looked at after the end. */
export const isSeen = () => document.visibilityState === "visible" && !isCovered() && !isFinished();

/** The address of a page of an interview; null for any other page, the tutorial's among them: nobody is told of those. */
export function addressOf({ pathname, search }: Pick<Location, "pathname" | "search">): string | null {
  if (!/^\/interview(\/(?!(tutorial|rights)(\/|$))|$)/.test(pathname)) return null;
  const address = pathname + search;
  return address.length <= LONGEST ? address : pathname;
}

/** An address may be too long to be kept whole; what it says is told all the same, as far as the server takes it. */
export function viewOf({ address, search, since }: Showing, until: number): ReportedView {
  return { address, state: stateOf(search), visible_from: since, visible_to: until };
}

function stateOf(search: string): ReportedView["state"] {
  const told = Object.entries(parseSearch(search.slice(1)));
  const short = told.filter(([, value]) => [value].flat().every((one) => one.length <= LONGEST));
  return JSON.stringify(short).length <= MOST ? Object.fromEntries(short) : {};
}
