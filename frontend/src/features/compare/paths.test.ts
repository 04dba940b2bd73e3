import { describe, expect, test } from "vitest";
import { comparisonOf } from "./made";
import { alone, differs, operationsOf, reachOf, rowsOf, stepOf, structureOf } from "./paths";
import { ratioOf, ratioText, valuesText } from "./text";

const WORKFLOW = comparisonOf(`
  w/execute 1/3000/2 1/636000/4
    w/wait 1/12/12 1/583000/583000
    w/run 1/3220/300 1/52800/302
      w/parse 20/412/412 20/49600/49600
      w/post 20/2160/2160 20/2170/2170
      w/retry - 3/30/900
    w/notify 1/6/6 -`);

const shown = (options: Partial<Parameters<typeof rowsOf>[1]> = {}) =>
  rowsOf(WORKFLOW, { by: "self", sort: "change", differing: true, shut: new Set(), ...options }).map(
    ({ path, open }) => `${"  ".repeat(path.depth)}${open === false ? "> " : ""}${path.name}`,
  );

describe("rows", () => {
  test("siblings with the largest change inside come first, and what differs by less than is seen stays out", () => {
    expect(shown()).toEqual(["execute", "  wait", "  run", "    parse", "    retry", "  notify"]);
  });
  test("all of them, in the order they began", () => {
    expect(shown({ differing: false, sort: "path" })).toEqual([
      "execute",
      "  wait",
      "  run",
      "    parse",
      "    post",
      "    retry",
      "  notify",
    ]);
  });
  test("what is shut hides what is below it", () => {
    expect(shown({ shut: new Set(["k2"]) })).toEqual(["execute", "  wait", "  > run", "  notify"]);
  });
  test("by count, only paths with other numbers of spans differ", () => {
    expect(shown({ by: "count" })).toEqual(["execute", "  run", "    retry", "  notify"]);
  });
});

test("a path that failed in one trace differs, however long it took", () => {
  const path = WORKFLOW.paths[4]!;
  expect(differs(path, "self", 636000)).toBe(false);
  expect(differs({ ...path, b: { ...path.b, errors: 1 } }, "self", 636000)).toBe(true);
});

test("colours and bars follow the share of the largest change", () => {
  expect([1, 0.5, 0.2, 0.05, 0.01, 0.001, 0].map((share) => stepOf(-share * 100, 100))).toEqual(
    [-4, -4, -3, -2, -1, -0, -0].map((step) => (step === 0 ? expect.closeTo(0) : step)),
  );
  expect(reachOf(0, 100)).toBe(0);
  expect(reachOf(-100, 100)).toBe(1);
  expect(reachOf(1, 100)).toBeGreaterThan(0.4);
  expect(stepOf(1, 0)).toBe(0);
});

test("the structure is said in numbers", () => {
  expect(structureOf(WORKFLOW)).toBe("5 paths in both, 1 only in A, 1 only in B");
  expect(structureOf({ both: 2, only_a: 0, only_b: 0 })).toBe(
    "same structure: 2 paths in both, none only in A, none only in B",
  );
  expect(structureOf({ both: 0, only_a: 1, only_b: 1 })).toBe("no path in both");
});

test("what one trace alone does is named by side, however short: the outermost path of it", () => {
  const found = alone(WORKFLOW.paths);
  expect([found.a, found.b].map((places) => places.map((place) => WORKFLOW.paths[place]!.name))).toEqual([
    ["notify"],
    ["retry"],
  ]);
  expect(alone(comparisonOf("w/root 1/9/1 1/9/1\n  w/up - 1/1/0\n    w/down - 1/1/1").paths)).toEqual({
    a: [],
    b: [1],
  });
});

test("operations that took most of either trace have colours", () => {
  expect(operationsOf(WORKFLOW.paths, 3).map(({ name }) => name)).toEqual(["wait", "post", "parse"]);
});

describe("what is said", () => {
  test("ratios", () => {
    expect([ratioText(0, 5), ratioText(5, 0), ratioText(5, 5), ratioText(1, 120), ratioText(0, 0)]).toEqual([
      "only B",
      "only A",
      "same",
      "×120",
      "same",
    ]);
    expect([ratioOf({ ratio: null }), ratioOf({ ratio: 127 }), ratioOf({ ratio: 0.25 })]).toEqual([
      "differs",
      "×127",
      "÷4.0",
    ]);
  });
  test("values: one, a range, several texts, none", () => {
    const none = { spans: 0, distinct: 0, values: [], least: null, mean: null, greatest: null };
    expect(valuesText(none)).toBe("not there");
    expect(valuesText({ ...none, spans: 2, distinct: 1, values: [{ value: true, spans: 2 }] })).toBe("true");
    const numbers = { spans: 2, distinct: 2, values: [], least: 19, mean: 20.5, greatest: 22 };
    expect(valuesText(numbers)).toBe("19 to 22, mean 20.5");
    const texts = ["a", "b", "c", "d"].map((value) => ({ value, spans: value === "a" ? 2 : 1 }));
    expect(valuesText({ ...none, spans: 5, distinct: 4, values: texts })).toBe("a (2), b, c and 1 more");
  });
});
