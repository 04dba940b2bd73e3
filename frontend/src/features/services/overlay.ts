/** The way of one trace over the graph: its calls by the ids they are drawn under, and where its time went. Pure. */
import type { Call, Node, PathCall, PathNode, ServiceGraph, TracePath } from "../../api/types";
import type { Range } from "../../lib/time";
import { durationNs, percent, plural } from "../../lib/units";
import { NOTHING } from "./changes";
import { whole } from "./stretches";
import { callName } from "./view";

export type Overlay = {
  path: TracePath;
  nodes: ReadonlyMap<string, PathNode>;
  /** By "caller > callee"; those from outside have no caller. */
  calls: ReadonlyMap<string, PathCall>;
};

/** What a call or a node of the graph is in this trace. */
export type Part = PathCall | PathNode;

const MINUTE = 60_000;

/** At least a minute around the trace, in whole steps: so long that the graph's figures mean something. */
export function aroundTrace({ start, duration_ns }: TracePath): Range {
  const length = duration_ns / 1e6;
  const room = Math.max(0, MINUTE - length) / 2;
  return whole({ start: start - room, end: start + length + room });
}

/** The graph with all of the trace in it, whatever is hidden or left out of it, and the trace by the graph's ids. */
export function overlaid(graph: ServiceGraph, path: TracePath): { graph: ServiceGraph; overlay: Overlay } {
  const ids = new Map(graph.nodes.flatMap(({ id, hosts }) => hosts.map((host) => [host, id] as const)));
  for (const { id } of graph.nodes) ids.set(id, id);
  const idOf = (name: string) => ids.get(name) ?? name;
  const nodes = new Map<string, PathNode>();
  for (const node of path.nodes) {
    const id = idOf(node.name);
    nodes.set(id, { ...added(node, nodes.get(id)), name: id });
  }
  const calls = new Map<string, PathCall>();
  for (const call of path.calls) {
    const [caller, callee] = [idOf(call.caller), idOf(call.callee)];
    const key = callName(caller, callee);
    calls.set(key, { ...added(call, calls.get(key)), caller, callee });
  }
  const known = new Set(graph.nodes.map(({ id }) => id));
  const drawn = new Set(graph.calls.map(({ caller, callee }) => callName(caller, callee)));
  const ends = [...calls.values()].flatMap(({ caller, callee }) => [caller, callee]).filter((id) => id !== "");
  const missing = [...new Set([...nodes.keys(), ...ends])].filter((id) => !known.has(id));
  return {
    graph: {
      ...graph,
      nodes: [
        ...graph.nodes.map((node) => (nodes.has(node.id) || ends.includes(node.id) ? shown(node) : node)),
        ...missing.map((id) => newNode(id, nodes.get(id)?.kind)),
      ],
      calls: [
        ...graph.calls.map((call) => (calls.has(callName(call.caller, call.callee)) ? shown(call) : call)),
        ...[...calls].filter(([key]) => !drawn.has(key)).map(([, call]) => newCall(call)),
      ],
    },
    overlay: { path, nodes, calls },
  };
}

const shown = <T extends Node | Call>(one: T): T => (one.hidden ? { ...one, hidden: false } : one);
const figures = { before: null, during: NOTHING, changes: [], found: false, hidden: false };

const newNode = (id: string, kind = "service"): Node => ({
  id,
  name: id,
  kind,
  hosts: [],
  group: "",
  sends: false,
  ...figures,
});

const newCall = ({ caller, callee }: PathCall): Call => ({ caller, callee, ...figures });

/** Two parts that are drawn as one: every number of theirs together. */
function added<T extends Part>(one: T, other: T | undefined): T {
  if (!other) return one;
  return Object.fromEntries(
    Object.entries(one).map(([name, value]) => [
      name,
      typeof value === "number" ? value + (other[name as keyof T] as number) : value,
    ]),
  ) as T;
}

/** The share of all self time of the trace. */
export const shareOf = ({ self_ns }: Part, { self_ns: all }: TracePath): number => (all > 0 ? self_ns / all : 0);

/** To whole percents from ten on; what is less than a tenth is not nothing. */
export function shareText(share: number): string {
  if (share > 0 && share < 0.001) return "< 0.1 %";
  return share >= 0.1 ? `${Math.round(share * 100)} %` : percent(Math.round(share * 1000) / 1000);
}

/** On the line of a call: how often, what it took itself, what failed. */
export function callText({ calls, failed, self_ns }: PathCall): string {
  const times = calls > 1 ? `${calls.toLocaleString("en-US")}× ` : "";
  return `${times}${durationNs(self_ns)}${failed > 0 ? `, ${calls > 1 ? `${failed} ` : ""}failed` : ""}`;
}

/** The same in words. */
export function partText(part: Part, path: TracePath): string {
  const many = "calls" in part ? plural(part.calls, "call") : plural(part.spans, "span");
  const failed = "calls" in part ? part.failed : part.errors;
  const critical =
    part.critical_ns > 0 ? `${durationNs(part.critical_ns)} on the critical path` : "not on the critical path";
  return `in this trace ${many}, ${failed} failed, ${durationNs(part.self_ns)} self time, ${shareText(shareOf(part, path))} of all, ${critical}`;
}

/** How wide the line of a call is: by how many there are. */
export const pathWidth = ({ calls }: PathCall): number => Math.min(9, 4.5 + Math.log10(calls) * 1.5);
