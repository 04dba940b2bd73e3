/** One scenario of a run on one line of time, as numbers to draw. Seconds since it was opened, pixels from the left. */

export const LEFT = 92;
const RIGHT = 20;
const CHARACTER = 6.4; // pixels at 11 px
const APART = 44; // pixels between two labels of the ruler

export type Axis = {
  end: number;
  left: number;
  right: number;
  x: (seconds: number) => number;
  seconds: (x: number) => number;
};

export function axisOf(end: number, width: number): Axis {
  const whole = Math.max(end, 60);
  const [left, right] = [LEFT, Math.max(width - RIGHT, LEFT + 1)];
  return {
    end: whole,
    left,
    right,
    x: (seconds) => left + (Math.min(Math.max(seconds, 0), whole) / whole) * (right - left),
    seconds: (x) => Math.min(Math.max(((x - left) / (right - left)) * whole, 0), whole),
  };
}

const MINUTES = [1, 2, 3, 5, 10, 15, 30, 60];

/** Whole minutes with room for their labels between them, and the end. */
export function ticksOf({ end, left, right, x }: Axis): number[] {
  const room = Math.max(1, Math.floor((right - left) / (APART * 1.6)));
  const every = 60 * (MINUTES.find((minutes) => end / (minutes * 60) <= room) ?? 120);
  const regular = Array.from({ length: Math.floor(end / every) + 1 }, (_, place) => place * every);
  return [...regular.filter((one) => x(end) - x(one) > APART), end];
}

/**
 * Places for marks in the given order, each at least `gap` from the one before it and together as near to where they
 * belong as that leaves them (least squares: neighbours that would overlap move as one).
 */
export function spread(wanted: readonly number[], gap: number, from: number, until: number): number[] {
  type Block = { sum: number; count: number };
  const blocks: Block[] = [];
  wanted.forEach((place, index) => {
    blocks.push({ sum: place - index * gap, count: 1 });
    for (;;) {
      const [before, last] = [blocks.at(-2), blocks.at(-1)!];
      if (!before || before.sum / before.count <= last.sum / last.count) break;
      blocks.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
    }
  });
  const most = Math.max(from, until - (wanted.length - 1) * gap);
  const free = blocks.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  return free.map((place, index) => Math.min(Math.max(place, from), most) + index * gap);
}

export type Timed = { no: number; seconds: number };
export type Placed = Timed & { x: number; label: number };

/** Numbered marks of a lane in the order of time: the exact place of each, and where its number has room. */
export function placed(marks: readonly Timed[], axis: Axis, gap: number): Placed[] {
  const sorted = marks.toSorted((a, b) => a.seconds - b.seconds || a.no - b.no);
  const exact = sorted.map(({ seconds }) => axis.x(seconds));
  const labels = spread(exact, gap, axis.left + gap / 2, axis.right - gap / 2);
  return sorted.map((mark, place) => ({ ...mark, x: exact[place]!, label: labels[place]! }));
}

/** Whether a label has room. */
export const fits = (text: string, width: number): boolean => text.length * CHARACTER + 10 <= width;

/** As much of a text as has room; nothing where that is too little to read. */
export function cut(text: string, width: number): string {
  const most = Math.floor((width - 10) / CHARACTER);
  if (text.length <= most) return text;
  return most < 8 ? "" : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** "3:04", "1:03:04". */
export function clock(seconds: number | null): string {
  if (seconds === null) return "–";
  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** "2:10 later", "0:40 sooner"; empty where one of both is not known. */
export function apart(expected: number | null, found: number | null): string {
  if (expected === null || found === null) return "";
  const off = Math.round(found) - Math.round(expected);
  if (off === 0) return "on time";
  return `${clock(Math.abs(off))} ${off > 0 ? "later" : "sooner"}`;
}

export type Moment = { seconds: number; what: string; text: string; by: string };

/** The next or the last moment from there; the same place at the ends. */
export function stepFrom(moments: readonly Moment[], at: number, way: 1 | -1): number {
  const times = moments.map(({ seconds }) => seconds).toSorted((a, b) => a - b);
  const found = way === 1 ? times.find((one) => one > at + 0.5) : times.findLast((one) => one < at - 0.5);
  return found ?? at;
}

export type Stretch = { tool: string; from: number; to: number };

/** Whichever tool was open then. */
export function openAt(stays: readonly Stretch[], at: number): string {
  return stays.find(({ from, to }) => from <= at && at < to)?.tool ?? "";
}
