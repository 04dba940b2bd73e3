import { expect, test } from "vitest";
import type { Call, Node, PathCall, PathNode, ServiceGraph, TracePath, Traffic } from "../../api/types";
import { changesText, comparison, isUnsure, labelOf, rateText, storedText, toneOf } from "./changes";
import { suggest } from "./FilterField";
import { layOut } from "./layout";
import { aroundTrace, callText, overlaid, shareText } from "./overlay";
import { neighbour, pictureOf, shapeOf, smooth } from "./picture";
import { endedAt, firstStretches, logHeights, moved, nextStretch, STEP } from "./stretches";
import { readOpened, SERVICES } from "./view";

const MINUTE = 60_000;

const traffic = (rate: number, errors = 0, p95 = 10): Traffic => ({
  rows: rate * 60,
  failed_rows: Math.round(rate * 60 * errors),
  total: rate * 60,
  rate,
  errors: rate ? errors : null,
  p50_ns: 5e6,
  p95_ns: p95 * 1e6,
  p99_ns: 20e6,
  traces: rate * 60,
  scatter: rate * 60,
});
const node = (id: string, rest: Partial<Node> = {}): Node => ({
  id,
  name: id,
  kind: "service",
  hosts: [],
  group: "",
  sends: false,
  before: traffic(1),
  during: traffic(1),
  changes: [],
  found: false,
  hidden: false,
  ...rest,
});
const call = (caller: string, callee: string, rest: Partial<Call> = {}): Call => ({
  caller,
  callee,
  before: traffic(1),
  during: traffic(1),
  changes: [],
  found: false,
  hidden: false,
  ...rest,
});
const graph = (nodes: Node[], calls: Call[]): ServiceGraph => ({
  nodes,
  calls,
  start: 0,
  end: 1,
  before_start: null,
  before_end: null,
  found: 0,
  left_out: 0,
  rows: 120,
  total: 120,
  complete_until: null,
  took_ms: 1,
});

const SHOP = graph(
  [node("web"), node("cart"), node("auth"), node("db", { kind: "database" })],
  [call("", "web"), call("web", "cart"), call("web", "auth"), call("cart", "db"), call("auth", "db")],
);
const LOOKING = { view: "difference", label: "change", finding: false, focus: null, overlay: null } as const;
const drawn = (shown: ServiceGraph, looking: Parameters<typeof pictureOf>[2] = LOOKING) =>
  pictureOf(shown, layOut(shapeOf(shown)), looking);

test("callers stand left of those they call, and no two boxes meet", () => {
  const { nodes } = drawn(SHOP);
  const at = Object.fromEntries(nodes.map((one) => [one.node.id, one]));
  expect(at.web!.x + at.web!.width).toBeLessThan(at.cart!.x);
  expect(at.cart!.x + at.cart!.width).toBeLessThan(at.db!.x);
  expect(Math.abs(at.cart!.y - at.auth!.y)).toBeGreaterThan(40);
});

test("the places depend on names and calls alone, not on figures, filters or the order they come in", () => {
  const other = graph(
    SHOP.nodes.toReversed().map((one) => ({ ...one, during: traffic(900, 1), found: true })),
    SHOP.calls.toReversed(),
  );
  expect(layOut(shapeOf(other))).toEqual(layOut(shapeOf(SHOP)));
});

test("a host taken out of its group stands under it and moves nothing", () => {
  const others = node("others of web", { kind: "external", hosts: ["a", "b"], name: "2 other hosts" });
  const before = graph([...SHOP.nodes, others], [...SHOP.calls, call("web", others.id)]);
  const after = graph([...before.nodes, node("c", { group: others.id })], [...before.calls, call("web", "c")]);
  const [still, moving] = [drawn(before), drawn(after)];
  for (const one of still.nodes)
    expect(moving.nodes.find(({ node: { id } }) => id === one.node.id)).toMatchObject({ x: one.x, y: one.y });
  const [group, host] = ["others of web", "c"].map((id) => moving.nodes.find((one) => one.node.id === id)!);
  expect(host!.y).toBeGreaterThan(group!.y + 40);
});

