import { expect, test } from "vitest";
import { blocksOf, calendarEvent, headline, knownZone, localTime, minutesOf, zoneName } from "./plan";

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

test("days and times are those of the candidate's zone", () => {
  const starts = new Date("2026-05-12T15:00:00Z");
  expect(headline(starts, new Date("2026-05-11T13:00:00Z"), "Asia/Tokyo")).toBe(
    "Your interview is on Wednesday 13 May at 00:00",
  );
  expect(headline(starts, new Date("2026-05-11T15:30:00Z"), "Asia/Tokyo")).toBe("Your interview is tomorrow at 00:00");
  expect(localTime(starts, "Europe/Berlin")).toBe("17:00");
  expect([zoneName("America/New_York"), zoneName("UTC")]).toEqual(["New York time", "UTC"]);
  expect([knownZone("Europe/Berlin"), knownZone("Moon/Tranquility")]).toEqual(["Europe/Berlin", undefined]);
});

test("a calendar's event has no link to the interview", () => {
  const event = calendarEvent("abc", new Date("2026-05-12T13:00:00Z"), 60, "https://call.example/a,b");
  expect(event).toContain("DTSTART:20260512T130000Z\r\nDTEND:20260512T140000Z\r\n");
  expect(event).toContain("LOCATION:https://call.example/a\\,b");
  expect(event).not.toContain("/join");
});
