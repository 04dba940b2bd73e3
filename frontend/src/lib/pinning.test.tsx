import { afterEach, beforeEach, expect, test } from "vitest";
import { meantByButton, meantByKey, pinned, thinned, watchPointing } from "./pinning";

let stop: () => void;
let now = 0;

beforeEach(() => {
  document.body.innerHTML = `
    <section id="lane" data-pin-lane="" data-pin='${JSON.stringify({ title: "Lane" })}'>
      <button id="curve" data-pin='${JSON.stringify({ title: "Curve" })}'>503 <b data-pin-value="">179</b></button>
    </section>
    <div id="list" tabindex="0"><div id="row" data-pin='${JSON.stringify({ title: "Row" })}'>a</div></div>`;
  stop = watchPointing();
});
afterEach(() => stop());

const at = (id: string) => document.getElementById(id)!;
function event(type: string, target: Element, more = {}) {
  const made = Object.assign(new Event(type, { bubbles: true }), more);
  now += 1000;
  Object.defineProperty(made, "timeStamp", { value: now });
  target.dispatchEvent(made);
}

test("a key means what the pointer is on, with the value that stands there", () => {
  event("pointermove", at("curve"));
  expect(meantByKey()).toEqual({ title: "Curve", value: "179" });
});

test("whoever moves by keys means the row they are on, wherever the pointer rests", () => {
  event("pointermove", at("curve"));
  at("list").setAttribute("aria-activedescendant", "row");
  at("list").focus();
  event("keydown", at("list"), { key: "j" });
  expect(meantByKey()?.title).toBe("Row");
  event("pointermove", at("curve"));
  expect(meantByKey()?.title).toBe("Curve");
});

test("a button means what is chosen, or the lane where the pointer stayed, and nothing it passed", () => {
  event("pointermove", at("row"));
  event("pointermove", document.body);
  expect(meantByButton()).toBeNull();
  event("pointermove", at("curve"));
  event("pointermove", document.body);
  expect(meantByButton()?.title).toBe("Curve");
  at("row").setAttribute("aria-selected", "true");
  expect(meantByButton()?.title).toBe("Row");
});

test("an element says what it is", () => {
  expect(pinned({ title: "x", mark: { line: "7" } }, true)).toEqual({
    "data-pin": '{"title":"x","mark":{"line":"7"}}',
    "data-pin-open": "",
  });
  expect(pinned(undefined)).toEqual({});
});

test("a long curve is kept by a few of its values, the last among them", () => {
  const values = Array.from({ length: 1000 }, (_, index) => (index === 500 ? null : index));
  expect(thinned(values)).toHaveLength(32);
  expect(thinned(values).at(-1)).toBe(999);
  expect(thinned([1.23456, null])).toEqual([1.23, null]);
});
