import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ReportedView } from "../api/types";

type Sent = { path: string; views: ReportedView[] };

let sent: Sent[];

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  sent = [];
  vi.stubGlobal("location", { pathname: "/interview/1/metrics", search: "?q=up" });
  vi.stubGlobal("fetch", async (path: string, request: RequestInit) => {
    sent.push({ path, views: JSON.parse(String(request.body)).views });
    return new Response(null, { status: 204 });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page with both of its reporters, as the app begins them. */
async function opened() {
  const [{ reportViews }, { tellShowing }, { finish }] = await Promise.all([
    import("./reports"),
    import("./showing"),
    import("../lib/finished"),
  ]);
  const router = { subscribe: () => () => undefined } as unknown as Parameters<typeof reportViews>[0];
  reportViews(router);
  tellShowing(router);
  return { finish };
}

test("what was shown until the end is told once, and nothing afterwards", async () => {
  const { finish } = await opened();
  finish(false);
  await vi.advanceTimersByTimeAsync(7000);
  sent = [];
  finish(true);
  await vi.advanceTimersByTimeAsync(0);
  const [last, ...more] = sent;
  expect([last?.path, more]).toEqual(["/api/v1/candidate/views", []]);
  expect(last!.views.map(({ visible_from, visible_to }) => visible_to! - visible_from!)).toEqual([7000]);
  sent = [];
  await vi.advanceTimersByTimeAsync(60_000);
  dispatchEvent(new Event("pagehide"));
  expect(sent).toEqual([]);
});

test("a page that is opened after the end tells nothing", async () => {
  const { finish } = await opened();
  await vi.advanceTimersByTimeAsync(100);
  finish(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toEqual([]);
});

test("an interview that is taken up again is told of again", async () => {
  const { finish } = await opened();
  finish(false);
  finish(true);
  await vi.advanceTimersByTimeAsync(20_000);
  sent = [];
  finish(false);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(new Set(sent.map(({ path }) => path))).toEqual(
    new Set(["/api/v1/candidate/views", "/api/v1/candidate/live/view"]),
  );
});
