/** The moments of heap snapshots on lanes that are about memory. */

import type { Snapshot } from "../../api/types";
import type { TimeScale } from "../../charts/scale";

export type SnapshotMark = { name: string; pod: string; at: number; number: number };
export type PlacedMark = { x: number; marks: SnapshotMark[] };

const MEMORY = /\b\w*(heap|resident_memory|memory_working_set|memory_usage|memory_rss|process_memory)\w*/;

/** Whether an expression is about memory: where the moments of snapshots mean something. */
export const aboutMemory = (expression: string): boolean => MEMORY.test(expression);

/** Each snapshot by its number within its pod, in the order of time. */
export function marksOf(snapshots: readonly Snapshot[]): SnapshotMark[] {
  const counted = new Map<string, number>();
  return snapshots
    .toSorted((a, b) => a.time - b.time)
    .map(({ name, pod, time }) => {
      const number = (counted.get(pod) ?? 0) + 1;
      counted.set(pod, number);
      return { name, pod, at: time, number };
    });
}

/** The marks of a lane: none where it is not about memory; where it names pods, only theirs. */
export function marksFor(expressions: readonly string[], marks: readonly SnapshotMark[]): SnapshotMark[] {
  if (!expressions.some(aboutMemory)) return [];
  const named = marks.filter(({ pod }) => expressions.some((expression) => expression.includes(`"${pod}"`)));
  return named.length > 0 ? named : [...marks];
}

const NEAR = 20; // pixels: closer ones share a place

export function placeMarks(marks: readonly SnapshotMark[], scale: TimeScale): PlacedMark[] {
  const placed: PlacedMark[] = [];
  for (const mark of marks) {
    if (mark.at < scale.range.start || mark.at > scale.range.end) continue;
    const x = scale.x(mark.at);
    const last = placed.at(-1);
    if (last && x - last.x < NEAR) last.marks.push(mark);
    else placed.push({ x, marks: [mark] });
  }
  return placed;
}
