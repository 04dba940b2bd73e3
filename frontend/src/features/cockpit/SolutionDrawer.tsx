import { useRead } from "../../api/interviews";
import type { SolutionShown } from "../../api/types";
import { IconButton } from "../../parts/Button";
import { IconX } from "../../parts/icons";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { SolutionDocument } from "../solution/SolutionDocument";
import styles from "./cockpit.module.css";
import { useDeck } from "./deck";

/** The solution document of the scenario that is looked at. */
export function SolutionDrawer() {
  const { id, desk, cockpit, change } = useDeck();
  const address = `/api/v1/staff/interviews/${encodeURIComponent(id)}/cockpit/solution/${desk?.number ?? 0}`;
  const { data, problem, again } = useRead<SolutionShown>(address);
  return (
    <section className={styles.drawer} aria-label="Solution document">
      <header className={styles.head}>
        <h2 className="el">Solution of scenario {desk?.number}</h2>
        {data && (
          <span className="s11 t3 el">
            {data.scenario}, version {data.version}
            {cockpit.you.read.includes(data.number) ? ", you have read it" : ", not read before"}
          </span>
        )}
        <span className="sp" />
        <IconButton label="Close" keys="s" size={24} onClick={() => change({ drawer: "" })}>
          <IconX />
        </IconButton>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <div className={styles.drawerbody} tabIndex={0} role="region" aria-label="Text of the solution">
        {problem && <ErrorState problem={problem} onAgain={again} />}
        {!data && !problem && <SkeletonRows rows={14} />}
        {data && <SolutionDocument solution={data} level={cockpit.level} />}
      </div>
    </section>
  );
}
