import { expect, test } from "vitest";
import { isPresented, presentedAt } from "./presented";

test("pages of an interview are shown under an address of their own", () => {
  expect(presentedAt("/interview/2/metrics?q=up&cursor=5")).toBe("/presented/2/metrics?q=up&cursor=5");
  expect(presentedAt("/interview/2/traces/abc")).toBe("/presented/2/traces/abc");
  expect(presentedAt("/interview/tutorial/logs")).toBe("/presented/tutorial/logs");
  expect(presentedAt("/interview")).toBe("/presented");
});

test.each([
  "javascript:alert(1)",
  "//elsewhere.example",
  "/staff",
  "/interview/../staff",
  "/api/v1/x",
  "/interview/1#x",
])("nothing else is: %s", (address) => expect(presentedAt(address)).toBeNull());

test("a frame knows that it is one", () => {
  expect(["/presented", "/presented/1/logs"].every(isPresented)).toBe(true);
  expect(["/interview/1", "/presentedx", "/"].some(isPresented)).toBe(false);
});
