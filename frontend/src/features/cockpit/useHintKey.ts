import { useEffect, useRef } from "react";
import { type Deck, isWorked } from "./deck";
import { HELD } from "./HoldButton";
import { due, look } from "./ladder";
import { useGiveOf } from "./useGive";

/** The key of the hint that is due: at once, or held for a second where the candidate is active. One press, one hint. */
export function useHintKey(deck: Deck): (aloud: boolean) => void {
  const give = useGiveOf(deck);
  const held = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const stop = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "h") return;
      clearTimeout(held.current);
      held.current = undefined;
    };
    window.addEventListener("keyup", stop);
    return () => window.removeEventListener("keyup", stop);
  }, []);
  return (aloud) => {
    const { desk, clock, hidden } = deck;
    const rung = desk && due(desk.hints);
    if (!rung || hidden || !isWorked(deck) || held.current !== undefined) return;
    const { press } = look(rung, { ran: 0, quiet: clock.quiet, mayReveal: false });
    const waits = press === "hold" && !aloud;
    held.current = setTimeout(() => waits && give(rung, { hold: true }), HELD);
    if (!waits) give(rung, { aloud });
  };
}
