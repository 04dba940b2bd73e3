import type { Verdict } from "../../api/types";
import { bands, figure, placeOf } from "./scale";
import styles from "./scorecard.module.css";

const WIDTH = 344;
const FILLS = ["var(--r-line-2)", "var(--r-seq-3)", "var(--r-seq-5)"];

/** The outcome among the guide's bands, with as far as one rater's points may be off. */
export function Scale({ verdict }: { verdict: Verdict }) {
  const { outcome, of, low, high, word } = verdict;
  const at = (value: number) => placeOf(value, of, WIDTH);
  const finding = `${figure(outcome)} of ${of}, ${word}; with its error from ${figure(low)} to ${figure(high)}`;
  const ends = [low, high].map((one) => Math.max(0, Math.min(of, one)));
  return (
    <svg viewBox={`0 0 ${WIDTH} 66`} role="img" aria-label={finding} className={styles.scale}>
      {bands(of).map(({ from, to, word }, place) => (
        <g key={word}>
          <rect
            x={at(from)}
            y={24}
            width={Math.max(0, at(to) - at(from) - (place < 2 ? 1 : 0))}
            height={10}
            fill={FILLS[place]}
          />
          <text x={at((from + to) / 2)} y={63} textAnchor="middle">
            {word}
          </text>
        </g>
      ))}
      {Array.from({ length: of + 1 }, (_, points) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the points are the key
        <text key={points} x={at(points)} y={48} textAnchor="middle">
          {points}
        </text>
      ))}
      <g stroke="var(--r-text-2)" strokeWidth={1.5}>
        <line x1={at(ends[0]!)} x2={at(ends[1]!)} y1={15} y2={15} />
        {ends.map((end, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: there are two
          <line key={place} x1={at(end)} x2={at(end)} y1={11} y2={19} />
        ))}
      </g>
      <circle cx={at(outcome)} cy={15} r={5} fill="var(--r-text)" stroke="var(--r-surface)" strokeWidth={1.5} />
    </svg>
  );
}
