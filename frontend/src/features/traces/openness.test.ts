import { expect, test } from "vitest";
import { largeTrace, traceOf } from "./made";
import { openAll, openness, revealed, stepLevel, toggle, toggleSubtree } from "./openness";
import { findFolds, reveal } from "./rows";
import { readTrace } from "./spans";

const spans = readTrace(
  traceOf(`
  a/0 0 100
    a/1 0 50
      a/2 0 40
        a/3 0 30
    a/4 60 90
      a/5 60 80`),
);
const closed = (shape: Parameters<typeof openness>[1]) => [...openness(spans, shape).collapsed];

test("levels close from the deepest up, and open again until all is open", () => {
  const less = stepLevel(spans, openAll, -1);
  expect(closed(less)).toEqual([2]);
  expect(closed(stepLevel(spans, less, -1))).toEqual([1, 2, 4]);
  expect(stepLevel(spans, less, 1)).toEqual(openAll);
});

test("one span turns around what its level says", () => {
  const one = toggle({ ...openAll, level: 1 }, 1);
  expect(closed(one)).toEqual([2, 4]);
  expect(closed(toggle(one, 1))).toEqual([1, 2, 4]);
});

test("a subtree closes whole and opens whole", () => {
  const shut = toggleSubtree(spans, openAll, 1);
  expect(closed(shut)).toEqual([1, 2]);
  expect(closed(toggleSubtree(spans, shut, 1))).toEqual([]);
});

test("revealing a span opens what hides it and nothing else", () => {
  const large = readTrace(largeTrace(500));
  const shape = { ...openAll, level: 1 };
  const now = openness(large, shape);
  const wanted = reveal(large, findFolds(large), now, 450);
  const after = openness(large, revealed(large, shape, now, wanted));
  expect(after.collapsed).toEqual(wanted.collapsed);
  expect(after.collapsed.size).toBeLessThan(now.collapsed.size);
});
