import type { Compared } from "../../api/types";
import { Card } from "../page/Page";
import styles from "./drills.module.css";
import { Moment } from "./TimeLine";
import { figure } from "./words";

type Props = { one: Compared; team: boolean; onAt: (at: number) => void };

/** The hints that were taken, what each counts, and what is left to give after them. */
export function HintsTaken({ one, team, onAt }: Props) {
  return (
    <Card title="Hints taken" label="Hints taken" detail={`load ${figure(one.run.load)}`}>
      <div className={styles.body}>
        {one.hints.length === 0 && <p className="t3">None was taken.</p>}
        <ol className={styles.hints}>
          {one.hints.map((hint) => (
            <li key={hint.place}>
              <Moment seconds={hint.at / 1000} onAt={onAt} />
              <div>
                <p>{hint.text}</p>
                <p className="s12 t3">
                  level {hint.level}, of minute {figure(hint.minute / 60_000)}
                  {hint.early && ", asked early"}
                  {team && hint.by && `, by ${hint.by}`}
                  {hint.moot ? "; not needed, counts nothing" : `; counts ${figure(hint.load)}`}
                </p>
              </div>
            </li>
          ))}
        </ol>
        <p className={styles.allowed}>
          <b>Up to {one.allowed.points} of 3.</b> <span className="t2">{one.allowed.why}</span>
        </p>
      </div>
    </Card>
  );
}
