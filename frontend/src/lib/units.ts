/** Numbers as people read them: thin spaces in thousands, three digits, a unit. Unknown is "–", zero is 0. */

const THIN = "\u2009";
const MINUS = "\u2212";
export const UNKNOWN = "–";

/** A whole number: 25 090. */
export function count(value: number): string {
  return signed(value, (positive) =>
    Math.round(positive)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, THIN),
  );
}

/** "1 line", "3 412 lines". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Three significant digits, thousands as k, M, G: 0.27, 18.1, 10.3 k. */
export function amount(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return UNKNOWN;
  if (Math.abs(value) >= Number.MAX_VALUE) return value > 0 ? "∞" : `${MINUS}∞`;
  return signed(value, (positive) => {
    if (Number.isInteger(positive) && positive < 1e5) return count(positive);
    for (const [from, size, letter] of SIZES) if (positive >= from) return `${digits(positive / size)} ${letter}`;
    return positive >= 1000 ? count(positive) : digits(positive);
  });
}

/** From where on a size is named, the size, its letter: thousands stay whole numbers up to 100 000. */
const SIZES: [number, number, string][] = [
  [1e12, 1e12, "T"],
  [1e9, 1e9, "G"],
  [1e6, 1e6, "M"],
  [1e5, 1e3, "k"],
];

/** An axis label: as short as it can be. */
export function tick(value: number): string {
  return signed(value, (positive) => {
    for (const [from, size, letter] of SIZES) if (positive >= from) return `${trimmed(positive / size)} ${letter}`;
    if (positive >= 1e4) return `${trimmed(positive / 1e3)} k`;
    return positive >= 1000 ? count(positive) : trimmed(positive);
  });
}

function trimmed(value: number): string {
  return Number(value.toPrecision(3)).toString();
}

function signed(value: number, write: (positive: number) => string): string {
  return value < 0 ? MINUS + write(-value) : write(value);
}

/** Three significant digits of a number that is not negative. */
export function digits(value: number): string {
  if (value === 0) return "0";
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  if (value >= 0.995) return value.toFixed(2);
  return Number(value.toPrecision(2)).toString();
}

/** Milliseconds as 80.0 µs, 128 ms, 2.48 s, 9 m 43 s, 3 h 05 m. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return UNKNOWN;
  return signed(ms, (positive) => {
    if (positive === 0) return "0";
    if (positive < 0.001) return `${digits(positive * 1e6)} ns`;
    if (positive < 0.9995) return `${digits(positive * 1000)} µs`;
    if (positive < 999.5) return `${digits(positive)} ms`;
    const seconds = positive / 1000;
    if (seconds < 59.95) return `${digits(seconds)} s`;
    const whole = Math.round(seconds);
    if (whole < 3600) return `${Math.floor(whole / 60)} m ${pad(whole % 60)} s`;
    const minutes = Math.round(seconds / 60);
    return minutes < 48 * 60
      ? `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} m`
      : `${Math.floor(minutes / 1440)} d ${Math.round((minutes % 1440) / 60)} h`;
  });
}

export function durationNs(ns: number): string {
  return duration(ns / 1e6);
}

/** A length of time for a label, without zero parts: 30 min, 1 h, 90 s. */
export function span(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 1) return duration(ms);
  if (seconds % 86400 === 0) return `${seconds / 86400} d`;
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  if (seconds % 60 === 0 && seconds < 7200) return `${seconds / 60} min`;
  return seconds < 120 ? `${seconds} s` : duration(ms);
}

/** In powers of 1 000, as the search language, V8's tools and people who say "50 MB" count. */
export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return UNKNOWN;
  return signed(value, (positive) => {
    const power = Math.min(4, Math.floor(Math.log10(Math.max(positive, 1)) / 3));
    const unit = ["B", "kB", "MB", "GB", "TB"][power]!;
    return `${power === 0 ? count(positive) : sized(positive / 1000 ** power)} ${unit}`;
  });
}

/** A thousand, by rounding or beyond the last unit, is written whole. */
const sized = (value: number) => (value >= 1000 ? count(value) : digits(value));

export function percent(share: number | null | undefined): string {
  return share === null || share === undefined || Number.isNaN(share) ? UNKNOWN : `${amount(share * 100)} %`;
}

/** From before to during: ×263 from a factor of 1.3, else +9 %; "new" from nothing. */
export function change(before: number, during: number): string {
  if (before === during) return "same";
  if (before === 0) return "new";
  const factor = during / before;
  if (factor >= 1.3) return `×${factor >= 10 ? count(factor) : factor.toFixed(1)}`;
  const points = (factor - 1) * 100;
  return `${points < 0 ? MINUS : "+"}${digits(Math.abs(points))} %`;
}

/** A value of a measure in its unit, as far as the unit is known. */
export function measured(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined || Number.isNaN(value)) return UNKNOWN;
  if (Math.abs(value) >= Number.MAX_VALUE) return value > 0 ? "∞" : `${MINUS}∞`;
  switch (unit) {
    case "seconds":
    case "s":
      return duration(value * 1000);
    case "milliseconds":
    case "ms":
      return duration(value);
    case "nanoseconds":
    case "ns":
      return duration(value / 1e6);
    case "bytes":
    case "By":
      return bytes(value);
    case "bytes per second":
      return `${bytes(value)}/s`;
    case "ratio":
    case "share":
      return percent(value);
    case "percent":
    case "%":
      return `${amount(value)} %`;
    default:
      return amount(value);
  }
}

function pad(value: number): string {
  return value.toString().padStart(2, "0");
}
