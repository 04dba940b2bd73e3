import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Channel } from "./channel";

class Source extends EventTarget {
  static all: Source[] = [];
  static readonly CLOSED = 2;
  readyState = 1;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly address: string) {
    super();
    Source.all.push(this);
  }
  close() {
    this.readyState = 2;
  }
  say(name: string, told: unknown) {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(told) }));
  }
  break(closed: boolean) {
    if (closed) this.readyState = 2;
    this.onerror?.();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Source);
  Source.all = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const last = () => Source.all.at(-1)!;

test("all who listen share one connection, and who comes later is told what came last", () => {
  const channel = new Channel("/live", ["interview"]);
  const [first, second] = [vi.fn(), vi.fn()];
  channel.listen(first);
  last().say("interview", { state: "live" });
  channel.listen(second);
  expect(Source.all.length).toBe(1);
  expect(second.mock.calls).toEqual([["interview", { state: "live" }]]);
  expect(channel.state.standing).toBe("open");
});

test("a refused connection is tried again, later each time, and one that broke is told as lost", async () => {
  const channel = new Channel("/live", ["interview"]);
  channel.listen(vi.fn());
  last().say("interview", {});
  last().break(true);
  expect(channel.state).toMatchObject({ standing: "lost", lost: Date.now() });
  await vi.advanceTimersByTimeAsync(1000);
  expect(Source.all.length).toBe(2);
  last().break(true);
  await vi.advanceTimersByTimeAsync(1000);
  expect(Source.all.length).toBe(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(Source.all.length).toBe(3);
  last().say("interview", {});
  expect(channel.state.standing).toBe("open");
});

test("a connection on which nothing comes any more is opened anew", async () => {
  const channel = new Channel("/live", ["interview"]);
  channel.listen(vi.fn());
  last().say("interview", {});
  await vi.advanceTimersByTimeAsync(46_000);
  expect(Source.all.length).toBe(2);
});

test("what the server ends for good stays ended; a server that stops is come back to", async () => {
  const channel = new Channel("/live", ["interview"]);
  channel.listen(vi.fn());
  last().say("closed", "stopping");
  expect(channel.state.standing).toBe("opening");
  last().say("closed", "signed_out");
  expect(channel.state).toMatchObject({ standing: "closed", why: "signed_out" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(Source.all.length).toBe(1);
});

test("a channel that nobody listens to ends", async () => {
  const channel = new Channel("/live", ["interview"]);
  const leave = channel.listen(vi.fn());
  leave();
  await vi.advanceTimersByTimeAsync(1100);
  expect(last().readyState).toBe(2);
  channel.listen(vi.fn());
  expect(Source.all.length).toBe(2);
});
