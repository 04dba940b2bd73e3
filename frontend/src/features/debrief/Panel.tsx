import type { RaterJudged } from "../../api/types";
import { Badge } from "../../parts/Choices";
import { PaneHead } from "../../parts/Panes";
import { Result } from "../scorecard/Result";
import { figure } from "../scorecard/scale";
import { isTelling, ROLES, seeing } from "../scorecard/words";
import { Decision } from "./Decision";
import styles from "./debrief.module.css";
import { useRoom } from "./room";

/** What the cards come to together and each alone, beside each other; and what was decided. */
export function Panel() {
  const { debrief, view, change } = useRoom();
  const { panel, raters, second, agreement } = debrief;
  return (
    <>
      <PaneHead title="Panel">
        <span className="s12 t3 el">the mean of each scenario, then the sum; it decides nothing</span>
      </PaneHead>
      <div className="scroll">
        {panel ? (
          <Result verdict={panel} all={view.levels} onAll={(levels) => change({ levels })} />
        ) : (
          <p className={`t2 ${styles.none}`}>No card is whole yet.</p>
        )}
        <section aria-label="Each card" className={styles.block}>
          <h3>Each card</h3>
          <Cards cards={raters} />
          {agreement && agreement.exact !== null && (
            <p className="s12 t3">
              {Math.round(agreement.exact)} % of the scores are the same, {Math.round(agreement.within_one ?? 0)} %
              within one point.
            </p>
          )}
          {second.length > 0 && (
            <>
              <h3>Rated from the replay</h3>
              <p className="s12 t3">Beside the panel, and in none of its figures.</p>
              <Cards cards={second} />
            </>
          )}
        </section>
        <Decision />
      </div>
    </>
  );
}

function Cards({ cards }: { cards: RaterJudged[] }) {
  const { titles } = useRoom().debrief;
  const numbers = Object.keys(titles);
  return (
    <table className={styles.cards} aria-label="Cards">
      <thead>
        <tr>
          <th scope="col">Rater</th>
          {numbers.map((number) => (
            <th key={number} scope="col" title={titles[number]}>
              {number}
            </th>
          ))}
          <th scope="col">Result</th>
          <th scope="col">Process</th>
        </tr>
      </thead>
      <tbody>
        {cards.map(({ rater, points, verdict, versions }) => (
          <tr key={rater.seat}>
            <th scope="row">
              {rater.name}
              <span className="s11 t3">{ROLES[rater.role] ?? rater.role}</span>
              <Changed versions={versions} />
            </th>
            {numbers.map((number) => (
              <td key={number}>{points[number] ?? "–"}</td>
            ))}
            <td>
              {verdict ? (
                <>
                  <b>{figure(verdict.outcome)}</b>
                  <span className="s11 t3">{verdict.word}</span>
                </>
              ) : (
                "–"
              )}
            </td>
            <td>{verdict?.process.points ? verdict.process.points.toFixed(2) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Said where a card was amended, or handed in by somebody who could have read others' by then. */
function Changed({ versions }: Pick<RaterJudged, "versions">) {
  const last = versions.findLast(isTelling);
  if (!last) return null;
  return (
    <Badge tone={last.after_seeing.length ? "warn" : "line"} title={last.reason}>
      {last.after_seeing.length ? seeing(last) : `version ${last.version}`}
    </Badge>
  );
}
