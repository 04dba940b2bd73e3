/**
 * Where the nodes stand: in layers from left to right, callers before those they call. Runs in a worker.
 *
 * The places depend on the names and calls of the whole incident and on nothing else, so that nothing moves when
 * times, filters or views do.
 */
import { Graph, layout } from "@dagrejs/dagre";

export type Point = { x: number; y: number };
export type Box = { id: string; width: number; height: number };
export type Shape = { boxes: readonly Box[]; calls: readonly { from: string; to: string }[] };
export type Layout = {
  /** Left upper corners. */
  places: Record<string, Point>;
  /** The way of a call around what stands between, by `${from} > ${to}`. */
  ways: Record<string, Point[]>;
  width: number;
  height: number;
};

const GAPS = { rankdir: "LR", nodesep: 13, ranksep: 60, edgesep: 5, marginx: 12, marginy: 12 };
/** Room that a call keeps free for its label: its width; its height would push the boxes apart. */
const LABEL = { width: 84, height: 4, labelpos: "c" } as const;

export function layOut({ boxes, calls }: Shape): Layout {
  const graph = new Graph();
  graph.setGraph(GAPS);
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(boxes.map(({ id }) => id));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { from, to } of calls)
    if (known.has(from) && known.has(to) && from !== to) graph.setEdge(from, to, { ...LABEL });
  layout(graph);
  const places: Record<string, Point> = {};
  for (const { id, width, height } of boxes) {
    const { x, y } = graph.node(id) as Point;
    places[id] = { x: x - width / 2, y: y - height / 2 };
  }
  const ways: Record<string, Point[]> = {};
  for (const edge of graph.edges())
    ways[`${edge.v} > ${edge.w}`] = (graph.edge(edge) as { points: Point[] }).points.map(({ x, y }) => ({ x, y }));
  const size = graph.graph() as { width?: number; height?: number };
  return { places, ways, width: finite(size.width), height: finite(size.height) };
}

const finite = (value: number | undefined) => (Number.isFinite(value) ? value! : 0);
