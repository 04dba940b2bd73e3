/** Moments by the clocks of a time zone, and wall clocks as moments. */

const MINUTE = 60_000;

/** The zone of this browser. */
export function here(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** "Tue 1 Dec 10:00"; with a year where it is not this one. */
export function clock(iso: string, zone: string, now = new Date()): string {
  const at = new Date(iso);
  const year = parts(at, zone).year === parts(now, zone).year ? {} : ({ year: "numeric" } as const);
  const day = at.toLocaleDateString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...year,
    timeZone: zone,
  });
  return `${day.replace(",", "")} ${at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone })}`;
}

/** "10:00", or with its day where that is another than `beside`'s. */
export function clockBeside(iso: string, zone: string, beside: string): string {
  const at = new Date(iso);
  const same = dayOf(at, zone) === dayOf(at, beside);
  return same ? clock(iso, zone).slice(-5) : clock(iso, zone);
}

/** "+01:00" of a zone at that moment. */
export function offsetOf(at: Date, zone: string): string {
  const told = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = told.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  return name === "GMT" ? "+00:00" : name.slice(3);
}

/** "2026-12-01T10:00" of a moment, as fields of dates write it. */
export function wall(iso: string, zone: string): string {
  const { year, month, day, hour, minute } = parts(new Date(iso), zone);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** The moment when clocks in that zone show this; null where none do, for they were put forward, or it is no time. */
export function moment(local: string, zone: string): string | null {
  const asked = Date.parse(`${local}:00Z`);
  if (Number.isNaN(asked)) return null;
  for (const guess of [asked - shift(asked, zone), asked - shift(asked - shift(asked, zone), zone)]) {
    const iso = new Date(guess).toISOString();
    if (wall(iso, zone) === local) return iso;
  }
  return null;
}

/** How far the zone's clocks are ahead of UTC at that moment, in milliseconds. */
function shift(at: number, zone: string): number {
  const rounded = Math.floor(at / MINUTE) * MINUTE;
  return Date.parse(`${wall(new Date(rounded).toISOString(), zone)}:00Z`) - rounded;
}

function dayOf(at: Date, zone: string): string {
  const { year, month, day } = parts(at, zone);
  return `${year}-${month}-${day}`;
}

function parts(at: Date, zone: string): Record<string, string> {
  const told = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  return Object.fromEntries(told.map(({ type, value }) => [type, value]));
}
