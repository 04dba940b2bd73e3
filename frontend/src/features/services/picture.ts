/** From an answer and the places of its nodes to what is drawn, and from node to node by the arrow keys. Pure. */
import type { Call, Node, PathCall, PathNode, ServiceGraph, Traffic } from "../../api/types";
import { durationNs } from "../../lib/units";
import {
  haloOf,
  isFailing,
  isUnsure,
  labelOf,
  latencyText,
  rateText,
  type Tone,
  toneOf,
  trafficOf,
  widthOf,
} from "./changes";
import type { Box, Layout, Point, Shape } from "./layout";
import { callText, type Overlay, partText, pathWidth, shareOf, shareText } from "./overlay";
import { callName, type LabelMode, type ViewName } from "./view";

export const HEIGHT = 40;
const [LEAST, MOST] = [124, 196];
const LETTER = 6.7; // mean pixels of a letter of 12 px
const ROOM = 40; // icon and edges
const GAP = 13; // between boxes of a column

export type DrawnNode = {
  node: Node;
  x: number;
  y: number;
  width: number;
  name: string;
  /** Under the name: on the left and on the right. */
  rate: string;
  p95: string;
  /** What it is in the trace that is laid over the graph, in words; and its share of the trace's time. */
  inTrace: string;
  share: number;
  warm: boolean;
  failing: boolean;
  halo: number;
  dim: boolean;
  /** Without calls in what is shown. */
  idle: boolean;
  /** Too few are stored to say what changed. */
  unsure: boolean;
};

export type DrawnCall = {
  call: Call;
  key: string;
  path: string;
  tone: Tone;
  width: number;
  label: string;
  labelAt: Point;
  dim: boolean;
  idle: boolean;
  /** Too few are stored to say what changed. */
  unsure: boolean;
  dashed: boolean;
  /** On the critical path of the trace that is laid over the graph. */
  critical: boolean;
  inTrace: string;
};

export type Picture = { nodes: DrawnNode[]; calls: DrawnCall[]; width: number; height: number };

const widthFor = (name: string) => Math.round(Math.max(LEAST, Math.min(MOST, name.length * LETTER + ROOM)));

/** A group keeps its width whatever it holds at the moment. */
const boxOf = (node: Node): Box => ({
  id: node.id,
  width: node.hosts.length ? widthFor("100 other hosts") : widthFor(node.name),
  height: HEIGHT,
});

/** What the places are made from: everything that stands there in every comparison, in the order of names. */
export function shapeOf({ nodes, calls }: ServiceGraph): Shape {
  const lasting = nodes.filter(({ group }) => group === "");
  const groups = new Map(nodes.filter(({ group }) => group !== "").map(({ id, group }) => [id, group]));
  const missing = [...new Set(groups.values())].filter((id) => !lasting.some((node) => node.id === id));
  const boxes = [
    ...lasting.map(boxOf),
    ...missing.map((id) => ({ id, width: widthFor("100 other hosts"), height: HEIGHT })),
  ];
  const ends = calls
    .filter(({ caller }) => caller !== "")
    .map(({ caller, callee }) => ({ from: caller, to: groups.get(callee) ?? callee }));
  const unique = new Map(ends.map((one) => [callName(one.from, one.to), one]));
  return {
    boxes: boxes.sort((a, b) => (a.id < b.id ? -1 : 1)),
    calls: [...unique.values()].sort((a, b) => (callName(a.from, a.to) < callName(b.from, b.to) ? -1 : 1)),
  };
}

export type Looking = {
  view: ViewName;
  label: LabelMode;
  /** Something is looked for: what it does not find is dimmed. */
  finding: boolean;
  /** Ids that stay bright, when only one node and its neighbours are looked at; goes before what is found. */
  focus: ReadonlySet<string> | null;
  /** A trace whose way is strong, and everything else faint. */
  overlay: Overlay | null;
};

export function pictureOf(graph: ServiceGraph, layout: Layout, looking: Looking): Picture {
  const hidden = new Set(graph.nodes.filter((node) => node.hidden).map(({ id }) => id));
  const calls = graph.calls.filter(
    ({ caller, callee, hidden: gone }) => !gone && caller !== "" && !hidden.has(caller) && !hidden.has(callee),
  );
  const touched = new Set(calls.flatMap(({ caller, callee }) => [caller, callee]));
  const linked = new Set(graph.calls.flatMap(({ caller, callee }) => [caller, callee]));
  // With its calls hidden, a node has no business in the picture, unless it never had one in it.
  const nodes = graph.nodes.filter(
    ({ id }) => !hidden.has(id) && (touched.has(id) || !linked.has(id) || isRoot(graph, id)),
  );
  const boxes = placed(nodes, layout);
  const ends = new Set(calls.filter(({ found }) => found).flatMap(({ caller, callee }) => [caller, callee]));
  const drawn = nodes.map((node) => drawnNode(node, boxes.get(node.id)!, looking, ends));
  const right = Math.max(layout.width, ...drawn.map(({ x, width }) => x + width + 12));
  const bottom = Math.max(layout.height, ...drawn.map(({ y }) => y + HEIGHT + 12));
  return {
    nodes: drawn,
    calls: apart(inFront(calls.map((call) => drawnCall(call, boxes, layout, looking)))),
    width: right,
    height: bottom,
  };
}

