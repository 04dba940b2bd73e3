/** The way objects are held, from the root: classes and names in turn. */

import { Fragment } from "react";
import styles from "./heap.module.css";
import { wayParts } from "./path";
import { shown } from "./text";

const LONGEST = 80;

export function Way({ path }: { path: readonly string[] }) {
  return (
    <span className={styles.way}>
      {wayParts(path).map(({ text, kind }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps of a way repeat
        <Fragment key={index}>
          {index > 0 && kind !== "edge" && " "}
          <bdi className={kind === "edge" ? styles.edge : kind === "gap" ? "t3" : "t1"}>{shown(text, LONGEST)}</bdi>
          {kind === "gap" && " "}
        </Fragment>
      ))}
    </span>
  );
}
