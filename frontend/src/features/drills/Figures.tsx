import type { Compared } from "../../api/types";
import styles from "./drills.module.css";
import { apart, clock } from "./line";
import { figure } from "./words";

type FigureProps = { name: string; value: string; of?: string; beside: string };

function Figure({ name, value, of, beside }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        {of && <span className="t3"> of {of}</span>}
        <small>{beside}</small>
      </dd>
    </div>
  );
}

const inSeconds = (ms: number | null) => (ms === null ? null : ms / 1000);

/** How it went in five figures, each beside what it is held against. */
export function Figures({ one }: { one: Compared }) {
  const { run, steps, quick, allowed } = one;
  const first = inSeconds(run.first);
  const last = inSeconds(run.last);
  const needed = steps.filter(({ bonus }) => !bonus);
  const paced = inSeconds(needed.find(({ expected }) => expected !== null)?.expected ?? null);
  const off = apart(quick / 1000, last);
  return (
    <dl className={styles.figures} aria-label="How it went">
      <Figure
        name="First step"
        value={clock(first)}
        beside={
          first === null
            ? "none was seen"
            : paced === null
              ? ""
              : `${apart(paced, first)} than its pace of ${clock(paced)}`.replace("on time than", "at")
        }
      />
      <Figure
        name="Whole path"
        value={clock(last)}
        beside={
          last === null
            ? `not in ${clock(run.worked / 1000)}`
            : off === "on time"
              ? `as quick as ${clock(quick / 1000)}`
              : `${off} than quick, ${clock(quick / 1000)}`
        }
      />
      <Figure
        name="Path"
        value={String(run.reached)}
        of={String(run.steps)}
        beside={run.reached === run.steps ? "every needed step" : `${run.steps - run.reached} not seen`}
      />
      <Figure
        name="Hint load"
        value={figure(run.load)}
        beside={run.hints === 0 ? "no hint taken" : `${run.hints} taken, allows ${allowed.points} of 3`}
      />
      <Figure
        name="Your score"
        value={run.points === null ? "–" : String(run.points)}
        of={run.points === null ? undefined : "3"}
        beside={run.points === null ? "not given yet" : `the record speaks for ${allowed.points}`}
      />
    </dl>
  );
}