/** What belongs to a trace is drawn over what does not. */
const inFront = (calls: DrawnCall[]) => [
  ...calls.filter(({ inTrace }) => inTrace === ""),
  ...calls.filter(({ inTrace }) => inTrace !== ""),
];

const LINE = 20; // pixels from a label to the next

export const labelWidth = (label: string): number => label.length * 5.9 + 12;

/** Labels that would cover each other move apart, up or down to the nearest free place. */
function apart(calls: DrawnCall[]): DrawnCall[] {
  const taken: (Point & { half: number })[] = [];
  return calls.map((call) => {
    if (!call.label) return call;
    const { x, y } = call.labelAt;
    const half = labelWidth(call.label) / 2;
    const free = (at: number) =>
      taken.every((other) => Math.abs(other.x - x) >= other.half + half + 4 || Math.abs(other.y - at) >= LINE);
    const at = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5].map((steps) => y + steps * LINE).find(free) ?? y;
    taken.push({ x, y: at, half });
    return { ...call, labelAt: { x, y: at } };
  });
}

/** Called from outside only, and calling nobody. */
const isRoot = ({ calls }: ServiceGraph, id: string) =>
  calls.every(({ caller, callee, hidden }) => (callee !== id && caller !== id) || (caller === "" && !hidden));

type Placed = Point & { width: number };

/** Hosts taken out of a group stand under the lowest node of its column, in the order of their names. */
function placed(nodes: readonly Node[], layout: Layout): Map<string, Placed> {
  const boxes = new Map<string, Placed>();
  const extra = nodes.filter(({ id }) => layout.places[id] === undefined).sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const node of nodes) {
    const place = layout.places[node.id];
    if (place) boxes.set(node.id, { ...place, width: boxOf(node).width });
  }
  for (const node of extra) {
    const { x } = layout.places[node.group] ?? { x: 12 };
    const width = boxOf(node).width;
    const column = [...boxes.values()].filter((box) => box.x < x + width && box.x + box.width > x);
    const y = Math.max(12 - HEIGHT - GAP, ...column.map((box) => box.y)) + HEIGHT + GAP;
    boxes.set(node.id, { x, y, width });
  }
  return boxes;
}

function drawnNode(node: Node, box: Placed, looking: Looking, ends: ReadonlySet<string>): DrawnNode {
  const { view, finding, focus, overlay } = looking;
  const traffic = trafficOf(node, view);
  const part = overlay?.nodes.get(node.id);
  const letters = Math.floor((box.width - ROOM + 6) / LETTER);
  return {
    node,
    ...box,
    name: node.name.length > letters ? `${node.name.slice(0, letters - 1)}…` : node.name,
    rate: traffic.total ? rateText(traffic.rate) : "no calls stored",
    p95: latencyText(traffic.p95_ns),
    warm: view === "difference" && node.changes.includes("slower"),
    inTrace: "",
    share: 0,
    failing: isFailing(traffic),
    halo: haloOf(node, view),
    dim: isFaint(overlay, part) || (focus ? !focus.has(node.id) : finding && !node.found && !ends.has(node.id)),
    idle: traffic.total === 0,
    unsure: view === "difference" && isUnsure(node),
    ...(overlay ? (part ? nodeOfTrace(part, overlay) : { halo: 0, warm: false, failing: false }) : {}),
  };
}

const isFaint = (overlay: Overlay | null, part: unknown): boolean => overlay !== null && part === undefined;

function nodeOfTrace(part: PathNode, { path }: Overlay): Partial<DrawnNode> {
  const share = shareOf(part, path);
  return {
    rate: part.spans > 0 ? shareText(share) : "no spans",
    p95: part.spans > 0 ? durationNs(part.self_ns) : "",
    inTrace: partText(part, path),
    share,
    warm: false,
    failing: part.errors > 0,
    halo: 0,
    idle: false,
    unsure: false,
  };
}

function callOfTrace(part: PathCall, { path }: Overlay, during: Traffic): Partial<DrawnCall> {
  return {
    tone: part.failed > 0 ? "error" : "path",
    width: pathWidth(part),
    label: callText(part),
    idle: false,
    unsure: false,
    dashed: during.total === 0,
    critical: part.critical_ns > 0,
    inTrace: partText(part, path),
  };
}

