import { useCallback } from "react";
import type { RungShown } from "../../api/types";
import { type Deck, useDeck } from "./deck";
import { look } from "./ladder";

export const UNDO = 5000; // milliseconds in which a hint may be taken back

type How = { aloud?: boolean; hold?: boolean; reason?: string };

/** Gives a hint, or asks first where it needs a reason; then it can be taken back for five seconds. */
export function useGive(): Give {
  return useGiveOf(useDeck());
}

export type Give = (rung: RungShown, how: How) => void;

export function useGiveOf({
  press,
  say,
  ask,
  desk,
  clock,
}: Pick<Deck, "press" | "say" | "ask" | "desk" | "clock">): Give {
  return useCallback(
    (rung, how) => {
      if (!desk) return;
      const shown = look(rung, { ran: 0, quiet: clock.quiet, mayReveal: desk.may_reveal });
      if (shown.press === "none") return;
      if (shown.press === "reveal") return ask({ kind: "reveal", scenario: desk.number, hint: rung.place });
      const asksFirst = shown.press === "reason" || (shown.press === "hold" && how.aloud);
      if (asksFirst && !how.hold) return ask({ kind: "hint", rung, aloud: how.aloud ?? false });
      const told = { scenario: desk.number, hint: rung.place, aloud: how.aloud ?? false, hold: how.hold ?? false };
      void press("hint", { ...told, reason: how.reason ?? "" }).then((after) => {
        const given = after?.scenarios.find(({ number }) => number === desk.number)?.hints[rung.place]?.given;
        if (!given) return;
        say({
          text: how.aloud
            ? `Hint ${rung.place + 1} read aloud.`
            : `Hint ${rung.place + 1} is on the candidate's screen.`,
          undo: () => void press("unhint", { no: given.no }),
        });
      });
    },
    [press, say, ask, desk, clock.quiet],
  );
}
