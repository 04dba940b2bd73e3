import { expect, test } from "vitest";
import type { CockpitView, PhaseShown, RungShown, ScenarioDesk } from "../../api/types";
import { asStaff, inWords, viewOfThen } from "./addresses";
import { agenda, mmss, nextChange, pace, sinceBegun, ticked, total } from "./clock";
import { due, loadInWords, look, numbered } from "./ladder";
import { lines, tagText, toggled } from "./notes";
import { nextStep } from "./steps";
import { axis, boxes, marks, ticks } from "./strip";

const rung = (told: Partial<RungShown>): RungShown => ({
  place: 0,
  level: 1,
  text: "What would you expect?",
  minute: 180_000,
  standing: "eligible",
  wait: 0,
  why: "",
  target: "E1.1",
  given: null,
  ...told,
});
const phase = (no: number, told: Partial<PhaseShown>): PhaseShown => ({
  no,
  part: "work",
  title: "Scenario 1",
  scenario: 1,
  length: 840_000,
  spent: 0,
  at: null,
  state: "coming",
  ...told,
});
const desk = (told: Partial<ScenarioDesk>): ScenarioDesk =>
  ({ length: 840_000, worked: 0, tools: [], steps: [], hints: [], ...told }) as ScenarioDesk;
const cockpit = (told: object): CockpitView =>
  ({
    now: 1000,
    clock: { phase: 1, elapsed: 60_000, length: 840_000, running: true, drift: 5000, wrap_up_keeps: 0, wrap_up: 0 },
    candidate: { last_act: 0 },
    ...told,
  }) as CockpitView;

test("times are minutes and seconds", () => {
  expect([0, 999, 60_000, 287_000, 3_860_000, -30_000, null].map(mmss)).toEqual([
    "0:00",
    "0:00",
    "1:00",
    "4:47",
    "1:04:20",
    "−0:30",
    "–",
  ]);
  expect([4000, 70_000, -40_000].map(pace)).toEqual(["on the plan", "1:10 behind the plan", "0:40 ahead of the plan"]);
});

test("the clock runs on between two states, and stands while it is paused", () => {
  expect(ticked(cockpit({}), 11_000)).toMatchObject({ elapsed: 70_000, left: 770_000, drift: 5000, quiet: 11_000 });
  const clock = { ...cockpit({}).clock, elapsed: 835_000 };
  expect(ticked(cockpit({ clock }), 11_000)).toMatchObject({ left: -5000, drift: 10_000, share: 1 });
  const paused = { ...cockpit({}).clock, running: false };
  expect(ticked(cockpit({ clock: paused }), 11_000)).toMatchObject({ elapsed: 60_000, quiet: 1000 });
});

test("the next change is a hint's minute or the end of the silence, whichever is first", () => {
  const later = rung({ standing: "later", wait: 45_000 });
  expect(nextChange(cockpit({}), desk({ hints: [later] }), 11_000)).toBe(35_000);
  const quiet = desk({ hints: [rung({ standing: "quiet" }), later] });
  expect(nextChange(cockpit({}), quiet, 11_000)).toBe(19_000);
  expect(nextChange(cockpit({}), desk({ hints: [rung({ standing: "sent" })] }), 11_000)).toBeNull();
});

test("a scenario that is to come is one line of the agenda", () => {
  const phases = [
    phase(0, { part: "introduction", title: "Introduction", scenario: null, state: "past", spent: 262_000 }),
    phase(1, { state: "now" }),
    phase(2, { part: "discussion", length: 180_000 }),
    phase(3, { title: "Scenario 2", scenario: 2, at: Date.UTC(2026, 5, 1, 13, 22) }),
    phase(4, { title: "Scenario 2", scenario: 2, part: "discussion", length: 180_000 }),
  ];
  expect(agenda(phases, 553_000, "Europe/Berlin").map(({ title, figure }) => `${title}: ${figure}`)).toEqual([
    "Introduction: 4:22",
    "Scenario 1, investigate: 9:13 of 14",
    "Scenario 1, discuss: 3 min",
    "Scenario 2: 17 min, 15:22",
  ]);
});

test("how long it takes as it stands is what was spent and what is planned of the rest", () => {
  const spent = [
    phase(0, { part: "introduction", scenario: null, length: 240_000, state: "past", spent: 3000 }),
    phase(1, { state: "past", spent: 303_000 }),
    phase(2, { part: "discussion", length: 180_000, state: "skipped" }),
  ];
  const wrapUp = phase(3, { part: "wrap_up", scenario: null, length: 3_294_000, state: "now", spent: 1000 });
  expect(total([...spent, wrapUp])).toBe(3_600_000);
  expect(total([phase(0, {}), phase(1, { length: 180_000 })])).toBe(1_020_000);
});

test("the next step of an hour is one button", () => {
  const phases = [phase(0, { state: "past" }), phase(1, { state: "now" }), phase(2, { part: "discussion" })];
  const clock = cockpit({}).clock;
  expect(nextStep({ state: "lobby", phases, clock })).toMatchObject({ kind: "admit" });
  expect(nextStep({ state: "live", phases, clock })).toMatchObject({ label: "Discuss", told: { phase: 2 } });
  expect(nextStep({ state: "paused", phases: phases.slice(0, 2), clock })).toMatchObject({ kind: "end" });
  expect(nextStep({ state: "ended", phases, clock })).toBeNull();
});

