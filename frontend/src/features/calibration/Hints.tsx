/** How leads give hints: as the ladder has them, and how much help and how many points beyond what others give. */

import type { ReactNode } from "react";
import type { HintingView, IntervalView, ReportView } from "../../api/types";
import { Badge } from "../../parts/Choices";
import { Note } from "../../parts/States";
import { Card } from "../page/Page";
import styles from "./calibration.module.css";
import { decimal, isClear, keptOf, missing, ofBeyond, ofKept, ofMore, percent, signed } from "./figures";
import { Whisker } from "./Whisker";

export function Hints({ report }: { report: ReportView }) {
  const { hints, leads, round } = report;
  if (hints.load.n === 0 && hints.kept.n === 0) return null;
  const until = round ? "in every interview until this round was closed" : "in every interview so far";
  return (
    <Card title="Hints" detail={until}>
      <ul className={styles.raters}>
        <OneLead of={hints} who="All leads together" />
        {leads.map((one) => (
          <OneLead key={one.lead} of={one} who={one.you ? "You" : one.name || "Somebody"} />
        ))}
      </ul>
      <div className={styles.foot}>
        <Note>
          As the ladder has it is a hint that is given from its minute on, while what it leads to is missing, and after
          thirty seconds of silence. Help is its levels' load, as it counts for the ceiling. What hints do not explain
          is leniency of points alone.
        </Note>
      </div>
    </Card>
  );
}

function OneLead({ of, who }: { of: HintingView; who: string }) {
  const none = missing(of.kept, "hints");
  return (
    <li>
      <div className={styles.rater}>
        <b className="el" title={who}>
          {who}
        </b>
        <span className="s12 t3 nw">n = {of.kept.n}</span>
        {none ? (
          <span className="t2">{none}</span>
        ) : (
          <Whisker
            of={of.kept}
            from={0}
            to={1}
            width={360}
            label={`Hints of ${who} as the ladder has them: ${percent(of.kept.value)}, between ${percent(of.kept.low)} and ${percent(of.kept.high)}`}
          />
        )}
        <span className={styles.value}>{of.kept.value !== null && percent(of.kept.value)}</span>
        {keptOf(of) === "low" && <Badge tone="warn">worth a talk</Badge>}
      </div>
      {of.kept.n > 0 && <p className="s12 t2">{ofKept(of)}</p>}
      <dl className={styles.also}>
        <Beside
          name="Help a scenario"
          title="Mean load of the hints that were needed: half a point a level"
          of={of.load}
        >
          {of.load.value === null ? missing(of.load, "scenarios") : <b>{decimal(of.load.value)}</b>}
        </Beside>
        {of.lead && (
          <>
            <Beside
              name="Help beyond the others'"
              title="Load a scenario more or less than all leads give a candidate who got as far alone"
              of={of.more}
            >
              <b>{signedOf(of.more)}</b> <span className="t2">{ofMore(of.more)}</span>
            </Beside>
            <Beside
              name="Points beyond hints"
              title="Points a scenario more or fewer than all leads give after as many hints"
              of={of.beyond}
            >
              <b>{signedOf(of.beyond)}</b> <span className="t2">{ofBeyond(of.beyond)}</span>
              {isClear(of.beyond) && Math.abs(of.beyond.value ?? 0) > 0.3 && <Badge tone="warn">worth a talk</Badge>}
            </Beside>
          </>
        )}
      </dl>
    </li>
  );
}

function signedOf({ value }: IntervalView) {
  return value === null ? "–" : signed(value);
}

type BesideProps = { name: string; title: string; of: IntervalView; children: ReactNode };

function Beside({ name, title, of, children }: BesideProps) {
  const between = of.value === null ? "" : `; 95 % interval ${decimal(of.low)} to ${decimal(of.high)}`;
  return (
    <div title={`${title}${between}, n = ${of.n} scenarios`}>
      <dt>{name}</dt>
      <dd className="row g6">{children}</dd>
    </div>
  );
}
