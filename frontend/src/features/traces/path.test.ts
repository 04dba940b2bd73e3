import { expect, test } from "vitest";
import { largeTrace, traceOf } from "./made";
import { criticalPath, largestOnPath } from "./path";
import { nameOf, readTrace } from "./spans";

function segments(picture: string): string[] {
  const spans = readTrace(traceOf(picture));
  const path = criticalPath(spans);
  return Array.from({ length: spans.count }, (_, i) => i)
    .flatMap((i) =>
      Array.from({ length: path.first[i + 1]! - path.first[i]! }, (_, k) => {
        const at = path.first[i]! + k;
        return { name: nameOf(spans, i), from: path.begin[at]!, to: path.end[at]! };
      }),
    )
    .sort((a, b) => a.from - b.from)
    .map(({ name, from, to }) => `${name} ${from}-${to}`);
}

test("the last child to end holds the parent up, and the rest is the parent's own", () => {
  expect(
    segments(`
    a/root 0 10
      a/early 1 3
      a/long 2 8`),
  ).toEqual(["root 0-2", "long 2-8", "root 8-10"]);
});

test("children one after the other are all on the path", () => {
  expect(
    segments(`
    a/root 0 10
      a/one 0 4
        a/deep 1 2
      a/two 5 10`),
  ).toEqual(["one 0-1", "deep 1-2", "one 2-4", "root 4-5", "two 5-10"]);
});

test("a job that starts after its parent ended is on the path, and the wait between is nobody's", () => {
  expect(
    segments(`
    a/send 0 2
      b/work 5 9`),
  ).toEqual(["send 0-2", "work 5-9"]);
});

test("what still runs when the next one starts did not hold it up", () => {
  expect(
    segments(`
    a/one 0 4
    a/two 3 9`),
  ).toEqual(["two 3-9"]);
});

test("the path of a large trace never overlaps itself and covers it to the end", () => {
  const spans = readTrace(largeTrace(20_000, { concurrent: true }));
  const path = criticalPath(spans);
  const order = Array.from(path.begin.keys()).sort((a, b) => path.begin[a]! - path.begin[b]!);
  let at = 0;
  for (const i of order) {
    expect(path.begin[i]!).toBeGreaterThanOrEqual(at - 1e-3);
    at = path.end[i]!;
  }
  expect(at).toBe(spans.total);
  const sum = largestOnPath(spans, path, 1e9).reduce((total, [, ns]) => total + ns, 0);
  expect(sum).toBeCloseTo(spans.total, -1);
});
