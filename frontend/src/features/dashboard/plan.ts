/** The agenda as blocks with their parts and, where the interview has a date, their times. */

import type { SegmentView } from "../../api/types";

export type Block = {
  title: string;
  scenario: number | null;
  minutes: number;
  parts: { minutes: number; work: boolean }[];
  starts: Date | null;
};

/** Segments of one scenario form one block: its first part is the work, the rest is talk about it. */
export function blocksOf(plan: readonly SegmentView[], starts: Date | null): Block[] {
  const blocks: Block[] = [];
  let minutes = 0;
  for (const segment of plan) {
    const last = blocks.at(-1);
    if (last && segment.scenario !== null && last.scenario === segment.scenario) {
      last.parts.push({ minutes: segment.minutes, work: false });
      last.minutes += segment.minutes;
    } else {
      blocks.push({
        title: segment.scenario === null ? segment.title : `Scenario ${segment.scenario}`,
        scenario: segment.scenario,
        minutes: segment.minutes,
        parts: [{ minutes: segment.minutes, work: segment.scenario !== null }],
        starts: starts && new Date(starts.getTime() + minutes * 60_000),
      });
    }
    minutes += segment.minutes;
  }
  return blocks;
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
