/** How long each span of a path took, in the order they started: dots for A, squares for B. */
import type { PathSpans, SamePath } from "../../api/types";
import { css } from "../../charts/colours";
import { count, durationNs } from "../../lib/units";
import { niceTicks, scaleOf } from "./chart-scale";
import styles from "./compare.module.css";

const WIDTH = 368;
const PLOT = { left: 66, right: 356, top: 8, bottom: 146 };

export function SpanChart({ data: { name, a, b } }: { data: SamePath }) {
  const lengths = [...a.length_ns, ...b.length_ns];
  const scale = scaleOf(lengths);
  const y = (ns: number) => PLOT.bottom - scale.share(ns) * (PLOT.bottom - PLOT.top);
  const last = Math.max(a.total, b.total) - 1;
  const x = (order: number) =>
    last < 1 ? (PLOT.left + PLOT.right) / 2 : PLOT.left + 6 + (order / last) * (PLOT.right - PLOT.left - 6);
  return (
    <>
      <svg viewBox={`0 0 ${WIDTH} 178`} className={styles.plot} role="img" aria-label={said(name, a, b)}>
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line x1={PLOT.left - 4} x2={PLOT.right + 6} y1={y(tick)} y2={y(tick)} className={styles.grid} />
            <text x={PLOT.left - 10} y={y(tick) + 4} textAnchor="end">
              {tick === 0 ? "0" : durationNs(tick).replace(/\.0+(?= )/, "")}
            </text>
          </g>
        ))}
        {(last < 1 ? [] : niceTicks(last)).map((order) => (
          <text key={order} x={x(order)} y={PLOT.bottom + 16} textAnchor="middle">
            {count(order + 1)}
          </text>
        ))}
        {last > 0 && (
          <text x={(PLOT.left + PLOT.right) / 2} y={174} textAnchor="middle">
            in the order they started
          </text>
        )}
        {a.length_ns.map((ns, place) => (
          <circle key={a.span_id[place]} cx={x(a.order[place]!)} cy={y(ns)} r={3} fill={css("before")} />
        ))}
        {b.length_ns.map((ns, place) => (
          <rect
            key={b.span_id[place]}
            x={x(b.order[place]!) - 3}
            y={y(ns) - 3}
            width={6}
            height={6}
            fill={css("during")}
            stroke={b.failed[place] ? css("error") : undefined}
            strokeWidth={1.5}
          />
        ))}
      </svg>
      <div className={styles.key}>
        <span>
          <i data-side="a" />A
        </span>
        <span>
          <i data-side="b" />B
        </span>
      </div>
    </>
  );
}

function said(name: string, a: PathSpans, b: PathSpans): string {
  const side = (letter: string, { total, length_ns }: PathSpans) =>
    total === 0
      ? `none in ${letter}`
      : `${count(total)} in ${letter}, ${durationNs(Math.min(...length_ns))} to ${durationNs(Math.max(...length_ns))}`;
  return `How long each span of ${name} took: ${side("A", a)}; ${side("B", b)}`;
}
