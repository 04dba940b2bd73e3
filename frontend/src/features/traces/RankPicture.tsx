/** Where a span's duration stands among all of its operation. */
import type { Rank } from "../../api/types";
import { css } from "../../charts/colours";
import { logTicks } from "../../charts/scale";
import { count, durationNs, percent } from "../../lib/units";
import { Badge } from "../../parts/Choices";
import styles from "./trace.module.css";

const WIDTH = 368;
const HEIGHT = 36;

export function RankPicture({ rank, name, own }: { rank: Rank; name: string; own: number }) {
  const { bounds_ns: bounds, counts } = rank;
  if (rank.spans < 2 || counts.length === 0) return null;
  const [low, high] = [Math.log(Math.max(1, bounds[0]!)), Math.log(Math.max(2, bounds.at(-1)!))];
  const x = (ns: number) =>
    Math.max(0, Math.min(1, (Math.log(Math.max(1, ns)) - low) / Math.max(1e-9, high - low))) * WIDTH;
  const most = Math.max(...counts);
  const slower = `slower than ${percent(Math.floor(rank.slower_than * 1000) / 1000)}`;
  const ticks = logTicks(Math.max(1, bounds[0]!), bounds.at(-1)!, 5);
  const shown = ticks.length >= 2 ? ticks : [bounds[0]!, bounds.at(-1)!];
  return (
    <section className={styles.rank} aria-label="Rank">
      <div className="row">
        <span className="el">
          {count(rank.spans)} {name} spans
        </span>
        <span className="sp" />
        <Badge tone={rank.slower_than >= 0.95 ? "warn" : undefined}>{slower}</Badge>
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} 52`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Durations of ${count(rank.spans)} spans; this one, ${durationNs(own)}, is ${slower}`}
      >
        {counts.map((one, place) => {
          const [left, right] = [x(bounds[place]!), x(bounds[place + 1]!)];
          const height = one === 0 ? 0 : Math.max(1, (one / most) * (HEIGHT - 2));
          const here = own >= bounds[place]! && own < bounds[place + 1]!;
          return (
            <rect
              key={bounds[place]}
              x={left}
              width={Math.max(0.6, right - left - 0.8)}
              y={HEIGHT - height}
              height={height}
              fill={here ? css("accent-text") : css("line-input")}
              opacity={here ? 0.6 : 1}
            />
          );
        })}
        <line x1={0} x2={WIDTH} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} stroke={css("line-2")} />
        <line x1={x(own)} x2={x(own)} y1={0} y2={HEIGHT} stroke={css("accent-text")} strokeWidth={1.5} />
        {shown.map((tick) => (
          <text
            key={tick}
            x={x(tick)}
            y={49}
            textAnchor={x(tick) < 20 ? "start" : x(tick) > WIDTH - 20 ? "end" : "middle"}
          >
            {durationNs(tick).replace(/\.0+(?= )/, "")}
          </text>
        ))}
      </svg>
    </section>
  );
}
