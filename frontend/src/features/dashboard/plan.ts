/** The agenda as blocks with their parts and, where the interview has a date, their times. */

import type { SegmentView } from "../../api/types";

export type Block = {
  title: string;
  scenario: number | null;
  minutes: number;
  parts: { minutes: number; work: boolean }[];
  starts: Date | null;
};

/** A segment is a block: of a scenario the work and, after it, the talk about it. */
export function blocksOf(plan: readonly SegmentView[], starts: Date | null): Block[] {
  let before = 0;
  return plan.map(({ title, scenario, minutes, discussion }) => {
    const at = before;
    before += minutes + discussion;
    const talk = discussion ? [{ minutes: discussion, work: false }] : [];
    return {
      title: scenario === null ? title : `Scenario ${scenario}`,
      scenario,
      minutes: minutes + discussion,
      parts: [{ minutes, work: scenario !== null }, ...talk],
      starts: starts && new Date(starts.getTime() + at * 60_000),
    };
  });
}

/** "14 min, then 3 min to discuss". */
export function minutesOf({ parts }: Block): string {
  const [work, ...talk] = parts.map(({ minutes }) => minutes);
  const rest = talk.reduce((sum, minutes) => sum + minutes, 0);
  return rest ? `${work} min, then ${rest} min to discuss` : `${work} min`;
}

/** "Your interview is on Tuesday 12 May at 15:00"; without a date, "Your interview". */
export function headline(starts: Date | null, today: Date): string {
  if (!starts) return "Your interview";
  const days = Math.round((midnight(starts) - midnight(today)) / 86_400_000);
  const time = localTime(starts);
  if (days === 0) return `Your interview is today at ${time}`;
  if (days === 1) return `Your interview is tomorrow at ${time}`;
  const day = starts.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
  return days < 0 ? `Your interview was on ${day}` : `Your interview is on ${day} at ${time}`;
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

export function localTime(date: Date): string {
  return date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
