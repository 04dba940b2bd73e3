import { expect, test } from "vitest";
import { findSpans, nextMatch } from "./find";
import { traceOf } from "./made";
import { operationsOf } from "./operations";
import { readTrace } from "./spans";

const spans = readTrace(
  traceOf(`
  api/GET 0 100
    db/SELECT 10 30
    db/SELECT 40 90 !
    api/render 90 95`),
);

test("all words must match, in name, service or failure", () => {
  expect([...findSpans(spans, "select")]).toEqual([1, 2]);
  expect([...findSpans(spans, "DB error")]).toEqual([2]);
  expect([...findSpans(spans, "0000000000000003")]).toEqual([3]);
  expect([...findSpans(spans, "  ")]).toEqual([]);
});

test("next and previous go around the ends, and start from where one is", () => {
  const found = Int32Array.of(1, 2, 3);
  expect(nextMatch(found, 3, 1)).toBe(1);
  expect(nextMatch(found, 1, -1)).toBe(3);
  expect(nextMatch(Int32Array.of(1, 3), 2, 1)).toBe(3);
  expect(nextMatch(Int32Array.of(1, 3), 2, -1)).toBe(1);
  expect(nextMatch(Int32Array.of(), 2, 1)).toBe(-1);
});

test("operations are summed, the one with most time of its own first", () => {
  expect(operationsOf(spans).map(({ name, spans, total, self, errors }) => [name, spans, total, self, errors])).toEqual(
    [
      ["SELECT", 2, 70, 70, 1],
      ["GET", 1, 100, 25, 0],
      ["render", 1, 5, 5, 0],
    ],
  );
});
