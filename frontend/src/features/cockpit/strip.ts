/** The strip of tools under the follow pane as boxes: which was open when, and the marks over it. Pure. */

import type { ScenarioDesk } from "../../api/types";

export type Box = { tool: string; left: number; width: number; start: number; end: number };
export type Mark = { left: number; text: string; title: string };
export type Tick = { left: number; text: string; title: string; kind: "hint" | "next" | "sent" | "end" };

/** The tools' hues: the same in both schemes, and never one that says a status. */
export const HUES: Record<string, string> = {
  briefing: "c10",
  metrics: "c1",
  traces: "c2",
  logs: "c3",
  database: "c9",
  heap: "c6",
  services: "c5",
};

/** The whole of the strip in milliseconds: the planned work, or what was needed if that is more. */
export function lengthOf({ length, worked }: Pick<ScenarioDesk, "length" | "worked">): number {
  return Math.max(length, worked, 1);
}

export function boxes(desk: ScenarioDesk, width: number): Box[] {
  const scale = width / lengthOf(desk);
  return desk.tools.flatMap(({ tool, start, end: until }) => {
    const end = Math.min(lengthOf(desk), until);
    return end > start
      ? [{ tool, left: start * scale, width: Math.max(1, (end - start) * scale - 1), start, end }]
      : [];
  });
}

/** Numbers of required steps and a plus for others, where they were reached first; of those that meet, the first. */
export function marks(desk: ScenarioDesk, width: number, apart = 15): Mark[] {
  const scale = width / lengthOf(desk);
  let no = 0;
  const found = desk.steps.flatMap((step) => {
    const number = step.bonus ? "+" : String(++no);
    const at = step.exposed?.at ?? step.cited?.at ?? step.recognised?.at;
    return at === null || at === undefined || at > lengthOf(desk)
      ? []
      : [{ left: at * scale, text: number, title: step.text }];
  });
  const shown: Mark[] = [];
  for (const mark of found.sort((a, b) => a.left - b.left)) {
    const last = shown.at(-1);
    if (last && mark.left - last.left < apart) last.title += `; ${mark.title}`;
    else shown.push({ ...mark });
  }
  return shown;
}

/** The minutes of hints, and where one was given. */
export function ticks(desk: ScenarioDesk, width: number): Tick[] {
  const scale = width / lengthOf(desk);
  const next = desk.hints.find(
    ({ standing }) => standing === "eligible" || standing === "quiet" || standing === "later",
  );
  const minutes = desk.hints
    .filter(({ minute, standing }) => minute < lengthOf(desk) && standing !== "discussion")
    .map((hint) => ({
      left: hint.minute * scale,
      text: "",
      title: `Hint ${hint.place + 1}`,
      kind: hint === next ? ("next" as const) : ("hint" as const),
    }));
  const sent = desk.hints.flatMap(({ given, place }) =>
    given?.at === null || given?.at === undefined
      ? []
      : [{ left: given.at * scale, text: `H${place + 1}`, title: `Hint ${place + 1} given`, kind: "sent" as const }],
  );
  return [...minutes, ...sent];
}

/** Labels of the axis: the start, the hints' minutes that have room, the end. */
export function axis(
  desk: ScenarioDesk,
  width: number,
  room = 44,
): { left: number; at: number; end: "start" | "middle" | "end" }[] {
  const length = lengthOf(desk);
  const scale = width / length;
  const minutes = [...new Set(desk.hints.map(({ minute }) => minute))].filter((minute) => minute < length);
  const between = minutes
    .map((at) => ({ at, left: at * scale, end: "middle" as const }))
    .filter(({ left }) => left > room && left < width - room);
  return [{ left: 0, at: 0, end: "start" }, ...between, { left: width, at: length, end: "end" }];
}
