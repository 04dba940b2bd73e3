import { expect, test } from "vitest";
import type { ArrangingView } from "../../api/types";
import { chosen, empty, fault, moved, suggested, told } from "./draft";
import { browserName } from "./Invitation";

const CHOICES: ArrangingView = {
  scenarios: [
    { name: "a", version: "1", title: "A", is_public: true, seed: null },
    { name: "b", version: "1", title: "B", is_public: false, seed: 12 },
  ],
  suggested: { junior: ["a"], mid: ["a", "b"], senior: ["b"], staff: ["b"] },
  plans: { plans: [], usual: "Fit 60" },
  zones: ["UTC", "Europe/Berlin"],
  can_send: true,
};
const ALL = { contact: true, reason: true };

test("a new one has the scenarios of its level, each in a variant of its own where it can have one", () => {
  const draft = empty(CHOICES);
  expect(draft.scenarios.map(({ scenario, own }) => [scenario, own])).toEqual([
    ["a", true],
    ["b", false],
  ]);
  expect(told(draft, ALL).scenarios).toEqual([
    { scenario: "a", seed: null },
    { scenario: "b", seed: 12 },
  ]);
  expect(suggested(CHOICES, "junior").map(({ scenario }) => scenario)).toEqual(["a"]);
});

test("a start is told as the moment by the candidate's clock", () => {
  const draft = { ...empty(CHOICES), zone: "Europe/Berlin", starts: "2026-12-01T10:00" };
  expect(told(draft, ALL).starts).toBe("2026-12-01T09:00:00.000Z");
  expect(told({ ...draft, starts: "" }, ALL).starts).toBeNull();
  expect(fault({ ...draft, starts: "2026-03-29T02:30" })?.field).toBe("starts");
});

test("what somebody may not see is sent as unknown, so that it stays", () => {
  const draft = { ...empty(CHOICES), mail: "a@b.test", reason: "why" };
  expect(told(draft, ALL)).toMatchObject({ mail: "a@b.test", reason: "why" });
  expect(told(draft, { contact: false, reason: false })).toMatchObject({ mail: null, reason: null });
});

test("places without anybody are left out", () => {
  const places = [
    { key: "1", role: "lead", person: "ben" },
    { key: "2", role: "panel", person: "" },
    { key: "3", role: "shadow", person: "eve" },
  ] as const;
  expect(told({ ...empty(CHOICES), places: [...places] }, ALL)).toMatchObject({
    lead: "ben",
    panel: [],
    shadows: ["eve"],
    committee: [],
  });
});

test("a seed is a whole number and minutes are at least the usual ones", () => {
  const draft = empty(CHOICES);
  const wrong = (seed: string) =>
    fault({ ...draft, scenarios: [{ ...chosen(CHOICES, "a"), own: false, seed }] })?.field;
  expect([wrong(""), wrong("-1"), wrong("1.5"), wrong("1")]).toEqual([
    "scenarios",
    "scenarios",
    "scenarios",
    undefined,
  ]);
  expect(fault({ ...draft, time: "0.5" })?.field).toBe("accommodations");
  expect(fault({ ...draft, time: "" })?.field).toBe("accommodations");
});

test("something moves by one place and not out of its list", () => {
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
});

test("a browser is named as people know it", () => {
  expect(browserName("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36")).toBe(
    "Chrome on Linux",
  );
  expect(browserName("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140.0")).toBe(
    "Edge on Windows",
  );
  expect(browserName("curl/8")).toBe("curl/8");
  expect(browserName("")).toBe("A browser that does not say which");
});
