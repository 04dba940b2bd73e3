import { expect, test } from "vitest";
import { columnsToAsk, columnsToShow } from "./columns";
import { rowsOf } from "./DurationTable";
import { largeTrace, traceOf } from "./made";
import { colouringOf, coloursOf, modelOf } from "./model";

const services = Array.from({ length: 12 }, (_, i) => `service-${i}`);

test("services keep the colours of the incident, those after the ninth share one", () => {
  const { legend } = coloursOf(modelOf(largeTrace(2000)), "service", services);
  expect(legend.slice(0, 2)).toEqual([
    { series: 0, name: "service-0" },
    { series: 1, name: "service-1" },
  ]);
  expect(legend.at(-1)).toEqual({ series: 9, name: "others" });
});

test("operations are coloured by their own time, and alone where there is one service", () => {
  const model = modelOf(
    traceOf(`
    api/GET 0 100
      api/parse 0 70
      api/write 70 99`),
  );
  expect(colouringOf(model, null)).toBe("operation");
  expect(colouringOf(model, "kind")).toBe("kind");
  const { series, legend } = coloursOf(model, "operation", services);
  expect([...series]).toEqual([2, 0, 1]);
  expect(legend.map(({ name }) => name)).toEqual(["parse", "write", "GET"]);
});

const row = (values: Record<string, string>) => ({ values }) as never;

test("usual columns are asked for where they exist and shown where some row has them; chosen ones always", () => {
  const usual = columnsToAsk([], ["server.address", "http.route", "other"]);
  expect(usual.asked).toEqual(["http.route", "server.address"]);
  expect(columnsToShow(usual, [row({ "http.route": "/a" }), row({})])).toEqual(["http.route"]);
  expect(columnsToShow(columnsToAsk(["other"], []), [])).toEqual(["other"]);
});

test("the table of durations has the middle and the end of each step of time", () => {
  const counts = [3, 1, 0, 0, 0, 0, 0, 0, 4];
  const grid = {
    start: 100,
    step_ms: 10,
    columns: 3,
    rows: 3,
    low_ns: 1e3,
    high_ns: 1e9,
    points: [],
    total: 8,
    took_ms: 1,
  };
  const rows = rowsOf({ ...grid, counts, errors: counts.map((count) => (count === 4 ? 2 : 0)) });
  expect(
    rows.map(({ at, total, failed, usual, slowest }) => [at, total, failed, usual, slowest].map(Math.round)),
  ).toEqual([
    [100, 4, 0, 1e5, 1e7],
    [120, 4, 2, 1e9, 1e9],
  ]);
});
