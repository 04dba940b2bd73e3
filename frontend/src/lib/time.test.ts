import { describe, expect, test } from "vitest";
import {
  beforeNow,
  clock,
  parseMoment,
  parseRange,
  parseSpan,
  rangeLabel,
  rangeWithin,
  resolve,
  timeTicks,
  writeMoment,
  writeSpan,
} from "./time";

const NOW = Date.parse("2026-05-12T14:32:00Z");
const at = (iso: string) => Date.parse(iso);

describe("lengths of time", () => {
  test.each([
    ["30m", 1_800_000],
    ["1h30m", 5_400_000],
    ["90s", 90_000],
    ["15 min", 900_000],
    ["2 hours", 7_200_000],
    ["150ms", 150],
    ["1.5h", 5_400_000],
    ["1w", 604_800_000],
  ])("%s", (text, ms) => expect(parseSpan(text)).toBe(ms));

  test.each(["", "30", "m", "30x", "30m later", "1 month"])("%s is none", (text) => expect(parseSpan(text)).toBeNull());

  test("are written as they are read", () => {
    for (const text of ["1h30m", "90d", "5m", "250ms", "1d2h"]) expect(writeSpan(parseSpan(text)!)).toBe(text);
  });
});

describe("moments", () => {
  test.each([
    ["now", NOW],
    ["now-1h", NOW - 3_600_000],
    ["now - 90s", NOW - 90_000],
    ["T-10m", NOW - 600_000],
    ["10m ago", NOW - 600_000],
    ["14:02", at("2026-05-12T14:02:00Z")],
    ["14:02:30.5", at("2026-05-12T14:02:30.500Z")],
    ["23:50", at("2026-05-11T23:50:00Z")],
    ["yesterday 16:00", at("2026-05-11T16:00:00Z")],
    ["2026-05-10", at("2026-05-10T00:00:00Z")],
    ["2026-05-12T14:02Z", at("2026-05-12T14:02:00Z")],
    ["2026-05-12 14:02:03 UTC", at("2026-05-12T14:02:03Z")],
  ])("%s", (text, moment) => expect(parseMoment(text, NOW)).toBe(moment));

  test.each(["", "soon", "25:00", "14:75", "now-", "2026-13-45"])("%s is none", (text) =>
    expect(parseMoment(text, NOW)).toBeNull(),
  );

  test("are written short, and read back", () => {
    expect(writeMoment(at("2026-05-12T14:02:00Z"))).toBe("2026-05-12T14:02Z");
    expect(writeMoment(at("2026-05-12T14:02:30Z"))).toBe("2026-05-12T14:02:30Z");
    for (const moment of [NOW, NOW + 1500, NOW + 12]) expect(parseMoment(writeMoment(moment), NOW)).toBe(moment);
  });
});

describe("what a person types as a range", () => {
  test.each([
    ["last 30m", "now-30m", "now"],
    ["30m", "now-30m", "now"],
    ["last hour", "now-1h", "now"],
    ["past 2 hours", "now-2h", "now"],
    ["14:02 - 14:32", "2026-05-12T14:02Z", "2026-05-12T14:32Z"],
    ["14:02–14:32", "2026-05-12T14:02Z", "2026-05-12T14:32Z"],
    ["14:02-14:32", "2026-05-12T14:02Z", "2026-05-12T14:32Z"],
    ["14:02 to now", "2026-05-12T14:02Z", "now"],
    ["since 14:02", "2026-05-12T14:02Z", "now"],
    ["now-1h to now-30m", "now-1h", "now-30m"],
    ["now-20m", "now-20m", "now"],
    ["14:02", "2026-05-12T14:02Z", "now"],
    ["14:20 - 14:40", "2026-05-12T14:20Z", "2026-05-12T14:40Z"],
    ["2026-05-12T14:02Z/2026-05-12T14:32Z", "2026-05-12T14:02Z", "2026-05-12T14:32Z"],
    ["14:27 ± 2m", "2026-05-12T14:25Z", "2026-05-12T14:29Z"],
    ["23:50 - 00:10", "2026-05-11T23:50Z", "2026-05-12T00:10Z"],
    ["2026-05-11T10:00Z to 2026-05-11T11:00Z", "2026-05-11T10:00Z", "2026-05-11T11:00Z"],
  ])("%s", (text, from, to) => expect(parseRange(text, NOW)).toEqual({ from, to }));

  test.each(["", "yesterday-ish", "now to now-1h", "14:02 -", "14:50 - 14:40", "14:30 - 14:20"])("%s is none", (text) =>
    expect(parseRange(text, NOW)).toBeNull(),
  );
});

