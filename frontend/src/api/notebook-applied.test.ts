import { expect, test } from "vitest";
import { applied, pinsOf } from "./notebook-applied";
import type { NotebookView } from "./types";

const EMPTY: NotebookView = { scenario: 1, title: "", open: true, why: "", entries: [], loose: [] };
let ids = 0;
const does = (what: string, body: Record<string, unknown>) => ({
  id: String(ids++),
  path: `/api/v1/candidate/scenarios/1/notebook/${what}`,
  body,
  about: "",
});
const write = (entry: string, text: string, kind = "hypothesis") => does("write", { entry, kind, text });
const pin = (id: string, more = {}) => does("pin", { pin: id, address: "/interview/1/logs", title: id, ...more });

test("what waits is shown at once, in the order in which it was done", () => {
  const view = applied(EMPTY, [
    write("h1", "The cache grows"),
    pin("p1"),
    pin("p2", { entry: "h1", against: true }),
    does("judge", { entry: "h1", state: "refuted" }),
    write("h1", "The cache grows without end"),
    does("unpin", { pin: "p1" }),
  ]);
  expect(view.entries).toHaveLength(1);
  const [entry] = view.entries;
  expect([entry!.text, entry!.state, entry!.place]).toEqual(["The cache grows without end", "refuted", 1]);
  expect(entry!.pins.map(({ id, against }) => [id, against])).toEqual([["p2", true]]);
  expect(view.loose).toEqual([]);
});

test("a pin that is filed elsewhere keeps its place, and an erased entry leaves its pins loose", () => {
  const view = applied(EMPTY, [
    write("h1", "One"),
    write("h2", "Two"),
    pin("p1", { entry: "h1" }),
    pin("p2"),
    pin("p1", { entry: "h2", line: "why" }),
  ]);
  expect(view.entries[1]!.pins.map(({ id, place, line }) => [id, place, line])).toEqual([["p1", 1, "why"]]);
  const erased = applied(view, [write("h2", " ")]);
  expect(erased.entries.map(({ id }) => id)).toEqual(["h1"]);
  expect(erased.loose.map(({ id }) => id)).toEqual(["p1", "p2"]);
  expect(pinsOf(erased)).toHaveLength(2);
});

test("doing the same twice is doing it once", () => {
  const letters = [write("h1", "One"), pin("p1", { entry: "h1" }), does("judge", { entry: "h1", state: "supported" })];
  const once = applied(EMPTY, letters);
  const twice = applied(once, letters);
  expect(twice.entries[0]!.judged).toHaveLength(1);
  expect(twice.entries[0]!.pins).toHaveLength(1);
  expect(twice.entries[0]!.text).toBe("One");
});

test("pins of a draft stand under it once it is written", () => {
  const view = applied(EMPTY, [pin("p1", { entry: "h1" }), write("h1", "One")]);
  expect(view.entries[0]!.pins.map(({ id }) => id)).toEqual(["p1"]);
  expect(view.loose).toEqual([]);
});
