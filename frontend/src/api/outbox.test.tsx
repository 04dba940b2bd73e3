import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Box, joined, type Letter } from "./outbox";

const NAME = "rounds.test";
const letter = (id: string, about = ""): Letter => ({ id, path: "/api/x", body: { text: id }, about });
let sent: string[] = [];
let answers: ((id: string) => Response | Promise<Response>)[] = [];
const good = () => Response.json({ ok: true });
const bad = (status: number, kind: string) => () => Response.json({ kind, message: kind }, { status });
const none = () => Promise.reject(new TypeError("no network"));

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  answers = [];
  vi.stubGlobal("fetch", (_: string, { body }: { body: string }) => {
    const { command } = JSON.parse(body);
    sent.push(command);
    return Promise.resolve((answers.shift() ?? good)(command));
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function box(mayWait = false) {
  return new Box({ name: NAME, onAnswer: () => undefined, mayWait: async () => mayWait });
}

const settled = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);
const ids = (one: Box<unknown>) => one.get().waiting.map(({ id }) => id);

test("letters go out one by one, in their order", async () => {
  const one = box();
  for (const id of ["a", "b", "c"]) one.add(letter(id));
  await settled(10);
  expect(sent).toEqual(["a", "b", "c"]);
  expect(ids(one)).toEqual([]);
});

test("what tells of the same takes the place of what waits, and never of what is on its way", () => {
  expect(joined([letter("a", "x")], letter("b", "x"), null).map(({ id }) => id)).toEqual(["b"]);
  expect(joined([letter("a", "x")], letter("b", "x"), "a").map(({ id }) => id)).toEqual(["a", "b"]);
  expect(joined([letter("a", "x"), letter("b", "y")], letter("c", "x"), null)).toHaveLength(3);
});

test("without a network they wait, are tried again, and are found by a page that is loaded anew", async () => {
  answers = [none, none];
  const one = box();
  one.add(letter("a"));
  one.add(letter("b"));
  await settled(10);
  expect(ids(one)).toEqual(["a", "b"]);
  expect(one.get().problem?.kind).toBe("offline");
  one.close();
  const next = box();
  await settled(10);
  expect(next.get().problem?.kind).toBe("offline");
  await settled(1000);
  expect(sent).toEqual(["a", "a", "a", "b"]);
  expect(ids(next)).toEqual([]);
});

test("more than the server takes at once is tried again", async () => {
  answers = [bad(429, "too_much")];
  const one = box();
  one.add(letter("a"));
  await settled(1010);
  expect(sent).toEqual(["a", "a"]);
});

test("what the server never takes is told and does not hold up the rest", async () => {
  answers = [bad(422, "invalid")];
  const one = box();
  one.add(letter("a"));
  one.add(letter("b"));
  await settled(10);
  expect(sent).toEqual(["a", "b"]);
  expect(one.get().refused?.letter.id).toBe("a");
});

test("what comes while nothing may be written stays until it may", async () => {
  answers = [bad(409, "conflict")];
  const one = box(true);
  one.add(letter("a"));
  await settled(20_000);
  expect(sent).toEqual(["a"]);
  expect(ids(one)).toEqual(["a"]);
  one.again();
  await settled(10);
  expect(ids(one)).toEqual([]);
});
