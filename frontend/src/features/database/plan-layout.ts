/**
 * Places of a plan's steps. Across: the root at the left, what it reads from to the right, siblings below each other.
 * Down, for what is too deep for that: one below the other, each further in than the step it feeds.
 */

import type { PlanNode } from "../../api/types";

export const BOX = { width: 196, height: 66, across: 28, down: 14, indent: 22 };
export type Way = "across" | "down";

/** Across where that fits into the width. */
export function wayOf(nodes: readonly PlanNode[], width: number): Way {
  const levels = Math.max(0, ...nodes.map(({ depth }) => depth)) + 1;
  return levels * (BOX.width + BOX.across) <= width ? "across" : "down";
}

export type Placed = { index: number; x: number; y: number; children: number[] };

export function placed(nodes: readonly PlanNode[], way: Way): { boxes: Placed[]; width: number; height: number } {
  const children: number[][] = nodes.map(() => []);
  nodes.forEach((node, index) => {
    if (node.parent >= 0) children[node.parent]!.push(index);
  });
  const rows = new Array<number>(nodes.length).fill(0);
  let next = 0;
  // Parents stand before their children, so a row is taken by the first way down, and each further child begins one.
  nodes.forEach((node, index) => {
    const parent = node.parent;
    rows[index] = parent < 0 ? 0 : children[parent]![0] === index ? rows[parent]! : ++next;
  });
  const boxes = nodes.map((node, index) => ({
    index,
    x: node.depth * (way === "across" ? BOX.width + BOX.across : BOX.indent),
    y: (way === "across" ? rows[index]! : index) * (BOX.height + BOX.down),
    children: children[index]!,
  }));
  const width = Math.max(0, ...boxes.map(({ x }) => x)) + BOX.width;
  const height = Math.max(0, ...boxes.map(({ y }) => y)) + BOX.height;
  return { boxes, width, height };
}

/** A line from a step to one it reads from: straight, or down and over. */
export function link(from: Placed, to: Placed, way: Way): string {
  if (way === "down") return `M${from.x + 10} ${from.y + BOX.height}V${to.y + BOX.height / 2}H${to.x}`;
  const [x0, y0] = [from.x + BOX.width, from.y + BOX.height / 2];
  const [x1, y1] = [to.x, to.y + BOX.height / 2];
  const middle = x0 + BOX.across / 2;
  return y0 === y1 ? `M${x0} ${y0}H${x1}` : `M${x0} ${y0}H${middle}V${y1}H${x1}`;
}

/** The step that an arrow key leads to. */
export function stepped(nodes: readonly PlanNode[], from: number, key: string): number | null {
  const node = nodes[from];
  if (!node) return nodes.length > 0 ? 0 : null;
  const siblings = nodes.flatMap((one, index) => (one.parent === node.parent ? [index] : []));
  switch (key) {
    case "ArrowLeft":
      return node.parent >= 0 ? node.parent : null;
    case "ArrowRight": {
      const child = nodes.findIndex((one) => one.parent === from);
      return child >= 0 ? child : null;
    }
    case "ArrowUp":
      return siblings[siblings.indexOf(from) - 1] ?? (from > 0 ? from - 1 : null);
    case "ArrowDown":
      return siblings[siblings.indexOf(from) + 1] ?? (from + 1 < nodes.length ? from + 1 : null);
    default:
      return null;
  }
}
