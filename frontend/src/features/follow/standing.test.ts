import { expect, test } from "vitest";
import { standing } from "./standing";

const here = { state: "live", presenting: false, candidate: { away: null } };
const NOW = 1_000_000;

test("a page tells of itself every five seconds, so one that does is fresh", () => {
  expect(standing(here, NOW - 6_000, NOW)).toEqual({ fresh: true, text: "" });
  expect(standing({ ...here, state: "paused" }, NOW - 6_000, NOW)).toEqual({ fresh: true, text: "paused" });
});

test("one that no longer tells is as old as it is", () => {
  expect(standing(here, NOW - 72_000, NOW)).toMatchObject({ fresh: false, text: expect.stringContaining("1:12 ago") });
  expect(standing(here, null, NOW)).toEqual({ fresh: false, text: "" });
});

test("who is gone, and what covers their page, is said", () => {
  const gone = { ...here, candidate: { away: NOW - 15_000 } };
  expect(standing(gone, NOW - 20_000, NOW).text).toContain("gone for 0:15");
  expect(standing({ ...here, presenting: true }, NOW - 1_000, NOW)).toMatchObject({ fresh: false });
});
