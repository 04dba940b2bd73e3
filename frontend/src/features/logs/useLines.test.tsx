import { QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newQueryClient } from "../../api/answers";
import { SurfaceContext } from "../../api/surface";
import { useLines } from "./useLines";

const stretch = { query: "level:warn", start: 0, end: 1000 };
const surface = { who: "candidate" as const, api: "/api/x", page: "/x", caption: "" };
let asked: Record<string, unknown>[] = [];

/** A thousand lines, answered as the server does: newest first, before or after a line. */
beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", async (_: string, { body }: { body: string }) => {
    const question = JSON.parse(body);
    asked.push(question);
    const { before = 1000, after, limit } = question;
    const from = after === undefined ? before - 1 : Math.min(999, after + limit);
    const to = after === undefined ? Math.max(0, before - limit) : after + 1;
    const lines = Array.from({ length: Math.max(0, from - to + 1) }, (_, i) => ({ no: from - i }));
    return new Response(JSON.stringify({ lines, rows: 1000, total: 5000, took_ms: 3 }));
  });
});
afterEach(() => vi.unstubAllGlobals());

function linesFrom(anchor: number | null) {
  const client = newQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>
      <SurfaceContext value={surface}>{children}</SurfaceContext>
    </QueryClientProvider>
  );
  return renderHook(() => useLines(stretch, anchor), { wrapper }).result;
}

const ends = (lines: readonly { no: number }[]) => [lines[0]?.no, lines.at(-1)?.no, lines.length];

test("older lines follow where the page before ended, and nothing is newer than the newest", async () => {
  const result = linesFrom(null);
  await waitFor(() => expect(ends(result.current.lines)).toEqual([999, 800, 200]));
  expect(result.current).toMatchObject({ rows: 1000, total: 5000, hasNewer: false, settled: true });
  act(() => result.current.older());
  await waitFor(() => expect(ends(result.current.lines)).toEqual([999, 600, 400]));
  expect(asked).toEqual([
    { ...stretch, limit: 200 },
    { ...stretch, limit: 200, before: 800 },
  ]);
});

test("a linked line stands among its neighbours, and newer ones can be had", async () => {
  const result = linesFrom(500);
  await waitFor(() => expect(result.current.settled).toBe(true));
  expect(ends(result.current.lines)).toEqual([700, 301, 400]);
  expect(result.current.hasNewer).toBe(true);
  act(() => result.current.newer());
  await waitFor(() => expect(ends(result.current.lines)).toEqual([900, 301, 600]));
  act(() => result.current.newer());
  await waitFor(() => expect(ends(result.current.lines)).toEqual([999, 301, 699]));
  expect(result.current.hasNewer).toBe(false);
});

test("a refused search is a problem, not an empty list", async () => {
  const refusal = { kind: "invalid", message: "No such field.", start: 0, end: 3 };
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify(refusal), { status: 422 }));
  const result = linesFrom(null);
  await waitFor(() => expect(result.current.problem).toMatchObject(refusal));
  expect(result.current.lines).toEqual([]);
});
