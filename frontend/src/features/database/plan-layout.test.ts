import { describe, expect, it } from "vitest";
import type { PlanNode } from "../../api/types";
import { BOX, link, placed, stepped, wayOf } from "./plan-layout";

const node = (parent: number, depth: number): PlanNode => ({ parent, depth }) as PlanNode;
/** A join of a scan and of a hash over another scan, below a sort. */
const PLAN = [node(-1, 0), node(0, 1), node(1, 2), node(1, 2), node(3, 3)];

describe("the places of a plan's steps", () => {
  it("goes across, siblings below each other", () => {
    const { boxes, width, height } = placed(PLAN, "across");
    const [column, row] = [BOX.width + BOX.across, BOX.height + BOX.down];
    expect(boxes.map(({ x, y }) => [x / column, y / row])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [2, 1],
      [3, 1],
    ]);
    expect([width, height]).toEqual([3 * column + BOX.width, row + BOX.height]);
    expect(boxes[1]!.children).toEqual([2, 3]);
  });

  it("goes down where it is too deep, and no two steps share a place", () => {
    expect(wayOf(PLAN, 4 * (BOX.width + BOX.across))).toBe("across");
    expect(wayOf(PLAN, 4 * (BOX.width + BOX.across) - 1)).toBe("down");
    const { boxes } = placed(PLAN, "down");
    expect(new Set(boxes.map(({ y }) => y)).size).toBe(PLAN.length);
    expect(link(boxes[0]!, boxes[1]!, "down")).toMatch(/^M10 66V/);
  });

  it("is walked by arrows", () => {
    expect(stepped(PLAN, 1, "ArrowRight")).toBe(2);
    expect(stepped(PLAN, 2, "ArrowDown")).toBe(3);
    expect(stepped(PLAN, 3, "ArrowUp")).toBe(2);
    expect(stepped(PLAN, 4, "ArrowLeft")).toBe(3);
    expect(stepped(PLAN, 0, "ArrowLeft")).toBeNull();
    expect(stepped([], 3, "ArrowLeft")).toBeNull();
  });
});
