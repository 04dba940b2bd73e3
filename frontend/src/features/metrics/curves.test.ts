import { expect, test } from "vitest";
import type { Curves } from "../../api/types";
import { asCsv, curvesOf, figures, ordered } from "./curves";
import { type Lane, lane } from "./lanes";

const answer = (series: [Record<string, string>, (number | null)[]][], total = series.length): Curves => ({
  expression: "",
  start: 0,
  step_ms: 10,
  points: 3,
  unit: "",
  series: series.map(([labels, values]) => ({ labels, values })),
  series_total: total,
  samples: 0,
  warnings: [],
  took_ms: 0,
});

test("a service keeps its colour, errors are red, and p50 has the hue of p95", () => {
  const one = curvesOf(
    lane(["sum by (service) (a)"]),
    [
      answer([
        [{ service: "b" }, [1, 2, 3]],
        [{ service: "a" }, [1, 1, 1]],
      ]),
    ],
    ["a", "b"],
  );
  expect(one.drawn.map(({ name, colour }) => `${name} ${colour}`)).toEqual(["b c2", "a c1"]);
  const status = curvesOf(
    lane(["sum by (status) (a)"]),
    [
      answer([
        [{ status: "200" }, [1, 1, 1]],
        [{ status: "503" }, [0, 5, 9]],
      ]),
    ],
    [],
  );
  expect(status.drawn.map(({ name, colour }) => `${name} ${colour}`)).toEqual(["503 error", "200 c1"]);
  const quantiles = ["histogram_quantile(0.95, x_bucket)", "histogram_quantile(0.5, x_bucket)"];
  const both = curvesOf(lane(quantiles), [answer([[{}, [3, 3, 3]]]), answer([[{}, [1, 1, 1]]])], []);
  expect(both.drawn.map(({ colour, opacity, name }) => [colour, opacity, name])).toEqual([
    ["c1", 1, "p95"],
    ["c1", 0.6, "p50"],
  ]);
});

test("in a crowd only the highest and what is shown alone have colours, until the legend is open", () => {
  const series = Array.from({ length: 8 }, (_, place): [Record<string, string>, number[]] => [
    { pod: `p${place}` },
    [place, place, place],
  ]);
  const colours = (options: Partial<Lane>) =>
    curvesOf(lane(["sum by (pod) (a)"], options), [answer(series)], []).drawn.flatMap(({ name, colour }) =>
      colour === "c10" ? [] : [name],
    );
  expect(colours({})).toEqual(["p7", "p6", "p5"]);
  expect(colours({ only: ["0:pod=p0"] })).toContain("p0");
  expect(colours({ all: true })).toHaveLength(8);
});

test("a bound that never moves is a limit and no curve", () => {
  const pool = lane(["db_client_connections_usage", "db_client_connections_max"]);
  const { drawn, limits } = curvesOf(pool, [answer([[{}, [3, 9, 20]]]), answer([[{}, [20, 20, 20]]])], []);
  expect(drawn).toHaveLength(1);
  expect(limits).toEqual([{ value: 20, label: "max 20" }]);
});

test("what was cut is said", () => {
  expect(curvesOf(lane(["a"]), [answer([[{}, [1, 1, 1]]], 1412)], []).cut).toBe(
    "The 1 largest of 1\u2009412 series are drawn.",
  );
});

test("the legend is ordered as asked", () => {
  const { drawn } = curvesOf(
    lane(["a"]),
    [
      answer([
        [{ x: "a10" }, [9, 1, 1]],
        [{ x: "a9" }, [1, 5, 2]],
        [{ x: "b" }, [1, 1, 3]],
      ]),
    ],
    [],
  );
  const names = (order: "size" | "name" | "now") => ordered(drawn, order, 2).map(({ name }) => name);
  expect(names("size")).toEqual(["a10", "a9", "b"]);
  expect(names("name")).toEqual(["a9", "a10", "b"]);
  expect(names("now")).toEqual(["b", "a9", "a10"]);
});

test("figures leave gaps out", () => {
  expect(figures([1, null, 3])).toEqual({ low: 1, mean: 2, high: 3 });
  expect(figures([null])).toEqual({ low: null, mean: null, high: null });
});

test("a lane's numbers go elsewhere as CSV", () => {
  const { drawn } = curvesOf(lane(["a"]), [answer([[{ x: 'say "a", b' }, [1, null, 0.5]]])], []);
  expect(asCsv({ drawn, start: 0, stepMs: 1000, points: 3 })).toBe(
    'time,"say ""a"", b"\n1970-01-01T00:00:00.000Z,1\n1970-01-01T00:00:01.000Z,\n1970-01-01T00:00:02.000Z,0.5',
  );
});

test("rates that would look back before the recording are left out, and gauges are not", () => {
  const seen = (expression: string, began?: number) =>
    curvesOf(lane([expression]), [answer([[{}, [1, 2, 3]]])], [], began).drawn[0]!.values;
  const { start, stepMs } = curvesOf(lane(["a"]), [answer([[{}, [1, 2, 3]]])], []);
  expect(seen(`rate(a[${stepMs}ms])`, start + 1)).toEqual([null, null, 3]);
  expect(seen(`rate(a[${stepMs}ms])`, start - stepMs)).toEqual([1, 2, 3]);
  expect(seen(`max_over_time(a[${stepMs}ms])`, start + 1)).toEqual([1, 2, 3]);
});
