/**
 * Moments and ranges against the incident's frozen clock.
 *
 * A moment is milliseconds since 1970. In an address it is "now", "now-1h30m", or ISO without what is zero at its
 * end: "2026-05-12T14:02Z". A range holds its start and not its end.
 */

import { span } from "./units";

export type Range = { start: number; end: number };
/** A range as it stands in an address. */
export type RangeText = { from: string; to: string };

const UNITS: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const SECOND = 1000;
const DAY = 86_400_000;

/** Milliseconds of "1h30m", "90s", "15 min", "2 hours"; null if it is no length of time. */
export function parseSpan(text: string): number | null {
  const part =
    /(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|secs?|seconds?|mins?|minutes?|m|hours?|hrs?|h|days?|d|weeks?|w)(?![a-z])\s*/gy;
  let total = 0;
  let end = 0;
  for (let found = part.exec(text); found; found = part.exec(text)) {
    total += Number(found[1]) * unitOf(found[2]!);
    end = part.lastIndex;
  }
  return end > 0 && end === text.length ? total : null;
}

function unitOf(word: string): number {
  if (word === "ms" || word.startsWith("milli")) return 1;
  return word.startsWith("mi") ? UNITS.m! : UNITS[word[0]!]!;
}

/** "1h30m" of a length of time: what `parseSpan` reads. */
export function writeSpan(ms: number): string {
  let rest = Math.round(ms);
  const parts = [];
  for (const unit of ["d", "h", "m", "s", "ms"] as const) {
    const whole = Math.floor(rest / UNITS[unit]!);
    if (whole) parts.push(`${whole}${unit}`);
    rest -= whole * UNITS[unit]!;
  }
  return parts.join("") || "0s";
}

/**
 * The moment an address or a person means, or null: "now-1h", "now −1:04:20", "10m ago", "14:02", "12 May 06:00",
 * "May 12, 2026 06:00:30 UTC", "2026-05-12T14:02Z". A bare clock time is the last such before `now`; a date without a
 * year is the one nearest to `now`, which ends the incident; a date alone is its midnight.
 */
export function parseMoment(text: string, now: number): number | null {
  const moment = momentIn(text, now);
  return moment !== null && Math.abs(moment) <= LAST ? moment : null;
}

/** Beyond it no calendar goes, and a Date is none. */
const LAST = 8.64e15;

function momentIn(text: string, now: number): number | null {
  const word = dateFirst(text).toLowerCase();
  if (word === "now") return now;
  const relative = /^(?:now|t)\s*([-−+])\s*(.+)$/.exec(word);
  if (relative) {
    const length = parseSpan(relative[2]!) ?? parseElapsed(relative[2]!);
    return length === null ? null : now + (relative[1] === "+" ? length : -length);
  }
  const ago = /^(.+?)\s+ago$/.exec(word);
  if (ago) {
    const length = parseSpan(ago[1]!);
    return length === null ? null : now - length;
  }
  const dated = dateIn(word, now);
  if (dated) return dated.rest === "" ? dated.midnight : plus(dated.midnight, clockIn(dated.rest));
  const today = plus(midnight(now), clockIn(word));
  return today !== null && today > now ? today - DAY : today;
}

/** "17 May 23:17:35" of "23:17:35, 17 May" and "23:17 UTC on 17 May", as events are dated. */
const dateFirst = (text: string): string =>
  text
    .trim()
    .replace(/^(\d{1,2}:[\d:.]+)(?:\s*utc|z)?(?:,|\s+on)?\s+(\d.*|[a-z]{3}.*)$/i, (whole, time, date) =>
      /^(?:utc|z)$/i.test(date) ? whole : `${date} ${time}`,
    );

/** "4:20", "1:04:20": minutes or hours first, as `beforeNow` writes them. */
function parseElapsed(word: string): number | null {
  const found = /^(?:(\d+):)?(\d{1,2}):(\d{2})$/.exec(word);
  return found && ((Number(found[1] ?? 0) * 60 + Number(found[2])) * 60 + Number(found[3])) * SECOND;
}

const midnight = (moment: number) => Math.floor(moment / DAY) * DAY;
const plus = (start: number, length: number | null) => (length === null ? null : start + length);

