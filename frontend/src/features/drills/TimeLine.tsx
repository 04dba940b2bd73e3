import { useMemo, useState } from "react";
import type { Compared, DrillShown } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { Button, buttonClass } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { IconPlayerPlay, IconTable } from "../../parts/icons";
import { Card } from "../page/Page";
import { drawnOf, replayOf } from "./compared";
import { momentsOf } from "./drawn";
import styles from "./drills.module.css";
import { Line } from "./Line";
import { clock } from "./line";

type Props = {
  one: Compared;
  drill: DrillShown;
  at: number | null;
  chosen: number | null;
  onAt: (at: number) => void;
};

const AROUND = 15; // seconds before a moment within which something still belongs to it

/** The picture, what was at the moment that is chosen in it, and the same as a table. */
export function TimeLine({ one, drill, at, chosen, onAt }: Props) {
  const drawn = useMemo(() => drawnOf(one), [one]);
  const [table, setTable] = useState(false);
  useCommands([
    {
      id: "drill.table",
      label: table ? "Hide the table of the run" : "Show the run as a table",
      group: "Comparison",
      keys: "Alt+t",
      run: () => setTable(!table),
    },
  ]);
  return (
    <Card
      title="Expected path and what happened"
      label="Line of time"
      detail={
        <span className="row g12">
          <Legend />
          <Button size={24} kind="quiet" icon={<IconTable />} on={table} onClick={() => setTable(!table)}>
            As a table
          </Button>
        </span>
      }
    >
      <Line drawn={drawn} at={at} chosen={chosen} onAt={onAt} />
      <Then one={one} drill={drill} at={at} drawn={drawn} />
      {table && <Moments drawn={drawn} onAt={onAt} />}
    </Card>
  );
}

type Drawing = { drawn: ReturnType<typeof drawnOf> };

function Then({ one, drill, at, drawn }: Pick<Props, "one" | "drill" | "at"> & Drawing) {
  const near =
    at === null ? undefined : momentsOf(drawn).findLast(({ seconds }) => seconds <= at + 0.5 && seconds >= at - AROUND);
  return (
    <div className={styles.then} aria-live="polite">
      {at === null ? (
        <span className="t3">Click in the picture, or go through it with the arrow keys, to see what was when.</span>
      ) : (
        <>
          <b className="num">{clock(at)}</b>
          <span className="el">
            {near ? (
              <>
                <span className="t3">
                  {near.what}
                  {near.by && `, ${near.by}`}
                </span>{" "}
                {near.text}
              </>
            ) : (
              <span className="t3">Nothing of it is in the record just then.</span>
            )}
          </span>
          <span className="sp" />
          <Go
            {...replayOf(drill, (one.run.began ?? 0) + at * 1000, near?.by)}
            className={buttonClass}
            kind="quiet"
            size={24}
          >
            <IconPlayerPlay />
            Replay from here
          </Go>
        </>
      )}
    </div>
  );
}

function Moments({ drawn, onAt }: Drawing & Pick<Props, "onAt">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <div className={styles.moments} tabIndex={0} role="region" aria-label="What happened, in order">
      <table className="tbl" aria-label="What happened, in order">
        <thead>
          <tr>
            <th scope="col" style={{ width: 72 }}>
              Time
            </th>
            <th scope="col" style={{ width: 190 }}>
              What
            </th>
            <th scope="col">Text</th>
            <th scope="col" style={{ width: 110 }}>
              By
            </th>
          </tr>
        </thead>
        <tbody>
          {momentsOf(drawn).map(({ seconds, what, text, by }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two of a kind may be of one second
            <tr key={place}>
              <td>
                <Moment seconds={seconds} onAt={onAt} />
              </td>
              <td className="t1">{what}</td>
              <td title={text}>{text}</td>
              <td>{by}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A time of the scenario, that goes there in the picture. */
export function Moment({ seconds, onAt }: { seconds: number; onAt: (at: number) => void }) {
  return (
    <button type="button" className={styles.moment} title="Show this moment above" onClick={() => onAt(seconds)}>
      {clock(seconds)}
    </button>
  );
}

function Legend() {
  return (
    <span className={styles.legend}>
      <span>
        <svg width="9" height="9" aria-hidden="true">
          <circle cx="4.5" cy="4.5" r="3.5" fill="var(--r-before)" />
        </svg>
        expected
      </span>
      <span>
        <svg width="10" height="10" aria-hidden="true">
          <circle cx="5" cy="5" r="4" fill="var(--r-surface)" stroke="var(--r-during)" strokeWidth="1.75" />
        </svg>
        seen
      </span>
      <span>
        <svg width="10" height="10" aria-hidden="true">
          <circle cx="5" cy="5" r="4.5" fill="var(--r-during)" />
        </svg>
        pinned or written
      </span>
      <span>
        <svg width="12" height="12" aria-hidden="true">
          <path d="M6 .5L11.5 6 6 11.5.5 6z" fill="var(--r-accent-soft)" stroke="var(--r-accent-line)" />
        </svg>
        hypothesis
      </span>
      <span>
        <svg width="9" height="9" aria-hidden="true">
          <circle cx="4.5" cy="4.5" r="3.5" fill="var(--r-surface)" stroke="var(--r-text-2)" strokeWidth="1.5" />
        </svg>
        judged
      </span>
      <span>
        <svg width="9" height="9" aria-hidden="true">
          <path d="M1 1h7v7H1z" fill="var(--r-surface)" stroke="var(--r-text-2)" strokeWidth="1.5" />
        </svg>
        note
      </span>
      <span>
        <svg width="9" height="9" aria-hidden="true">
          <path d="M0 4.5h9M4.5 0v9" stroke="var(--r-text-2)" strokeWidth="1.75" />
        </svg>
        pin
      </span>
    </span>
  );
}
