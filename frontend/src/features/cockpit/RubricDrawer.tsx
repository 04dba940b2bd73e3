import { useRead } from "../../api/interviews";
import type { DraftView, Rubric } from "../../api/types";
import { IconButton } from "../../parts/Button";
import { IconX } from "../../parts/icons";
import { ErrorState, SkeletonRows } from "../../parts/States";
import solution from "../solution/solution.module.css";
import styles from "./cockpit.module.css";
import { useDeck } from "./deck";
import { chosen, type Draft, read } from "./draft";
import { type Keeping, useDraft } from "./useDraft";

/** The rubric with a draft of one's own scorecard, kept from minute 0 on. */
export function RubricDrawer() {
  const { id, cockpit, change } = useDeck();
  const of = `/api/v1/staff/interviews/${encodeURIComponent(id)}`;
  const rubric = useRead<Rubric>(`${of}/cockpit/rubric`);
  const draft = useRead<DraftView>(`${of}/draft`, undefined, cockpit.you.scores);
  const problem = rubric.problem ?? draft.problem;
  const ready = rubric.data && (draft.data || !cockpit.you.scores);
  return (
    <section className={styles.drawer} aria-label="Rubric">
      {ready ? (
        <Card rubric={rubric.data!} first={read(draft.data?.content ?? {})} />
      ) : (
        <>
          <header className={styles.head}>
            <h2>Rubric</h2>
            <span className="sp" />
            <IconButton label="Close" keys="c" size={24} onClick={() => change({ drawer: "" })}>
              <IconX />
            </IconButton>
          </header>
          {problem ? <ErrorState problem={problem} onAgain={rubric.again} /> : <SkeletonRows rows={14} />}
        </>
      )}
    </section>
  );
}

const KEPT: Record<Keeping, string> = {
  none: "",
  waiting: "not kept yet",
  kept: "draft kept",
  failed: "not kept: no connection",
};

function Card({ rubric, first }: { rubric: Rubric; first: Draft }) {
  const { id, cockpit, change } = useDeck();
  const { draft, set, keeping } = useDraft(id, first);
  const { scores } = cockpit.you;
  const level = rubric.levels.find((one) => one.level === cockpit.level);
  return (
    <>
      <header className={styles.head}>
        <h2>Rubric</h2>
        <span className={`s11 ${keeping === "failed" ? "wrn" : "t3"}`} role="status">
          {KEPT[keeping]}
        </span>
        <span className="sp" />
        <IconButton label="Close" keys="c" size={24} onClick={() => change({ drawer: "" })}>
          <IconX />
        </IconButton>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <div className={styles.drawerbody} tabIndex={0} role="region" aria-label="Rubric and draft">
        <div className={solution.document}>
          {rubric.criteria.map((criterion) => (
            <fieldset key={criterion.id} className={styles.criterion} disabled={!scores}>
              <legend>
                {criterion.title} <span className="t3">{criterion.weight} %</span>
              </legend>
              <ul className="t2">
                {criterion.questions.map((question) => (
                  <li key={question}>{question}</li>
                ))}
              </ul>
              <Scale
                label={criterion.title}
                words={criterion.scale}
                value={draft.criteria[criterion.id] ?? null}
                onChange={(value) => set({ ...draft, criteria: chosen(draft.criteria, criterion.id, value) })}
              />
            </fieldset>
          ))}
          <h3>Score of each scenario</h3>
          <dl>
            {rubric.anchors.map(({ points, text }) => (
              <div key={points}>
                <dt>
                  {points} {points === 1 ? "point" : "points"}
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          {cockpit.scenarios.map(({ number, title }) => (
            <fieldset key={number} className={styles.criterion} disabled={!scores}>
              <legend className="el">
                Scenario {number} <span className="t3">{title}</span>
              </legend>
              <Scale
                label={`Scenario ${number}`}
                words={[0, 1, 2, 3].map(
                  (points) => rubric.anchors.find((anchor) => anchor.points === points)?.text ?? "",
                )}
                value={draft.scores[String(number)] ?? null}
                onChange={(value) => set({ ...draft, scores: chosen(draft.scores, String(number), value) })}
              />
            </fieldset>
          ))}
          {scores && (
            <>
              <h3>
                <label htmlFor="draft-text">Feedback</label>
              </h3>
              <textarea
                id="draft-text"
                rows={6}
                value={draft.text}
                maxLength={20_000}
                placeholder="Two or three paragraphs, each with what you saw"
                onChange={(event) => set({ ...draft, text: event.currentTarget.value })}
              />
            </>
          )}
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
        </div>
      </div>
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
  return (
    <div role="group" aria-label={label} className={styles.scale}>
      {words.map((word, points) => (
        <button
          key={word}
          type="button"
          aria-pressed={value === points}
          onClick={() => onChange(value === points ? null : points)}
        >
          <b>{points}</b> <span>{word}</span>
        </button>
      ))}
    </div>
  );
}
