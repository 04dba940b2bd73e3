import { expect, test, vi } from "vitest";
import type { Metric } from "../../api/types";
import { defaultLanes } from "./defaults";
import { captionOf } from "./describe";
import { lane, readLane, writeLane } from "./lanes";
import { actionsOf, fitted } from "./useLanes";

const HOUR = 3_600_000;
const metric = (name: string, type: string, labels: string[] = []): Metric => ({
  name,
  type,
  unit: "",
  help: "",
  series: 4,
  labels,
});
const CATALOGUE = [
  metric("nodejs_eventloop_delay_p99_seconds", "gauge", ["service"]),
  metric("served_total", "counter"),
  metric("wait_seconds", "histogram", ["service"]),
];
const WIDE = "max by (service) (max_over_time(nodejs_eventloop_delay_p99_seconds[1h]))";

test("lanes that nobody typed show the highest of each step, and look back less again over a shorter range", () => {
  const kept = defaultLanes(CATALOGUE, "5m").map(writeLane).map(readLane);
  const at = (stepMs: number) => kept.map((one) => fitted(one, stepMs, CATALOGUE).expressions[0]);
  expect(at(HOUR).slice(0, 2)).toEqual([WIDE, "sum (rate(served_total[1h]))"]);
  const [wide] = kept.map((one) => fitted(one, HOUR, CATALOGUE));
  expect(wide!.kept).toEqual(kept[0]!.expressions); // the same lane, whatever the range
  expect(captionOf(wide!, "seconds")).toBe("highest of each step, by service");
  expect(at(120_000)[0]).toContain("max_over_time(nodejs_eventloop_delay_p99_seconds[2m])");
  expect(at(120_000)[1]).toBe("sum (rate(served_total[5m]))");
});

test("what a person typed stays as typed, until they ask to look back farther", () => {
  const typed = lane(["nodejs_eventloop_delay_p99_seconds"]);
  expect(fitted(typed, HOUR, CATALOGUE)).toBe(typed);
  const write = vi.fn();
  actionsOf([typed], [typed], write, "5m").follow();
  const [asked] = write.mock.calls[0]![0];
  expect(asked.expressions).toEqual(typed.expressions); // the window is of the range, not of the address
  expect(fitted(asked, HOUR, CATALOGUE).expressions).toEqual(["max_over_time(nodejs_eventloop_delay_p99_seconds[1h])"]);
});

test("typing over what is shown makes the lane one's own; leaving it as it is does not", () => {
  const kept = [lane(["nodejs_eventloop_delay_p99_seconds", "rate(served_total[5m])"], { auto: true })];
  const shown = kept.map((one) => fitted(one, HOUR, CATALOGUE));
  const write = vi.fn();
  const { setExpression } = actionsOf(kept, shown, write, "5m");
  setExpression(0, 1, "rate(served_total[1h])");
  expect(write).not.toHaveBeenCalled();
  setExpression(0, 1, "rate(served_total[2h])");
  expect(write.mock.calls[0]![0][0]).toMatchObject({
    auto: false,
    expressions: ["max_over_time(nodejs_eventloop_delay_p99_seconds[1h])", "rate(served_total[2h])"],
  });
});

test("a split of a metric that no lane shows yet is of the lane that comes", () => {
  const write = vi.fn();
  actionsOf([], [], write, "5m").toggleMetric(CATALOGUE[1]!, true, (one) => `${one} + 1`);
  expect(write.mock.calls[0]![0]).toMatchObject([{ auto: true, expressions: ["sum (rate(served_total[5m])) + 1"] }]);
});
