import { expect, test } from "vitest";
import { shortPlace, shown, typedId } from "./text";

test.each([
  ["plain", "plain"],
  ["two\nlines\tand", "two\\nlines\\tand"],
  ["evil\u202egnp.exe", "evil\\u202egnp.exe"],
  ["\u200bhidden\u0000", "\\u200bhidden\\u0000"],
  ["half \ud83d of a pair", "half \\ud83d of a pair"],
  ["a whole 😀", "a whole 😀"],
  ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
  ["שלום", "שלום"],
])("%j is shown as %j", (text, expected) => expect(shown(text)).toBe(expected));

test("a long text is cut", () => {
  expect(shown("a".repeat(5000))).toHaveLength(241);
  expect(shown("abcdef", 3)).toBe("abc…");
});

test.each([
  ["@4817331", 4817331],
  [" @ 12 ", 12],
  ["4817331", null],
  ["@x", null],
  ["@99999999999999999999", null],
])("%j means %j", (text, expected) => expect(typedId(text)).toBe(expected));

test.each([
  ["/srv/app/engine/handlers.js:24:20", "engine/handlers.js:24"],
  ["file:///srv/bus.js:3:1", "srv/bus.js:3"],
  ["node:internal/timers:7:2", "node:internal/timers:7"],
  ["engine.js", "engine.js"],
])("%s in a row is %s", (at, expected) => expect(shortPlace(at)).toBe(expected));
