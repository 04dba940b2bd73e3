/** A small line through values, from the lowest to the highest: a piece for each stretch without a gap, as SVG paths. */

const EDGE = 3;

export function sparkParts(values: readonly (number | null)[], width: number, height: number): string[] {
  const there = values.filter((value) => value !== null);
  const [low, high] = [Math.min(0, ...there), Math.max(...there)];
  const x = (index: number) => (index * width) / Math.max(1, values.length - 1);
  const y = (value: number) => height - EDGE - ((value - low) / (high - low || 1)) * (height - 2 * EDGE);
  const pieces: string[][] = [[]];
  values.forEach((value, index) => {
    if (value === null) pieces.push([]);
    else pieces.at(-1)!.push(`${x(index).toFixed(1)} ${y(value).toFixed(1)}`);
  });
  return pieces.filter((piece) => piece.length > 1).map((piece) => `M${piece.join("L")}`);
}
