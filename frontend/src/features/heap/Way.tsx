/** The way objects are held, read as a path is: the object, and below it what holds it, up to the root. */

import styles from "./heap.module.css";
import { heldBy, waySteps } from "./path";
import { edgeText, shown } from "./text";

const LONGEST = 80;

export function Way({ path }: { path: readonly string[] }) {
  return (
    <span className={styles.way}>
      {waySteps(path).map(({ edge, text, kind }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps of a way repeat
        <span key={index}>
          {edge && <bdi className={styles.edge}>{heldBy(edgeText(edge))} </bdi>}
          <bdi className={kind === "gap" ? "t3" : "t1"}>{shown(text, LONGEST)}</bdi>
        </span>
      ))}
    </span>
  );
}
