import { expect, test } from "vitest";
import { largeTrace, traceOf } from "./made";
import { findFolds, layRows, reveal, rowOf } from "./rows";
import { nameOf, readTrace } from "./spans";

const nothing = { collapsed: new Set<number>(), spread: new Set<number>() };
const loop = readTrace(
  traceOf(`
  api/GET 0 100
    db/SELECT 1 2
    db/INSERT 3 4
    db/SELECT 5 9
      db/read 6 8
    db/SELECT 10 11
    api/render 20 30`),
);

const shown = (rows: ReturnType<typeof layRows>) =>
  Array.from(
    rows.span,
    (span, row) => `${rows.depth[row]} ${nameOf(loop, span)}${rows.fold[row]! < 0 ? "" : " folded"}`,
  );

test("a collapsed span hides its descendants and nothing else", () => {
  const rows = layRows(loop, findFolds(loop), { ...nothing, collapsed: new Set([3]) });
  expect(shown(rows)).toEqual(["0 GET", "1 SELECT", "1 INSERT", "1 SELECT", "1 SELECT", "1 render"]);
});

test("equal siblings fold into one row that stands where the first of them stood", () => {
  const folds = findFolds(loop, 3);
  expect(shown(layRows(loop, folds, nothing))).toEqual(["0 GET", "1 SELECT folded", "1 INSERT", "1 render"]);
  expect(folds.all[0]).toMatchObject({ parent: 0, begin: 1, end: 11, total: 6, longest: 3, errors: 0 });
});

test("a spread fold keeps its row and shows its members below it, with what they hold", () => {
  const rows = layRows(loop, findFolds(loop, 3), { ...nothing, spread: new Set([1]) });
  expect(shown(rows)).toEqual([
    "0 GET",
    "1 SELECT folded",
    "2 SELECT",
    "2 SELECT",
    "3 read",
    "2 SELECT",
    "1 INSERT",
    "1 render",
  ]);
});

test("a hidden span is found at the row that hides it, and gets its own row when revealed", () => {
  const folds = findFolds(loop, 3);
  const closed = { ...nothing, collapsed: new Set([3]) };
  expect(rowOf(loop, folds, layRows(loop, folds, closed), 4)).toBe(1);
  const opened = layRows(loop, folds, reveal(loop, folds, closed, 4));
  expect(opened.span[rowOf(loop, folds, opened, 4)]).toBe(4);
});

test("every span of a large trace has exactly one row when all is open", () => {
  const spans = readTrace(largeTrace(20_000, { concurrent: true }));
  const folds = findFolds(spans);
  const spread = new Set(folds.all.map((fold) => fold.members[0]!));
  const rows = layRows(spans, folds, { ...nothing, spread });
  const own = Array.from(rows.span).filter((_, row) => rows.fold[row]! < 0);
  expect(own.length).toBe(spans.count);
  expect(new Set(own).size).toBe(spans.count);
});
