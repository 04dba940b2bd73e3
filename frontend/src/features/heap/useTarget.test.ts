import { expect, test } from "vitest";
import { Problem } from "../../api/client";
import { made } from "./made";
import type { Heap } from "./useHeap";
import { asksFor, firstOf } from "./useTarget";

const heap = (more: object) =>
  ({
    view: { over: "two", keep: "all" },
    snapshot: { name: "three" },
    base: { name: "one" },
    shown: "compare",
    ...more,
  }) as unknown as Heap;
const said = (asks: ReturnType<typeof asksFor>) =>
  asks.map(
    ({ path, body }) => `${path} ${body.snapshot}${"since" in body && body.since ? ` since ${body.since}` : ""}`,
  );

test("in a comparison new objects stand for their class, then any, then what was deleted", () => {
  expect(said(asksFor(heap({}), "Map"))).toEqual([
    "heap/groups three since one",
    "heap/groups three",
    "heap/objects three",
    "heap/objects one",
  ]);
  expect(said(asksFor(heap({ shown: "summary" }), "Map"))).toEqual(["heap/groups three", "heap/objects three"]);
  const narrowed = heap({ shown: "summary", view: { over: "two", keep: "new" } });
  expect(said(asksFor(narrowed, "Map"))).toEqual(["heap/objects three since one"]);
});

test("the first that names an object is taken; a class that is not there is no failure", async () => {
  const asks = asksFor(heap({}), "Map");
  const answers = [
    { groups: [], total: 0, limits: [], ways: 0, took_ms: 1 },
    new Problem({ kind: "not_found", message: "There is no such class." }),
    { things: [made(7)], total: 12, of: null, took_ms: 1 },
  ];
  const answer = async () => {
    const next = answers.shift()!;
    if (next instanceof Problem) throw next;
    return next;
  };
  expect(await firstOf(asks, answer)).toEqual({ snapshot: "three", id: 7, of: { total: 12, fresh: false } });
  const broken = async () => Promise.reject(new Problem({ kind: "internal", message: "It broke." }));
  await expect(firstOf(asks, broken)).rejects.toThrow("It broke.");
});
