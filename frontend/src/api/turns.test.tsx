import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Channel } from "./channel";
import { announceAnother } from "./turns";

/** A browser whose pages are channels: its locks, what its tabs tell each other, and its connections. */
type Waiting = { run: () => Promise<void> | undefined; fail: (reason: unknown) => void };
let held: Map<string, Waiting>;
let lines: Map<string, Waiting[]>;

async function grant(name: string): Promise<void> {
  const next = lines.get(name)?.shift();
  if (!next) return void held.delete(name);
  held.set(name, next);
  await next.run();
  if (held.get(name) === next) await grant(name);
}

const locks = {
  request: (name: string, { signal, steal }: LockOptions, run: Waiting["run"]) =>
    new Promise<void>((_, fail) => {
      const line = lines.get(name) ?? [];
      lines.set(name, line);
      const one = { run, fail };
      signal?.addEventListener("abort", () => {
        if (line.includes(one)) line.splice(line.indexOf(one), 1);
        fail(new DOMException("", "AbortError"));
      });
      if (steal) {
        held.get(name)?.fail(new DOMException("", "AbortError"));
        held.delete(name);
        line.unshift(one);
      } else line.push(one);
      if (!held.has(name)) void grant(name);
    }),
};

class Air {
  static all: Air[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor(readonly name: string) {
    Air.all.push(this);
  }
  postMessage(data: unknown) {
    for (const other of Air.all) if (other !== this && other.name === this.name) other.onmessage?.({ data });
  }
  close() {
    Air.all = Air.all.filter((one) => one !== this);
  }
}

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
}

beforeEach(() => {
  vi.useFakeTimers();
  [held, lines, Air.all, Source.all] = [new Map(), new Map(), [], []];
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("BroadcastChannel", Air);
  vi.stubGlobal("navigator", { ...navigator, locks });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const open = () => Source.all.filter(({ readyState }) => readyState === 1);
const turn = () => vi.advanceTimersByTimeAsync(0);

function tab() {
  const channel = new Channel("/live", ["interview"]);
  const heard: unknown[] = [];
  const leave = channel.listen((_, told) => heard.push(told));
  return { channel, heard, leave };
}

test("all tabs share one connection, and who comes later is told what came last", async () => {
  const first = tab();
  await turn();
  open()[0]!.say("interview", 1);
  const second = tab();
  await turn();
  open()[0]!.say("interview", 2);
  expect([first.heard, second.heard]).toEqual([
    [1, 2],
    [1, 2],
  ]);
  expect([second.channel.state.standing, Source.all.length]).toEqual(["open", 1]);
});

test("when the tab that holds it is left, the next one has it", async () => {
  const [first, second] = [tab(), tab()];
  await turn();
  open()[0]!.say("interview", 1);
  first.leave();
  await vi.advanceTimersByTimeAsync(1100);
  expect([open().length, Source.all.length]).toEqual([1, 2]);
  open()[0]!.say("interview", 2);
  expect(second.heard).toEqual([1, 2]);
});

test("a leader from whom nothing comes is no leader any more, and one that only waits for the server is", async () => {
  const [first, second] = [tab(), tab()];
  await turn();
  const [own] = open();
  own!.say("interview", 1);
  own!.readyState = 2;
  own!.onerror?.();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(second.channel.state.standing).toBe("lost");
  expect(open().length).toBe(1); // the first tab's, again and again
  Air.all = Air.all.filter(({ name }) => !name.endsWith("/live")); // a tab that is frozen tells nobody anything
  await vi.advanceTimersByTimeAsync(60_000);
  Source.all.at(-1)!.say("interview", 2);
  expect(second.heard).toEqual([1, 2]);
  expect(first.channel.state.standing).not.toBe("closed");
});

test("what ends for good ends in every tab, and another person begins anew", async () => {
  const [first, second] = [tab(), tab()];
  await turn();
  announceAnother();
  await turn();
  expect([open().length, Source.all.length]).toEqual([1, 2]);
  open()[0]!.say("closed", "signed_out");
  expect([first.channel.state.standing, second.channel.state.standing]).toEqual(["closed", "closed"]);
  expect(open().length).toBe(0);
});
