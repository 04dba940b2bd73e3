/** Where flags of events stand on an axis, and which of their names fit. */

import type { Range } from "../lib/time";
import type { TimeScale } from "./scale";

export type Sign = "deploy" | "alert" | "resolved" | "change" | "restart";
export type Flag = { at: number; sign: Sign; title: string; name: string };

export type PlacedFlag = {
  x: number;
  flags: Flag[];
  /** The signs to draw, side by side: one of each kind, or only the first where there is no room. */
  signs: Sign[];
  /** How many flags the signs stand for, where nothing else says it. */
  count: number | null;
  name: string;
  named: boolean;
  /** The name stands before the sign, at the right edge. */
  before: boolean;
  room: number;
};

const NEAR = 24; // two signs closer than this share one target
const SIGN = 12; // a sign and its gap
const LETTER = 6; // about a letter of the smallest size

const MANY = 12; // of one sign in a range: more would bury the curves

/** Of which signs there are so many within the range that each is only a tick; and the flags that stand apart. */
export function crowds(flags: readonly Flag[], { start, end }: Range): { apart: Flag[]; crowded: Flag[] } {
  const counts = new Map<Sign, number>();
  const inside = flags.filter(({ at }) => at >= start && at <= end);
  for (const { sign } of inside) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  const isMany = ({ sign }: Flag) => counts.get(sign)! > MANY;
  return { apart: inside.filter((flag) => !isMany(flag)), crowded: inside.filter(isMany) };
}

/** Flags within the range, near ones together; a name is dropped before it would touch its neighbour. */
export function placeFlags(flags: readonly Flag[], scale: TimeScale, width: number): PlacedFlag[] {
  const groups: { x: number; flags: Flag[] }[] = [];
  for (const flag of [...flags].sort((a, b) => a.at - b.at)) {
    if (flag.at < scale.range.start || flag.at > scale.range.end) continue;
    const x = scale.x(flag.at);
    const last = groups.at(-1);
    if (last && x - last.x < NEAR) last.flags.push(flag);
    else groups.push({ x, flags: [flag] });
  }
  let taken = 0;
  return groups.map((group, index) => {
    const name = group.flags.length === 1 ? group.flags[0]!.name : `${group.flags.length} events`;
    const next = groups[index + 1]?.x ?? width;
    const room = Math.max(NEAR, next - group.x);
    const kinds = [...new Set(group.flags.map(({ sign }) => sign))];
    const signs = kinds.length * SIGN <= room ? kinds : kinds.slice(0, 1);
    const needed = name.length * LETTER + 6 + signs.length * SIGN;
    const before = group.x + needed > width && group.x - needed > taken;
    const named = before || next - group.x >= needed;
    taken = group.x + (named && !before ? needed : NEAR);
    const count = !named && group.flags.length > signs.length ? group.flags.length : null;
    return { ...group, signs, count, name, named, before, room };
  });
}
