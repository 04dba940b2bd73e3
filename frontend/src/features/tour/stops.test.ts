import { expect, test } from "vitest";
import { nextStop, reached, STOPS } from "./stops";

test.each([
  ["/interview/tutorial/metrics", {}, null],
  ["/interview/tutorial/metrics", { sel: "a~b" }, "metrics"],
  ["/interview/tutorial/traces", { sort: "longest" }, null],
  ["/interview/tutorial/traces/00ff", {}, "traces"],
  ["/interview/tutorial/traces/compare", {}, null],
  ["/interview/tutorial/logs", { q: "level:warn" }, "logs"],
  ["/interview/tutorial/database", { at: "1" }, "database"],
  ["/interview/tutorial/heap", { cls: "Order" }, "heap"],
  ["/interview/tutorial/services", { open: "a > b" }, "services"],
  ["/interview/1/logs", { q: "level:warn" }, null],
  ["/interview/tutorial/briefing", {}, null],
] as const)("%s %o is %s", (path, search, stop) => expect(reached(path, search)).toBe(stop));

test("the next stop is the first one ahead, then one that was passed over", () => {
  const told = (done: string[]) => ({
    stops: STOPS.map(({ stop }) => ({ stop, state: done.includes(stop) ? "done" : "open" })),
  });
  expect(nextStop(told([]))?.stop).toBe("metrics");
  expect(nextStop(told(["metrics", "traces"]), "traces")?.stop).toBe("logs");
  expect(nextStop(told(["services"]), "services")?.stop).toBe("metrics");
  expect(nextStop(told(STOPS.map(({ stop }) => stop)))).toBeUndefined();
});
