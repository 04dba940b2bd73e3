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

/** The moment an address or a person means, or null. A bare clock time is the last such time before `now`. */
export function parseMoment(text: string, now: number): number | null {
  const word = text.trim().toLowerCase();
  if (word === "now") return now;
  const relative = /^(?:now|t)\s*([-−+])\s*(.+)$/.exec(word);
  if (relative) {
    const length = parseSpan(relative[2]!);
    return length === null ? null : now + (relative[1] === "+" ? length : -length);
  }
  const ago = /^(.+?)\s+ago$/.exec(word);
  if (ago) {
    const length = parseSpan(ago[1]!);
    return length === null ? null : now - length;
  }
  return parseClock(word, now) ?? parseIso(text.trim());
}

function parseClock(word: string, now: number): number | null {
  const found = /^(?:(today|yesterday)\s+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(?:\s*utc)?$/.exec(word);
  if (!found) return null;
  const [, day, hours, minutes, seconds = "0", fraction = "0"] = found;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const ofDay =
    ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * SECOND + Number(fraction.padEnd(3, "0"));
  const moment = Math.floor(now / DAY) * DAY + ofDay - (day === "yesterday" ? DAY : 0);
  return !day && moment > now ? moment - DAY : moment;
}

function parseIso(text: string): number | null {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,6})?)?)?(?:Z|\s*UTC)?$/i.exec(text);
  if (!found) return null;
  const moment = Date.parse(`${found[1]}T${found[2] ?? "00:00"}${found[3] ?? ":00"}Z`);
  return Number.isNaN(moment) ? null : moment;
}

/** A moment for an address: ISO, without seconds or milliseconds that are zero. */
export function writeMoment(moment: number): string {
  return new Date(Math.round(moment)).toISOString().replace(/(:00)?\.000Z$/, "Z");
}

type Ends = RangeText & Range;

/** What a person typed as a range: "last 30m", "30m", "14:02 - 14:32", "since 14:02", "now-20m", "14:02Z/14:32Z". */
export function parseRange(text: string, now: number): RangeText | null {
  const ends = endsOf(text, now);
  return ends && ends.start < ends.end ? { from: ends.from, to: ends.to } : null;
}

export type TypedRange = { range: RangeText | null; said: string };

/** The part of a typed range that was recorded, or why there is none; both in words. */
export function rangeWithin(text: string, now: number, window: Range): TypedRange {
  const ends = endsOf(text, now);
  const none = (said: string) => ({ range: null, said });
  if (!ends) return none("Not a range. Try “last 30m”, “14:02 - 14:32”, “now-20m” or “14:27 ± 2m”.");
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

function endsOf(text: string, now: number): Ends | null {
  const typed = text.trim().replace(/\s+utc$/i, "");
  const last = parseSpan(
    typed
      .toLowerCase()
      .replace(/^(the\s+)?(last|past)\s+/, "")
      .replace(/^(?=[a-z])/, "1 "),
  );
  if (last) return { from: `now-${writeSpan(last)}`, to: "now", start: now - last, end: now };
  const since = /^(?:since|from)\s+(.+)$/i.exec(typed)?.[1] ?? typed;
  if (parseMoment(since, now) !== null) return pair(since, "now", now);
  const around = /^(?:around\s+)?(.+?)\s*(?:±|\+-|\+\/-)\s*(.+)$/i.exec(typed);
  if (around) return aroundMoment(around[1]!, around[2]!, now);
  for (const between of BETWEEN) {
    const ends = since.split(between);
    if (ends.length === 2) return pair(ends[0]!, ends[1]!, now);
  }
  return null;
}

/** What stands between two moments. */
const BETWEEN = [/\s+(?:to|until|till)\s+/i, /\s*(?:–|—|\.\.|\/)\s*/, /\s+[-−]\s+/, /(?<=:\d\d)\s*[-−]\s*/];

function aroundMoment(centre: string, width: string, now: number): Ends | null {
  const moment = parseMoment(centre, now);
  const length = parseSpan(width.toLowerCase());
  if (moment === null || !length) return null;
  const range = { start: moment - length, end: moment + length };
  return { ...range, ...writeRange(range) };
}

function pair(from: string, to: string, now: number): Ends | null {
  let start = parseMoment(from, now);
  let end = parseMoment(to, now);
  if (start === null || end === null) return null;
  const clocks = [from, to].map((one) => /^\d{1,2}:/.test(one.trim()));
  // A clock time is the last such before now: 14:20 – 14:40 at 14:32 means one day all the same.
  if (clocks[1] && end < start && sameDay(end + DAY, start)) end += DAY;
  // Over midnight only where the night is meant: 23:50 – 00:10, not 14:50 – 14:40.
  if (clocks[0] && clocks[1] && end - start > DAY / 2 && !sameDay(start, end)) start += DAY;
  return { from: addressed(from, start), to: addressed(to, end), start, end };
}

const sameDay = (a: number, b: number) => Math.floor(a / DAY) === Math.floor(b / DAY);

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

/** "13:32 – 14:32", with the day where it is not the day of `now`, with seconds where they matter. */
export function rangeLabel(range: Range, now: number): string {
  const fine = range.end - range.start < 600_000 || range.start % 60_000 !== 0 || range.end % 60_000 !== 0;
  const precision = range.end - range.start < 2000 ? "ms" : fine ? "seconds" : "minutes";
  const today = (moment: number) => Math.floor(moment / DAY) === Math.floor(now / DAY);
  const start = `${today(range.start) ? "" : `${day(range.start)} `}${clock(range.start, precision)}`;
  const sameDay = Math.floor(range.start / DAY) === Math.floor(range.end / DAY);
  return `${start} – ${sameDay || today(range.end) ? "" : `${day(range.end)} `}${clock(range.end, precision)}`;
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