function drawnCall(call: Call, boxes: Map<string, Placed>, layout: Layout, looking: Looking): DrawnCall {
  const { view, label, finding, focus, overlay } = looking;
  const key = callName(call.caller, call.callee);
  const tone = toneOf(call, view);
  const traffic = trafficOf(call, view);
  const gone = view === "difference" && call.changes.includes("gone");
  const part = overlay?.calls.get(key);
  const points = wayOf(boxes.get(call.caller)!, boxes.get(call.callee)!, layout.ways[key]);
  return {
    call,
    key,
    path: smooth(points),
    tone,
    width: tone === "same" && view === "difference" ? 1.2 : widthOf(gone ? (call.before?.rate ?? 0) : traffic.rate),
    label: overlay ? "" : labelOf(call, view, label),
    labelAt: middleOf(points),
    dim:
      isFaint(overlay, part) || (focus ? !(focus.has(call.caller) && focus.has(call.callee)) : finding && !call.found),
    idle: traffic.total === 0 && !gone,
    unsure: view === "difference" && isUnsure(call),
    dashed: gone,
    critical: false,
    inTrace: "",
    ...(overlay ? (part ? callOfTrace(part, overlay, call.during) : { tone: "same", width: 1.2 }) : {}),
  };
}

const TIP = 3; // pixels between the point of an arrow and the box

/** From the right side of the caller to the left side of the callee, around what the layout put between. */
function wayOf(from: Placed, to: Placed, way: readonly Point[] | undefined): Point[] {
  const start = { x: from.x + from.width, y: from.y + HEIGHT / 2 };
  const end = { x: to.x - TIP, y: to.y + HEIGHT / 2 };
  if (end.x <= start.x) return around(from, to);
  const inner = way && way.length > 2 ? way.slice(1, -1) : [];
  return [start, ...inner.filter(({ x }) => x > start.x + 8 && x < end.x - 8), end];
}

/** To something that is not to the right: out at the bottom and in from below. */
function around(from: Placed, to: Placed): Point[] {
  const low = Math.max(from.y, to.y) + HEIGHT + 22;
  const [a, b] = [from.x + from.width / 2, to.x + to.width / 2];
  return [
    { x: a, y: from.y + HEIGHT },
    { x: a, y: low },
    { x: (a + b) / 2, y: low },
    { x: b, y: low },
    { x: b, y: to.y + HEIGHT + TIP },
  ];
}

/** A curve that leaves and arrives level and bends at the points between. */
export function smooth(points: readonly Point[]): string {
  const [first, ...rest] = points;
  let path = `M${round(first!.x)} ${round(first!.y)}`;
  let before = first!;
  for (const point of rest) {
    const bend = (point.x - before.x) / 2;
    path +=
      Math.abs(bend) < 1
        ? `L${round(point.x)} ${round(point.y)}`
        : `C${round(before.x + bend)} ${round(before.y)} ${round(point.x - bend)} ${round(point.y)} ${round(point.x)} ${round(point.y)}`;
    before = point;
  }
  return path;
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Halfway along: the middle point, or between the two in the middle. */
function middleOf(points: readonly Point[]): Point {
  const middle = (points.length - 1) / 2;
  const [a, b] = [points[Math.floor(middle)]!, points[Math.ceil(middle)]!];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

export type Way = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** The node an arrow key leads to: right to whom it calls, left to who calls it, up and down within the column. */
export function neighbour({ nodes, calls }: Picture, id: string, way: Way): string | null {
  const here = nodes.find(({ node }) => node.id === id);
  if (!here) return nodes[0]?.node.id ?? null;
  const ids =
    way === "ArrowRight"
      ? calls.filter(({ call }) => call.caller === id).map(({ call }) => call.callee)
      : way === "ArrowLeft"
        ? calls.filter(({ call }) => call.callee === id).map(({ call }) => call.caller)
        : nodes.filter((one) => one !== here && overlap(one, here)).map(({ node }) => node.id);
  const down = way === "ArrowDown";
  const there = nodes.filter(
    (one) => ids.includes(one.node.id) && (way === "ArrowUp" ? one.y < here.y : down ? one.y > here.y : true),
  );
  const nearest = there.sort((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y) || a.x - b.x)[0];
  return nearest?.node.id ?? null;
}

const overlap = (a: DrawnNode, b: DrawnNode) => a.x < b.x + b.width && a.x + a.width > b.x;

/** A node and all that calls it or is called by it. */
export function neighbourhood(graph: ServiceGraph, ids: readonly string[]): Set<string> {
  const near = graph.calls.filter(({ caller, callee }) => ids.includes(caller) || ids.includes(callee));
  return new Set([...ids, ...near.flatMap(({ caller, callee }) => [caller, callee])]);
}
