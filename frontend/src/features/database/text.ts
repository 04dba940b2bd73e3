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

/** Each on one line; those that begin alike keep their beginning and go on from where they differ. */
export function toldApart(queries: readonly string[], most: number): string[] {
  const lines = queries.map((query) => brief(query, Number.POSITIVE_INFINITY));
  return lines.map((line) => {
    const alike = lines.filter((other) => other !== line && other.slice(0, most - 1) === line.slice(0, most - 1));
    if (line.length <= most || alike.length === 0) return brief(line, most);
    const shared = Math.max(...alike.map((other) => sharedStart(line, other)));
    const head = line.slice(0, Math.floor(most / 3)).trimEnd();
    const from = line.lastIndexOf(" ", Math.max(0, shared - 1)) + 1;
    return `${head}…${brief(line.slice(from), most - head.length - 1)}`;
  });
}

function sharedStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** "SELECT … FROM jobs … SKIP LOCKED": what a statement does and to what, for narrow places. */
export function brief(query: string, most = 60): string {
  const line = query.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
