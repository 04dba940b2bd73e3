import { expect, test } from "vitest";
import { isInside, nextOf } from "../../api/me";
import { faultsOf } from "./passwords";

test("a new password is long enough and typed twice", () => {
  expect(faultsOf("short", "short")).toEqual({ password: "It has 5 characters, and needs 12 or more." });
  expect(faultsOf("a few words here", "a few words her")).toHaveProperty("repeated");
  expect(faultsOf("a few words here", "a few words here")).toEqual({});
});

test("after signing in one is where one was, and nowhere else than on a page of the staff's", () => {
  expect(nextOf("/staff/interviews/a1/record?kind=view")).toBe("/staff/interviews/a1/record?kind=view");
  for (const wrong of [
    undefined,
    ["/staff"],
    "",
    "//elsewhere.example",
    "/staff/sign-in",
    "/staff/sign-in/",
    "/staff/password",
    "/staffed",
    "https://elsewhere.example/staff",
    "/\\elsewhere.example",
    "/staff\\..\\x",
    "javascript:alert(1)",
    "/interview",
  ])
    expect(nextOf(wrong)).toBe("/staff");
});

test("doors are no pages of those who are in", () => {
  expect(["/staff", "/staff/", "/staff/people", "/staff/interviews/1"].every(isInside)).toBe(true);
  expect(["/staff/join", "/staff/sign-in", "/staff/password", "/interview", "/"].some(isInside)).toBe(false);
});
