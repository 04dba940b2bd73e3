/** Heap snapshots over a lane: each leads to what was in the heap then. */

import { Tooltip } from "@mantine/core";
import { useHop } from "../../api/place";
import { PLOT_LEFT, PLOT_RIGHT } from "../../charts/LinePlot";
import { timeScale } from "../../charts/scale";
import { clock, type Range } from "../../lib/time";
import { useSize } from "../../lib/useSize";
import { Go } from "../../parts/Go";
import styles from "./metrics.module.css";
import { placeMarks, type SnapshotMark } from "./snapshotMarks";

export function SnapshotMarks({ marks, range }: { marks: readonly SnapshotMark[]; range: Range }) {
  const [box, { width }] = useSize<HTMLDivElement>();
  const hop = useHop();
  const scale = timeScale(range, PLOT_LEFT, Math.max(1, width - PLOT_LEFT - PLOT_RIGHT));
  return (
    <div ref={box} className={styles.snapshots}>
      {width > 0 &&
        placeMarks(marks, scale).map(({ x, marks: here }) => {
          const said = here.map(({ number, pod, at }) => `Snapshot ${number} of ${pod}, ${clock(at)}`).join("; ");
          const { name, number } = here.at(-1)!;
          return (
            <Tooltip key={name} label={said} multiline>
              <span className={styles["snapshot-mark"]} style={{ left: x }}>
                <Go {...hop("heap", { snapshot: name })} label={said}>
                  {here.length > 1 ? `${here.length}` : number}
                </Go>
              </span>
            </Tooltip>
          );
        })}
    </div>
  );
}
