import type { Line } from "../../api/types";
import { clock, day, sameDay } from "../../lib/time";
import styles from "./logs.module.css";

/** When a line was written, to the millisecond that orders it; with the day where the list has more than the last. */
export function Moment({ line, dated }: { line: Line; dated: boolean }) {
  const time = clock(line.time, "ms");
  return (
    <time className={styles.time} title={`${day(line.time)} ${time} UTC`}>
      {dated ? `${day(line.time)} ${time}` : time}
    </time>
  );
}

/** Whether lines, newest first, need their day: some are not of the incident's last. */
export const needDays = (lines: readonly Line[], now: number): boolean =>
  lines.length > 0 && !sameDay(lines.at(-1)!.time, now);

/** Pixels of a moment. */
export const momentWidth = (dated: boolean): number => (dated ? 134 : 92);
