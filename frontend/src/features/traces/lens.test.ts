import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Lens } from "./lens";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const whole = { from: 0, to: 1000 };

test("the address is told once, when the stretch rests, and nothing when the whole is shown", () => {
  const lens = new Lens(whole, null);
  const told: unknown[] = [];
  lens.onRest = (view) => told.push(view);
  lens.show({ from: 10, to: 500 });
  lens.show({ from: 20, to: 400 });
  expect(told).toEqual([]);
  vi.runAllTimers();
  lens.show(whole);
  vi.runAllTimers();
  expect(told).toEqual([{ from: 20, to: 400 }, null]);
});

test("what the address says is followed and not told back, and stays within the trace", () => {
  const lens = new Lens(whole, { from: 900, to: 1400 });
  expect(lens.view).toEqual({ from: 500, to: 1000 });
  const heard = vi.fn();
  const told = vi.fn();
  lens.onRest = told;
  lens.listen(heard);
  lens.follow({ from: 100, to: 200 });
  lens.follow({ from: 100.2, to: 200 });
  vi.runAllTimers();
  expect(lens.view).toEqual({ from: 100, to: 200 });
  expect(heard).toHaveBeenCalledTimes(1);
  expect(told).not.toHaveBeenCalled();
});
