import { afterEach, expect, test, vi } from "vitest";
import { ask, get, isCancelled, Problem } from "./client";

afterEach(() => vi.unstubAllGlobals());

function answering(status: number, body: unknown) {
  const fetched = vi.fn(
    async (_path: string, _request: RequestInit) =>
      new Response(typeof body === "string" ? body : JSON.stringify(body), { status }),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

test("a question goes out as JSON, tagged with its page and pane", async () => {
  const fetched = answering(200, { rows: 3 });
  expect(await ask("/x", { query: "a" }, { view: "lines" })).toEqual({ rows: 3 });
  const [path, request] = fetched.mock.calls[0]!;
  const headers = request.headers as Record<string, string>;
  expect([path, request.method, request.body]).toEqual(["/x", "POST", '{"query":"a"}']);
  expect(headers["Rounds-View"]).toMatch(/^[0-9a-z]{9}\.lines$/);
});

test("two panes of one page have one page and two tags", async () => {
  const fetched = answering(200, {});
  await ask("/x", {}, { view: "a" });
  await ask("/x", {}, { view: "b" });
  const tags = fetched.mock.calls.map(([, request]) =>
    (request.headers as Record<string, string>)["Rounds-View"]!.split("."),
  );
  expect(tags[0]![0]).toBe(tags[1]![0]);
  expect(tags.map((tag) => tag[1])).toEqual(["a", "b"]);
});

test("a complaint keeps its position", async () => {
  answering(422, {
    kind: "invalid",
    message: "“x” is not a unit.",
    start: 10,
    end: 12,
    suggestion: "Use ms, s, m or h.",
  });
  const problem = await ask("/x", {}).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({ kind: "invalid", start: 10, end: 12, suggestion: "Use ms, s, m or h.", field: "" });
});

test.each([
  [401, "<html>", "signed_out"],
  [404, "", "not_found"],
  [500, "Traceback (most recent call last)", "internal"],
  [502, "Bad gateway", "internal"],
])("%d without words of ours says what to do and shows nothing of theirs", async (status, body, kind) => {
  answering(status, body);
  const problem = (await get("/x").catch((error: unknown) => error)) as Problem;
  expect(problem.kind).toBe(kind);
  expect(problem.message).not.toContain(body || "nothing of this");
});

test("no connection is a problem of its own, and a stopped question is none", async () => {
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => Promise.reject(new TypeError("failed"))),
  );
  expect(await get("/x").catch((error: unknown) => error)).toMatchObject({ kind: "offline" });
  const stop = new AbortController();
  stop.abort();
  const stopped = vi.fn(async () => Promise.reject(new DOMException("stopped", "AbortError")));
  vi.stubGlobal("fetch", stopped);
  const error = await get("/x", { signal: stop.signal }).catch((caught: unknown) => caught);
  expect(isCancelled(error)).toBe(true);
  expect(isCancelled(new Problem({ kind: "cancelled", message: "" }))).toBe(true);
  expect(isCancelled(new Problem({ kind: "internal", message: "" }))).toBe(false);
});
