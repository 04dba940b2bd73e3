import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../../api/client";
import type { CardPage } from "../../api/types";
import { EMPTY, withScore } from "./card";
import { addressOf, useCard } from "./useCard";

const api = vi.hoisted(() => ({ put: vi.fn(), get: vi.fn() }));
vi.mock("../../api/client", async (original) => ({ ...(await original<object>()), ...api }));

const page = { card: EMPTY, changed: null, standing: "draft" } as unknown as CardPage;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.resetAllMocks();
});

test("a page that draws itself anew sends nothing by that: once a pause, and again only after a while", async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData([addressOf("i1")], page);
  api.get.mockResolvedValue(page);
  api.put.mockRejectedValue(new Problem({ kind: "offline", message: "No way" }));
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result, rerender, unmount } = renderHook(() => useCard("i1"), { wrapper });
  await act(() => vi.advanceTimersByTimeAsync(10));
  act(() => result.current.set((card) => withScore(card, 1, { points: 2 })));
  rerender();
  expect(api.put).not.toHaveBeenCalled();
  await act(() => vi.advanceTimersByTimeAsync(1000));
  rerender();
  expect([api.put.mock.calls.length, result.current.keeping]).toEqual([1, "failed"]);
  await act(() => vi.advanceTimersByTimeAsync(4000));
  expect(api.put).toHaveBeenCalledTimes(2);
  unmount();
  expect(api.put).toHaveBeenCalledTimes(3); // what is left is kept as it is left
});
