import { expect, test } from "vitest";
import { followed, framed, isShown, pageNamed, watched } from "./addresses";

test("pages of an interview are shown in the frame, with their parameters", () => {
  expect(framed(followed("i1"), "/interview/1/metrics?expr=up&from=now-15m")).toBe(
    "/staff/follow/i1/1/metrics?expr=up&from=now-15m",
  );
  expect(framed(followed("i1"), "/interview/2/traces/4bf92f3577b34da6a3ce929d0e0e4736")).toBe(
    "/staff/follow/i1/2/traces/4bf92f3577b34da6a3ce929d0e0e4736",
  );
  expect(framed(followed("i1"), "/interview/3")).toBe("/staff/follow/i1/3");
  expect(framed(followed("i1"), "/interview")).toBe("/staff/follow/i1");
  expect(framed(watched("k 1"), "/interview/2/heap?id=7")).toBe("/staff/watch/k%201/2/heap?id=7");
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
])("%s is shown nowhere", (address) => expect(framed(followed("i1"), address)).toBeNull());

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
