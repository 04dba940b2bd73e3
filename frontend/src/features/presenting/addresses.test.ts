import { expect, test } from "vitest";
import type { CandidateShown } from "../../api/types";
import { asCandidates, presentedFrom } from "./addresses";

const candidate = { address: "" } as CandidateShown;
const told = { id: "i1", scenario: 2 as number | null, tutorial: "", candidate };

test("presenting begins at what the candidate looks at, if that is the scenario that runs", () => {
  expect(presentedFrom(told, "/interview/2/metrics?q=up&from=now-1h")).toBe(
    "/staff/present/i1/2/metrics?q=up&from=now-1h",
  );
  expect(presentedFrom(told, "/interview/1/logs?q=x")).toBe("/staff/present/i1/2/briefing");
  expect(presentedFrom(told, "/interview")).toBe("/staff/present/i1/2/briefing");
});

test("in the introduction it is the tutorial, and where nothing is open it is nothing", () => {
  expect(presentedFrom({ ...told, scenario: null, tutorial: "prints" }, "")).toBe("/staff/present/i1/tutorial/metrics");
  expect(presentedFrom({ ...told, scenario: null }, "/interview/2/logs")).toBeNull();
});

test("what is told is the candidate's own address of it", () => {
  const at = (pathname: string, search = "") => asCandidates({ pathname, search });
  expect(at("/staff/present/i1/2/metrics", "?q=up")).toBe("/interview/2/metrics?q=up");
  expect(at("/staff/present/i1/tutorial/traces/abc")).toBe("/interview/tutorial/traces/abc");
  expect(at("/staff/present/i1")).toBeNull();
  expect(at("/staff/interviews/i1/cockpit")).toBeNull();
});
