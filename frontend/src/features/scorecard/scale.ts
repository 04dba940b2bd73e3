/** The outcome on its scale: bands of the guide's thresholds, the points, and how far they reach. */

export type Band = { from: number; to: number; word: string };

/** Below the threshold, pass from two thirds of all points, strong from eight ninths: where a mean of raters changes its word. */
export function bands(of: number): Band[] {
  const pass = (2 / 3) * of;
  const strong = (8 / 9) * of;
  return [
    { from: 0, to: pass, word: "below threshold" },
    { from: pass, to: strong, word: "pass" },
    { from: strong, to: of, word: "strong" },
  ];
}

/** Where a figure stands, in a picture of that width with room at both ends. */
export function placeOf(figure: number, of: number, width: number, edge = 12): number {
  return edge + (Math.max(0, Math.min(of, figure)) / Math.max(1, of)) * (width - 2 * edge);
}

/** "7", "6.5", "5.7": a decimal where there is one. */
export function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}
