import { expect, test } from "vitest";
import { crowds, type Flag, placeFlags } from "./flags";
import { timeScale } from "./scale";

const scale = timeScale({ start: 0, end: 1000 }, 0, 1000);
const flag = (at: number, name: string): Flag => ({ at, sign: "deploy", title: name, name });

test("names are written where they fit, and dropped before they touch", () => {
  const placed = placeFlags(
    [flag(100, "webhook-dispatcher 2.41.0"), flag(200, "billing"), flag(600, "search")],
    scale,
    1000,
  );
  expect(placed.map(({ named }) => named)).toEqual([false, true, true]);
});

test("flags on each other share one sign", () => {
  const placed = placeFlags([flag(300, "a"), flag(310, "b"), flag(320, "c")], scale, 1000);
  expect(placed).toHaveLength(1);
  expect(placed[0]!.name).toBe("3 events");
});

test("a group shows one sign of each kind, or the first and how many there are", () => {
  const restart = { ...flag(310, "b"), sign: "restart" as const };
  expect(placeFlags([flag(300, "a"), restart], scale, 1000)[0]!.signs).toEqual(["deploy", "restart"]);
  const crowd = [flag(300, "a"), restart, { ...flag(315, "c"), sign: "alert" as const }, flag(330, "d")];
  expect(placeFlags(crowd, scale, 1000)[0]).toMatchObject({ signs: ["deploy"], count: 3 });
});

test("at the right edge the name stands before the sign", () => {
  expect(placeFlags([flag(980, "API p95 above 1 s")], scale, 1000)[0]).toMatchObject({ before: true, named: true });
});

test("what is outside of the range is not drawn", () => {
  expect(placeFlags([flag(-5, "a"), flag(1001, "b")], scale, 1000)).toEqual([]);
});

test("of what happens again and again only ticks are left, and what is rare keeps its line; from nearer all have lines", () => {
  const restarts = Array.from({ length: 40 }, (_, place) => ({ ...flag(place * 20, "pod"), sign: "restart" as const }));
  const found = crowds([...restarts, flag(500, "web 2.0")], { start: 0, end: 1000 });
  expect(found.crowded).toHaveLength(40);
  expect(found.apart.map(({ name }) => name)).toEqual(["web 2.0"]);
  const near = crowds([...restarts, flag(500, "web 2.0")], { start: 400, end: 500 });
  expect([near.crowded.length, near.apart.length]).toEqual([0, 7]);
});
