import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../../api/client";
import type { CardPage, Scorecard } from "../../api/types";
import { EMPTY, withScore } from "./card";
import { Keeper, type Keeping } from "./useCard";

const api = { put: vi.fn(), get: vi.fn() };

const scored = (points: number) => withScore(EMPTY, 1, { points });
const page = (card: Scorecard, changed: number | null) => ({ card, changed, standing: "draft" }) as CardPage;

function kept() {
  const state = { page: page(EMPTY, null), own: null as Scorecard | null, keeping: "none" as Keeping, conflict: false };
  const keeper = new Keeper({
    send: api.put,
    ask: api.get,
    known: () => state.page,
    take: (next) => {
      state.page = next;
    },
    own: (card) => {
      state.own = card;
    },
    keeping: (standing) => {
      state.keeping = standing;
    },
    conflict: (other) => {
      state.conflict = other !== null;
    },
  });
  return { state, keeper };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.resetAllMocks();
});

test("what is written is kept when the hand rests, once, on the moment it was written on", async () => {
  const { state, keeper } = kept();
  api.put.mockImplementation(async ({ card }) => page(card, 7));
  keeper.change(() => scored(1), false);
  keeper.change(() => scored(2), false);
  expect(state.keeping).toBe("waiting");
  await vi.advanceTimersByTimeAsync(300);
  expect(api.put.mock.calls).toEqual([[{ card: scored(2), since: 0 }]]);
  expect([state.keeping, state.own, state.page.changed]).toEqual(["kept", null, 7]);
});

test("what comes while one is on its way goes after it", async () => {
  const { state, keeper } = kept();
  let changed = 0;
  api.put.mockImplementation(({ card }) => new Promise((done) => setTimeout(() => done(page(card, ++changed)), 1000)));
  keeper.change(() => scored(1), false);
  await vi.advanceTimersByTimeAsync(300);
  keeper.change(() => scored(3), false);
  await vi.advanceTimersByTimeAsync(3000);
  expect(api.put.mock.calls.map(([told]) => [told.card.scores[0].points, told.since])).toEqual([
    [1, 0],
    [3, 1],
  ]);
  expect([state.keeping, state.own]).toEqual(["kept", null]);
});

test("without a connection it is tried again, and nothing is lost", async () => {
  const { state, keeper } = kept();
  api.put.mockRejectedValueOnce(new Problem({ kind: "offline", message: "" }));
  api.put.mockImplementation(async ({ card }) => page(card, 1));
  keeper.change(() => scored(2), false);
  await vi.advanceTimersByTimeAsync(300);
  expect([state.keeping, state.own]).toEqual(["failed", scored(2)]);
  await vi.advanceTimersByTimeAsync(5000);
  expect([state.keeping, state.page.card]).toEqual(["kept", scored(2)]);
});

test("another card kept elsewhere since is not written over: the person says which stays", async () => {
  const { state, keeper } = kept();
  api.put.mockRejectedValueOnce(new Problem({ kind: "conflict", message: "" }));
  api.put.mockImplementation(async ({ card }) => page(card, 6));
  api.get.mockResolvedValue(page(scored(3), 5));
  keeper.change(() => scored(2), false);
  await vi.advanceTimersByTimeAsync(300);
  expect([state.conflict, state.own]).toEqual([true, scored(2)]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(api.put).toHaveBeenCalledTimes(1);
  keeper.settle("mine");
  await vi.advanceTimersByTimeAsync(10);
  expect(api.put.mock.calls[1]).toEqual([{ card: scored(2), since: 5 }]);
  expect([state.conflict, state.page.card]).toEqual([false, scored(2)]);
});

test("the other one is taken where that is asked for, and the same one is no conflict", async () => {
  const { state, keeper } = kept();
  api.put.mockRejectedValue(new Problem({ kind: "conflict", message: "" }));
  api.get.mockResolvedValue(page(scored(3), 5));
  keeper.change(() => scored(2), false);
  await vi.advanceTimersByTimeAsync(300);
  keeper.settle("theirs");
  expect([state.own, state.page.card]).toEqual([null, scored(3)]);
  keeper.change(() => scored(3), false);
  await vi.advanceTimersByTimeAsync(300);
  expect([state.conflict, state.own]).toEqual([false, null]);
});