test("a typed range is what of it was recorded, or says why there is none", () => {
  const window = { start: NOW - 3_600_000, end: NOW };
  const asked = (text: string) => rangeWithin(text, NOW, window);
  expect(asked("14:50 - 14:40")).toEqual({ range: null, said: "The end is before the start." });
  expect(rangeWithin("14:50 - 14:40", at("2026-05-12T14:45Z"), window).range).toBeNull();
  expect(asked("10:00 - 11:00").said).toContain("The recording is 13:32 – 14:32");
  expect(asked("13:00 - 14:00")).toMatchObject({ range: { from: "2026-05-12T13:32Z", to: "2026-05-12T14:00Z" } });
  expect(asked("now-20m")).toEqual({ range: { from: "now-20m", to: "now" }, said: "14:12 – 14:32, 20 min" });
  expect(asked("soon").said).toMatch(/^Not a range/);
});

test("an address that cannot be read shows the last hour", () => {
  expect(resolve({ from: "x", to: "y" }, NOW)).toEqual({ start: NOW - 3_600_000, end: NOW });
  expect(resolve({ from: "now", to: "now-1h" }, NOW)).toEqual({ start: NOW - 7_200_000, end: NOW - 3_600_000 });
});

test("times stand against the frozen clock", () => {
  expect(beforeNow(NOW - 260_000, NOW)).toBe("now −4:20");
  expect(beforeNow(NOW - 3_860_000, NOW)).toBe("now −1:04:20");
  expect(beforeNow(NOW - 42 * 3_600_000 - 5000, NOW)).toBe("now −1 d 18 h");
  expect(beforeNow(NOW - 112 * 3_600_000, NOW)).toBe("now −4 d");
  expect(beforeNow(NOW + 5000, NOW)).toBe("now +0:05");
  expect(beforeNow(NOW, NOW)).toBe("now");
  expect(clock(NOW + 12, "ms")).toBe("14:32:00.012");
});

test("a range names its day only where it is another", () => {
  expect(rangeLabel({ start: NOW - 3_600_000, end: NOW }, NOW)).toBe("13:32 – 14:32");
  expect(rangeLabel({ start: NOW - 60_000, end: NOW }, NOW)).toBe("14:31:00 – 14:32:00");
  expect(rangeLabel({ start: NOW - 2 * 86_400_000, end: NOW }, NOW)).toBe("10 May 14:32 – 14:32");
  expect(rangeLabel({ start: at("2026-05-11T10:00Z"), end: at("2026-05-11T11:00Z") }, NOW)).toBe(
    "11 May 10:00 – 11:00",
  );
});

test("ticks stand at round times", () => {
  const labels = timeTicks({ start: NOW - 3_600_000, end: NOW }, 7).map(({ label }) => label);
  expect(labels).toEqual(["13:40", "13:50", "14:00", "14:10", "14:20", "14:30"]);
  expect(timeTicks({ start: NOW, end: NOW + 30_000 }, 4).map(({ label }) => label)).toEqual([
    "14:32:00",
    "14:32:10",
    "14:32:20",
    "14:32:30",
  ]);
  expect(timeTicks({ start: NOW - 4 * 86_400_000, end: NOW }, 4).map(({ label }) => label)).toEqual([
    "9 May",
    "10 May",
    "11 May",
    "12 May",
  ]);
});
