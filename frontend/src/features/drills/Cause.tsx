import type { Compared, HypothesisTold } from "../../api/types";
import { Badge } from "../../parts/Choices";
import { IconCheck, IconCircleX, IconTargetArrow } from "../../parts/icons";
import { Prose } from "../../parts/Prose";
import { Card } from "../page/Page";
import styles from "./drills.module.css";
import { Moment } from "./TimeLine";

type Props = { one: Compared; team: boolean; onAt: (at: number) => void };

/** What was thought, beside what it was. */
export function Cause({ one, team, onAt }: Props) {
  return (
    <Card title="What you thought, and what it was" label="What you thought, and what it was">
      <div className={styles.body}>
        {one.hypotheses.length === 0 && <p className="t3">No hypothesis was written.</p>}
        <ol className={styles.hints}>
          {one.hypotheses.map((hypothesis) => (
            <li key={`${hypothesis.at} ${hypothesis.text}`}>
              <Moment seconds={hypothesis.at / 1000} onAt={onAt} />
              <div>
                <p className={styles.thought} data-standing={hypothesis.standing}>
                  {hypothesis.text}
                </p>
                <p className="row g6 s12 t3">
                  <Standing of={hypothesis} />
                  {hypothesis.judged !== null && (
                    <span>
                      since <Moment seconds={hypothesis.judged / 1000} onAt={onAt} />
                    </span>
                  )}
                  <span>
                    {hypothesis.pins === 0 ? "nothing pinned to it" : `${hypothesis.pins} pinned to it`}
                    {team && hypothesis.by && `, ${hypothesis.by}`}
                  </span>
                </p>
              </div>
            </li>
          ))}
        </ol>
        <section className={styles.cause} aria-label="The cause">
          <h3 className="row g6">
            <IconTargetArrow size={16} className="acc" /> The cause
          </h3>
          <Prose text={one.cause} />
        </section>
      </div>
    </Card>
  );
}

function Standing({ of: { standing } }: { of: HypothesisTold }) {
  if (standing === "cause")
    return (
      <Badge tone="accent">
        <IconTargetArrow /> Root cause
      </Badge>
    );
  if (standing === "supported")
    return (
      <Badge tone="ok">
        <IconCheck /> Supported
      </Badge>
    );
  if (standing === "refuted")
    return (
      <Badge>
        <IconCircleX /> Ruled out
      </Badge>
    );
  return <Badge tone="line">Left open</Badge>;
}
