import { expect, test } from "vitest";
import { below, keysOf, openPlaces, toggled } from "./openness";

test("a place is the keys that lead to it, whatever they hold", () => {
  const place = below(below("", "Socket ~ net.js:3:1"), "12");
  expect(keysOf(place)).toEqual(["Socket ~ net.js:3:1", "12"]);
});

test("a named place opens all on the way to it", () => {
  expect([...openPlaces(["a.1.2", "b"])]).toEqual(["a", "a.1", "a.1.2", "b"]);
});

test("opening deeper stands for what was open above", () => {
  expect(toggled(["a"], "a.1")).toEqual(["a.1"]);
  expect(toggled(["a.1"], "b")).toEqual(["a.1", "b"]);
});

test("shutting keeps what is above it and beside it open", () => {
  expect(toggled(["a.1.2", "a.3"], "a.1")).toEqual(["a.3"]);
  expect(toggled(["a.1.2"], "a.1")).toEqual(["a"]);
  expect(toggled(["a.1.2", "b"], "a")).toEqual(["b"]);
  expect(toggled(["ab.1", "a"], "a")).toEqual(["ab.1"]);
});

test("an address never holds more than so many", () => {
  let named: string[] = [];
  for (let index = 0; index < 90; index++) named = toggled(named, `c${index}`);
  expect(named).toHaveLength(24);
  expect(named.at(-1)).toBe("c89");
});
