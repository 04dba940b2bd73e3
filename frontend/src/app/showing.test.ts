import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../api/client";
import type { ReportedShown } from "../api/types";
import { newTeller } from "./showing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("of many changes the newest is told, four times a second at most", async () => {
  const sent: ReportedShown[] = [];
  const teller = newTeller(async (shown) => void sent.push(shown));
  for (let at = 0; at < 1000; at += 20) {
    teller.shows(`/interview/1/logs?q=${at}`);
    await vi.advanceTimersByTimeAsync(20);
  }
  await vi.advanceTimersByTimeAsync(300);
  expect(sent.length).toBeLessThanOrEqual(5);
  expect(sent.at(-1)).toMatchObject({ address: "/interview/1/logs?q=980", state: { q: "980" } });
  expect(sent.every(({ seq }, place) => place === 0 || seq > sent[place - 1]!.seq)).toBe(true);
});

test("what stays is told again, what is not seen is not", async () => {
  const sent: ReportedShown[] = [];
  const teller = newTeller(async (shown) => void sent.push(shown));
  teller.shows("/interview");
  await vi.advanceTimersByTimeAsync(300);
  teller.again();
  await vi.advanceTimersByTimeAsync(0);
  teller.shows(null);
  teller.again();
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent.length).toBe(2);
});

test("a page that is loaded anew counts on from the one before it", async () => {
  const sent: ReportedShown[] = [];
  for (const address of ["/interview/1/logs", "/interview/1/heap"]) {
    newTeller(async (shown) => void sent.push(shown)).shows(address);
    await vi.advanceTimersByTimeAsync(300);
  }
  expect(sent[1]!.seq).toBeGreaterThan(sent[0]!.seq);
});

test("a refusal is rested from, a lost connection is not", async () => {
  let tries = 0;
  const refused = newTeller(async () => {
    tries++;
    throw new Problem({ kind: "signed_out", message: "" });
  });
  refused.shows("/interview");
  await vi.advanceTimersByTimeAsync(300);
  refused.shows("/interview/1");
  await vi.advanceTimersByTimeAsync(5000);
  expect(tries).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  refused.again();
  await vi.advanceTimersByTimeAsync(0);
  expect(tries).toBe(2);
});
