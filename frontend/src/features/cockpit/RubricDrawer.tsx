import { useState } from "react";
import { useRead } from "../../api/interviews";
import type { CardPage, Expected, RubricInForce } from "../../api/types";
import { Button, buttonClass, IconButton } from "../../parts/Button";
import { Segments } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { IconX } from "../../parts/icons";
import { ErrorState, Note, SkeletonRows } from "../../parts/States";
import { isOverall, rated, ratingOf, scoreOf, withScore } from "../scorecard/card";
import { Rulings } from "../scorecard/Rulings";
import { type Keeping, useCard, type Writing } from "../scorecard/useCard";
import { clockOf } from "../scorecard/words";
import solution from "../solution/solution.module.css";
import styles from "./cockpit.module.css";
import { useDeck } from "./deck";
import note from "./note-editor.module.css";

/** The rubric with one's own scorecard, kept from minute 0 on: the one that is handed in afterwards. */
export function RubricDrawer() {
  const { id, cockpit } = useDeck();
  const { scores } = cockpit.you;
  const of = `/api/v1/staff/interviews/${encodeURIComponent(id)}`;
  const rubric = useRead<RubricInForce>(`${of}/cockpit/rubric`);
  const writing = useCard(id, scores);
  const problem = rubric.problem ?? writing.problem;
  const again = () => {
    rubric.again();
    if (scores) writing.again();
  };
  return (
    <section className={styles.drawer} aria-label="Rubric">
      <Head keeping={writing.keeping} />
      {rubric.data && (writing.page || !scores) ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        <div className={styles.drawerbody} tabIndex={0} role="region" aria-label="Rubric and draft">
          <div className={solution.document}>
            {writing.page && <Standing page={writing.page} writing={writing} />}
            <Judging rubric={rubric.data} writing={writing} />
            <Words rubric={rubric.data} />
          </div>
        </div>
      ) : problem ? (
        <ErrorState problem={problem} onAgain={again} />
      ) : (
        <SkeletonRows rows={14} />
      )}
    </section>
  );
}

const KEPT: Record<Keeping, string> = {
  none: "",
  waiting: "not kept yet",
  kept: "draft kept",
  failed: "not kept: no connection",
  refused: "not kept",
};

function Head({ keeping }: { keeping: Keeping }) {
  const { id, cockpit, change } = useDeck();
  const lost = keeping === "failed" || keeping === "refused";
  return (
    <header className={styles.head}>
      <h2>Rubric</h2>
      <span className={`s11 ${lost ? "wrn" : "t3"}`} role="status">
        {KEPT[keeping]}
      </span>
      <span className="sp" />
      {cockpit.you.scores && (
        <Go to={`/staff/interviews/${id}/scorecard`} className={buttonClass} kind="quiet" size={24}>
          Whole scorecard
        </Go>
      )}
      <IconButton label="Close" keys="c" size={24} onClick={() => change({ drawer: "" })}>
        <IconX />
      </IconButton>
    </header>
  );
}

/** Handed in already, or kept on another page meanwhile: said, and nothing is written over. */
function Standing({ page, writing }: { page: CardPage; writing: Writing }) {
  const { conflict, settle, refused, keeping } = writing;
  if (page.standing === "submitted") return <Note>Your scorecard is submitted. It is amended on its own page.</Note>;
  if (conflict)
    return (
      <Note tone="warn">
        Kept on another page at {clockOf(conflict.changed)}, with something else in it.{" "}
        <Button size={24} onClick={() => settle("mine")}>
          Keep what is here
        </Button>{" "}
        <Button size={24} onClick={() => settle("theirs")}>
          Take the other one
        </Button>
      </Note>
    );
  return keeping === "refused" && refused ? <Note tone="warn">Not kept: {refused.message}</Note> : null;
}

type JudgingProps = { rubric: RubricInForce; writing: Writing };

