import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { useRead } from "../../api/interviews";
import { newId } from "../../api/outbox";
import type { PreparationScenario, PreparationView } from "../../api/types";
import { clock, here } from "../../lib/zones";
import { Button, buttonClass } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { IconCheck } from "../../parts/icons";
import { Prose } from "../../parts/Prose";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { LEVELS, ROLES, type SeatRole } from "../arranging/draft";
import { Card, pageStyles } from "../page/Page";
import { Rulings } from "../scorecard/Rulings";
import { SolutionDocument } from "../solution/SolutionDocument";
import { StaffPage } from "../staff/StaffPage";
import { Findings } from "./Findings";
import styles from "./prepare.module.css";
import { Rehearse } from "./Rehearse";

/** What an interviewer reads the day before: solutions, hints, questions, rubric, and what is still not ready. */
export function Prepare() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const at = `/api/v1/staff/interviews/${encodeURIComponent(id)}`;
  const { data, problem, again } = useRead<PreparationView>(`${at}/preparation`, () => 10_000);
  const [number, setNumber] = useState<number | null>(null);
  const [failed, setFailed] = useState<Problem | null>(null);
  if (!data)
    return (
      <StaffPage title="Preparation">
        <div className={styles.page}>
          <h1 className={pageStyles.title}>Preparation</h1>
          <Card label="Preparation">
            {problem ? <ErrorState problem={problem} onAgain={again} /> : <SkeletonRows rows={10} height={28} />}
          </Card>
        </div>
      </StaffPage>
    );
  const chosen = data.scenarios.find((one) => one.number === number) ?? data.scenarios[0];
  const read = (one: PreparationScenario) => {
    setFailed(null);
    void ask(`${at}/attest`, { scenario: one.number, version: one.version, command: newId() })
      .catch((error: unknown) => setFailed(asProblem(error)))
      .finally(again);
  };
  return (
    <StaffPage title={`Preparation: ${data.candidate}`}>
      <div className={styles.page}>
        <Head one={data} />
        <div className={styles.wide}>
          <div className={styles.column}>
            <Tabs scenarios={data.scenarios} chosen={chosen?.number ?? 0} onChoose={setNumber} />
            {failed && <ErrorState problem={failed} />}
            {chosen && (
              <Scenario key={chosen.number} one={chosen} level={data.level} reads={data.reads} onRead={read} />
            )}
          </div>
          <div className={styles.column}>
            <Card title="Still to be ready" label="Still to be ready" detail="the candidate’s part and ours">
              <Findings findings={data.checks} />
            </Card>
            {data.reads && <Rehearse id={id} kind={data.kind} />}
            <Readers one={data} />
            <Expected one={data} />
            <RubricCard one={data} />
          </div>
        </div>
      </div>
    </StaffPage>
  );
}

function Head({ one }: { one: PreparationView }) {
  const at = `/staff/interviews/${one.id}`;
  return (
    <div className={styles.head}>
      <h1 className={pageStyles.title}>Preparation</h1>
      <span className="t2">
        {one.candidate}
        {one.position && `, ${one.position}`}
        {one.starts && `, ${clock(one.starts, here())}`}
      </span>
      <span className="sp" />
      <Go to={at} className={buttonClass} size={28}>
        Overview
      </Go>
      <Go to={`${at}/cockpit`} className={buttonClass} size={28}>
        Cockpit
      </Go>
    </div>
  );
}

type TabsProps = { scenarios: readonly PreparationScenario[]; chosen: number; onChoose: (number: number) => void };

function Tabs({ scenarios, chosen, onChoose }: TabsProps) {
  return (
    <nav className={styles.tabs} aria-label="Scenarios">
      {scenarios.map(({ number, title, scenario, read }) => (
        <button
          key={number}
          type="button"
          aria-current={number === chosen ? "true" : undefined}
          onClick={() => onChoose(number)}
        >
          <span className="t3 num">{number}</span>
          <span className="el">{title || scenario}</span>
          {read && (
            <span className={styles.read}>
              <IconCheck />
            </span>
          )}
        </button>
      ))}
    </nav>
  );
}

