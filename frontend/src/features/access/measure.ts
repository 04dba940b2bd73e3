/** Measures this browser against the server. Each takes its time and gives numbers; what they mean is in judge.ts. */

import uPlot from "uplot";
import { ACCESS } from "../../api/access";
import { get } from "../../api/client";
import type { ClockView } from "../../api/types";

const TRIPS = 12;
export const BEATS = { asked: 12, apart: 500 };
const PATIENCE = 4_000; // milliseconds over what a channel takes

export type Trips = { asked: number; took: number[]; offset: number };

/** One after the other. The clock's offset is that of the fastest, by its middle. */
export async function roundTrips(asked = TRIPS): Promise<Trips> {
  const took: number[] = [];
  let offset = 0;
  await get(`${ACCESS}/clock`).catch(() => undefined); // opens the connection, which is not what is measured
  for (let trip = 0; trip < asked; trip++) {
    const [began, before] = [Date.now(), performance.now()];
    try {
      const { now } = await get<ClockView>(`${ACCESS}/clock`);
      const length = performance.now() - before;
      if (took.every((other) => length < other)) offset = began + length / 2 - now;
      took.push(length);
    } catch {
      // Lost: fewer came back than were asked for.
    }
  }
  return { asked, took, offset };
}

/** When each beat arrived, milliseconds since the channel was opened. */
export function beats({ asked, apart } = BEATS): Promise<number[]> {
  return new Promise((done) => {
    const arrived: number[] = [];
    const began = performance.now();
    const channel = new EventSource(`${ACCESS}/beats?beats=${asked}&apart_ms=${apart}`);
    const end = () => {
      channel.close();
      clearTimeout(timer);
      done(arrived);
    };
    const timer = setTimeout(end, asked * apart + PATIENCE);
    channel.addEventListener("beat", () => {
      arrived.push(performance.now() - began);
      if (arrived.length === asked) end();
    });
    channel.onerror = end;
  });
}

/** Draws a chart as the tools do: three series of two hours. Null where there is nothing to draw on. */
export function drawing(within: HTMLElement): number | null {
  const points = 720;
  const times = Array.from({ length: points }, (_, index) => index * 10);
  const series = [1, 2, 3].map((size) => times.map((time) => size * (2 + Math.sin(time / 400 + size))));
  const began = performance.now();
  try {
    const colour = getComputedStyle(within).color;
    const plot = new uPlot(
      {
        width: Math.max(240, within.clientWidth),
        height: 44,
        cursor: { show: false },
        legend: { show: false },
        scales: { x: { time: false } },
        axes: [{ show: false }, { show: false }],
        series: [{}, ...series.map((_, index) => ({ stroke: colour, width: 1.5, alpha: 1 - index * 0.3 }))],
      },
      [times, ...series] as uPlot.AlignedData,
      within,
    );
    plot.ctx.getImageData(0, 0, 1, 1); // what was asked for is drawn by then
    const took = performance.now() - began;
    plot.destroy();
    return took;
  } catch {
    return null;
  }
}

/** Whether a page's data is kept by this browser. */
export function keeps(): boolean {
  try {
    localStorage.setItem("rounds.check", "1");
    const kept = localStorage.getItem("rounds.check") === "1";
    localStorage.removeItem("rounds.check");
    return kept;
  } catch {
    return false;
  }
}

const LEVELS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];

/** 1 is 100 %: the level that a browser offers nearest to what its window and its page tell. */
export function zoomLevel(outer = outerWidth, inner = innerWidth): number {
  if (outer <= 0 || inner <= 0) return 1;
  const told = outer / inner;
  return LEVELS.reduce((best, level) => (Math.abs(level - told) < Math.abs(best - told) ? level : best));
}
