import { PaneHead } from "../../parts/Panes";
import { Checks } from "./Checks";
import { isRated } from "./card";
import { Feedback } from "./Feedback";
import { Result } from "./Result";
import styles from "./scorecard.module.css";
import { useSheet } from "./sheet";
import { Versions } from "./Versions";

export function ResultPane() {
  const { page, card, view, change, closed, round } = useSheet();
  const amends = page.standing === "submitted" && !closed;
  return (
    <>
      <PaneHead title="Result">
        <span className="s12 t3 el">
          {amends ? `of version ${page.version}, until the next one is in` : "shown once all criteria were rated"}
        </span>
      </PaneHead>
      <div className="scroll">
        {page.verdict ? (
          <Result verdict={page.verdict} all={view.levels} onAll={(levels) => change({ levels })} />
        ) : (
          <Waits rated={page.criteria.filter(({ id }) => isRated(card, id)).length} of={page.criteria.length} />
        )}
        {!round && <Feedback />}
        {page.standing === "draft" && <Checks />}
        {!round && <Versions />}
      </div>
    </>
  );
}

/** Who knows the result rates otherwise: it comes when nothing is left to rate. */
function Waits({ rated, of }: { rated: number; of: number }) {
  return (
    <div className={styles.waits} role="status">
      <p className="t2">
        {rated === of
          ? "It comes once each criterion is rated in every scenario, and each scenario has its points."
          : `${rated} of ${of} criteria are rated. The result comes when nothing is left to rate, so that it rates nothing.`}
      </p>
    </div>
  );
}
