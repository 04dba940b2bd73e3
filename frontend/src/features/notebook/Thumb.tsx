import type { KeptView } from "../../api/types";
import { css } from "../../charts/colours";
import styles from "./notebook.module.css";
import { sparkParts } from "./spark";
import { sparkOf } from "./words";

const [WIDTH, HEIGHT] = [98, 32];

/** How the pinned values went, or the value itself; from the pin alone, so that nothing is asked for it. */
export function Thumb({ pin }: { pin: KeptView }) {
  const values = sparkOf(pin.mark);
  if (values.length > 1)
    return (
      <span className={styles.thumb}>
        <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          {sparkParts(values, WIDTH, HEIGHT).map((line) => (
            <g key={line}>
              <path d={`${line}V${HEIGHT}H${line.slice(1).split(" ")[0]}Z`} fill={css("c1-soft")} opacity={0.6} />
              <path d={line} fill="none" stroke={css("c1")} strokeWidth="1.25" />
            </g>
          ))}
        </svg>
      </span>
    );
  if (!pin.value) return <span />;
  return (
    <span className={styles.thumb} data-text="" title={pin.value}>
      {pin.value}
    </span>
  );
}