test("a hint says how it stands and what a press of it does", () => {
  const now = { ran: 13_000, quiet: 34_000, mayReveal: false };
  expect(look(rung({ standing: "later", wait: 180_000 }), now)).toMatchObject({ badge: "in 2:47", press: "reason" });
  expect(look(rung({ standing: "moot" }), now)).toMatchObject({ badge: "not needed", press: "reason" });
  expect(look(rung({}), now)).toMatchObject({ press: "send", why: "step E1.1 is missing; quiet for 34 s, 30 needed" });
  expect(look(rung({}), { ...now, quiet: 29_000 }).press).toBe("hold");
  expect(look(rung({ standing: "discussion" }), now).press).toBe("none");
  expect(look(rung({ standing: "discussion" }), { ...now, mayReveal: true }).press).toBe("reveal");
});

test("the key means the hint that is due, else the next one", () => {
  const [sent, later, order] = [
    rung({ standing: "sent" }),
    rung({ place: 1, standing: "later" }),
    rung({ standing: "order" }),
  ];
  expect(due([sent, later])).toBe(later);
  expect(due([order, rung({ place: 2, standing: "quiet" })])?.place).toBe(2);
  expect(due([sent])).toBeNull();
});

test("steps stand by their numbers, and load by what it is worth", () => {
  const steps = [
    { id: "E1.1", bonus: false },
    { id: "E1.6", bonus: true },
    { id: "E1.10", bonus: false },
  ];
  expect(numbered("step E1.10 is missing", steps)).toBe("step 2 is missing");
  expect(numbered("step E1.6 is exposed", steps)).toBe("a bonus step is exposed");
  expect([loadInWords(0.5, 1), loadInWords(1.5, 2), loadInWords(2, 1), loadInWords(3.5, 2)]).toEqual([
    "load 0.5 of 0.5 for a 3",
    "load 1.5 of 1.5 for a 2",
    "load 2: one hint, a 2 at most",
    "load 3.5: a 1 at most",
  ]);
});

test("addresses in words, and where they open for staff", () => {
  expect(inWords("/interview/1/traces/0af7")).toBe("Traces, one trace");
  expect(inWords("/interview/1/logs?q=level:error")).toBe("Logs, level:error");
  expect(["/interview", "/interview/2", ""].map(inWords)).toEqual(["Start page", "Briefing", ""]);
  const scenarios = [{ number: 1, incident: "inc1" }];
  expect(asStaff("/interview/1/logs?q=a&q=b", scenarios)).toEqual({
    to: "/staff/incidents/inc1/logs",
    search: { q: ["a", "b"] },
  });
  expect(
    ["javascript:alert(1)", "/interview/2/logs", "//evil.example/interview/1/logs"].map((one) =>
      asStaff(one, scenarios),
    ),
  ).toEqual([null, null, null]);
});

test("the strip draws stays, marks and hints to scale", () => {
  const told = desk({
    tools: [
      { tool: "metrics", start: 0, end: 84_000 },
      { tool: "logs", start: 84_000, end: 900_000 },
    ],
    steps: [
      { id: "a", text: "A", bonus: false, exposed: { at: 84_000 } },
      { id: "b", text: "B", bonus: true, exposed: { at: 85_000 } },
      { id: "c", text: "C", bonus: false, exposed: null, cited: null, recognised: { at: 420_000 } },
    ] as never,
    hints: [
      rung({ standing: "sent", given: { at: 200_000 } as never }),
      rung({ place: 1, minute: 360_000, standing: "later" }),
    ],
  });
  expect(boxes(told, 840).map(({ left, width }) => [left, width])).toEqual([
    [0, 83],
    [84, 755],
  ]);
  expect(marks(told, 840)).toEqual([
    { left: 84, text: "1", title: "A; B" },
    { left: 420, text: "2", title: "C" },
  ]);
  expect(ticks(told, 840).map(({ left, kind }) => [left, kind])).toEqual([
    [180, "hint"],
    [360, "next"],
    [200, "sent"],
  ]);
  expect(axis(told, 840).map(({ at }) => at)).toEqual([0, 180_000, 360_000, 840_000]);
});

test("notes and flags are one list, newest first", () => {
  const note = { no: 1, time: 5, text: "x", criteria: [] } as never;
  const flag = { no: 2, time: 9, flag: "notes" } as never;
  expect(lines([note], [flag])).toEqual([flag, note]);
  expect([tagText("cause"), tagText("communication")]).toEqual(["4 Cause", "communication"]);
  expect(toggled(toggled([], "cause"), "cause")).toEqual([]);
});

test("a time opens what was on the screen then: the view while it runs, its moment in the replay afterwards", () => {
  const at = (state: string, address: string) => viewOfThen({ id: "i1", state }, 61_000.4, address)?.href ?? null;
  expect(at("live", "/interview/1/logs?q=level%3Aerror")).toBe("/staff/follow/i1/1/logs?q=level%3Aerror");
  expect([at("live", ""), at("paused", "javascript:alert(1)")]).toEqual([null, null]);
  expect([at("ended", ""), at("aborted", "/interview/1/logs")]).toEqual(
    Array(2).fill("/staff/interviews/i1/replay?at=61000"),
  );
});

test("beside the time of the scenario stands that of the interview, from the moment the introduction began", () => {
  const begun = { phases: [phase(0, { at: 1000, spent: 5, state: "past" }), phase(1, { at: 9000 })] };
  expect([sinceBegun(begun, 62_000), sinceBegun(begun, 10), sinceBegun({ phases: [phase(0, { at: 5 })] }, 9)]).toEqual([
    "1:01",
    "",
    "",
  ]);
});
