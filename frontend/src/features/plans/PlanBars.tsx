import type { SegmentView } from "../../api/types";
import styles from "./plans.module.css";

/** The segments of a plan in proportion, with a line where the slot ends. */
export function PlanBars({ segments, slot }: { segments: SegmentView[]; slot: number }) {
  const length = segments.reduce((sum, { minutes, discussion }) => sum + minutes + discussion, 0);
  const whole = Math.max(length, slot, 1);
  let at = 0;
  const parts = segments.flatMap(({ title, minutes, discussion, scenario }, index) => [
    { key: `${index}w`, name: title, minutes, kind: scenario === null ? "other" : "work" },
    ...(discussion ? [{ key: `${index}d`, name: "discussion", minutes: discussion, kind: "talk" }] : []),
  ]);
  return (
    <div
      className={styles.bars}
      role="img"
      aria-label={parts.map(({ name, minutes }) => `${name} ${minutes} minutes`).join(", ")}
    >
      {parts.map(({ key, name, minutes, kind }) => {
        const left = at;
        at += minutes;
        return (
          <div
            key={key}
            className={styles.bar}
            data-kind={kind}
            title={`${name}: ${minutes} minutes`}
            style={{ left: `${(left / whole) * 100}%`, width: `calc(${(minutes / whole) * 100}% - 2px)` }}
          >
            <span className="el">{kind === "talk" ? minutes : `${name} ${minutes}`}</span>
          </div>
        );
      })}
      {length > slot && (
        <i
          className={styles.end}
          style={{ left: `${(slot / whole) * 100}%` }}
          title={`The slot ends: ${slot} minutes`}
        />
      )}
    </div>
  );
}
