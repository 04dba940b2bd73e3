/** How a comparison is said. */
import type { ComparedAttribute, ValuesOf } from "../../api/types";
import { amount, change, count, durationNs } from "../../lib/units";
import type { Measure } from "./view";

export const amountText = (value: number, by: Measure): string => (by === "count" ? count(value) : durationNs(value));

/** "+ 49.2 s", "− 3". */
export function changeText(value: number, by: Measure): string {
  if (value === 0) return "0";
  return `${value > 0 ? "+" : "\u2212"}\u2009${amountText(Math.abs(value), by)}`;
}

/** "×120", "+9 %", "only B", "only A", "same". Which of the two is the older is not known here. */
export function ratioText(a: number, b: number): string {
  if (b === 0 && a > 0) return "only A";
  if (a === 0 && b > 0) return "only B";
  return change(a, b);
}

export function ratioOf({ ratio }: Pick<ComparedAttribute, "ratio">): string {
  if (ratio === null) return "differs";
  if (ratio < 1 / 1.3) return `÷${(1 / ratio).toFixed(1)}`;
  return change(1, ratio);
}

/** The values of one side in a line: one value, a range, or the commonest ones with how often each came. */
export function valuesText(side: ValuesOf): string {
  if (side.spans === 0) return "not there";
  const [first] = side.values;
  if (side.distinct === 1 && first) return valueText(first.value);
  if (side.least !== null && side.greatest !== null && side.mean !== null)
    return `${valueText(side.least)} to ${valueText(side.greatest)}, mean ${amount(side.mean)}`;
  const named = side.values
    .slice(0, 3)
    .map(({ value, spans }) => `${valueText(value)}${spans > 1 ? ` (${spans})` : ""}`);
  const more = side.distinct - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${count(more)} more` : ""}`;
}

const valueText = (value: string | number | boolean): string =>
  typeof value === "number" ? (Number.isInteger(value) ? count(value) : amount(value)) : String(value);
