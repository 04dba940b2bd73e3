/** Which snapshots there are, which two are looked at, and of which process they are. */

import type { Happening, Snapshot } from "../../api/types";
import { groupBy } from "../../lib/group";
import type { Range } from "../../lib/time";

/** `number` counts within its pod, from 1. */
export type Numbered = Snapshot & { number: number };
export type Pod = { pod: string; service: string; snapshots: Numbered[] };

/** Pods that have snapshots, those with most first. */
export function podsOf(snapshots: readonly Snapshot[]): Pod[] {
  return [...groupBy(snapshots, ({ pod }) => pod)]
    .map(([pod, own]) => ({
      pod,
      service: own[0]!.service,
      snapshots: own.toSorted((a, b) => a.time - b.time).map((one, index) => ({ ...one, number: index + 1 })),
    }))
    .toSorted((a, b) => b.snapshots.length - a.snapshots.length || a.pod.localeCompare(b.pod, "en", { numeric: true }));
}

export type Chosen = { pod: Pod; snapshot: Numbered; base: Numbered | null };

/** What an address means: without names the last snapshot of a pod, against its first. */
export function chosenOf(
  pods: readonly Pod[],
  asked: { pod: string | null; snapshot: string | null; base: string | null },
): Chosen | null {
  const named = (name: string | null) => (one: Pod) => name !== null && one.snapshots.some((s) => s.name === name);
  const pod =
    pods.find(named(asked.snapshot)) ??
    pods.find(({ pod }) => pod === asked.pod) ??
    pods.find(named(asked.base)) ??
    pods[0];
  if (!pod) return null;
  const base = pod.snapshots.find(({ name }) => name === asked.base);
  const last = pod.snapshots.findLast((one) => one !== base)!;
  const snapshot = pod.snapshots.find(({ name }) => name === asked.snapshot) ?? last ?? pod.snapshots[0]!;
  const other = base && base !== snapshot ? base : pod.snapshots.find((one) => one !== snapshot);
  return { pod, snapshot, base: other ?? null };
}

/** The two to compare after one was clicked: it and the one clicked before it, the older as base. */
export function comparedWith(clicked: Numbered, before: Numbered): { base: string; snapshot: string } | null {
  if (clicked.name === before.name) return null;
  const [base, snapshot] = [clicked, before].sort((a, b) => a.time - b.time) as [Numbered, Numbered];
  return { base: base.name, snapshot: snapshot.name };
}

/** A pod's restarts as events tell them. */
export function restartsOf(pod: string, events: readonly Happening[]): Happening[] {
  return events
    .filter(
      ({ kind, attributes, title }) => kind === "restart" && (attributes.pod === pod || title.startsWith(`${pod} `)),
    )
    .toSorted((a, b) => a.time - b.time);
}

export type Life = { start: number | null; end: number | null; place: number; of: number };

/** The process a moment falls into: when it began and ended, as far as restarts tell, and which of how many it is. */
export function lifeAt(at: number, restarts: readonly Happening[]): Life {
  const later = restarts.findIndex(({ time }) => time > at);
  const place = later < 0 ? restarts.length : later;
  return {
    start: restarts[place - 1]?.time ?? null,
    end: restarts[place]?.time ?? null,
    place: place + 1,
    of: restarts.length + 1,
  };
}

const HOUR = 3_600_000;

/** What the memory chart shows: the life of the process that the snapshots are of, or the time around them. */
export function chartRange(
  snapshots: readonly Snapshot[],
  restarts: readonly Happening[],
  { start, now }: { start: number; now: number },
): Range {
  const [first, last] = [snapshots[0]!.time, snapshots.at(-1)!.time];
  const [begun, ended] = [lifeAt(first, restarts).start, lifeAt(last, restarts).end];
  const around = Math.max(HOUR / 2, (last - first) / 4);
  const from = Math.max(start, begun ?? first - around);
  const to = ended ?? Math.min(now, last + around);
  // What ended is seen to its end and a little after: the crash is part of the picture.
  return { start: from, end: Math.min(now, ended ? to + (to - from) * 0.06 : to) };
}

/** Where the widest stretch without a mark begins: there is room for words. */
export function widestGap({ start, end }: Range, marks: readonly number[]): number {
  const edges = [start, ...marks.filter((at) => at > start && at < end), end];
  const gaps = edges.slice(1).map((edge, index) => edge - edges[index]!);
  return edges[gaps.indexOf(Math.max(...gaps))]!;
}

/** "+ 10 min", "+ 2 h", "+ 2 h 05 m": how long after the process began. */
export function sinceStart(at: number, start: number): string {
  const minutes = Math.round((at - start) / 60_000);
  const sign = minutes < 0 ? "−" : "+";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  if (hours === 0) return `${sign} ${rest} min`;
  return rest === 0 ? `${sign} ${hours} h` : `${sign} ${hours} h ${String(rest).padStart(2, "0")} m`;
}

/** Round hours since the process began, about `most` of them. */
export function hourTicks(range: Range, start: number, most: number): { at: number; label: string }[] {
  const rough = (range.end - range.start) / Math.max(1, most);
  const step = STEPS.find((size) => size >= rough) ?? Math.ceil(rough / (24 * HOUR)) * 24 * HOUR;
  const ticks = [];
  for (let index = Math.ceil((range.start - start) / step); start + index * step <= range.end; index++) {
    const minutes = Math.round((index * step) / 60_000);
    ticks.push({
      at: start + index * step,
      label: minutes % 60 === 0 || minutes > 60 ? `${minutes / 60} h` : `${minutes} min`,
    });
  }
  return ticks;
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * 60_000);