test("what is hidden goes, with what only it called; what is not found is dim, but not the ends of a found call", () => {
  const hidden = drawn(
    graph(
      SHOP.nodes,
      SHOP.calls.map((one) => (one.callee === "db" ? { ...one, hidden: true } : one)),
    ),
  );
  expect(hidden.nodes.map((one) => one.node.id)).toEqual(["web", "cart", "auth"]);
  const calls = SHOP.calls.map((one) => (one.callee === "cart" ? { ...one, found: true } : one));
  const found = drawn(graph(SHOP.nodes, calls), { ...LOOKING, finding: true });
  expect(found.nodes.filter((one) => !one.dim).map((one) => one.node.id)).toEqual(["web", "cart"]);
});

test("arrow keys go along calls, and up and down within a column", () => {
  const picture = drawn(SHOP);
  const [upper, lower] = ["cart", "auth"].toSorted(
    (a, b) => picture.nodes.find((n) => n.node.id === a)!.y - picture.nodes.find((n) => n.node.id === b)!.y,
  );
  expect(["cart", "auth"]).toContain(neighbour(picture, "web", "ArrowRight"));
  expect(neighbour(picture, "cart", "ArrowLeft")).toBe("web");
  expect(neighbour(picture, upper!, "ArrowDown")).toBe(lower);
  expect(neighbour(picture, upper!, "ArrowUp")).toBeNull();
  expect(neighbour(picture, "web", "ArrowLeft")).toBeNull();
});

test("labels of calls do not cover each other", () => {
  const calls = SHOP.calls.map((one) => ({ ...one, changes: ["slower"], during: traffic(1, 0, 40) }));
  const labels = drawn(graph(SHOP.nodes, calls)).calls.map(({ labelAt }) => labelAt);
  for (const [place, a] of labels.entries())
    for (const b of labels.slice(place + 1)) expect(Math.abs(a.x - b.x) > 20 || Math.abs(a.y - b.y) >= 19).toBe(true);
});

test("a curve leaves and arrives level", () => {
  expect(
    smooth([
      { x: 0, y: 0 },
      { x: 10, y: 4 },
    ]),
  ).toBe("M0 0C5 0 5 4 10 4");
});

test("what changed has a tone and words", () => {
  const worse = call("a", "b", { during: traffic(5, 0.5), changes: ["more_errors", "more_calls"] });
  expect([toneOf(worse, "difference"), labelOf(worse, "difference", "change")]).toEqual(["error", "50 % errors"]);
  const more = call("a", "b", { during: traffic(719), before: traffic(62), changes: ["more_calls"] });
  expect([toneOf(more, "difference"), labelOf(more, "difference", "change")]).toEqual(["during", "719/s, was 62"]);
  const gone = call("a", "b", { during: traffic(0), changes: ["gone"] });
  expect([toneOf(gone, "difference"), labelOf(gone, "difference", "change")]).toEqual(["before", "gone"]);
  expect(labelOf(gone, "during", "rate")).toBe("");
  expect(labelOf(call("a", "b"), "difference", "change")).toBe("");
  expect(toneOf(worse, "before")).toBe("same");
  expect(toneOf(worse, "during")).toBe("error");
  expect(rateText(0.00667)).toBe("0.007/s");
});

test("before and during stand beside each other; small differences have no colour", () => {
  const rows = comparison(call("a", "b", { before: traffic(1), during: traffic(100, 1, 11) }));
  expect(rows.map(({ name, change, tone }) => [name, change, tone])).toEqual([
    ["Calls", "×100", "more"],
    ["Errors", "+\u2009100", "more"],
    ["p50", "same", "none"],
    ["p95", "+10.0 %", "none"],
    ["p99", "same", "none"],
  ]);
});

