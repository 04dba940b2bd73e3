/** The evidence of a scenario over time, as numbers to draw. */

import type { PacketScenario, PacketStep } from "../../api/types";

export const LEFT = 12;
const RIGHT = 16;
const TOP = 15;
const ROW = 17;
const LEAST_ROWS = 3;
const MOST_ROWS = 6;
const BESIDE = 26; // pixels around a step that another in its row must not touch
const TICK = 180; // seconds

export type Axis = { work: number; end: number; x: (seconds: number) => number; seconds: (x: number) => number };

/** Seconds to pixels. `work` is when the discussion began, `end` the last second that is drawn. */
export function axisOf(one: PacketScenario, width: number): Axis {
  const work = one.worked || one.work;
  const end = Math.max(one.whole, work, 60);
  const room = Math.max(width - LEFT - RIGHT, 1);
  return {
    work,
    end,
    x: (seconds) => LEFT + (Math.min(Math.max(seconds, 0), end) / end) * room,
    seconds: (x) => Math.min(Math.max(((x - LEFT) / room) * end, 0), end),
  };
}

/** Every three minutes of the work, its end and the last second; those that would touch are left out. */
export function ticksOf({ work, end, x }: Axis): number[] {
  const kept = [0, ...(work > 0 && x(end) - x(work) > 40 ? [work] : []), end];
  const regular = Array.from({ length: Math.floor((work || end) / TICK) }, (_, place) => (place + 1) * TICK);
  const free = regular.filter((one) => kept.every((fixed) => Math.abs(x(one) - x(fixed)) > 40));
  return [...kept, ...free].sort((a, b) => a - b);
}

export type Placed = { step: PacketStep; y: number; first: number; last: number };

/** Each step in the first row with room for it; those that nobody saw have no place in time. */
export function placed(steps: PacketStep[], { x }: Axis): Placed[] {
  const ends: number[] = [];
  return steps.flatMap((step) => {
    const moments = [step.exposed, step.cited, step.recognised].flatMap((one) => (one ? [one.seconds] : []));
    if (moments.length === 0) return [];
    const [first, last] = [x(Math.min(...moments)), x(Math.max(...moments))];
    const free = ends.findIndex((until) => until <= first - BESIDE);
    const fresh = free < 0 && ends.length < MOST_ROWS ? ends.length : free;
    const row = fresh < 0 ? ends.indexOf(Math.min(...ends)) : fresh;
    ends[row] = last + BESIDE / 2;
    return [{ step, y: TOP + row * ROW, first, last }];
  });
}

/** Where the ribbon of tools begins. */
export function baseOf(steps: Placed[]): number {
  return Math.max(TOP + LEAST_ROWS * ROW, ...steps.map(({ y }) => y + ROW)) + 4;
}

/** "3:04" */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds + 1e-6);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** "1, 3:04"; of the whole interview without a scenario. */
export function second(scenario: number, seconds: number | null): string {
  if (seconds === null) return "–";
  return scenario ? `${scenario}, ${clock(seconds)}` : clock(seconds);
}

/** What the picture says, for who does not see it. */
export function finding(one: PacketScenario, timed = true): string {
  const told = `Evidence of scenario ${one.number} over time: ${one.reached} of ${one.needed} steps of the path, hint load ${one.hint_load}`;
  return one.cause === null || !timed ? told : `${told}, the cause at ${clock(one.cause)}`;
}

const FIRST = 6.4; // pixels of a character at 11 px

/** Whether a label has room. */
export const fits = (text: string, width: number): boolean => text.length * FIRST + 10 <= width;
