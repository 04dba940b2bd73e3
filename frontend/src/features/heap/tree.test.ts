import { expect, test } from "vitest";
import { Problem } from "../../api/client";
import type { Thing } from "../../api/types";
import { selectedPlace } from "./HeapList";
import { made } from "./made";
import { openPlaces } from "./openness";
import { type Branch, classNodes, keyThing, type Node, seeks, type Tree, thingKey, thingNodes } from "./tree";

const branch = (things: Thing[], more: Partial<Branch> = {}): Branch => ({
  mark: "",
  things,
  total: things.length,
  loading: false,
  problem: null,
  more: () => undefined,
  again: () => undefined,
  ...more,
});
const tree = (open: string[], branches: Record<string, Branch[]>): Tree => ({
  open: openPlaces(open),
  branches: new Map(Object.entries(branches)),
  can: ({ fields }) => fields > 0,
  none: "No fields",
});
const drawn = (nodes: readonly Node<{ key: string }>[]) =>
  nodes.map((node) => `${"  ".repeat(node.level)}${node.kind} ${node.kind === "thing" ? node.thing.id : node.place}`);

test("open classes have their objects below them, the new before the deleted", () => {
  const rows = [{ key: "Map" }, { key: "Set" }];
  const nodes = classNodes(
    rows,
    tree(["Map"], {
      Map: [branch([made(1)], { mark: "new", total: 12 }), branch([made(2)], { mark: "deleted" })],
    }),
  );
  expect(drawn(nodes)).toEqual(["class Map", "  thing 1", "  more Map#new", "  thing 2", "class Set"]);
});

test("an object that stands twice among its siblings opens once", () => {
  const nodes = thingNodes(
    tree(["1x1"], { "": [branch([made(1), made(1, { edge: "again" })])], "1x1": [branch([made(5, { fields: 0 })])] }),
  );
  expect(drawn(nodes)).toEqual(["thing 1", "thing 1", "  thing 5"]);
  expect(nodes.map((node) => node.kind === "thing" && node.can)).toEqual([true, true, false]);
});

test("who leads back to itself is not opened again", () => {
  const nodes = thingNodes(
    tree(["1.2"], { "": [branch([made(1)])], "1": [branch([made(2)])], "1.2": [branch([made(1), made(9)])] }),
    [9],
  );
  expect(nodes.map((node) => node.kind === "thing" && node.again)).toEqual([false, false, true, true]);
});

test("what is loading, failed or empty says so where it will stand", () => {
  const states = (one: Branch) => thingNodes(tree([], { "": [one] })).map((node) => node.kind === "state" && node.text);
  expect(states(branch([], { loading: true }))).toEqual(["Loading"]);
  expect(states(branch([]))).toEqual(["No fields"]);
  expect(states(branch([], { problem: new Problem({ kind: "internal", message: "It broke." }) }))).toEqual([
    "It broke.",
  ]);
});

test("a key tells the object back", () => {
  expect(keyThing(thingKey(12, "deleted", 0))).toEqual({ id: 12, deleted: true });
  expect(keyThing(thingKey(12, "new", 3))).toEqual({ id: 12, deleted: false });
});

test("of several rows of one object the clicked one is selected; without its object the class is", () => {
  const own = tree(["Map"], { Map: [branch([made(7), made(7), made(8)])] });
  const nodes = classNodes([{ key: "Map" }], own);
  expect(selectedPlace(nodes, { cls: "Map", id: 7 })).toBe("Map.7");
  expect(selectedPlace(nodes, { cls: "Map", id: 7 }, "Map.7x1")).toBe("Map.7x1");
  expect(selectedPlace(nodes, { cls: "Map", id: 7 }, "Map.8")).toBe("Map.7");
  expect(selectedPlace(nodes, { cls: "Map", id: 99 })).toBe("Map");
  expect(selectedPlace(nodes, { cls: null, id: null })).toBeNull();
});

test("what is open in a later page is looked for there", () => {
  const open = openPlaces(["Map.7.8", "Map.-3"]);
  const list = { mark: "new" as const, things: [made(1)], total: 200 };
  expect(seeks(open, "Map", list)).toBe(true);
  expect(seeks(open, "Map", { ...list, things: [made(7)] })).toBe(false);
  expect(seeks(open, "Map", { ...list, total: 1 })).toBe(false);
  expect(seeks(open, "Map", { ...list, mark: "deleted", things: [made(3)] })).toBe(false);
  expect(seeks(open, "Map.7", { ...list, mark: "" })).toBe(true);
  expect(seeks(open, "Map.7.8", { ...list, mark: "" })).toBe(false);
  expect(seeks(openPlaces(["5.6"]), "", { ...list, mark: "" })).toBe(true);
});
