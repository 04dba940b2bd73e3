import { expect, test } from "vitest";
import { counted, mark, marksIn, paragraphs, parsed, typed, withMark, written } from "./seconds";

test("a second is written in minutes that run on, and read back", () => {
  expect([0, 184, 3730.9, null].map((one) => written(one))).toEqual(["0:00", "3:04", "62:10", "–"]);
  expect(["3:04", " 62:10 ", "1:02:10", "3:64", "soon"].map(parsed)).toEqual([184, 3730, 3730, null, null]);
  expect(mark({ scenario: 1, seconds: 184 })).toBe("[1, 3:04]");
});

test("the marks of a text are found where they stand", () => {
  const text = "At [1, 3:04], not [1, 3:4] or [x, 1:00]; the end [0,61:00].";
  expect(marksIn(text).map(({ scenario, seconds, start, end }) => [scenario, seconds, text.slice(start, end)])).toEqual(
    [
      [1, 184, "[1, 3:04]"],
      [0, 3660, "[0,61:00]"],
    ],
  );
});

test("a paragraph is counted without its marks", () => {
  const text = `${"a".repeat(199)} b [1, 3:04]\n\n  \n\nshort`;
  expect(paragraphs(text).map(({ no, characters }) => [no, characters])).toEqual([
    [1, 201],
    [2, 5],
  ]);
  expect(paragraphs(text).map(counted)).toEqual(["201 characters, 1 citation", "5 of 200, no citation"]);
  expect(paragraphs(" \n\n ")).toEqual([]);
});

test("a mark goes in where the cursor is, with spaces where words are", () => {
  const second = { scenario: 2, seconds: 65 };
  expect(withMark("She sawit", 7, second)).toEqual({ text: "She saw [2, 1:05] it", cursor: 18 });
  expect(withMark("She saw.", 7, second).text).toBe("She saw [2, 1:05].");
  expect(withMark("", 0, second).text).toBe("[2, 1:05]");
});

test("a time and words are told from words", () => {
  expect(typed("3:04 says why")).toEqual({ seconds: 184, words: "says why" });
  expect(typed("12:55")).toEqual({ seconds: 775, words: "" });
  expect(typed("the queue")).toEqual({ seconds: null, words: "the queue" });
});
