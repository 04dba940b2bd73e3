import { expect, test } from "vitest";
import { elapsedLabel, elapsedStep, elapsedTicks, logDurationTicks } from "./duration-ticks";
import { around, bring, pan, toMoment, toPixel, zoom } from "./window";

const whole = { from: 0, to: 1000 };

test("what is under the pointer stays there while zooming", () => {
  const view = zoom({ from: 100, to: 500 }, whole, 0.5, 200);
  expect(view).toEqual({ from: 150, to: 350 });
  expect(toPixel(view, 800, 200)).toBe(toPixel({ from: 100, to: 500 }, 800, 200));
  expect(toMoment(view, 800, 400)).toBe(250);
});

test("neither zoom nor pan leaves the whole", () => {
  expect(zoom({ from: 100, to: 500 }, whole, 10, 200)).toEqual(whole);
  expect(pan({ from: 100, to: 500 }, whole, -400)).toEqual({ from: 0, to: 400 });
  expect(pan({ from: 100, to: 500 }, whole, 4000)).toEqual({ from: 600, to: 1000 });
});

test("a point still gets a window around it, and what is visible is not moved", () => {
  expect(around(400, 400, whole)).toEqual({ from: 350, to: 450 });
  expect(bring({ from: 0, to: 200 }, whole, 150, 900)).toEqual({ from: 0, to: 200 });
  expect(bring({ from: 0, to: 200 }, whole, 800, 820)).toEqual({ from: 710, to: 910 });
});

test.each([
  [636e9, 10, ["0", "2 m", "4 m", "6 m", "8 m", "10 m"]],
  [0.12e9, 4, ["0", "50 ms", "100 ms"]],
  [2.4e3, 5, ["0", "500 ns", "1.0 µs", "1.5 µs", "2.0 µs"]],
])("elapsed time over %d ns has round ticks", (width, most, labels) => {
  const view = { from: 0, to: width };
  const step = elapsedStep(width, most);
  expect(
    elapsedTicks(view, most)
      .map((tick) => elapsedLabel(tick, step))
      .slice(0, 6),
  ).toEqual(labels);
});

test("a close look far into a trace keeps both minutes and fractions", () => {
  expect(elapsedLabel(584.2e9, 0.2e9)).toBe("9 m 44.2 s");
  expect(elapsedLabel(584e9, 2e9)).toBe("9 m 44 s");
  expect(elapsedLabel(3600e9, 1800e9)).toBe("1 h");
});

test("on a logarithmic axis powers of ten stop at 10 s, and minutes and hours go on", () => {
  expect(logDurationTicks(5e7, 1e12, 5)).toEqual([1e8, 1e9, 1e10, 6e10, 6e11]);
  expect(logDurationTicks(1e6, 1e13, 4)).toEqual([1e6, 1e8, 1e10, 6e11]);
});

test("within a decade a logarithmic axis has 1-2-5 places, or even steps, and never one alone", () => {
  expect(logDurationTicks(1e10, 3.5e10, 5)).toEqual([1e10, 2e10, 3e10]);
  expect(logDurationTicks(1.1e10, 3.4e10, 5)).toEqual([1.5e10, 2e10, 2.5e10, 3e10]);
  expect(logDurationTicks(4e6, 1.2e8, 5)).toEqual([5e6, 1e7, 2e7, 5e7, 1e8]);
  expect(logDurationTicks(4e9, 1e12, 5)).toEqual([1e10, 6e10, 6e11]);
  expect(logDurationTicks(2e6, 2.4e6, 5)).toEqual([2e6, 2.1e6, 2.2e6, 2.3e6, 2.4e6]);
});
