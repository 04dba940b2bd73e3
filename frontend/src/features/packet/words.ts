/** How a packet's values are said. */

import type { Packet, PacketLevel, PacketRater } from "../../api/types";

export const KINDS: Record<string, string> = {
  hint: "Hint",
  reveal: "Answer told",
  exposed: "Exposed",
  cited: "Cited",
  recognised: "Recognised",
  mitigated: "Mitigation",
  hypothesis: "Notebook",
  note: "Notebook",
  judged: "Hypothesis judged",
  pin: "Pinned",
  discussed: "Discussion",
  extended: "More time",
  pause: "Paused",
  resumed: "Resumed",
  skipped: "Left out",
};
export const LEVELS: Record<string, string> = { junior: "Junior", mid: "Mid", senior: "Senior", staff: "Staff+" };
export const OUTCOMES: Record<string, string> = { advance: "Advance", decline: "Decline", hold: "Hold" };
export const SOLUTIONS: Record<string, string> = {
  none: "no working fix",
  working: "a working fix",
  comprehensive: "mitigation, fix and prevention",
};
export const SEEN: Record<string, string> = { seen: "seen", not_seen: "not seen", not_asked: "not asked" };
export const ROLES: Record<string, string> = {
  lead: "lead interviewer",
  panel: "panel interviewer",
  committee: "committee",
};

/** As short as it is: 7.5, 8; unknown is a dash. */
export const points = (value: number | null): string =>
  value === null ? "–" : String(Math.round(value * 100) / 100).replace("-", "−");

export const fixed = (value: number | null, decimals = 2): string => (value === null ? "–" : value.toFixed(decimals));

export const counted = (packet: Packet): PacketRater[] => packet.raters.filter(({ second }) => !second);

/** "7 and 8". */
export function sums(packet: Packet): string {
  const told = counted(packet).map(({ outcome }) => points(outcome));
  if (told.length < 2) return told[0] ?? "–";
  return `${told.slice(0, -1).join(", ")} and ${told.at(-1)}`;
}

export function agreement({ result }: Packet): string {
  const found = result.agreement;
  return found
    ? `exact ${found.exact} of ${found.of}, within 1: ${found.within} of ${found.of}`
    : "one rater: nothing to compare";
}

export const met = ({ exceeds, meets }: PacketLevel): string => (exceeds ? "Exceeded" : meets ? "Met" : "Not met");

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** "12 May 2026" in UTC, as the copies say it. */
export function day(at: string | number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "12 May"; with its year where it is not this one. */
export function shortDay(at: number, now = Date.now()): string {
  const told = day(at);
  return told.endsWith(String(new Date(now).getUTCFullYear())) ? told.slice(0, -5) : told;
}

export function moment(at: string | number): string {
  return `${day(at)}, ${new Date(at).toISOString().slice(11, 16)} UTC`;
}

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

export const number = (value: number): string => WORDS[value] ?? String(value);
