import { expect, test } from "vitest";
import { clock, clockBeside, moment, wall } from "./zones";

test("a wall clock is a moment in its zone", () => {
  expect(moment("2026-12-01T10:00", "Europe/Berlin")).toBe("2026-12-01T09:00:00.000Z");
  expect(moment("2026-07-01T10:00", "Europe/Berlin")).toBe("2026-07-01T08:00:00.000Z");
  expect(moment("2026-12-01T10:00", "Asia/Kolkata")).toBe("2026-12-01T04:30:00.000Z");
  expect(moment("2026-12-01T10:00", "UTC")).toBe("2026-12-01T10:00:00.000Z");
});

test("there is none where clocks are put forward, and one of two where they are put back", () => {
  expect(moment("2026-03-29T02:30", "Europe/Berlin")).toBeNull();
  expect(moment("2026-03-29T03:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  expect(wall(moment("2026-10-25T02:30", "Europe/Berlin") ?? "", "Europe/Berlin")).toBe("2026-10-25T02:30");
  expect(moment("2026-11-01T00:30", "America/New_York")).toBe("2026-11-01T04:30:00.000Z");
  expect(moment("nonsense", "UTC")).toBeNull();
});

test("both ways agree around the changes of the clocks", () => {
  for (let at = Date.parse("2026-03-28T12:00Z"); at < Date.parse("2026-03-29T12:00Z"); at += 5_400_000) {
    const iso = new Date(at).toISOString();
    for (const zone of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
      expect(moment(wall(iso, zone), zone)).toBe(iso);
  }
});

test("a moment is told by any clock, the day only where it is another", () => {
  const now = new Date("2026-11-26T00:00Z");
  expect(clock("2026-12-01T09:00:00Z", "Europe/Berlin", now)).toBe("Tue 1 Dec 10:00");
  expect(clock("2027-01-05T09:00:00Z", "UTC", now)).toBe("Tue 5 Jan 2027 09:00");
  expect(clockBeside("2026-12-01T09:00:00Z", "Europe/Berlin", "UTC")).toBe("10:00");
  expect(clockBeside("2026-12-01T23:30:00Z", "Europe/Berlin", "UTC")).toContain("2 Dec");
});
