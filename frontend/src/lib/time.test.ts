import { describe, expect, test } from "vitest";
import {
  beforeNow,
  clock,
  exampleRanges,
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
    ["2026-05-12T14:02:03.123456+00:00", at("2026-05-12T14:02:03.123Z")],
    ["10 May 06:00", at("2026-05-10T06:00:00Z")],
    ["10 May 06:00:30.250 UTC", at("2026-05-10T06:00:30.250Z")],
    ["10 May 2025, 06:00", at("2025-05-10T06:00:00Z")],
    ["May 10 at 6:00", at("2026-05-10T06:00:00Z")],
    ["Sunday, 10 May", at("2026-05-10T00:00:00Z")],
    ["23:17:35, 10 May", at("2026-05-10T23:17:35Z")],
    ["06:56 UTC on 10 May", at("2026-05-10T06:56:00Z")],
    ["06:56 UTC", at("2026-05-12T06:56:00Z")],
    ["28 December", at("2025-12-28T00:00:00Z")],
    ["now −4:20", NOW - 260_000],
    ["now −1:04:20", NOW - 3_860_000],
    ["now −1 d 18 h", NOW - 42 * 3_600_000],
  ])("%s", (text, moment) => expect(parseMoment(text, NOW)).toBe(moment));

  test.each([
    "",
    "soon",
    "25:00",
    "14:75",
    "now-",
    "2026-13-45",
    "31 Feb 2026",
    "12 Moy",
    "10 May 25:00",
    "now-9999999999999d",
  ])("%s is none", (text) => expect(parseMoment(text, NOW)).toBeNull());

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
    ["10 May 06:00 - 12 May 08:00", "2026-05-10T06:00Z", "2026-05-12T08:00Z"],
    ["10 May 06:00-18:00", "2026-05-10T06:00Z", "2026-05-10T18:00Z"],
    ["10 May 2026 06:00:30 UTC – 18:00:10 UTC", "2026-05-10T06:00:30Z", "2026-05-10T18:00:10Z"],
    ["06:00 – 10 May 18:00", "2026-05-10T06:00Z", "2026-05-10T18:00Z"],
    ["10 May 23:00 – 01:00", "2026-05-10T23:00Z", "2026-05-11T01:00Z"],
    ["yesterday 10:00 - 11:00", "2026-05-11T10:00Z", "2026-05-11T11:00Z"],
    ["2026-05-10 06:00 - 18:00", "2026-05-10T06:00Z", "2026-05-10T18:00Z"],
    ["23:17:35, 10 May – 01:10, 11 May", "2026-05-10T23:17:35Z", "2026-05-11T01:10Z"],
    ["14:00 – 15:00, 10 May", "2026-05-10T14:00Z", "2026-05-10T15:00Z"],
    ["10 May, 14:00 – 15:00", "2026-05-10T14:00Z", "2026-05-10T15:00Z"],
    ["10 May", "2026-05-10T00:00Z", "2026-05-11T00:00Z"],
    ["2026-05-10", "2026-05-10T00:00Z", "2026-05-11T00:00Z"],
    ["since 10 May", "2026-05-10T00:00Z", "now"],
    ["9 May-10 May", "2026-05-09T00:00Z", "2026-05-11T00:00Z"],
    ["9 – 10 May", "2026-05-09T00:00Z", "2026-05-11T00:00Z"],
    ["8 d to now", "now-8d", "now"],
    ["10 May 06:00 – 18:00, 12 h", "2026-05-10T06:00Z", "2026-05-10T18:00Z"],
    ["10 May 06:00 ± 1h", "2026-05-10T05:00Z", "2026-05-10T07:00Z"],
  ])("%s", (text, from, to) => expect(parseRange(text, NOW)).toEqual({ from, to }));

  test.each([
    "",
    "yesterday-ish",
    "now to now-1h",
    "14:02 -",
    "14:50 - 14:40",
    "14:30 - 14:20",
    "10 May 14:30 – 14:20",
  ])("%s is none", (text) => expect(parseRange(text, NOW)).toBeNull());
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
  expect(rangeLabel({ start: NOW - 2 * 86_400_000, end: NOW }, NOW)).toBe("10 May 14:32 – 12 May 14:32");
  expect(rangeLabel({ start: at("2026-05-11T10:00Z"), end: at("2026-05-11T11:00Z") }, NOW)).toBe(
    "11 May 10:00 – 11:00",
  );
});

test("a range reads back as it was written, wherever it lies in eight days", () => {
  for (let start = NOW - 8 * 86_400_000; start < NOW; start += 13 * 3_600_000 + 17_000)
    for (const size of [1000, 90_000, 3_600_000, 43_200_000, 3 * 86_400_000]) {
      const range = { start, end: Math.min(NOW, start + size) };
      const label = rangeLabel(range, NOW);
      const read = parseRange(label, NOW);
      expect(read && resolve(read, NOW), label).toEqual(range);
    }
});

test("the examples of a range are of the incident, and can be read", () => {
  const eight = { start: NOW - 8 * 86_400_000, end: NOW };
  expect(exampleRanges(eight)).toEqual(["8 May 06:00 – 18:00", "8 May", "8 May 06:00 ± 1h"]);
  const hour = { start: NOW - 3_600_000, end: NOW };
  expect(exampleRanges(hour)[0]).toBe("12 May 14:00 – 14:15");
  expect(rangeWithin("soon", NOW, eight).said).toContain("“8 May 06:00 – 18:00”");
  for (const window of [eight, hour, { start: NOW - 60_000, end: NOW }, { start: NOW - 30 * 3_600_000, end: NOW }])
    for (const example of exampleRanges(window)) {
      const { range } = rangeWithin(example, NOW, window);
      expect(range && resolve(range, NOW), example).toEqual(resolve(parseRange(example, NOW)!, NOW));
    }
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
