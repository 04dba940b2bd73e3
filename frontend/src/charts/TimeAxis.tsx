/** The axis of time under one chart: round clock times, and the crosshair's own time in a tag. */
import { clock, timeTicks } from "../lib/time";
import { useCrosshair } from "./bus";
import type { TimeScale } from "./scale";
import styles from "./time-axis.module.css";

export function TimeAxis({ scale, top }: { scale: TimeScale; top: number }) {
  const { at } = useCrosshair();
  const { range, left, width, x } = scale;
  const shown = at !== null && at >= range.start && at <= range.end ? x(at) : null;
  return (
    <div className={styles.axis} style={{ top }} aria-hidden="true">
      {timeTicks(range, Math.max(2, Math.floor(width / 100))).map((tick) => {
        const place = x(tick.at);
        const crowded =
          place < left + 12 || place > left + width - 12 || (shown !== null && Math.abs(place - shown) < 46);
        return crowded ? null : (
          <span key={tick.at} style={{ left: place }}>
            {tick.label}
          </span>
        );
      })}
      {shown !== null && (
        <b style={{ left: Math.max(left + 20, Math.min(left + width - 20, shown)) }}>
          {clock(at!, range.end - range.start < 20_000 ? "ms" : "seconds")}
        </b>
      )}
    </div>
  );
}
