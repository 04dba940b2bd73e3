import type { ReactNode } from "react";
import type { Attempt, DrillsShown, Progress } from "../../api/types";
import { percent, plural } from "../../lib/units";
import { Go } from "../../parts/Go";
import { Card } from "../page/Page";
import styles from "./drills.module.css";
import { clock } from "./line";
import { figure } from "./words";

const SHOWN = 8; // the newest runs of a scenario that have room
const FEWEST = 3;

/** How each scenario went from run to run, and what is different from the run before. */
export function ProgressCard({ shown }: { shown: DrillsShown }) {
  const untried = shown.offered.filter(({ name }) => shown.untried.includes(name));
  return (
    <Card title="Progress" label="Progress" detail="each scenario, run by run, oldest first">
      {shown.progress.map((one) => (
        <OneScenario key={one.name} one={one} />
      ))}
      {untried.length > 0 && (
        <p className={`t2 ${styles.untried}`}>
          <span className="t3">Not run yet:</span> {untried.map(({ title }) => title).join(", ")}
        </p>
      )}
    </Card>
  );
}

function OneScenario({ one }: { one: Progress }) {
  const attempts = one.attempts.slice(-SHOWN);
  const n = one.attempts.length;
  return (
    <section className={styles.progress} aria-label={one.title}>
      <div>
        <h3>{one.title}</h3>
        <p className="s12 t3">
          {plural(n, "run")}
          {n > SHOWN && `, the last ${SHOWN} shown`},{" "}
          {plural(new Set(one.attempts.map(({ run }) => run.seed)).size, "variant")}
        </p>
        <Changes one={one} />
        <Means one={one} />
      </div>
      <div className={styles.attempts}>
        <table aria-label={`Runs of ${one.title}`}>
          <thead>
            <tr>
              <th scope="col">
                <span className="hidden-text">What</span>
              </th>
              {attempts.map((attempt) => (
                <th key={attempt.drill} scope="col">
                  <Go
                    to={`/staff/practice/${attempt.drill}`}
                    search={{ scenario: String(attempt.run.number) }}
                    title={`Variant ${attempt.run.seed}`}
                  >
                    {dayOf(attempt.at)}
                  </Go>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Line name="Path" attempts={attempts} cell={share} />
            <Line
              name="Whole path"
              attempts={attempts}
              cell={({ run }) => clock(run.last === null ? null : run.last / 1000)}
            />
            <Line
              name="First step"
              attempts={attempts}
              cell={({ run }) => clock(run.first === null ? null : run.first / 1000)}
            />
            <Line name="Hint load" attempts={attempts} cell={({ run }) => figure(run.load)} />
            <Line name="Your score" attempts={attempts} cell={({ run }) => run.points ?? "–"} />
          </tbody>
        </table>
      </div>
    </section>
  );
}

const dayOf = (moment: number) => new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "short" });

function share({ run }: Attempt): ReactNode {
  const part = run.steps ? run.reached / run.steps : 0;
  return (
    <span className={styles.share}>
      <i aria-hidden="true">
        <i style={{ height: `${part * 100}%` }} />
      </i>
      {run.reached} of {run.steps}
    </span>
  );
}

type LineProps = { name: string; attempts: Attempt[]; cell: (attempt: Attempt) => ReactNode };

function Line({ name, attempts, cell }: LineProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {attempts.map((attempt) => (
        <td key={attempt.drill}>{cell(attempt)}</td>
      ))}
    </tr>
  );
}

function Changes({ one: { attempts, changes } }: { one: Progress }) {
  if (attempts.length < 2) return null;
  if (changes.length === 0) return <p className="t2">The same as the run before.</p>;
  return (
    <>
      <p className="s12 t3">Since the run before</p>
      <ul className={styles.changes}>
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </>
  );
}

const MEANS: Record<string, { name: string; said: (value: number) => string }> = {
  last: { name: "whole path", said: (value) => clock(value / 1000) },
  share: { name: "path", said: percent },
  load: { name: "hint load", said: (value) => value.toFixed(1) },
  points: { name: "your score", said: (value) => value.toFixed(1) },
};

/** Averages, each with the number of runs it is of; none below three. */
function Means({ one: { means, attempts } }: { one: Progress }) {
  const told = Object.entries(means).flatMap(([what, [value, n]]) => {
    const known = MEANS[what];
    return known ? [`${known.name} ${known.said(value)} (n = ${n})`] : [];
  });
  if (told.length === 0)
    return <p className="s12 t3">{`No averages below ${FEWEST} runs (n = ${attempts.length}).`}</p>;
  return <p className="s12 t2">On average: {told.join(", ")}</p>;
}
