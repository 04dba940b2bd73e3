import { useRead } from "../../api/interviews";
import type { SolutionShown } from "../../api/types";
import { IconButton } from "../../parts/Button";
import { IconX } from "../../parts/icons";
import { Prose } from "../../parts/Prose";
import { ErrorState, SkeletonRows } from "../../parts/States";
import styles from "./cockpit.module.css";
import { useDeck } from "./deck";

/** The solution document of the scenario that is looked at. */
export function SolutionDrawer() {
  const { id, desk, cockpit, change } = useDeck();
  const address = `/api/v1/staff/interviews/${encodeURIComponent(id)}/cockpit/solution/${desk?.number ?? 0}`;
  const { data, problem, again } = useRead<SolutionShown>(address);
  return (
    <section className={styles.drawer} aria-label="Solution document">
      <header className={styles.head}>
        <h2 className="el">Solution of scenario {desk?.number}</h2>
        {data && (
          <span className="s11 t3 el">
            {data.scenario}, version {data.version}
          </span>
        )}
        <span className="sp" />
        <IconButton label="Close" keys="s" size={24} onClick={() => change({ drawer: "" })}>
          <IconX />
        </IconButton>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <div className={styles.drawerbody} tabIndex={0} role="region" aria-label="Text of the solution">
        {problem && <ErrorState problem={problem} onAgain={again} />}
        {!data && !problem && <SkeletonRows rows={14} />}
        {data && <Document solution={data} level={cockpit.level} />}
      </div>
    </section>
  );
}

function Document({ solution, level }: { solution: SolutionShown; level: string }) {
  return (
    <div className={styles.document}>
      <h3>Cause</h3>
      <Prose text={solution.cause} />
      {solution.chain.length > 0 && <h3>From cause to symptom</h3>}
      <ol>
        {solution.chain.map(({ text, shown_by }) => (
          <li key={text}>
            {text}
            {shown_by.map((line) => (
              <p key={line} className="t3 s12">
                {line}
              </p>
            ))}
          </li>
        ))}
      </ol>
      <List title="Also right" lines={solution.accepted} />
      <List title="First, to mitigate" lines={solution.mitigation} />
      <List title="To fix" lines={solution.fix} />
      <List title="To prevent" lines={solution.prevention} />
      {solution.red_herrings.length > 0 && <h3>Red herrings</h3>}
      <dl>
        {solution.red_herrings.map(({ looks_like, refuted_by }) => (
          <div key={looks_like}>
            <dt>{looks_like}</dt>
            <dd>{refuted_by}</dd>
          </div>
        ))}
      </dl>
      {solution.misconceptions.length > 0 && <h3>Misconceptions</h3>}
      <dl>
        {solution.misconceptions.map(({ says, truth }) => (
          <div key={says}>
            <dt>“{says}”</dt>
            <dd>{truth}</dd>
          </div>
        ))}
      </dl>
      {solution.discussion.length > 0 && <h3>Answers of this level</h3>}
      <dl>
        {solution.discussion.map(({ text, answers }) => (
          <div key={text}>
            <dt>“{text}”</dt>
            <dd>{answers[level] ?? Object.values(answers)[0] ?? "–"}</dd>
          </div>
        ))}
      </dl>
      <List title="For the rubric" lines={solution.notes} />
      {solution.sources.length > 0 && <h3>Modelled on</h3>}
      <ul>
        {solution.sources.map(({ title, url, told }) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noreferrer">
              {title}
            </a>
            <p className="t3 s12">{told}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function List({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <Prose text={line} />
          </li>
        ))}
      </ul>
    </>
  );
}
