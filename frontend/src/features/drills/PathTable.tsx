import { Fragment } from "react";
import type { Compared, ReachedBy, StepCompared } from "../../api/types";
import { Badge } from "../../parts/Choices";
import { IconExternalLink } from "../../parts/icons";
import { Card } from "../page/Page";
import styles from "./drills.module.css";
import { apart, clock } from "./line";
import { Proofs } from "./Proofs";
import { Moment } from "./TimeLine";

type Props = {
  one: Compared;
  team: boolean;
  chosen: number | null;
  onChosen: (no: number | null) => void;
  onAt: (at: number) => void;
};

/** The path step by step: when its pace has each, when it was seen and cited, and what would have shown it. */
export function PathTable({ one, team, chosen, onChosen, onAt }: Props) {
  return (
    <Card
      title="The path, step by step"
      label="The path, step by step"
      detail={`${one.run.reached} of ${one.run.steps} needed steps`}
    >
      <table className={`tbl ${styles.path}`} aria-label="The path, step by step">
        <thead>
          <tr>
            <th scope="col" style={{ width: 44 }}>
              No
            </th>
            <th scope="col">Step</th>
            <th scope="col" className="num" style={{ width: 72 }}>
              Expected
            </th>
            <th scope="col" className="num" style={{ width: 64 }}>
              Seen
            </th>
            <th scope="col" className="num" style={{ width: 64 }}>
              Cited
            </th>
            <th scope="col" className="num" style={{ width: 96 }}>
              Off the pace
            </th>
          </tr>
        </thead>
        <tbody>
          {one.steps.map((step, place) => (
            <Fragment key={step.id}>
              <Row step={step} no={place + 1} team={team} on={chosen === place + 1} onChosen={onChosen} onAt={onAt} />
              {!step.exposed && !step.cited && !step.stated && <Never step={step} />}
            </Fragment>
          ))}
        </tbody>
      </table>
      <p className={`t3 s12 ${styles.foot}`}>
        Seen is what came because {team ? "one of you" : "you"} asked for it. What a page opens with by itself counts
        once the curve, row or span in it was pinned.
      </p>
    </Card>
  );
}

type RowProps = {
  step: StepCompared;
  no: number;
  team: boolean;
  on: boolean;
  onChosen: (no: number | null) => void;
  onAt: (at: number) => void;
};

function Row({ step, no, team, on, onChosen, onAt }: RowProps) {
  const { text, bonus, stated, expected, exposed, cited } = step;
  const found = Math.min(exposed?.at ?? Number.POSITIVE_INFINITY, cited?.at ?? Number.POSITIVE_INFINITY);
  const at = Number.isFinite(found) ? found / 1000 : null;
  const pace = expected === null ? null : expected / 1000;
  const by = [...new Set([exposed?.by, cited?.by].filter(Boolean))].join(", ");
  return (
    <tr data-on={on} onPointerEnter={() => onChosen(no)} onPointerLeave={() => onChosen(null)}>
      <td>
        <span className={styles.no} data-missing={at === null} data-stated={stated}>
          {no}
        </span>
      </td>
      <td className={`t1 ${styles.step}`}>
        {text} {bonus && <Badge tone="line">bonus</Badge>}
        {stated && <span className="t3"> to be said: no tool shows it</span>}
        {exposed?.address && (
          <a
            href={exposed.address}
            target="_blank"
            rel="noreferrer"
            className={styles.view}
            aria-label={`The view in which step ${no} was seen`}
            title="The view in which it was seen"
          >
            <IconExternalLink size={12} />
          </a>
        )}
        {team && by && <span className="t3"> {by}</span>}
      </td>
      <td className="num">{clock(pace)}</td>
      <td className="num">
        <Reached one={exposed} onAt={onAt} />
      </td>
      <td className="num">
        <Reached one={cited} onAt={onAt} />
      </td>
      <td className="num">{apart(pace, at) || (at === null && !stated ? "never seen" : "–")}</td>
    </tr>
  );
}

function Reached({ one, onAt }: { one: ReachedBy | null; onAt: (at: number) => void }) {
  if (!one) return <>–</>;
  return <Moment seconds={one.at / 1000} onAt={onAt} />;
}

/** What would have shown a step to who never saw it. */
function Never({ step }: { step: StepCompared }) {
  if (step.shown_by.length === 0) return null;
  return (
    <tr className={styles.never}>
      <td />
      <td colSpan={5}>
        <span className="t3">Shown by</span> <Proofs proofs={step.shown_by} />
      </td>
    </tr>
  );
}
