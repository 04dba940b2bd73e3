import { Fragment } from "react";
import type { RunOfScenario, RunShown } from "../../api/types";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { Refused } from "../../parts/Refused";
import { useEnter } from "./api";
import styles from "./drills.module.css";
import { clock } from "./line";
import { day, figure } from "./words";

/** One's own runs, a line for each of their scenarios. */
export function Runs({ runs }: { runs: RunShown[] }) {
  const { enter, busy, problem } = useEnter();
  return (
    <>
      <Refused problem={problem} />
      <table className="tbl r32" aria-label="Your runs">
        <thead>
          <tr>
            <th scope="col" style={{ width: 150 }}>
              When
            </th>
            <th scope="col">Scenario</th>
            <th scope="col" className="num" style={{ width: 108 }}>
              Variant
            </th>
            <th scope="col" className="num" style={{ width: 84 }}>
              First step
            </th>
            <th scope="col" className="num" style={{ width: 92 }}>
              Whole path
            </th>
            <th scope="col" className="num" style={{ width: 72 }}>
              Path
            </th>
            <th scope="col" className="num" style={{ width: 84 }}>
              Hint load
            </th>
            <th scope="col" className="num" style={{ width: 84 }}>
              Your score
            </th>
            <th scope="col" style={{ width: 112 }}>
              <span className="hidden-text">Go to it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <Fragment key={run.id}>
              {run.scenarios.map((one, place) => (
                <tr key={one.number}>
                  <td>
                    {place === 0 && (
                      <span className="row g6">
                        {day(run.began ?? run.created)}
                        {run.team && (
                          <Badge tone="line" title={run.members.join(", ")}>
                            {run.members.length}
                          </Badge>
                        )}
                      </span>
                    )}
                  </td>
                  <td className="t1" title={one.name}>
                    {one.title || one.name}
                  </td>
                  <td className="num">{one.seed}</td>
                  <Cells run={run} one={one} />
                  <td>
                    {run.ended === null
                      ? place === 0 && (
                          <Button size={24} disabled={busy} onClick={() => void enter(run.id)}>
                            Go on
                          </Button>
                        )
                      : one.began !== null && (
                          <Go
                            to={`/staff/practice/${run.id}`}
                            search={run.scenarios.length > 1 ? { scenario: String(one.number) } : {}}
                            label={`Compare ${one.title}, ${day(run.began ?? run.created)}`}
                          >
                            Compare
                          </Go>
                        )}
                  </td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </>
  );
}

const STATES: Record<string, string> = { lobby: "not begun", live: "running" };

function Cells({ run, one }: { run: RunShown; one: RunOfScenario }) {
  if (run.ended === null)
    return (
      <td colSpan={5} className={`t3 ${styles.standing}`}>
        {STATES[run.state] ?? run.state}
      </td>
    );
  if (one.began === null)
    return (
      <td colSpan={5} className={`t3 ${styles.standing}`}>
        not opened
      </td>
    );
  return (
    <>
      <td className="num">{clock(one.first === null ? null : one.first / 1000)}</td>
      <td className="num">{clock(one.last === null ? null : one.last / 1000)}</td>
      <td className="num">
        {one.reached} of {one.steps}
      </td>
      <td className="num">{figure(one.load)}</td>
      <td className="num">{one.points ?? "–"}</td>
    </>
  );
}
