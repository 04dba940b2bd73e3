/** The agenda as blocks with their parts and, where the interview has a date, their times, in the candidate's zone. */

import type { SegmentView } from "../../api/types";

export type Block = {
  title: string;
  scenario: number | null;
  minutes: number;
  parts: { minutes: number; work: boolean }[];
  starts: Date | null;
};

/** A segment is a block: of a scenario the work and, after it, the talk about it. */
export function blocksOf(plan: readonly SegmentView[], starts: Date | null): Block[] {
  let before = 0;
  return plan.map(({ title, scenario, minutes, discussion }) => {
    const at = before;
    before += minutes + discussion;
    return {
      title: scenario === null ? title : `Scenario ${scenario}`,
      scenario,
      minutes: minutes + discussion,
      parts: [{ minutes, work: scenario !== null }, ...(discussion ? [{ minutes: discussion, work: false }] : [])],
      starts: starts && new Date(starts.getTime() + at * 60_000),
    };
  });
}

/** "14 min, then 3 min to discuss". */
export function minutesOf({ parts }: Block): string {
  const [work, ...talk] = parts.map(({ minutes }) => minutes);
  const rest = talk.reduce((sum, minutes) => sum + minutes, 0);
  return rest ? `${work} min, then ${rest} min to discuss` : `${work} min`;
}

/** "Your interview is on Tuesday 12 May at 15:00"; without a date, "Your interview". */
export function headline(starts: Date | null, today: Date, zone?: string): string {
  if (!starts) return "Your interview";
  const days = dayNumber(starts, zone) - dayNumber(today, zone);
  const time = localTime(starts, zone);
  if (days === 0) return `Your interview is today at ${time}`;
  if (days === 1) return `Your interview is tomorrow at ${time}`;
  return days < 0
    ? `Your interview was on ${localDay(starts, zone)}`
    : `Your interview is on ${localDay(starts, zone)} at ${time}`;
}

/** Days since 1970, by the calendar of the zone. */
function dayNumber(date: Date, zone?: string): number {
  const told = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  return Date.parse(`${told.format(date)}T00:00:00Z`) / 86_400_000;
}

export function localTime(date: Date, zone?: string): string {
  return date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
}

/** "Tuesday 12 May". */
export function localDay(date: Date, zone?: string): string {
  return date.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: zone });
}

/** "Berlin time" of Europe/Berlin. */
export function zoneName(zone: string): string {
  return zone === "UTC" ? "UTC" : `${zone.split("/").at(-1)!.replaceAll("_", " ")} time`;
}

/** A zone that this browser knows; undefined for its own. */
export function knownZone(zone: string): string | undefined {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: zone });
    return zone || undefined;
  } catch {
    return undefined;
  }
}

/** The interview as a calendar's event (RFC 5545), without its link: calendars are shared. */
export function calendarEvent(id: string, starts: Date, minutes: number, call: string): string {
  const stamp = (date: Date) => `${date.toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
  const text = (words: string) => words.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Rounds//Interviews//EN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${id}-candidate@rounds`,
    `DTSTAMP:${stamp(starts)}`,
    `DTSTART:${stamp(starts)}`,
    `DTEND:${stamp(new Date(starts.getTime() + minutes * 60_000))}`,
    "SUMMARY:Production debugging interview",
    "DESCRIPTION:Open the link of your invitation. There is nothing to install.",
    ...(call ? [`LOCATION:${text(call)}`] : []),
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}
