import { expect, test } from "vitest";
import { layBoxes } from "./boxes";
import { comparisonOf } from "./made";
import type { Measure } from "./view";

const drawn = (picture: string, by: Measure = "self") => {
  const { paths } = comparisonOf(picture);
  return layBoxes(paths, by).map(({ place, depth, left, width, folded }) => {
    const at = [left, left + width].map((share) => Math.round(share * 100));
    return `${depth} ${paths[place]!.name} ${at.join("-")}${folded ? ` folded ${Math.round(folded * 100)}` : ""}`;
  });
};

test("callees lie below their caller, as wide as their time in B, and what only one has can be seen", () => {
  expect(
    drawn(`
      w/root 1/100/0 1/200/0
        w/one 1/20/20 1/50/50
        w/gone 1/20/20 -
        w/two 1/50/50 2/100/100`),
  ).toEqual(["0 root 0-100", "1 one 0-25", "1 gone 25-33", "1 two 33-83"]);
});

test("siblings at the same time share the width of their parent", () => {
  expect(
    drawn(`
      w/root - 1/100/0
        w/one - 1/100/100
        w/two - 1/100/100`),
  ).toEqual(["0 root 0-100", "1 one 0-50", "1 two 50-100"]);
});

test("a long wait is folded beside what has more to show, and the rest has its room", () => {
  expect(
    drawn(`
      w/execute - 1/1000/0
        w/wait - 1/900/900
        w/run - 1/100/0
          w/step - 1/80/80
          w/load - 1/20/0
            w/read - 1/20/20`),
  ).toEqual([
    "0 execute 0-100",
    "1 wait 0-30 folded 90",
    "1 run 30-100",
    "2 step 30-86",
    "2 load 86-100",
    "3 read 86-100",
  ]);
});

test("a long leaf beside nothing of interest is not folded", () => {
  expect(
    drawn(`
      w/execute - 1/1000/0
        w/parse - 1/900/900
        w/log - 1/100/100`),
  ).toEqual(["0 execute 0-100", "1 parse 0-90", "1 log 90-100"]);
});

test("by count, a box is as wide as the spans in and below it", () => {
  expect(
    drawn(
      `
      w/root - 1/100/0
        w/one - 3/1/1
        w/two - 6/1/1`,
      "count",
    ),
  ).toEqual(["0 root 0-100", "1 one 0-30", "1 two 30-90"]);
});

test("what only one trace has has its least width, and so has what it is in", () => {
  expect(
    drawn(`
      w/root 1/1000/0 1/1000/0
        w/wait 1/900/0 1/990/990
        w/small 1/1/0 1/1/0
          w/gone 1/1/1 -`),
  ).toEqual(["0 root 0-100", "1 wait 0-30 folded 99", "1 small 30-38", "2 gone 30-38"]);
});

test("nothing in B is an empty picture", () => {
  expect(drawn("w/root 1/100/100 -")).toEqual([]);
});
