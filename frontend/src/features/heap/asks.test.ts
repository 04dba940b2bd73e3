import { expect, test } from "vitest";
import { compareAsks, dominatedAsks, fieldAsks, retainerAsks, summaryAsks } from "./asks";
import { below } from "./openness";

const asked = (asks: { path: string; body: object }[]) => asks.map(({ path, body }) => [path, body]);

test("a class opens to its objects and these to their fields", () => {
  const asks = summaryAsks("three", { keep: "new", since: "one" });
  expect(asked(asks(below("", "a.b")))).toEqual([
    ["heap/objects", { snapshot: "three", key: "a.b", keep: "new", since: "one" }],
  ]);
  expect(asked(asks("Map.12.34x1"))).toEqual([["heap/fields", { snapshot: "three", id: 34 }]]);
});

test("what is deleted is looked at in the base, however deep", () => {
  const asks = compareAsks({ snapshot: "three", base: "one" }, false);
  expect(asked(asks("Map"))).toEqual([
    ["heap/changed", { snapshot: "three", base: "one", key: "Map", which: "new" }],
    ["heap/changed", { snapshot: "three", base: "one", key: "Map", which: "deleted" }],
  ]);
  expect(asked(asks("Map.-12.34"))).toEqual([["heap/fields", { snapshot: "one", id: 34 }]]);
  expect(asked(asks("Map.12"))).toEqual([["heap/fields", { snapshot: "three", id: 12 }]]);
  expect(compareAsks({ snapshot: "three", base: "one" }, true)("Map")).toHaveLength(1);
});

test("a class whose objects are the same in both opens to these", () => {
  const asks = compareAsks({ snapshot: "three", base: "one" }, false, new Set(["Bus"]));
  expect(asked(asks("Bus"))).toEqual([["heap/objects", { snapshot: "three", key: "Bus", keep: "all", since: "" }]]);
  expect(asked(asks("Bus.7"))).toEqual([["heap/fields", { snapshot: "three", id: 7 }]]);
});

test("trees begin at the root or at an object", () => {
  expect(asked(fieldAsks("one")(""))).toEqual([["heap/fields", { snapshot: "one", id: null }]]);
  expect(asked(fieldAsks("one", 7)(""))).toEqual([["heap/fields", { snapshot: "one", id: 7 }]]);
  expect(asked(dominatedAsks("one")("5.6"))).toEqual([["heap/dominated", { snapshot: "one", id: 6 }]]);
  expect(asked(retainerAsks("one", 7, [3])("5"))).toEqual([
    ["heap/retainers", { snapshot: "one", id: 5, ignore: [3] }],
  ]);
});

test("what is no place asks nothing", () => {
  expect(fieldAsks("one")("<script>")).toEqual([]);
  expect(retainerAsks("one", 7, [])("x")).toEqual([]);
});
