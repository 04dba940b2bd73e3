import { expect, test } from "vitest";
import type { EntryView, KeptView } from "../../api/types";
import { addressOf, linkTo, viewTitle } from "./address";
import { sparkParts } from "./spark";
import { ago, caption, history, sparkOf, spotOf } from "./words";

const ENTRY: EntryView = {
  id: "h1",
  place: 1,
  kind: "hypothesis",
  text: "x",
  state: "open",
  written: 0,
  written_into: 130_000,
  changed: 0,
  changed_into: 130_000,
  judged: [],
  pins: [],
  by: "",
};

test("when it was written, and what became of it", () => {
  expect(history(ENTRY)).toBe("written 2:10 into the scenario");
  const judged = [{ state: "refuted", time: 105_000, into: 235_000 }];
  expect(history({ ...ENTRY, judged, changed: 105_000, changed_into: 235_000 })).toBe(
    "written 2:10, ruled out 3:55 into the scenario",
  );
  expect(history({ ...ENTRY, changed: 9000, changed_into: 408_000 })).toBe(
    "written 2:10, changed 6:48 into the scenario",
  );
});

test("where a pin is from", () => {
  const pin = {
    id: "p",
    place: 1,
    time: 0,
    into: 0,
    entry: "",
    against: false,
    value: "134",
    mark: {},
    line: "",
    by: "",
  };
  const of = (part: Partial<KeptView>) =>
    caption({ ...pin, title: "Heap used", address: "/interview/1/metrics", ...part });
  expect(of({ address: "/interview/1/metrics?from=now-48h" })).toBe("Metrics, last 48 h");
  expect(of({ line: "It climbs" })).toBe("Metrics, Heap used");
  expect(of({ mark: { spark: "1,2" } })).toBe("Metrics, 134");
  expect(of({ address: "/interview/1/logs?from=2026-05-12T14:00Z&to=2026-05-12T14:15Z" })).toBe(
    "Logs, 12 May 14:00 to 12 May 14:15",
  );
  expect(of({ title: "Services", address: "/interview/1/services" })).toBe("The page as it stands");
  expect(spotOf("/interview/1/traces/0af7?span=1").word).toBe("Trace");
  expect(spotOf("/interview/1/traces/compare").word).toBe("Two traces");
  expect(spotOf("/interview/1").word).toBe("Briefing");
});

test("an address is the view alone, with the crosshair and what is pinned in it", () => {
  expect(addressOf("/interview/1/logs", "?q=a&notebook=1&events=1&z=x", null)).toBe("/interview/1/logs?q=a");
  expect(addressOf("/interview/1/logs", "?q=a", 7.4, { line: "3" })).toBe("/interview/1/logs?q=a&line=3&at=7");
  expect(linkTo("/interview/1/logs?q=a?b&line=3")).toEqual({
    to: "/interview/1/logs",
    search: { q: "a?b", line: "3", notebook: "1" },
  });
});

test("a view of which nothing is chosen is called as what was asked", () => {
  expect(viewTitle("Logs", "?q=level:error")).toBe("Logs: level:error");
  expect(viewTitle("Metrics", "?q=a&q=b")).toBe("Metrics, 2 lanes");
  expect(viewTitle("Metrics", "")).toBe("Metrics, the first lanes");
  expect(viewTitle("Services", "")).toBe("Services");
});

test("how long ago it was saved does not tick", () => {
  expect([0, 4000, 14_000, 61_000].map(ago)).toEqual(["saved", "saved", "saved 10 s ago", "saved 1 min ago"]);
});

test("a spark is a piece for each stretch without a gap", () => {
  expect(sparkOf({ spark: "1,,3" })).toEqual([1, null, 3]);
  expect(sparkParts([0, 1, null, 1, 0], 100, 32)).toEqual(["M0.0 29.0L25.0 3.0", "M75.0 3.0L100.0 29.0"]);
  expect(sparkParts([5], 100, 32)).toEqual([]);
});
