import { expect, test } from "vitest";
import { inText } from "./copy";
import { moment, packet, scenario } from "./made";
import { beside, chosenOf } from "./view";
import { agreement, points, sums } from "./words";

const ONE = scenario(1, { moments: [moment(1000), moment(2000), moment(2000, "recognised")], cause_at: 2000 });
const TWO = scenario(2, { moments: [moment(9000)] });
const WHOLE = packet(scenario(3, { began: false }), ONE, TWO);

test("without a word in the address the cause of the first scenario that began is chosen", () => {
  const { scenario: one, moment: at } = chosenOf(WHOLE, null, null);
  expect([one?.number, at?.at, at?.kind]).toEqual([1, 2000, "recognised"]);
});

test("an address with a moment alone finds its scenario, and one that is not there the nearest", () => {
  expect(chosenOf(WHOLE, null, 9000).scenario?.number).toBe(2);
  expect(chosenOf(WHOLE, 1, 1100).moment?.at).toBe(1000);
  expect(chosenOf(WHOLE, 3, null)).toEqual({ scenario: WHOLE.scenarios[0], moment: null });
});

test("the next moment goes on to the next scenario, and ends with the last", () => {
  const cause = chosenOf(WHOLE, 1, 2000);
  expect(beside(WHOLE, cause, 1)).toEqual({ scenario: 2, at: 9000 });
  expect(beside(WHOLE, cause, -1)).toEqual({ scenario: 1, at: 1000 });
  expect(beside(WHOLE, chosenOf(WHOLE, 2, 9000), 1)).toBeNull();
});

test("a copy's content and cover are what stands in its file", () => {
  const page = `<p>3</p><script type="application/json" id="cover">{"hash":"1"}</script>
<script type="application/json" id="packet">{"about":"\\u003cb"}</script>`;
  expect(inText(page)).toEqual({ kind: "html", content: '{"about":"\\u003cb"}', cover: '{"hash":"1"}' });
  expect(inText(' {"about":1}\n')).toEqual({ kind: "json", content: '{"about":1}', cover: "" });
  expect(inText("<html></html>")).toBeNull();
});

test("sums and agreement are said side by side, without second ratings", () => {
  const raters = [7, 8, 3].map((outcome, no) => ({ outcome, second: no === 2 }));
  const told = { raters, result: { agreement: { exact: 2, within: 3, of: 3 } } } as never;
  expect(sums(told)).toBe("7 and 8");
  expect(agreement(told)).toBe("exact 2 of 3, within 1: 3 of 3");
  expect([points(7.5), points(2), points(null), points(7 / 3)]).toEqual(["7.5", "2", "–", "2.33"]);
});
