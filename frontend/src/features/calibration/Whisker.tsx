import type { IntervalView } from "../../api/types";
import styles from "./calibration.module.css";
import type { Band } from "./figures";

type Props = {
  of: IntervalView;
  /** What it says, for those who do not see it. */
  label: string;
  from: number;
  to: number;
  bands?: readonly Band[];
  /** A line, as where nobody differs from anybody. */
  zero?: number;
  /** What is within so much of that line is nothing to talk about. */
  near?: number;
  width?: number;
  flagged?: boolean;
};

const EDGE = 8;

/** A figure as a dot, and as a line what else it may be. */
export function Whisker({ of, label, from, to, bands = [], zero, near, width = 320, flagged }: Props) {
  const named = bands.length > 0;
  const height = named ? 46 : 28;
  const at = (value: number) =>
    EDGE + ((Math.max(from, Math.min(to, value)) - from) / (to - from)) * (width - 2 * EDGE);
  return (
    <svg role="img" aria-label={label} width={width} height={height} className={styles.whisker} data-flagged={flagged}>
      {named ? (
        bands.map(({ from: begins, word }, place) => {
          const [left, right] = [at(begins), at(bands[place + 1]?.from ?? to)];
          return (
            <g key={word}>
              <rect
                x={left}
                y={4}
                width={Math.max(0, right - left)}
                height={20}
                data-band={place % 2 ? "odd" : "even"}
              />
              <text x={(left + right) / 2} y={38} textAnchor="middle">
                {right - left > word.length * 5.4 ? word : ""}
              </text>
            </g>
          );
        })
      ) : (
        <line x1={EDGE} x2={width - EDGE} y1={14} y2={14} data-line="axis" />
      )}
      {near !== undefined && zero !== undefined && (
        <rect x={at(zero - near)} y={4} width={at(zero + near) - at(zero - near)} height={20} data-band="near" />
      )}
      {zero !== undefined && <line x1={at(zero)} x2={at(zero)} y1={2} y2={26} data-line="zero" />}
      {of.low !== null && of.high !== null && (
        <g data-line="whisker">
          <line x1={at(of.low)} x2={at(of.high)} y1={14} y2={14} />
          <line x1={at(of.low)} x2={at(of.low)} y1={10} y2={18} />
          <line x1={at(of.high)} x2={at(of.high)} y1={10} y2={18} />
        </g>
      )}
      {of.value !== null && <circle cx={at(of.value)} cy={14} r={4.5} />}
    </svg>
  );
}