/** Milliseconds of the day of "6:00", "14:02:30.5", "14:02 UTC"; null if it is no clock time. */
function clockIn(word: string): number | null {
  const found = /^(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,6})?)?(?:z|\s*utc|\+00:00)?$/.exec(word);
  if (!found) return null;
  const [hours, minutes, seconds] = [found[1], found[2], found[3] ?? 0].map(Number) as [number, number, number];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * SECOND + Math.floor(Number(found[4] ?? 0) * SECOND);
}

const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const WEEKDAY = "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?\\s+)?";
const AFTER = "(?:t(?=\\d)|,?\\s+at\\s+|,?\\s+|$)";
const ISO_DATE = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${AFTER}`);
const DAY_FIRST = new RegExp(`^${WEEKDAY}(\\d{1,2})\\s+${MONTH}(?:,?\\s+(\\d{4}))?${AFTER}`);
const MONTH_FIRST = new RegExp(`^${WEEKDAY}${MONTH}\\s+(\\d{1,2})(?:,?\\s+(\\d{4}))?${AFTER}`);
const NAMED_DAY = /^(today|yesterday)(?:,?\s+|$)/;

/** The date a text begins with, and what stands after it: a clock time or nothing. */
function dateIn(text: string, now: number): { midnight: number; rest: string } | null {
  const word = text.trim().toLowerCase();
  const read = (found: RegExpExecArray | null, at: number | null) =>
    found && at !== null ? { midnight: at, rest: word.slice(found[0].length).replace(/^(?:z|utc)$/, "") } : null;
  const named = NAMED_DAY.exec(word);
  const iso = ISO_DATE.exec(word);
  const dayFirst = DAY_FIRST.exec(word);
  const monthFirst = MONTH_FIRST.exec(word);
  return (
    read(named, midnight(now) - (named?.[1] === "yesterday" ? DAY : 0)) ??
    read(iso, iso && dateOf(iso[1], Number(iso[2]) - 1, iso[3], now)) ??
    read(dayFirst, dayFirst && dateOf(dayFirst[3], monthOf(dayFirst[2]!), dayFirst[1], now)) ??
    read(monthFirst, monthFirst && dateOf(monthFirst[3], monthOf(monthFirst[1]!), monthFirst[2], now))
  );
}

const monthOf = (name: string) => MONTHS.findIndex((month) => month.toLowerCase() === name);

/** Midnight of a date, null where there is no such; without a year in the one nearest to `now`. */
function dateOf(year: string | undefined, month: number, date: string | undefined, now: number): number | null {
  const one = (of: number) => Date.UTC(of, month, Number(date));
  const exists = (at: number) => new Date(at).getUTCMonth() === month && new Date(at).getUTCDate() === Number(date);
  if (year) return exists(one(Number(year))) ? one(Number(year)) : null;
  const here = new Date(now).getUTCFullYear();
  const years = [here, here - 1, here + 1].map(one).filter(exists);
  return years.sort((a, b) => Math.abs(a - now) - Math.abs(b - now))[0] ?? null;
}

/** A moment for an address: ISO, without seconds or milliseconds that are zero. */
export function writeMoment(moment: number): string {
  return new Date(Math.round(moment)).toISOString().replace(/(:00)?\.000Z$/, "Z");
}

type Ends = RangeText & Range;

/**
 * What a person typed as a range: "last 30m", "30m", "14:02 - 14:32", "since 14:02", "now-20m", "14:02Z/14:32Z",
 * "12 May 06:00 - 18:00", "12 May", and all that `rangeLabel` writes.
 */
export function parseRange(text: string, now: number): RangeText | null {
  const ends = endsOf(text, now);
  return ends && ends.start < ends.end ? { from: ends.from, to: ends.to } : null;
}

export type TypedRange = { range: RangeText | null; said: string };

/** The part of a typed range that was recorded, or why there is none; both in words. */
export function rangeWithin(text: string, now: number, window: Range): TypedRange {
  const ends = endsOf(text, now);
  const none = (said: string) => ({ range: null, said });
  if (!ends)
    return none(
      `Not a range. Try “last 30m”, ${exampleRanges(window)
        .map((one) => `“${one}”`)
        .join(" or ")}.`,
    );
  if (ends.start >= ends.end) return none("The end is before the start.");
  const [start, end] = [Math.max(ends.start, window.start), Math.min(ends.end, window.end)];
  const recorded = rangeLabel(window, now);
  if (start >= end) return none(`Nothing was recorded then. The recording is ${recorded}.`);
  const range = {
    from: start === ends.start ? ends.from : writeMoment(start),
    to: end === ends.end ? ends.to : writeMoment(end),
  };
  const clipped = start !== ends.start || end !== ends.end;
  const label = `${rangeLabel({ start, end }, now)}, ${span(end - start)}`;
  return { range, said: clipped ? `${label}: the part that was recorded, of ${recorded}` : label };
}

/** Ways to write a range, of this incident: "14 May 06:00 – 18:00", "14 May", "14 May 06:00 ± 1h". */
export function exampleRanges({ start, end }: Range): string[] {
  const long = end - start >= 2 * DAY;
  const size = long ? DAY / 2 : (STEPS.findLast((step) => step <= (end - start) / 4) ?? SECOND);
  const middle = (start + end) / 2;
  const from = long ? midnight(middle) + DAY / 4 : Math.floor(middle / size) * size;
  const range = rangeLabel({ start: from, end: from + size }, Number.NaN);
  const around = `${day(from)} ${clock(from, size < 60_000 ? "seconds" : "minutes")} ± ${writeSpan(size / 12 || 1)}`;
  return long ? [range, day(from), around] : [range, around];
}

function endsOf(text: string, now: number): Ends | null {
  const typed = withoutLength(text.trim()).replace(/\s+utc$/i, "");
  const last = parseSpan(
    typed
      .toLowerCase()
      .replace(/^(the\s+)?(last|past)\s+/, "")
      .replace(/\s+to\s+now$/, "")
      .replace(/^(?=[a-z])/, "1 "),
  );
  if (last) return { from: `now-${writeSpan(last)}`, to: "now", start: now - last, end: now };
  if (dateIn(typed, now)?.rest === "") return pair(typed, typed, now);
  const since = /^(?:since|from)\s+(.+)$/i.exec(typed)?.[1] ?? typed;
  if (parseMoment(since, now) !== null) return pair(since, "now", now);
  const around = /^(?:around\s+)?(.+?)\s*(?:±|\+-|\+\/-)\s*(.+)$/i.exec(typed);
  if (around) return aroundMoment(around[1]!, around[2]!, now);
  for (const between of BETWEEN) {
    const ends = since.split(between);
    if (ends.length === 2) return pair(...bothDated(ends[0]!, ends[1]!), now);
  }
  return null;
}

/** "14:12 – 14:32, 20 min" without the length that is said after it. */
function withoutLength(text: string): string {
  const comma = text.lastIndexOf(",");
  return comma > 0 && parseSpan(text.slice(comma + 1).trim()) !== null ? text.slice(0, comma) : text;
}

/** What stands between two moments. */
const BETWEEN = [
  /\s+(?:to|until|till)\s+/i,
  /\s*(?:–|—|\.\.|\/)\s*/,
  /\s+[-−]\s+/,
  /(?<=:\d\d(?:\.\d+)?\s?(?:z|utc)?)\s*[-−]\s*/i,
  /(?<=\d\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\s*[-−]\s*/i,
];

/** "12 – 14 May" is "12 May" and "14 May". */
const bothDated = (from: string, to: string): [string, string] =>
  /^\d{1,2}$/.test(from.trim()) ? [to.trim().replace(/^\d{1,2}(?=\s+[a-z])/i, from.trim()), to] : [from, to];

function aroundMoment(centre: string, width: string, now: number): Ends | null {
  const moment = parseMoment(centre, now);
  const length = parseSpan(width.toLowerCase());
  if (moment === null || !length) return null;
  const range = { start: moment - length, end: moment + length };
  return { ...range, ...writeRange(range) };
}

/** Both ends. A date said once is that of both, and an end that is a date alone is the end of that day. */
function pair(typedFrom: string, typedTo: string, now: number): Ends | null {
  const [from, to] = [dateFirst(typedFrom), dateFirst(typedTo)];
  let start = parseMoment(from, now);
  let end = parseMoment(to, now);
  if (start === null || end === null) return null;
  const [first, last] = [dateIn(from, now), dateIn(to, now)];
  const clocks = [from, to].map((one) => /^\d{1,2}:/.test(one.trim()));
  if (last?.rest === "") end += DAY;
  if (first && clocks[1]) end = first.midnight + (end % DAY);
  else if (last && clocks[0]) start = last.midnight + (start % DAY);
  // A clock time is the last such before now: 14:20 – 14:40 at 14:32 means one day all the same.
  else if (clocks[1] && end < start && sameDay(end + DAY, start)) end += DAY;
  // Over midnight only where the night is meant: 23:50 – 00:10, not 14:50 – 14:40.
  if (clocks[0] && clocks[1] && end - start > DAY / 2 && !sameDay(start, end)) start += DAY;
  if (first && clocks[1] && start - end > DAY / 2) end += DAY;
  if (last && clocks[0] && start - end > DAY / 2) start -= DAY;
  return { from: addressed(from, start), to: addressed(to, end), start, end };
}

export const sameDay = (a: number, b: number): boolean => midnight(a) === midnight(b);

/** Relative stays relative, so that "last 30 min" reads as it was typed; the rest is written out. */
function addressed(text: string, moment: number): string {
  const word = text.trim().toLowerCase().replace(/\s+/g, "").replace("−", "-");
  return word.startsWith("now") ? word : writeMoment(moment);
}

export function writeRange(range: Range): RangeText {
  return { from: writeMoment(range.start), to: writeMoment(range.end) };
}

/** The moments of a range in an address; what cannot be read falls back to the last hour. */
export function resolve(text: RangeText, now: number): Range {
  const end = parseMoment(text.to, now) ?? now;
  const start = parseMoment(text.from, now) ?? end - UNITS.h!;
  return start < end ? { start, end } : { start: end - UNITS.h!, end };
}

/** 14:27:40, with milliseconds when asked. UTC, named once in the header. */
export function clock(moment: number, precision: "minutes" | "seconds" | "ms" = "seconds"): string {
  const iso = new Date(moment).toISOString();
  return iso.slice(11, { minutes: 16, seconds: 19, ms: 23 }[precision]);
}

/** 12 May. */
export function day(moment: number): string {
  const date = new Date(moment);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Against the frozen clock: "now −4:20", "now −1:04:20", "now −1 d 18 h", "now −4 d", "now". */
export function beforeNow(moment: number, now: number): string {
  const seconds = Math.round((now - moment) / SECOND);
  if (seconds === 0) return "now";
  const size = Math.abs(seconds);
  const [hours, minutes, rest] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
  const two = (value: number) => value.toString().padStart(2, "0");
  if (hours >= 48) return `now ${seconds < 0 ? "+" : "−"}${Math.floor(hours / 24)} d`;
  if (hours >= 24) return `now ${seconds < 0 ? "+" : "−"}1 d ${hours - 24} h`;
  return `now ${seconds < 0 ? "+" : "−"}${hours ? `${hours}:${two(minutes)}` : minutes}:${two(rest)}`;
}

/**
 * "13:32 – 14:32", with the day where it is not the day of `now`, once for both ends that share it, with seconds where
 * they matter. `parseRange` reads it back.
 */
export function rangeLabel(range: Range, now: number): string {
  const fine = range.end - range.start < 600_000 || range.start % 60_000 !== 0 || range.end % 60_000 !== 0;
  const precision = range.end - range.start < 2000 ? "ms" : fine ? "seconds" : "minutes";
  const start = `${sameDay(range.start, now) ? "" : `${day(range.start)} `}${clock(range.start, precision)}`;
  return `${start} – ${sameDay(range.start, range.end) ? "" : `${day(range.end)} `}${clock(range.end, precision)}`;
}

/** Round clock times of a range, about `most` of them, with what to write at each. */
export function timeTicks(range: Range, most: number): { at: number; label: string }[] {
  const rough = (range.end - range.start) / Math.max(1, most);
  const step = STEPS.find((size) => size >= rough) ?? Math.ceil(rough / DAY) * DAY;
  const ticks = [];
  for (let at = Math.ceil(range.start / step) * step; at <= range.end; at += step)
    ticks.push({ at, label: tickLabel(at, step) });
  return ticks;
}

function tickLabel(at: number, step: number): string {
  if (at % DAY === 0 && step >= 3_600_000) return day(at);
  if (step < 1000) return clock(at, "ms").slice(3);
  return clock(at, step < 60_000 ? "seconds" : "minutes");
}

const STEPS = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  1000,
  2000,
  5000,
  10_000,
  15_000,
  30_000,
  60_000,
  120_000,
  300_000,
  600_000,
  900_000,
  1_800_000,
  3_600_000,
  7_200_000,
  10_800_000,
  21_600_000,
  43_200_000,
  DAY,
];
