import { expect, test } from "vitest";
import { pathRows, shared, wayParts, waySteps } from "./path";

test("a long path keeps its ends and says how much is between", () => {
  expect(pathRows(3, false)).toEqual([{ step: 0 }, { step: 1 }, { step: 2 }]);
  const rows = pathRows(10_000, false);
  expect(rows).toHaveLength(35);
  expect(rows[24]).toEqual({ hidden: 9966 });
  expect(rows.at(-1)).toEqual({ step: 9999 });
  expect(pathRows(10_000, true)).toHaveLength(10_000);
});

test("what two paths share", () => {
  expect(shared([{ id: 1 }, { id: 2 }, { id: 9 }], [{ id: 1 }, { id: 9 }])).toEqual([true, false, true]);
});

test("a way is classes and names in turn, also after what was left out", () => {
  const kinds = (...path: string[]) => wayParts(path).map(({ kind }) => kind[0]);
  expect(kinds("global", ".app", "{bus, cache}", "{context}", "Bus").join("")).toBe("cecec");
  expect(kinds("Array", "…", ".exports", "Object", "->bus", "Bus").join("")).toBe("cgecec");
  expect(kinds("Array", "[*]", "…", "Bus", ".x", "Map").join("")).toBe("cegcec");
});

test("a way is read from the object to the root, by the names it is held by", () => {
  const read = (...path: string[]) => waySteps(path).map(({ edge, text }) => [edge, text].filter(Boolean).join(" in "));
  expect(
    read("global", ".app", "Bus", '["step.done"]', "Array", "[*]", "on()", "{context}", "Context", "->self", "Run"),
  ).toEqual(["Run", "self in Context", "context in on()", "[*] in Array", "step.done in Bus", "app in global"]);
  expect(read("Array", "…", ".exports", "Object")).toEqual(["Object", "exports in …", "Array"]);
});