test("stretches stand in the range at first, and move in whole steps within what was recorded", () => {
  const range = { start: 0, end: 60 * MINUTE };
  const { before, during } = firstStretches(range);
  expect([before, during]).toEqual([
    { start: 12 * MINUTE, end: 30 * MINUTE },
    { start: 55 * MINUTE, end: 60 * MINUTE },
  ]);
  expect(moved(during, 9 * MINUTE, "both", range)).toEqual(during);
  expect(moved(during, -3 * MINUTE - 4000, "both", range)).toEqual({ start: 52 * MINUTE, end: 57 * MINUTE });
  expect(moved(during, 99 * MINUTE, "start", range)).toEqual({ start: 60 * MINUTE - STEP, end: 60 * MINUTE });
  expect(moved(before, -99 * MINUTE, "end", range)).toEqual({ start: 12 * MINUTE, end: 12 * MINUTE + STEP });
  expect(nextStretch({ start: 0, end: 4 * MINUTE }, range)).toEqual({ start: 2 * MINUTE, end: 6 * MINUTE });
  expect(nextStretch(during, range)).toBeNull();
  expect(logHeights([0, 9, 99])).toEqual([0.03, 0.5, 1]);
});

test("the address says what is open, and when", () => {
  expect(readOpened("web > cart")).toEqual({ caller: "web", callee: "cart" });
  expect(readOpened("others of web")).toEqual({ node: "others of web" });
  expect(readOpened(" > web")).toEqual({ caller: "", callee: "web" });
  const stretch = { start: Date.UTC(2026, 4, 12, 14), end: Date.UTC(2026, 4, 12, 14, 5, 10) };
  expect(SERVICES.before.write(stretch)).toBe("2026-05-12T14:00Z~2026-05-12T14:05:10Z");
  expect(SERVICES.before.read("2026-05-12T14:00Z~2026-05-12T14:05:10Z")).toEqual(stretch);
  expect(SERVICES.before.read("nonsense")).toBeNull();
  expect(SERVICES.camera.read(SERVICES.camera.write({ x: 1.4, y: -2, size: 0.51234 }))).toEqual({
    x: 1,
    y: -2,
    size: 0.512,
  });
});

test("fields are suggested as they are typed, values are not", async () => {
  expect((await suggest("er", 2)).map(({ text }) => text)).toEqual(["errors"]);
  expect((await suggest("errors > 5% and p", 17)).map(({ text }) => text)).toEqual(["p95", "p50", "p99"]);
  expect(await suggest("name ~ p", 8)).toEqual([]);
});

const pathCall = (caller: string, callee: string, rest: Partial<PathCall> = {}): PathCall => ({
  caller,
  callee,
  calls: 1,
  failed: 0,
  total_ns: 4e6,
  self_ns: 2e6,
  critical_ns: 0,
  ...rest,
});
const pathNode = (name: string, self_ns: number, rest: Partial<PathNode> = {}): PathNode => ({
  name,
  kind: "service",
  spans: 1,
  errors: 0,
  self_ns,
  critical_ns: 0,
  ...rest,
});
const TRACE: TracePath = {
  trace_id: "a",
  start: 60 * MINUTE + 4_000,
  duration_ns: 10e6,
  root_service: "web",
  root_name: "GET /",
  spans: 3,
  errors: 1,
  self_ns: 10e6,
  nodes: [pathNode("cart", 8e6, { errors: 1, critical_ns: 8e6 }), pathNode("web", 2e6)],
  calls: [pathCall("web", "cart", { calls: 2, failed: 1, self_ns: 8e6, critical_ns: 8e6 }), pathCall("", "web")],
  took_ms: 1,
};

test("of a trace over the graph its own calls are strong, with how many, their time and what failed", () => {
  const { graph: whole, overlay } = overlaid(SHOP, TRACE);
  const { nodes, calls } = drawn(whole, { ...LOOKING, overlay });
  expect(nodes.filter(({ dim }) => !dim).map(({ node: { id }, rate, p95 }) => [id, rate, p95])).toEqual([
    ["web", "20 %", "2.00 ms"],
    ["cart", "80 %", "8.00 ms"],
  ]);
  expect(nodes.map(({ x, y }) => [x, y])).toEqual(drawn(SHOP).nodes.map(({ x, y }) => [x, y]));
  expect(calls.filter(({ dim }) => !dim)).toMatchObject([
    { key: "web > cart", label: "2× 8.00 ms, 1 failed", tone: "error", critical: true, dashed: false },
  ]);
  expect(calls.at(-1)!.inTrace).toContain(
    "in this trace 2 calls, 1 failed, 8.00 ms self time, 80 % of all, 8.00 ms on the critical path",
  );
  expect(calls.filter(({ dim, label }) => dim && label !== "")).toEqual([]);
});

