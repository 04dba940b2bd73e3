import { expect, test } from "vitest";
import { type Flame, Lanes, layFlame } from "../../charts/flame-layout";
import { largeTrace, traceOf } from "./made";
import { nameOf, readTrace, type Spans } from "./spans";

const drawn = (spans: Spans, flame: Flame) =>
  flame.rows.map((row) => Array.from(row.span, (i) => nameOf(spans, i)).join(" "));

function flameOf(picture: string): string[] {
  const spans = readTrace(traceOf(picture));
  return drawn(spans, layFlame(spans));
}

test("calls one after the other stand side by side under their parent", () => {
  expect(
    flameOf(`
    a/root 0 10
      a/one 0 4
        a/deep 1 2
      a/two 4 9`),
  ).toEqual(["root", "one two", "deep"]);
});

test("siblings at the same time get lanes, each below the whole subtree of the one before", () => {
  expect(
    flameOf(`
    a/root 0 10
      a/one 0 6
        a/deep 1 2
      a/two 1 5
      a/three 7 9`),
  ).toEqual(["root", "one three", "deep", "two"]);
});

test("a lane is used again as soon as it is free", () => {
  expect(
    flameOf(`
    a/root 0 20
      a/one 0 10
      a/two 1 4
      a/three 2 3
      a/four 5 8`),
  ).toEqual(["root", "one", "two four", "three"]);
});

test("a job that outlives its parent keeps its place for as long as it runs", () => {
  expect(
    flameOf(`
    a/root 0 20
      a/send 0 2
        b/job 5 9
      a/next 3 6`),
  ).toEqual(["root", "send", "job", "next"]);
});

test.each([false, true])(
  "no two of 20 000 spans overlap, and all stand below their parent (concurrent: %s)",
  (concurrent) => {
    const spans = readTrace(largeTrace(20_000, { concurrent }));
    const flame = layFlame(spans);
    const wrong: number[] = [];
    let placed = 0;
    for (const row of flame.rows) {
      placed += row.span.length;
      for (let i = 1; i < row.span.length; i++) if (row.begin[i]! < row.end[i - 1]!) wrong.push(row.span[i]!);
    }
    for (let i = 0; i < spans.count; i++) {
      const parent = spans.parent[i]!;
      if (parent >= 0 && flame.row[i]! <= flame.row[parent]!) wrong.push(i);
    }
    expect(placed).toBe(spans.count);
    expect(wrong).toEqual([]);
  },
);

test("lanes agree with looking at every row in turn", () => {
  const lanes = new Lanes();
  const free: number[] = [];
  let seed = 3;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  for (let at = 0; at < 2000; at++) {
    const rows = 1 + Math.floor(random() * 4);
    let expected = 0;
    while (free.slice(expected, expected + rows).some((until) => until > at)) expected++;
    expect(lanes.place(at, rows)).toBe(expected);
    const until = at + random() * 400;
    lanes.take(expected, rows, until);
    for (let r = expected; r < expected + rows; r++) free[r] = Math.max(free[r] ?? 0, until);
  }
});
