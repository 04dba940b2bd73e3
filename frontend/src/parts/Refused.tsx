import { IconCircleX } from "./icons";
import styles from "./refused.module.css";
import type { Fault } from "./States";

/** Why a form was refused, told at once also to who does not see it. */
export function Refused({ problem }: { problem: Fault | null }) {
  return (
    <div role="alert" className={styles.place}>
      {problem && (
        <p className={styles.refused}>
          <IconCircleX />
          {problem.message}
        </p>
      )}
    </div>
  );
}
