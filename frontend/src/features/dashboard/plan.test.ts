import { expect, test } from "vitest";
import { blocksOf, headline, minutesOf } from "./plan";

const PLAN = [
  { title: "Introduction", minutes: 4, discussion: 0, scenario: null },
  { title: "Scenario 1", minutes: 14, discussion: 3, scenario: 1 },
  { title: "Wrap-up", minutes: 5, discussion: 0, scenario: null },
];

test("the parts of a scenario are one block", () => {
  const blocks = blocksOf(PLAN, new Date("2026-05-12T15:00:00"));
  expect(blocks.map(({ title, minutes }) => [title, minutes])).toEqual([
    ["Introduction", 4],
    ["Scenario 1", 17],
    ["Wrap-up", 5],
  ]);
  expect(minutesOf(blocks[1]!)).toBe("14 min, then 3 min to discuss");
  expect(blocks[2]!.starts).toEqual(new Date("2026-05-12T15:21:00"));
});

test("the headline says when, as a person would", () => {
  const starts = new Date("2026-05-12T15:00:00");
  expect(headline(starts, new Date("2026-05-12T09:00:00"))).toBe("Your interview is today at 15:00");
  expect(headline(starts, new Date("2026-05-11T23:00:00"))).toBe("Your interview is tomorrow at 15:00");
  expect(headline(starts, new Date("2026-05-01T09:00:00"))).toBe("Your interview is on Tuesday 12 May at 15:00");
  expect(headline(starts, new Date("2026-06-01T09:00:00"))).toBe("Your interview was on Tuesday 12 May");
  expect(headline(null, starts)).toBe("Your interview");
});
