import { expect, it } from "vitest";
import { sparkPieces } from "./Spark";
import { brief, factor, rate, sessions, toldApart } from "./text";

it("writes sessions, rates and factors", () => {
  expect([0, 0.001, 0.04, 1.8, 20.54].map(sessions)).toEqual(["0", "0.00", "0.04", "1.80", "20.5"]);
  expect([0, 0.01, 0.27, 94.6].map(rate)).toEqual(["0", "< 0.1", "0.27", "94.6"]);
  expect(factor(null)).toEqual({ text: "–", more: false });
  expect(factor(1.04)).toEqual({ text: "×1.0", more: false });
  expect(factor(98.4)).toEqual({ text: "×98", more: true });
});

it("shortens a statement to one line", () => {
  expect(brief("SELECT *\n  FROM jobs", 40)).toBe("SELECT * FROM jobs");
  expect(brief("SELECT a, b, c FROM jobs", 12)).toBe("SELECT a, b…");
});

it("tells statements apart that begin alike", () => {
  const told = toldApart(
    [
      "SELECT * FROM workflows WHERE customer_id = $1 ORDER BY updated_at DESC LIMIT 50",
      "SELECT * FROM workflows WHERE id = $1",
      "DELETE FROM jobs WHERE id = ANY($1)",
    ],
    30,
  );
  expect(told).toEqual(["SELECT * F…customer_id = $1 O…", "SELECT * F…id = $1", "DELETE FROM jobs WHERE id = A…"]);
});

it("draws a measure in its unbroken pieces", () => {
  expect(sparkPieces([1, null, 2, 2], 30).map((piece) => piece.map(([x]) => x))).toEqual([[0], [20, 30]]);
  expect(sparkPieces([])).toEqual([]);
});
