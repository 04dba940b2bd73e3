/** The way objects are held, from the root: classes and names in turn. */

import { Fragment } from "react";
import styles from "./heap.module.css";
import { shown } from "./text";

export function Way({ path }: { path: readonly string[] }) {
  return (
    <span className={styles.way}>
      {path.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps of a way repeat
        <Fragment key={index}>
          {index > 0 && index % 2 === 0 && <wbr />}
          <bdi className={index % 2 === 1 ? styles.edge : "t1"}>
            {index > 0 && index % 2 === 0 ? ` ${shown(step, 80)}` : shown(step, 80)}
          </bdi>
        </Fragment>
      ))}
    </span>
  );
}
