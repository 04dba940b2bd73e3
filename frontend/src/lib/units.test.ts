import { expect, test } from "vitest";
import { amount, bytes, change, count, duration, measured, percent, plural, span, tick } from "./units";

const spaced = (text: string) => text.replaceAll("\u2009", " ");

test.each([
  [0, "0"],
  [999, "999"],
  [1007.3, "1 007"],
  [25_090, "25 090"],
  [-1234, "−1 234"],
])("count %d is %s", (value, text) => expect(spaced(count(value))).toBe(text));

test.each([
  [0, "0"],
  [0.27, "0.27"],
  [0.0123, "0.012"],
  [18.1234, "18.1"],
  [39, "39"],
  [1007.3, "1 007"],
  [10_324, "10 324"],
  [123_456, "123 k"],
  [2_480_000, "2.48 M"],
  [Number.MAX_VALUE, "∞"],
  [-Number.MAX_VALUE, "−∞"],
  [null, "–"],
])("amount %s is %s", (value, text) => expect(spaced(amount(value))).toBe(text));

test.each([
  [0, "0"],
  [0.0001, "100 ns"],
  [0.08, "80.0 µs"],
  [128, "128 ms"],
  [2480, "2.48 s"],
  [59_960, "1 m 00 s"],
  [583_000, "9 m 43 s"],
  [11_100_000, "3 h 05 m"],
  [null, "–"],
])("%s ms is %s", (value, text) => expect(duration(value)).toBe(text));

test.each([
  [512, "512 B"],
  [1536, "1.54 kB"],
  [52_428_912, "52.4 MB"],
  [3.2e9, "3.20 GB"],
])("%d bytes are %s", (value, text) => expect(bytes(value)).toBe(text));

test("changes are factors from 1.3 on, else per cent", () => {
  expect(change(1, 263)).toBe("×263");
  expect(change(10, 15)).toBe("×1.5");
  expect(change(100, 109)).toBe("+9.00 %");
  expect(change(100, 96)).toBe("−4.00 %");
  expect(change(0, 5)).toBe("new");
  expect(change(5, 5)).toBe("same");
});

test("values are written in their unit", () => {
  expect(measured(0.909, "seconds")).toBe("909 ms");
  expect(measured(32.1, "percent")).toBe("32.1 %");
  expect(measured(0.5, "ratio")).toBe("50 %");
  expect(measured(2048, "bytes per second")).toBe("2.05 kB/s");
  expect(measured(undefined, "seconds")).toBe("–");
  expect(percent(0.0125)).toBe("1.25 %");
});

test("labels of lengths and ticks are short", () => {
  expect(span(1_800_000)).toBe("30 min");
  expect(span(3_600_000)).toBe("1 h");
  expect(span(90_000)).toBe("90 s");
  expect(span(2 * 86_400_000)).toBe("2 d");
  expect(tick(100_000)).toBe("100 k");
  expect(tick(50_000)).toBe("50 k");
  expect(tick(0.1)).toBe("0.1");
  expect(plural(1, "line")).toBe("1 line");
  expect(plural(0, "query", "queries")).toBe("0 queries");
});