type ScenarioProps = {
  one: PreparationScenario;
  level: string;
  reads: boolean;
  onRead: (one: PreparationScenario) => void;
};

function Scenario({ one, level, reads, onRead }: ScenarioProps) {
  const { solution } = one;
  if (!solution)
    return (
      <Card title={one.title || one.scenario}>
        <p className={`${styles.body} t2`}>This scenario is still being prepared. What to read of it is here then.</p>
      </Card>
    );
  return (
    <>
      <Card
        title={one.title || one.scenario}
        detail={`${one.scenario}, version ${one.version}`}
        label={`Solution of scenario ${one.number}`}
      >
        <div className={styles.body}>
          <p>
            <Go to={`/staff/incidents/${one.incident}/briefing`}>Open it in the tools</Go>
          </p>
          {one.start && (
            <blockquote className={styles.start}>
              <Prose text={one.start} />
            </blockquote>
          )}
          <SolutionDocument solution={solution} level={level} withoutAnswers />
        </div>
      </Card>
      <Card title="Hints" label="Hints" detail="by the minute of the work from which each is offered">
        <ol className={styles.hints}>
          {one.hints.map(({ minute, level: telling, text }) => (
            <li key={text}>
              <span className="num t2 nw">{minute} min</span>
              <span>{text}</span>
              <span className="t3 s12 nw">level {telling}</span>
            </li>
          ))}
        </ol>
      </Card>
      <Card title="Discussion" label="Discussion" detail="model answers of this level">
        <dl className={styles.questions}>
          {one.questions.map(({ text, core, answer }) => (
            <div key={text}>
              <dt>
                {text} {core && <Badge tone="line">core</Badge>}
              </dt>
              <dd>{answer || "–"}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {reads && (
        <div className={styles.attest}>
          {one.read ? (
            <Badge tone="ok">{`You have read scenario ${one.number}`}</Badge>
          ) : (
            <Button kind="primary" onClick={() => onRead(one)}>
              I have read this
            </Button>
          )}
          <span className="t3 s12">{`Version ${one.version}. The others see that you have.`}</span>
        </div>
      )}
    </>
  );
}

function Readers({ one }: { one: PreparationView }) {
  return (
    <Card title="Who has read what" label="Who has read what">
      <ul className={styles.rows}>
        {one.readers.map(({ name, role, scenarios }) => (
          <li key={`${name} ${role}`}>
            <span className="el">
              {name} <span className="t3">{ROLES[role as SeatRole]?.toLowerCase() ?? role}</span>
            </span>
            <span className="sp" />
            <span className="num nw">
              {scenarios.length} of {one.scenarios.length}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Expected({ one }: { one: PreparationView }) {
  return (
    <Card
      title="Expected of this level"
      label="Expected of this level"
      detail={LEVELS.find(({ value }) => value === one.level)?.label}
    >
      <ul className={styles.lines}>
        {one.expected.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Card>
  );
}

function RubricCard({ one: { rubric, ruled } }: { one: PreparationView }) {
  return (
    <Card title="Rubric" label="Rubric" detail={rubric.thresholds.join("; ")}>
      <div className={styles.body}>
        <dl className={styles.anchors}>
          {rubric.anchors.map(({ points, text }) => (
            <div key={points}>
              <dt className="num">{points}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        {ruled.map(({ number, rulings }) => (
          <Rulings
            key={number}
            of={number}
            named
            rulings={rulings.filter(({ anchor }) => !anchor.startsWith("criterion "))}
          />
        ))}
        {rubric.criteria.map(({ id, title, weight, questions, scale }) => (
          <details key={id} className={styles.criterion}>
            <summary>
              {title} <span className="t3">{weight} %</span>
            </summary>
            <ul>
              {questions.map((question) => (
                <li key={question}>{question}</li>
              ))}
            </ul>
            <dl className={styles.anchors}>
              {scale.map((text, points) => (
                <div key={text}>
                  <dt className="num">{points}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
            {ruled.map(({ number, rulings }) => (
              <Rulings
                key={number}
                of={number}
                rulings={rulings.filter(({ anchor }) => anchor === `criterion ${id}`)}
              />
            ))}
          </details>
        ))}
      </div>
    </Card>
  );
}
