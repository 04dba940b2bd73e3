import { expect, test } from "vitest";
import type { HintOffered, MemberShown } from "../../api/types";
import { nextHint, placeOf, waiting, whereabouts } from "./room";

const HINT: HintOffered = {
  place: 0,
  level: 1,
  minute: 180_000,
  standing: "later",
  wait: 60_000,
  text: "",
  taken: null,
  by: "",
};
const ANA: MemberShown = {
  seat: "x-c2",
  name: "Ana",
  you: false,
  here: true,
  tool: "logs",
  scenario: 1,
  address: "/interview/1/logs?q=level:error&notebook=1",
};

test("a hint is ready when its minute comes, also before the server says so", () => {
  const hints = [
    { ...HINT, standing: "taken" },
    { ...HINT, place: 1 },
  ];
  expect(nextHint({ hints, now: 1000 }, 31_000)).toEqual({ hint: hints[1], ready: false, wait: 30_000 });
  expect(nextHint({ hints, now: 1000 }, 61_000)?.ready).toBe(true);
  expect(nextHint({ hints: hints.slice(0, 1), now: 0 }, 0)).toBeNull();
  expect(nextHint({ hints: [{ ...HINT, standing: "offered", wait: 0 }], now: 0 }, 0)?.ready).toBe(true);
});

test("a wait is said as a clock", () => {
  expect([waiting(0), waiting(1), waiting(167_000)]).toEqual(["0:00", "0:01", "2:47"]);
});

test("where somebody is, in words", () => {
  expect(whereabouts(ANA, 1)).toBe("in Logs");
  expect(whereabouts(ANA, 2)).toBe("in Logs of scenario 1");
  expect(whereabouts({ ...ANA, here: false }, 1)).toBe("away");
  expect(whereabouts({ ...ANA, here: false, address: "" }, 1)).toBe("not there yet");
  expect(whereabouts({ ...ANA, tool: "", scenario: null, address: "/interview" }, 1)).toBe("on the overview");
});

test("one goes to the same view, and to none that is closed or nobody's", () => {
  expect(placeOf(ANA, 1)).toEqual({ to: "/interview/1/logs", search: { q: "level:error" } });
  expect(placeOf(ANA, 2)).toBeNull();
  expect(placeOf({ ...ANA, you: true }, 1)).toBeNull();
  expect(placeOf({ ...ANA, here: false }, 1)).toBeNull();
  expect(placeOf({ ...ANA, address: "//elsewhere.test/interview/1/" }, 1)).toBeNull();
});
