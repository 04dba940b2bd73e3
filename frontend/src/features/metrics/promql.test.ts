import { describe, expect, test } from "vitest";
import {
  groupedBy,
  howOften,
  lookingBack,
  looksAtMoments,
  matchersOf,
  metricsIn,
  quantileOf,
  rateWindow,
  windowOf,
  withGroup,
  withMatcher,
  withoutMatcher,
} from "./promql";

const P95 =
  'histogram_quantile(0.95, sum by (le, service) (rate(http_server_request_duration_seconds_bucket{service="api"}[1m])))';
const SHARE = '100 * sum(rate(a_total{status=~"5.."}[1m])) / sum(rate(a_total[1m]))';

test.each([
  [P95, ["http_server_request_duration_seconds_bucket"]],
  [SHARE, ["a_total"]],
  ["up", ["up"]],
  [
    'sum by (service) (db_client_connections_usage{state="used"}) / ignoring (x) b',
    ["db_client_connections_usage", "b"],
  ],
  ["max(a) by (b)", ["a"]],
  ["1 + 2", []],
])("metrics of %s", (expression, metrics) => expect(metricsIn(expression)).toEqual(metrics));

test("what an expression says of itself", () => {
  expect(groupedBy(P95)).toEqual(["service"]);
  expect(quantileOf(P95)).toBe(0.95);
  expect(quantileOf("up")).toBeNull();
  expect(windowOf(P95)).toBe("1m");
  expect(matchersOf(SHARE)).toEqual([{ label: "status", op: "=~", value: "5.." }]);
  expect(matchersOf('a{b="x\\"y}", c!="d"}')).toEqual([
    { label: "b", op: "=", value: 'x"y}' },
    { label: "c", op: "!=", value: "d" },
  ]);
});

describe("changes by a click", () => {
  test("a matcher goes into every selector of the metric", () => {
    expect(withMatcher(SHARE, "a_total", { label: "host", op: "=", value: "x" })).toBe(
      '100 * sum(rate(a_total{status=~"5..", host="x"}[1m])) / sum(rate(a_total{host="x"}[1m]))',
    );
  });
  test("only one value of a label at a time, but several without", () => {
    const only = withMatcher("a", "a", { label: "b", op: "=", value: "1" });
    expect(withMatcher(only, "a", { label: "b", op: "=", value: "2" })).toBe('a{b="2"}');
    expect(withoutMatcher(only, "a", "b")).toBe("a");
  });
  test("a histogram's series count as the histogram's", () => {
    expect(withMatcher("rate(h_bucket[1m])", "h", { label: "x", op: "!=", value: 'q"' })).toBe(
      'rate(h_bucket{x!="q\\""}[1m])',
    );
  });
  test("another metric stays as it is", () => {
    expect(withMatcher("a + ab", "a", { label: "x", op: "=", value: "1" })).toBe('a{x="1"} + ab');
  });
  test("a split replaces the one before and keeps le", () => {
    expect(withGroup(P95, "route")).toContain("sum by (le, route) (rate(");
    expect(withGroup("sum by (a) (rate(x[1m]))", "b")).toBe("sum by (b) (rate(x[1m]))");
    expect(withGroup("sum(rate(x[1m]))", "b")).toBe("sum by (b) (rate(x[1m]))");
    expect(withGroup("x", "b")).toBe("sum by (b) (x)");
  });
});

test("how often what a quantile is of comes", () => {
  expect(howOften('histogram_quantile(0.95, sum by (le, pod) (rate(gc_seconds_bucket{type="major"}[5m])))')).toBe(
    'sum by (pod) (rate(gc_seconds_count{type="major"}[5m]))',
  );
  expect(howOften("histogram_quantile(0.5, sum by (le) (rate(gc_seconds_bucket[1m])))")).toBe(
    "sum (rate(gc_seconds_count[1m]))",
  );
  expect(howOften("sum by (pod) (rate(gc_seconds_count[5m]))")).toBeNull();
});

describe("points that stand far apart", () => {
  const isGauge = (name: string) => /^g\d?$/.test(name);
  test.each([
    ["max by (service) (g)", "max by (service) (max_over_time(g[1h]))"],
    ['sum(g{state="a[1]"}) / g2', 'sum(max_over_time(g{state="a[1]"}[1h])) / max_over_time(g2[1h])'],
    ["max_over_time(g[5m]) + avg_over_time(g[2h])", "max_over_time(g[1h]) + avg_over_time(g[2h])"],
    ['100 * sum(rate(a_total{s=~"5[0-9]"}[1m])) / a_total', '100 * sum(rate(a_total{s=~"5[0-9]"}[1h])) / a_total'],
    ["g offset 1d", "g offset 1d"],
  ])("%s looks back as far", (expression, back) => {
    expect(lookingBack(expression, "1h", isGauge)).toBe(back);
    expect(lookingBack(back, "1h", isGauge)).toBe(back);
  });
  test("a gauge without a window is looked at only at the moments of points", () => {
    expect(
      ["g", "max(g)", "g[5m]", "max_over_time(g[1h])", "a_total"].map((one) => looksAtMoments(one, isGauge)),
    ).toEqual([true, true, false, false, false]);
  });
  test("how far rates look back is the farthest of them", () => {
    expect(rateWindow('rate(a{b=~"[x"}[5m]) / increase(c[1h])')).toBe(3_600_000);
    expect(rateWindow("max_over_time(g[1h])")).toBe(0);
  });
});
