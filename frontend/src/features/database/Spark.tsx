/** A measure of a statement over the whole range, as a line from zero to its own highest. */

import { css } from "../../charts/colours";

const [WIDTH, HEIGHT, EDGE] = [68, 16, 2];

type Point = [number, number];

/** The points of each unbroken piece, in pixels. */
export function sparkPieces(values: readonly (number | null)[], width = WIDTH): Point[][] {
  const most = Math.max(1e-9, ...values.map((value) => value ?? 0));
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const pieces: Point[][] = [];
  let piece: Point[] | null = null;
  values.forEach((value, place) => {
    if (value === null) {
      piece = null;
      return;
    }
    if (!piece) {
      piece = [];
      pieces.push(piece);
    }
    piece.push([
      Number((place * step).toFixed(1)),
      Number((HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE)).toFixed(1)),
    ]);
  });
  return pieces;
}

export function Spark({ values, label }: { values: readonly (number | null)[]; label: string }) {
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {sparkPieces(values).map((piece) => {
        const line = piece.map(([x, y]) => `${x} ${y}`).join("L");
        return (
          <g key={piece[0]![0]}>
            <path d={`M${line}V${HEIGHT}H${piece[0]![0]}Z`} fill={css("c1-soft")} opacity={0.6} />
            <path d={`M${line}`} fill="none" stroke={css("c1")} strokeWidth="1.25" />
          </g>
        );
      })}
    </svg>
  );
}
