/** What every part of the scorecard's page stands on: the card, who writes it, and what is open. */

import { createContext, useContext } from "react";
import type { CardPage, Scorecard } from "../../api/types";
import { type Change, param, type View } from "../../lib/view";

export const SHEET = {
  /** The scenario whose anchors are shown; "none" where all are closed. */
  scenario: param.text("", "replace"),
  /** The criterion that is open, and the cell of it that has the focus: "cause.3". */
  criterion: param.text("", "replace"),
  signal: param.text("", "replace"),
  /** One's own card, or all that may be seen beside each other. */
  view: param.choice(["own", "beside"] as const, "push"),
  /** Facts of the record stand beside what is rated; "rated" only once it is. */
  facts: param.choice(["shown", "rated"] as const),
  levels: param.flag(),
  version: param.number("replace"),
};

export type Sheet = {
  id: string;
  /** Of the card; what is done with it is below. */
  address: string;
  /** The calibration round that it is rated in; null for the interview's own card. */
  round: string | null;
  page: CardPage;
  card: Scorecard;
  set: (change: (card: Scorecard) => Scorecard, slow?: boolean) => void;
  /** Handed in, and not being amended. */
  closed: boolean;
  view: View<typeof SHEET>;
  change: Change<typeof SHEET>;
};

export const SheetContext = createContext<Sheet | null>(null);

export function useSheet(): Sheet {
  const sheet = useContext(SheetContext);
  if (!sheet) throw new Error("This part of the scorecard stands outside of its page.");
  return sheet;
}

/** Which scenario is open: the one that the address names, else the first. */
export function openScenario({ view, page }: Pick<Sheet, "view" | "page">): number | null {
  if (view.scenario === "none") return null;
  const named = page.scenarios.find(({ number }) => String(number) === view.scenario);
  return named?.number ?? page.scenarios.find(({ skipped }) => !skipped)?.number ?? null;
}

/**
 * When a second of a scenario was, in milliseconds since 1970, for a link to the replay. Of one that was just typed the
 * server has not said it yet: until then without the pauses.
 */
export function momentOf(page: CardPage, second: { scenario: number; seconds: number }): number | null {
  const { scenario, seconds } = second;
  const isSame = (one: { scenario: number; seconds: number }) => one.scenario === scenario && one.seconds === seconds;
  const known = page.moments.find(isSame) ?? page.scenarios.flatMap(({ proposals }) => proposals).find(isSame);
  if (known) return known.at;
  const began =
    second.scenario === 0
      ? page.interview.starts
      : page.scenarios.find(({ number }) => number === second.scenario)?.began;
  return began === null || began === undefined ? null : began + second.seconds * 1000;
}
