import type { Fit as FitTold, Verdict } from "../../api/types";
import { Button } from "../../parts/Button";
import { IconAlertTriangle, IconCircleCheck } from "../../parts/icons";
import { Scale } from "./Scale";
import { figure } from "./scale";
import styles from "./scorecard.module.css";
import { written } from "./seconds";
import { uncertain } from "./words";

type Props = { verdict: Verdict; all: boolean; onAll: (all: boolean) => void };

/** Outcome, process and fit to the level: three figures beside each other, which nothing here makes one of. */
export function Result({ verdict, all, onAll }: Props) {
  const { outcome, of, word, process, discordance, uneven, ttrc } = verdict;
  return (
    <>
      <section className={styles.outcome} aria-label="Outcome">
        <div className={styles.figure}>
          <span className={styles.big}>{figure(outcome)}</span>
          <span className="t2">of {of}</span>
          <span className="sp" />
          <strong className="s16">{word}</strong>
        </div>
        <Scale verdict={verdict} />
        <Uncertain verdict={verdict} />
      </section>
      <section className={styles.lines} aria-label="Process and level">
        <Line title="Process">
          {process.valid && process.points !== null ? (
            <>
              <b>{process.points.toFixed(2)} of 3</b>
              <span className={`t3 ${styles.percent}`}>{Math.round(process.percent ?? 0)} %</span>
            </>
          ) : (
            <Warned>{`${Math.round(process.observed * 100)} % of the weight was observed, 80 % is needed`}</Warned>
          )}
        </Line>
        {discordance && (
          <Line title="Result and process">
            {discordance.discuss ? (
              <Warned>{`${discordance.apart.toFixed(2)} apart: discuss`}</Warned>
            ) : (
              <span className="t1">agree, {discordance.apart.toFixed(2)} apart</span>
            )}
          </Line>
        )}
        {uneven && (
          <Line title="Scenarios">
            <Warned>uneven: a pass with a scenario of 1 or less</Warned>
          </Line>
        )}
        {Object.keys(ttrc).length > 0 && (
          <Line title="Time to the cause">
            <span className="t1">
              {Object.entries(ttrc)
                .map(([scenario, seconds]) => `${scenario}: ${written(seconds)}`)
                .join(", ")}
            </span>
          </Line>
        )}
        <Fit told={verdict.level} />
        {all &&
          verdict.levels
            .filter((one) => one.level !== verdict.level.level)
            .map((one) => <Fit key={one.level} told={one} />)}
        <Button size={24} kind="quiet" aria-expanded={all} onClick={() => onAll(!all)}>
          {all ? "Only the level of this interview" : "All four levels"}
        </Button>
      </section>
    </>
  );
}

function Uncertain({ verdict }: { verdict: Verdict }) {
  const { said, borderline, short, why } = uncertain(verdict);
  return (
    <p className={`s12 t2 ${styles.uncertain}`} title={why}>
      {said} {borderline && <span className="t1">{borderline}</span>}
      <span className={`s11 t3 ${styles.error}`}>{short}</span>
    </p>
  );
}

function Line({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className={styles.line}>
      <span className="t2">{title}</span>
      <span className="sp" />
      {children}
    </div>
  );
}

function Warned({ children }: { children: React.ReactNode }) {
  return (
    <span className={styles.warned}>
      <IconAlertTriangle size={14} />
      <span className="t1">{children}</span>
    </span>
  );
}

/** How the card meets what a level asks for. */
function Fit({ told }: { told: FitTold }) {
  const met = told.exceeds ? "exceeds what is expected" : "meets what is expected";
  return (
    <div className={styles.line}>
      <span className="t2">{told.title}</span>
      <span className="sp" />
      {told.meets || told.exceeds ? (
        <span className={styles.met} title={told.beyond.join("; ") || undefined}>
          <IconCircleCheck size={14} />
          <span className="t1">
            {met}
            {told.beyond.length > 0 && <span className="t3">, and beyond the cause: {told.beyond.join("; ")}</span>}
          </span>
        </span>
      ) : (
        <span className={styles.unmet}>
          {told.unmet.map((one) => (
            <Warned key={one}>{one}</Warned>
          ))}
        </span>
      )}
    </div>
  );
}
