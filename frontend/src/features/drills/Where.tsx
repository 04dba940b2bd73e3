import type { Compared, DeadEnd } from "../../api/types";
import { HUES } from "../cockpit/strip";
import { Card } from "../page/Page";
import styles from "./drills.module.css";
import { clock } from "./line";
import { Proofs } from "./Proofs";
import { Moment } from "./TimeLine";
import { toolName } from "./words";

type Props = { one: Compared; team: boolean; onAt: (at: number) => void };

/** Time by tool, the longest stretch without anything new, and what was followed that leads nowhere. */
export function Where({ one, team, onAt }: Props) {
  const { tools, quiet, dead_ends: ends } = one;
  const most = Math.max(...tools.map(({ time }) => time), 1);
  const whole = tools.reduce((sum, { time }) => sum + time, 0) || 1;
  return (
    <Card
      title="Where the time went"
      label="Where the time went"
      detail={`${clock(one.run.worked / 1000)} of ${clock(one.run.length / 1000)} worked${team ? "; by tool, everybody's added up" : ""}`}
    >
      <div className={styles.body}>
        {tools.length === 0 && <p className="t3">No tool was open, as far as a browser told.</p>}
        <ul className={styles.bars} aria-label="Time by tool">
          {tools.map(({ tool, time }) => (
            <li key={tool}>
              <span>{toolName(tool)}</span>
              <i aria-hidden="true">
                <i style={{ width: `${(time / most) * 100}%`, background: `var(--r-${HUES[tool] ?? "c10"})` }} />
              </i>
              <span className="num">{clock(time / 1000)}</span>
              <span className="num t3">{Math.round((time / whole) * 100)} %</span>
            </li>
          ))}
        </ul>
        <h3 className={styles.under}>Longest without anything new</h3>
        {quiet ? (
          <p>
            {clock((quiet.until - quiet.since) / 1000)}, from <Moment seconds={quiet.since / 1000} onAt={onAt} /> to{" "}
            <Moment seconds={quiet.until / 1000} onAt={onAt} />.{" "}
            <span className="t3">No new question, no step, nothing written.</span>
          </p>
        ) : (
          <p className="t3">There was none worth naming.</p>
        )}
        <h3 className={styles.under}>Dead ends</h3>
        {ends.length === 0 && <p className="t3">None of the scenario’s red herrings was followed.</p>}
        {ends.map((end) => (
          <End key={`${end.since} ${end.looks_like}`} end={end} onAt={onAt} />
        ))}
      </div>
    </Card>
  );
}

function End({ end, onAt }: { end: DeadEnd; onAt: (at: number) => void }) {
  return (
    <article className={styles.end}>
      <p>
        <b>{end.looks_like}</b>{" "}
        <span className="t3">
          <Moment seconds={end.since / 1000} onAt={onAt} /> to <Moment seconds={end.until / 1000} onAt={onAt} />,{" "}
          {clock((end.until - end.since) / 1000)}
          {end.by && `, ${end.by}`}
        </span>
      </p>
      <p className="t3">{end.followed}</p>
      <p>
        {end.refuted_by}{" "}
        <span className="t3">
          {end.refuted === null ? (
            "What refutes it was not seen."
          ) : (
            <>
              Seen at <Moment seconds={end.refuted / 1000} onAt={onAt} />.
            </>
          )}
        </span>
      </p>
      {end.shown_by.length > 0 && <Proofs proofs={end.shown_by} />}
    </article>
  );
}
