/** The blocking tree as rows: sessions that wait alike below one blocker are one row, which opens. Pure. */
import type { Blocked } from "../../api/types";

export type Row =
  | { kind: "one"; session: Blocked; depth: number }
  /** `longest` is the greatest age, milliseconds. */
  | { kind: "many"; key: string; sessions: readonly Blocked[]; depth: number; open: boolean; longest: number };

/** From how many on they are one row: two are read as fast as one. */
export const FEWEST = 3;

export const keyOf = (row: Row): string | number => (row.kind === "one" ? row.session.pid : row.key);

/**
 * Alike are those below the same blocker with the same statement, state, wait and lock, below whom nobody stands in
 * the tree. Rows of `open` keys, and one with the chosen session, are followed by their sessions one level deeper.
 *
 * Sessions come in pre-order: a blocker before those that wait for it.
 */
export function folded(sessions: readonly Blocked[], open: readonly string[], pid: number | null): Row[] {
  const groups = groupsOf(sessions);
  const done = new Set<Group>();
  return sessions.flatMap((session): Row[] => {
    const group = groups.get(session.pid);
    if (!group || group.sessions.length < FEWEST) return [{ kind: "one", session, depth: session.depth }];
    if (done.has(group)) return [];
    done.add(group);
    const { key, sessions: members } = group;
    const { depth } = session;
    const isOpen = open.includes(key) || members.some((one) => one.pid === pid);
    const longest = Math.max(0, ...members.map(({ age_ms }) => age_ms ?? 0));
    const below = isOpen ? members.map((one): Row => ({ kind: "one", session: one, depth: depth + 1 })) : [];
    return [{ kind: "many", key, sessions: members, depth, open: isOpen, longest }, ...below];
  });
}

type Group = { key: string; sessions: Blocked[] };

/** Of every session that stands below another, those that wait as it does. */
function groupsOf(sessions: readonly Blocked[]): Map<number, Group> {
  const groups = new Map<string, Group>();
  const found = new Map<number, Group>();
  const above: number[] = [];
  for (const [place, session] of sessions.entries()) {
    const { pid, depth, statement, state, wait, lock, mode, relation, cycle } = session;
    above[depth] = pid;
    if (depth === 0 || cycle || (sessions[place + 1]?.depth ?? 0) > depth) continue;
    const key = [above[depth - 1], statement, state, wait, lock, mode, relation].join("/");
    const group = groups.get(key) ?? { key, sessions: [] };
    group.sessions.push(session);
    groups.set(key, group);
    found.set(pid, group);
  }
  return found;
}
