import type { ProofShown, SolutionShown } from "../../api/types";
import { Prose } from "../../parts/Prose";
import styles from "./solution.module.css";

type Props = {
  solution: SolutionShown;
  level: string;
  /** Where the questions of the discussion stand beside it anyway. */
  withoutAnswers?: boolean;
};

/** A solution document as interviewers read it: the day before, and with one key while they interview. */
export function SolutionDocument({ solution, level, withoutAnswers }: Props) {
  return (
    <div className={styles.document}>
      <h3>Cause</h3>
      <Prose text={solution.cause} />
      {solution.chain.length > 0 && <h3>From cause to symptom</h3>}
      <ol>
        {solution.chain.map(({ text, shown_by }) => (
          <li key={text}>
            {text}
            <Proofs proofs={shown_by} />
          </li>
        ))}
      </ol>
      <List title="Also right" lines={solution.accepted} />
      <List title="First, to mitigate" lines={solution.mitigation} />
      <List title="To fix" lines={solution.fix} />
      <List title="To prevent" lines={solution.prevention} />
      {solution.red_herrings.length > 0 && <h3>Red herrings</h3>}
      <dl>
        {solution.red_herrings.map(({ looks_like, refuted_by, shown_by }) => (
          <div key={looks_like}>
            <dt>{looks_like}</dt>
            <dd>
              {refuted_by}
              <Proofs proofs={shown_by} />
            </dd>
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
      {!withoutAnswers && <Answers solution={solution} level={level} />}
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

function Answers({ solution, level }: { solution: SolutionShown; level: string }) {
  if (solution.discussion.length === 0) return null;
  return (
    <>
      <h3>Answers of this level</h3>
      <dl>
        {solution.discussion.map(({ text, answers }) => (
          <div key={text}>
            <dt>“{text}”</dt>
            <dd>{answers[level] ?? Object.values(answers)[0] ?? "–"}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** What shows it, each opening at that very view in another tab. */
function Proofs({ proofs }: { proofs: readonly ProofShown[] }) {
  return proofs.map(({ shows, address }) => (
    <p key={`${shows} ${address}`} className={styles.proof}>
      {address ? (
        <a href={address} target="_blank" rel="noreferrer">
          {shows}
        </a>
      ) : (
        shows
      )}
    </p>
  ));
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
