import type { Compared } from "../../api/types";
import styles from "./drills.module.css";
import { apart, clock } from "./line";
import { figure } from "./words";

type FigureProps = { name: string; value: string; of?: string | undefined; beside: string };

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

/** "1:40 later than quick, 9:00", "as quick as 9:00". */
function held(found: number | null, against: number | null, than: string, as: string): string {
  const off = apart(against, found);
  if (!off) return "";
  return off === "on time" ? `${as} ${clock(against)}` : `${off} than ${than} ${clock(against)}`;
}

/** How it went in five figures, each beside what it is held against. */
export function Figures({ one }: { one: Compared }) {
  const { run, steps, quick, allowed } = one;
  const [first, last] = [inSeconds(run.first), inSeconds(run.last)];
  const paces = steps.flatMap(({ bonus, stated, expected }) =>
    bonus || stated || expected === null ? [] : [expected],
  );
  const pace = paces.length ? Math.min(...paces) / 1000 : null;
  return (
    <dl className={styles.figures} aria-label="How it went">
      <Figure
        name="First step"
        value={clock(first)}
        beside={first === null ? "none was seen" : held(first, pace, "its pace of", "at its pace of")}
      />
      <Figure
        name="Whole path"
        value={clock(last)}
        beside={
          last === null ? `not in ${clock(run.worked / 1000)}` : held(last, quick / 1000, "quick,", "as quick as")
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
        beside={run.hints === 0 ? "no hint taken" : `${run.hints} taken, allows up to ${allowed.points}`}
      />
      <Figure
        name="Your score"
        value={run.points === null ? "–" : String(run.points)}
        of={run.points === null ? undefined : "3"}
        beside={run.points === null ? "not given yet" : `hints allow up to ${allowed.points}`}
      />
    </dl>
  );
}
