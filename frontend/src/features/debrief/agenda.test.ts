import { expect, test } from "vitest";
import type { AgendaItem } from "../../api/types";
import { apart, beside, isFar, progress } from "./agenda";

const one = (item: string, kind: string, spread: number, settled: string | null = null): AgendaItem => ({
  item: { item, kind, title: "", spread, by: [] },
  settled,
});
const agenda = [
  one("scenario:1", "scenario", 2, "We say 2."),
  one("criterion:cause", "criterion", 1 / 3),
  one("flag:a:b", "flag", 2),
];

test("a difference in points is said, and which are far", () => {
  expect(agenda.map(({ item }) => apart(item))).toEqual(["2 points apart", "0.33 points apart", ""]);
  expect(agenda.map(({ item }) => isFar(item))).toEqual([true, false, false]);
  expect(apart({ kind: "scenario", spread: 1 })).toBe("1 point apart");
});

test("the agenda is gone through item by item", () => {
  expect(beside(agenda, "", 1)).toBe("scenario:1");
  expect(beside(agenda, "scenario:1", 1)).toBe("criterion:cause");
  expect(beside(agenda, "flag:a:b", 1)).toBe("flag:a:b");
  expect(beside([], "", 1)).toBeNull();
  expect(progress(agenda)).toBe("1 of 3 settled");
});