test("a call of the trace that the graph hides, left out or has none of in the stretch is there, dashed", () => {
  const quiet = call("web", "cart", { during: traffic(0), hidden: true });
  const shop = graph([node("web"), node("cart", { hidden: true })], [quiet]);
  const path = { ...TRACE, calls: [...TRACE.calls, pathCall("cart", "rare.example", { calls: 3 })] };
  const { graph: whole, overlay } = overlaid(shop, {
    ...path,
    nodes: [...TRACE.nodes, pathNode("rare.example", 1e6, { kind: "external" })],
  });
  const { nodes, calls } = drawn(whole, { ...LOOKING, overlay });
  expect(calls.map(({ key, dashed, dim }) => [key, dashed, dim])).toEqual([
    ["web > cart", true, false],
    ["cart > rare.example", true, false],
  ]);
  expect(nodes.map(({ node: { id, kind } }) => `${id} ${kind}`)).toContain("rare.example external");
});

test("hosts that are drawn as one are one in the trace as well", () => {
  const others = node("others of web", { kind: "external", hosts: ["a", "b"], name: "2 other hosts" });
  const path = {
    ...TRACE,
    nodes: [pathNode("a", 1e6), pathNode("b", 2e6)],
    calls: [pathCall("web", "a", { failed: 1 }), pathCall("web", "b", { calls: 4 })],
  };
  const { graph: whole, overlay } = overlaid(graph([node("web"), others], [call("web", others.id)]), path);
  expect(whole.calls).toHaveLength(1);
  expect(overlay.nodes.get(others.id)).toMatchObject({ spans: 2, self_ns: 3e6 });
  expect(overlay.calls.get(`web > ${others.id}`)).toMatchObject({ calls: 5, failed: 1, self_ns: 4e6 });
});

test("the stretch of a trace is a minute with it in the middle, or all of it", () => {
  expect(aroundTrace(TRACE)).toEqual({ start: 60 * MINUTE - 30_000, end: 60 * MINUTE + 40_000 });
  expect(aroundTrace({ ...TRACE, start: 0, duration_ns: 125e9 })).toEqual({ start: 0, end: 130_000 });
  expect([0, 0.0004, 0.004, 0.08, 0.456].map(shareText)).toEqual(["0 %", "< 0.1 %", "0.4 %", "8 %", "46 %"]);
  expect(callText(pathCall("a", "b", { calls: 1200, self_ns: 5e9 }))).toBe("1,200× 5.00 s");
  expect(callText(pathCall("a", "b", { failed: 1 }))).toBe("2.00 ms, failed");
});

test("what too few traces are stored of is said to be unknown, faint and without a colour", () => {
  const few = { before: traffic(1), during: { ...traffic(6.83), traces: 1 }, changes: [] };
  expect(isUnsure(few)).toBe(true);
  expect(changesText(few)).toBe("too few stored to say");
  expect(toneOf(few, "difference")).toBe("same");
  expect(new Set(comparison(few).map(({ change }) => change))).toEqual(new Set([""]));
  expect(new Set(comparison(few).map(({ tone }) => tone))).toEqual(new Set(["none"]));
  expect(changesText({ before: traffic(1), during: traffic(1), changes: [] })).toBe("about the same");
  expect(storedText({ ...traffic(1), traces: 1 })).toBe("60 stored, in 1 trace");
  expect(storedText(traffic(0))).toBe("no calls stored");
});

test("a stretch that reaches where traces have not ended can end where they have", () => {
  const during = { start: 0, end: 10 * MINUTE };
  expect(endedAt(during, 9.5 * MINUTE)).toBeNull();
  expect(endedAt(during, 8 * MINUTE + 1)).toEqual({ start: -2 * MINUTE, end: 8 * MINUTE });
});
