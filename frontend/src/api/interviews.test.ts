import { expect, test } from "vitest";
import { joined } from "./interviews";
import type { RecordEntry, RecordView } from "./types";

const page = (numbers: number[], broken: number | null = null): RecordView => ({
  interview: "i",
  entries: numbers.map((no) => ({ no }) as RecordEntry),
  more: false,
  verified: broken === null,
  broken_at: broken,
});

test("what came after a record stands before it", () => {
  const all = joined(page([2, 1]), page([4, 3]));
  expect(all.entries.map(({ no }) => no)).toEqual([4, 3, 2, 1]);
  expect(all.verified).toBe(true);
});

test("a record that did not hold once does not hold again by what is added", () => {
  expect(joined(page([2, 1], 2), page([3]))).toMatchObject({ verified: false, broken_at: 2 });
  expect(joined(page([2, 1]), page([3], 3))).toMatchObject({ verified: false, broken_at: 3 });
});
