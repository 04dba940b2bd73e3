import { expect, test } from "vitest";
import type { PhaseView } from "../../api/types";
import { timeLeft } from "./TimeLeft";

const phase: PhaseView = {
  no: 1,
  part: "work",
  title: "Scenario 1",
  scenario: 1,
  length_ms: 840_000,
  elapsed_ms: 60_000,
  running: true,
};

test("the time left runs on from what the server said, by the server's clock", () => {
  const told = { phase, state: "live" as const, now: 1_000_000 };
  expect(timeLeft(told, 1_000_000)).toEqual({ caption: "Time left", figure: "13:00", part: 60 / 840 });
  expect(timeLeft(told, 1_065_000).figure).toBe("11:55");
  expect(timeLeft(told, 999_000).figure).toBe("13:00");
});

test("a pause holds it, and what is over is said as it is", () => {
  const paused = { phase: { ...phase, running: false }, state: "paused" as const, now: 0 };
  expect(timeLeft(paused, 500_000)).toMatchObject({ caption: "Paused", figure: "13:00" });
  const late = { phase: { ...phase, elapsed_ms: 900_000 }, state: "live" as const, now: 0 };
  expect(timeLeft(late, 5_000)).toMatchObject({ figure: "01:05 over", part: 1 });
});
