import { expect, test } from "vitest";
import { LONGEST, linePieces, wholeText } from "./line-pieces";

const written = (body: string, fields = {}, hidden?: Set<string>) =>
  linePieces({ body, fields }, hidden)
    .map(({ text, key }) => (key ? `[${text}]` : text))
    .join("");

test("keys in the text stand back, values do not", () => {
  expect(written('webhook delivery failed webhook_id=wh_1 status=503 body="upstream connect error"')).toBe(
    'webhook delivery failed [webhook_id=]wh_1 [status=]503 [body=]"upstream connect error"',
  );
  expect(written("a=b ==c x!=y", {})).toBe("[a=]b ==c x!=y");
});

test("fields follow the text, unless it names them or they have a column of their own", () => {
  expect(written("delivered status=200", { status: 200, ms: 405, why: "two words" })).toBe(
    'delivered [status=]200[ ms=]405[ why=]"two words"',
  );
  expect(written("delivered", { event_id: "e1", host: "a", ms: 405 })).toBe(
    "delivered[ ms=]405[ host=]a[ event_id=]e1",
  );
  expect(written("delivered", { status: 200, ms: 405 }, new Set(["ms"]))).toBe("delivered[ status=]200");
});

test("several lines become one, terminal colours go, and what is too long is cut", () => {
  expect(written("\u001b[31mfailed\u001b[0m\n  at module.ts:3")).toBe("failed · at module.ts:3");
  expect(written("x".repeat(5000)).length).toBe(LONGEST);
});

test("a line that is JSON is laid out where it is read whole, and what only begins like it stays", () => {
  expect(wholeText('{"a":1,"b":[2]}')).toBe('{\n  "a": 1,\n  "b": [\n    2\n  ]\n}');
  expect(wholeText("{a} \u001b[31mfailed\u001b[0m")).toBe("{a} failed");
});
