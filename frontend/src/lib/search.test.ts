import { expect, test } from "vitest";
// biome-ignore lint/style/noRestrictedImports: the language has one set of cases, kept beside the server that reads it
import cases from "../../../tests/query/search_filters.case?raw";
import { clause, toggleValue, tokens, topLevel, withClause, withoutClause } from "./search";

test("pieces of a search are told apart", () => {
  const text = 'service:webhook-dispatcher -path:/health duration:>2s "two words" (a OR b) status:[500 TO 599]';
  expect(tokens(text).map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`)).toEqual([
    "field service",
    "operator :",
    "value webhook-dispatcher",
    "field -path",
    "operator :",
    "value /health",
    "field duration",
    "operator :>",
    "number 2s",
    'text "two words"',
    "join (",
    "word a",
    "join OR",
    "word b",
    "join )",
    "field status",
    "operator :",
    "join [",
    "number 500",
    "join TO",
    "number 599",
    "join ]",
  ]);
});

test.each(["", " ", '"open', "a:", ":", "((", "a:>", "\\"])("half-typed %s is read to its end", (text) => {
  expect(tokens(text).every(({ start, end }) => end > start && end <= text.length)).toBe(true);
});

test("a clause is quoted only when it must be", () => {
  expect(clause("service", "billing")).toBe("service:billing");
  expect(clause("body", 'say "hi"')).toBe('body:"say \\"hi\\""');
  expect(clause("retry_count", 3, ">")).toBe("retry_count:>3");
  expect(clause("x", "OR")).toBe('x:"OR"');
  expect(clause("x", "-1")).toBe("x:-1");
});

test("a clause is added once, and its opposite goes", () => {
  expect(withClause("level:error", "service:billing")).toBe("level:error service:billing");
  expect(withClause("level:error", "level:error")).toBe("level:error");
  expect(withClause("-level:error x", "level:error")).toBe("x level:error");
  expect(withoutClause("a level:error b", "level:error")).toBe("a b");
});

test("a field's values are put in and taken out", () => {
  expect(toggleValue("", "service", "a")).toBe("service:a");
  expect(toggleValue("service:a x", "service", "b")).toBe("service:(a OR b) x");
  expect(toggleValue("service:(a OR b) x", "service", "a")).toBe("service:b x");
  expect(toggleValue("service:b x", "service", "b")).toBe("x");
  expect(toggleValue("n:>3", "n", 4)).toBe("n:>3 n:4");
});

test("clauses beside each other keep their parentheses and quotes", () => {
  expect(topLevel('a:(b OR c) "x y" d:[1 TO 2]')).toEqual(["a:(b OR c)", '"x y"', "d:[1 TO 2]"]);
});

// The server's own cases of what a click adds; a value that is chosen already is the one click that takes away.
const kept = [...cases.matchAll(/^keep (.+?)=(.*?) in (.*)\n=> (.*)$/gm)].filter(
  ([, , , before, after]) => before !== after,
);

test("the server's cases are read", () => expect(kept.length).toBeGreaterThan(10));

test.each(kept.map((found) => [...found]))("%s", (_, field, value, before, after) => {
  expect(toggleValue(before!, field!, value!)).toBe(after);
});