/** Criteria of the scenario that is looked at, the points of each scenario, and the feedback. */
function Judging({ rubric, writing }: JudgingProps) {
  const { cockpit, desk } = useDeck();
  const [chosen, choose] = useState<number | null>(null);
  const { card, set, page } = writing;
  const scenario = chosen ?? desk?.number ?? 1;
  const writes = cockpit.you.scores && page?.standing === "draft";
  const ruledIn = (which: number) => rubric.ruled.find(({ number }) => number === which)?.rulings ?? [];
  return (
    <>
      {cockpit.you.scores && (
        <div>
          <Segments
            label="Scenario that the criteria are rated in"
            size={24}
            value={String(scenario)}
            choices={cockpit.scenarios.map(({ number, title }) => ({
              value: String(number),
              label: `Scenario ${number}`,
              title,
            }))}
            onChange={(next) => choose(Number(next))}
          />
        </div>
      )}
      {(page?.criteria ?? rubric.criteria).map(({ id, title, weight, questions, scale }) => {
        const place = isOverall(card, id) ? 0 : scenario;
        return (
          <fieldset key={id} className={styles.criterion} disabled={!writes}>
            <legend>
              {title} <span className="t3">{weight} %</span>
              {place === 0 && <span className="t3"> overall</span>}
            </legend>
            <ul className="t2">
              {questions.map((question) => (
                <li key={question}>{question}</li>
              ))}
            </ul>
            <Scale
              label={title}
              words={scale}
              value={ratingOf(card, id, place)?.points ?? null}
              onChange={(points) => set((before) => rated(before, id, place, points))}
            />
            <Rulings of={scenario} rulings={ruledIn(scenario).filter(({ anchor }) => anchor === `criterion ${id}`)} />
          </fieldset>
        );
      })}
      <h3>Score of each scenario</h3>
      {cockpit.scenarios.map(({ number, title }) => (
        <fieldset key={number} className={styles.criterion} disabled={!writes}>
          <legend className="el">
            Scenario {number} <span className="t3">{title}</span>
          </legend>
          <Scale
            label={`Scenario ${number}`}
            words={[0, 1, 2, 3].map((points) => rubric.anchors.find((anchor) => anchor.points === points)?.text ?? "")}
            value={scoreOf(card, number).points}
            onChange={(points) => set((before) => withScore(before, number, { points }))}
          />
          <Rulings named rulings={ruledIn(number).filter(({ anchor }) => !anchor.startsWith("criterion "))} />
        </fieldset>
      ))}
      {cockpit.you.scores && (
        <>
          <h3>
            <label htmlFor="draft-text">Feedback</label>
          </h3>
          <textarea
            id="draft-text"
            className={note.text}
            rows={6}
            value={card.feedback}
            maxLength={20_000}
            readOnly={!writes}
            placeholder="Two or three paragraphs, each with what you saw"
            onChange={(event) => {
              const feedback = event.currentTarget.value;
              set((before) => ({ ...before, feedback }), true);
            }}
          />
        </>
      )}
    </>
  );
}

/** What nobody fills in: the thresholds, and what is expected of the level. */
function Words({ rubric }: { rubric: RubricInForce }) {
  const { cockpit } = useDeck();
  const level: Expected | undefined = rubric.levels.find((one) => one.level === cockpit.level);
  return (
    <>
      <h3>Thresholds</h3>
      <ul>
        {rubric.thresholds.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {level && (
        <>
          <h3>{level.title}</h3>
          <ul>
            {level.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

type ScaleProps = {
  label: string;
  words: readonly string[];
  value: number | null;
  onChange: (value: number | null) => void;
};

function Scale({ label, words, value, onChange }: ScaleProps) {
  const between = value !== null && !Number.isInteger(value) ? value : null;
  return (
    <div role="group" aria-label={between === null ? label : `${label}: ${between}`} className={styles.scale}>
      {words.map((word, points) => (
        <button
          key={word}
          type="button"
          aria-pressed={value === points}
          data-between={(between !== null && Math.abs(between - points) === 0.5) || undefined}
          onClick={() => onChange(value === points ? null : points)}
        >
          <b>{points}</b> <span>{word}</span>
        </button>
      ))}
    </div>
  );
}
