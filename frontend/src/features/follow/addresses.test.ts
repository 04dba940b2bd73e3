import { expect, test } from "vitest";
import { framed, isShown, pageNamed } from "./addresses";

test("pages of an interview are shown in the frame, with their parameters", () => {
  expect(framed("i1", "/interview/1/metrics?expr=up&from=now-15m")).toBe(
    "/staff/follow/i1/1/metrics?expr=up&from=now-15m",
  );
  expect(framed("i1", "/interview/2/traces/4bf92f3577b34da6a3ce929d0e0e4736")).toBe(
    "/staff/follow/i1/2/traces/4bf92f3577b34da6a3ce929d0e0e4736",
  );
  expect(framed("i1", "/interview/3")).toBe("/staff/follow/i1/3");
  expect(framed("i1", "/interview")).toBe("/staff/follow/i1");
});

test.each([
  "javascript:alert(1)",
  "//elsewhere.example/interview/1",
  "https://elsewhere.example/interview/1/logs",
  "/staff/interviews/i1/cockpit",
  "/api/v1/staff/interviews",
  "/interview/1/../../staff",
  "/interview/1/logs#javascript:alert(1)",
  "/interview/0/logs",
  "",
])("%s is shown nowhere", (address) => expect(framed("i1", address)).toBeNull());

test("a page has a name", () => {
  expect(pageNamed("/interview")).toBe("Overview");
  expect(pageNamed("/interview/1")).toBe("Briefing");
  expect(pageNamed("/interview/1/traces/compare?a=1")).toBe("Comparing two traces");
  expect(pageNamed("/interview/1/heap")).toBe("Heap");
});

test("only what the page around it says in its own words is taken", () => {
  expect(isShown({ rounds: "show", address: "/interview" })).toBe(true);
  for (const other of [null, "show", { rounds: "show" }, { rounds: "show", address: 1 }, { address: "/interview" }])
    expect(isShown(other)).toBe(false);
});
