import { expect, test } from "vitest";
import type { InterviewView } from "../../api/types";
import { told as after } from "./After";
import { told as during } from "./During";

const at = (change: object) =>
  ({
    candidate: "Priya Raman",
    interviewer: "Dana Okafor",
    starts: "2026-05-12T13:00:00Z",
    zone: "Europe/Berlin",
    plan: [],
    state: "live",
    phase: null,
    ...change,
  }) as unknown as InterviewView;

const phase = (part: string, scenario: number | null) => at({ phase: { part, scenario } });

test("only a scenario that runs is gone to", () => {
  expect(during(phase("introduction", null))).toMatchObject({ title: "Your interview has begun", open: null });
  expect(during(phase("work", 2))).toMatchObject({ title: "Scenario 2 is open", open: 2 });
  expect(during(phase("discussion", 2))).toMatchObject({ title: "You talk about scenario 2", open: 2 });
  expect(during(phase("wrap_up", null))).toMatchObject({ title: "The scenarios are over", open: null });
  expect(during({ ...phase("work", 2), state: "paused" })).toMatchObject({
    title: "The interview is paused",
    open: null,
  });
});

test("what did not take place is said in plain words", () => {
  expect(after(at({ state: "ended" })).title).toBe("Thank you, Priya");
  expect(after(at({ state: "missed" })).text).toContain("on Tuesday 12 May");
  expect(after(at({ state: "cancelled" })).title).toBe("This interview was called off");
  expect(after(at({ state: "aborted" })).text).toContain("not held against you");
  const texts = ["ended", "missed", "cancelled", "aborted"].map((state) => JSON.stringify(after(at({ state }))));
  expect(texts.join(" ")).not.toMatch(/!|please/i);
});
