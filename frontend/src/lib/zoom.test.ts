import { expect, test } from "vitest";
import { zoomBack, zoomIn } from "./zoom";

const MINUTE = 60_000;

test("zooming in and back ends where it began", () => {
  const start = { from: "now-1h", to: "now", back: [] };
  const base = Date.parse("2026-05-12T14:00:00Z");
  const once = zoomIn(start, { start: base, end: base + 10 * MINUTE });
  const twice = zoomIn(once, { start: base + MINUTE, end: base + 2 * MINUTE });
  expect(twice.from).toBe("2026-05-12T14:01Z");
  expect(zoomBack(twice)).toEqual(once);
  expect(zoomBack(zoomBack(twice))).toEqual(start);
  expect(zoomBack(start)).toEqual(start);
});

test("the way back has an end", () => {
  let zoom = { from: "now-1h", to: "now", back: [] as string[] };
  for (let depth = 0; depth < 20; depth++) zoom = zoomIn(zoom, { start: depth * MINUTE, end: 1e7 });
  expect(zoom.back).toHaveLength(8);
});
