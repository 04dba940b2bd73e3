import type { Line } from "../../api/types";
import { clock, day } from "../../lib/time";
import styles from "./logs.module.css";

/** When a line was written, with the day where it is not the incident's last. */
export function Moment({ line, now }: { line: Line; now: number }) {
  const today = Math.floor(line.time / 864e5) === Math.floor(now / 864e5);
  return (
    <time className={styles.time} title={`${day(line.time)} ${clock(line.time, "ms")} UTC`}>
      {today ? clock(line.time, "ms") : `${day(line.time)} ${clock(line.time)}`}
    </time>
  );
}
