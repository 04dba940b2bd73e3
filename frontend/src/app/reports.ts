/**
 * What a candidate's browser showed, told to the server: the address, its parameters, from when until when.
 *
 * It is the browser's word and earns nothing; it lets an interviewer open the same view. A view that stays is told
 * in pieces, so that a crash loses little.
 */

import type { AnyRouter } from "@tanstack/react-router";
import { ask } from "../api/client";
import type { ReportedView } from "../api/types";
import { parseSearch } from "../lib/view";

const ADDRESS = "/api/v1/candidate/views";
const SHORTEST = 400; // milliseconds: what is passed through is not seen
const EVERY = 15_000;
const LONGEST = 4000; // characters the server takes

type Showing = { address: string; since: number };

export function reportViews(router: AnyRouter): void {
  let showing: Showing | null = null;
  let waiting: ReportedView[] = [];
  const close = (now: number) => {
    if (showing && now - showing.since >= SHORTEST) waiting.push(viewOf(showing, now));
    showing = null;
  };
  const look = () => {
    const now = Date.now();
    const address = document.visibilityState === "visible" ? addressOf(location) : null;
    if (showing?.address === address) return;
    close(now);
    if (address) showing = { address, since: now };
  };
  const send = () => {
    const { address } = showing ?? {};
    close(Date.now());
    if (address) showing = { address, since: Date.now() };
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
  look();
}

/** The address of a page of an interview; null for any other page. */
export function addressOf({ pathname, search }: Pick<Location, "pathname" | "search">): string | null {
  if (!/^\/interview(\/|$)/.test(pathname)) return null;
  const address = pathname + search;
  return address.length <= LONGEST ? address : pathname;
}

function viewOf({ address, since }: Showing, until: number): ReportedView {
  return { address, state: parseSearch(address.split("?")[1] ?? ""), visible_from: since, visible_to: until };
}
