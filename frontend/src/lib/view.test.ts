import { expect, test } from "vitest";
import { param, parseSearch, readView, writeSearch, writeView } from "./view";

const SCHEMA = {
  q: param.list(),
  from: param.text("now-1h"),
  open: param.flag(),
  sort: param.choice(["size", "name"]),
  line: param.number(),
  columns: param.names(),
};

test("a view goes into an address and comes back", () => {
  const view = {
    q: ['sum by (x) (rate(a{b="c d"}[1m]))', "up"],
    from: "now-30m",
    open: true,
    sort: "name" as const,
    line: 12,
    columns: ["a", "b"],
  };
  const text = writeSearch(writeView(SCHEMA, view));
  expect(readView(SCHEMA, parseSearch(text))).toEqual(view);
});

test("what is as it is by itself stays out of the address", () => {
  const view = readView(SCHEMA, {});
  expect(view).toEqual({ q: [], from: "now-1h", open: false, sort: "size", line: null, columns: [] });
  expect(writeSearch(writeView(SCHEMA, view))).toBe("");
});

test("a person can read an address", () => {
  const text = writeSearch({
    q: "service:billing level:error",
    from: "2026-05-12T14:02Z",
    z: "now-1h~now",
    columns: "a,b",
  });
  expect(text).toBe("?q=service:billing+level:error&from=2026-05-12T14:02Z&z=now-1h~now&columns=a,b");
});

test.each(["a+b", "100%", "x&y=z#f", "ä \u2009 →", "%3A"])("%s survives an address", (value) => {
  expect(parseSearch(writeSearch({ q: value })).q).toBe(value);
});

test("parameters of others stay when one changes", () => {
  expect(writeView(SCHEMA, { open: true, from: "now-1h" }, { other: "1", from: "now-3h" })).toEqual({
    other: "1",
    open: "1",
  });
});

test("nonsense in an address is the default", () => {
  expect(readView(SCHEMA, { sort: "sideways", line: "x", open: "yes" })).toMatchObject({
    sort: "size",
    line: null,
    open: false,
  });
});
