/** A scorecard and what somebody changes in it. Nothing here is judged by the page: what is missing stays missing. */

import type { Rating, Score, Scorecard, Seen, Signal } from "../../api/types";

export const EMPTY: Scorecard = { scores: [], ratings: [], signals: [], flags: [], feedback: "" };

export function scoreOf(card: Scorecard, scenario: number): Score {
  return (
    card.scores.find((one) => one.scenario === scenario) ?? {
      scenario,
      points: null,
      cause: null,
      explained: false,
      solution: null,
      reason: "",
      cited: [],
    }
  );
}

export function withScore(card: Scorecard, scenario: number, change: Partial<Score>): Scorecard {
  const next = { ...scoreOf(card, scenario), ...change };
  const others = card.scores.filter((one) => one.scenario !== scenario);
  return { ...card, scores: [...others, next].sort((a, b) => a.scenario - b.scenario) };
}

export function ratingOf(card: Scorecard, criterion: string, scenario: number): Rating | null {
  return card.ratings.find((one) => one.criterion === criterion && one.scenario === scenario) ?? null;
}

/** With these points (0 to 3 in half steps), "not observed", or with null no rating there. */
export function rated(
  card: Scorecard,
  criterion: string,
  scenario: number,
  points: number | "unobserved" | null,
): Scorecard {
  const others = card.ratings.filter((one) => one.criterion !== criterion || one.scenario !== scenario);
  if (points === null) return { ...card, ratings: others };
  const rating =
    points === "unobserved"
      ? { criterion, scenario, points: null, observed: false }
      : { criterion, scenario, points, observed: true };
  return { ...card, ratings: [...others, rating] };
}

/** Whether a criterion is rated once for the whole interview. */
export function isOverall(card: Scorecard, criterion: string): boolean {
  return ratingOf(card, criterion, 0) !== null;
}

/** The ratings of one criterion exchanged for others: for the whole interview, or for each scenario again. */
export function replaced(card: Scorecard, criterion: string, ratings: readonly Rating[]): Scorecard {
  return { ...card, ratings: [...card.ratings.filter((one) => one.criterion !== criterion), ...ratings] };
}

/** Over the scenarios where it was rated; null where it was nowhere. */
export function meanOf(card: Scorecard, criterion: string): number | null {
  const points = card.ratings.flatMap((one) =>
    one.criterion === criterion && one.observed && one.points !== null ? [one.points] : [],
  );
  return points.length ? points.reduce((sum, one) => sum + one, 0) / points.length : null;
}

export function isRated(card: Scorecard, criterion: string): boolean {
  return card.ratings.some((one) => one.criterion === criterion && (!one.observed || one.points !== null));
}

/** Half a point more or less, from the middle where nothing is said yet. */
export function stepped(points: number | null, way: 1 | -1): number {
  return points === null ? (way === 1 ? 1.5 : 1) : Math.max(0, Math.min(3, points + way / 2));
}

/** "2", "2.5", "not observed" or "not rated", as it is read aloud. */
export function spoken(rating: Rating | null): string {
  if (rating && !rating.observed) return "not observed";
  return rating?.points === null || rating?.points === undefined ? "not rated" : String(rating.points);
}

/** The same in a narrow cell. */
export function shown(rating: Rating | null): string {
  if (rating && !rating.observed) return "n/o";
  return rating?.points === null || rating?.points === undefined ? "" : String(rating.points);
}

export function signalOf(card: Scorecard, signal: string): Signal | null {
  return card.signals.find((one) => one.signal === signal) ?? null;
}

export function withSignal(card: Scorecard, signal: string, change: { seen?: Seen; text?: string }): Scorecard {
  const before = signalOf(card, signal) ?? { signal, seen: "seen" as const, text: "" };
  return { ...card, signals: [...card.signals.filter((one) => one.signal !== signal), { ...before, ...change }] };
}

/** Whether two cards say the same, in whatever order they were written. */
export function isSame(one: Scorecard, other: Scorecard): boolean {
  return sorted(one) === sorted(other);
}

function sorted(card: Scorecard): string {
  const lines = (list: readonly object[]) => list.map((entry) => ordered(entry)).sort();
  const { scores, ratings, signals, flags, feedback } = card;
  return JSON.stringify([lines(scores), lines(ratings), lines(signals), lines(flags), feedback]);
}

/** With its keys in order, and without what only answers have beside it. */
function ordered(entry: object): string {
  return JSON.stringify(
    Object.entries(entry)
      .filter(([name]) => name !== "at")
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, value]) => [name, Array.isArray(value) ? value.map((one) => ordered(one)) : value]),
  );
}
