/** Words and numbers of the database page. */

import { amount } from "../../lib/units";

/** Average active sessions: 0.04, 1.8, 20.5. */
export const sessions = (load: number): string =>
  load === 0 ? "0" : load < 0.005 ? "0.00" : load < 10 ? load.toFixed(2) : load.toFixed(1);

/** Calls or rows a second. */
export const rate = (value: number): string => (value !== 0 && Math.abs(value) < 0.05 ? "< 0.1" : amount(value));

/** ×5.5, and whether that is worth a colour. */
export function factor(change: number | null | undefined): { text: string; more: boolean } {
  if (change === null || change === undefined) return { text: "–", more: false };
  const text = change >= 10 ? `×${amount(Math.round(change))}` : `×${change.toFixed(1)}`;
  return { text, more: change >= 2 };
}

/** "SELECT … FROM jobs … SKIP LOCKED": what a statement does and to what, for narrow places. */
export function brief(query: string, most = 60): string {
  const line = query.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
