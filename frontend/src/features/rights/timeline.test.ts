import { describe, expect, it } from "vitest";
import type { MomentView } from "../../api/types";
import { firstOfDays, lasted, only, sections } from "./timeline";

const moment = (at: number, what: string, more: Partial<MomentView> = {}): MomentView => ({
  at,
  by: "you",
  kind: "asked",
  what,
  text: "",
  scenario: null,
  until: null,
  ...more,
});
const PHASE = { kind: "phase", by: "them" };
const DAY = [
  moment(1, "Checked this browser"),
  moment(2, "Began: Orders are slow", PHASE),
  moment(3, "Asked Logs, search"),
  moment(4, "A hint, shown", { by: "them", kind: "told" }),
  moment(5, "Paused", PHASE),
  moment(6, "Discussion of Orders are slow", PHASE),
  moment(7, "The end", PHASE),
  moment(8, "Said how it was"),
];

describe("the timeline", () => {
  it("has a section for what was before, each part, and after", () => {
    expect(sections(DAY).map(({ title, moments }) => [title, moments.length])).toEqual([
      ["Before the interview", 1],
      ["Orders are slow", 3],
      ["Discussion of Orders are slow", 0],
      ["The end", 1],
    ]);
  });
  it("tells each day once, by the clocks of the reader", () => {
    const late = Date.UTC(2026, 10, 26, 23, 50);
    const parts = sections([
      moment(late, "Checked this browser"),
      moment(late + 60_000, "Agreed"),
      moment(late + 600_000, "Began: Scenario 1", PHASE),
      moment(late + 660_000, "Asked Logs, lines"),
    ]);
    const told = (zone: string) => [...firstOfDays(parts, zone)].map((one) => ("title" in one ? one.title : one.what));
    expect(told("UTC")).toEqual(["Before the interview", "Scenario 1"]);
    expect(told("Asia/Tokyo")).toEqual(["Before the interview"]);
  });
  it("shows what somebody did, or was told, alone", () => {
    const [, work] = only(sections(DAY), "them");
    expect(work?.moments.map(({ what }) => what)).toEqual(["A hint, shown", "Paused"]);
    expect(only(sections(DAY), "you").flatMap(({ moments }) => moments)).toHaveLength(3);
  });
  it("says how long a page was open", () => {
    expect(lasted(moment(0, "Opened Logs", { until: 400 }))).toBe("for 1 s");
    expect(lasted(moment(0, "Opened Logs", { until: 125_000 }))).toBe("for 2 min 5 s");
    expect(lasted(moment(0, "Asked"))).toBe("");
  });
});
