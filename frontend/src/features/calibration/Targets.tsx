/** What everybody gave to the same: scenario by scenario, the furthest apart first. It is what there is to talk about. */

import { useState } from "react";
import type { FairView, TargetView } from "../../api/types";
import { plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { Card } from "../page/Page";
import styles from "./calibration.module.css";
import { decimal } from "./figures";

const FIRST = 8;
const FAR = 2; // points

export function Targets({ targets }: { targets: TargetView[] }) {
  const [all, setAll] = useState(false);
  if (targets.length === 0) return null;
  const far = targets.filter(({ apart }) => apart >= FAR).length;
  const shown = all ? targets : targets.slice(0, FIRST);
  return (
    <Card
      title="Where you differ"
      detail={
        far
          ? `${plural(far, "scenario")} of ${targets.length} with two points or more between you`
          : "nowhere by two points or more"
      }
    >
      <table className="tbl r32" aria-label="Points that were given, the furthest apart first">
        <thead>
          <tr>
            <th scope="col">Interview</th>
            <th scope="col">Scenario</th>
            {[0, 1, 2, 3].map((points) => (
              <th key={points} scope="col" style={{ width: 104 }}>
                {points === 1 ? "1 point" : `${points} points`}
              </th>
            ))}
            <th scope="col" style={{ width: 96 }}>
              Apart
            </th>
            <th scope="col" style={{ width: 110 }}>
              <span className="hidden-text">Edge case</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <Row key={`${one.interview} ${one.scenario}`} of={one} />
          ))}
        </tbody>
      </table>
      <div className={`row g12 ${styles.foot}`}>
        <p className="s12 t2">One dot is one rater; a ringed one is you. Who gave the others is not said.</p>
        <span className="sp" />
        {targets.length > FIRST && (
          <Button size={24} aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Only the furthest apart" : `All ${targets.length}`}
          </Button>
        )}
      </div>
    </Card>
  );
}

function Row({ of }: { of: TargetView }) {
  return (
    <tr>
      <td className="t1">{of.interview}</td>
      <td className="el" title={of.scenario}>
        {of.scenario}
      </td>
      {of.given.map((many, points) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the points
        <td key={points}>
          <Dots many={many} yours={of.yours === points} />
        </td>
      ))}
      <td>{of.apart >= FAR ? <Badge tone="warn">{of.apart} points</Badge> : <span className="t2">{of.apart}</span>}</td>
      <td>
        {of.apart >= FAR && (
          <Go
            to={`/staff/edge-cases?new=1&about=${encodeURIComponent(of.scenario.replace(/ \d+$/, ""))}`}
            label={`Open an edge case about ${of.scenario}`}
          >
            Open a case
          </Go>
        )}
      </td>
    </tr>
  );
}

function Dots({ many, yours }: { many: number; yours: boolean }) {
  if (many === 0) return null;
  return (
    <span className={styles.dots} role="img" aria-label={`${plural(many, "rater")}${yours ? ", you among them" : ""}`}>
      {Array.from({ length: many }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nobody is any of them
        <i key={place} data-yours={yours && place === 0} />
      ))}
    </span>
  );
}

/** Whose mean depends on who rated them. */
export function Fair({ fair }: { fair: FairView[] }) {
  if (fair.length === 0) return null;
  return (
    <Card title="The interviews" detail="mean points a scenario, and what they were from raters of middle severity">
      <table className="tbl r32" aria-label="Mean and fair mean of each interview">
        <thead>
          <tr>
            <th scope="col">Interview</th>
            <th scope="col" className="num" style={{ width: 120 }}>
              Mean
            </th>
            <th scope="col" className="num" style={{ width: 120 }}>
              Fair mean
            </th>
          </tr>
        </thead>
        <tbody>
          {fair.map(({ interview, mean, fair: own }) => (
            <tr key={interview}>
              <td className="t1">{interview}</td>
              <td className="num">{decimal(mean)}</td>
              <td className="num">{decimal(own)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={`s12 t2 ${styles.foot}`}>
        By the Rasch model, with who rated and how hard the scenarios were taken out. Where the two differ, it mattered
        who rated.
      </p>
    </Card>
  );
}
