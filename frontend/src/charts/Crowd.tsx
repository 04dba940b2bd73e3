/** Events of which there are too many for a flag each: a faint tick each, denser where there are more. */
import { plural } from "../lib/units";
import styles from "./charts.module.css";
import type { Flag, Sign } from "./flags";
import type { TimeScale } from "./scale";

const NAMES: Record<Sign, [string, string]> = {
  deploy: ["deploy", "deploys"],
  alert: ["alert", "alerts"],
  resolved: ["resolved alert", "resolved alerts"],
  change: ["change", "changes"],
  restart: ["restart", "restarts"],
};
const [TALL, WIDE] = [6, 3]; // pixels of a tick, and of what one stands for

export function Crowd({ flags, scale }: { flags: readonly Flag[]; scale: TimeScale }) {
  if (flags.length === 0) return null;
  const counts = new Map<Sign, number>();
  const ticks = new Map<number, number>();
  for (const { at, sign } of flags) {
    counts.set(sign, (counts.get(sign) ?? 0) + 1);
    const x = Math.round(scale.x(at) / WIDE) * WIDE;
    ticks.set(x, (ticks.get(x) ?? 0) + 1);
  }
  const most = Math.max(...ticks.values());
  const said = [...counts].map(([sign, many]) => plural(many, ...NAMES[sign])).join(", ");
  return (
    <svg className={styles.crowd} width={scale.left + scale.width} height={TALL} role="img" aria-label={said}>
      <title>{said}</title>
      {[...ticks].map(([x, many]) => (
        <rect key={x} x={x} width={1.5} height={TALL} opacity={0.25 + 0.5 * (many / most)} />
      ))}
    </svg>
  );
}
