import { useId, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import type { Compared, CriterionTold, DrillShown } from "../../api/types";
import { Button } from "../../parts/Button";
import { IconCircleCheck } from "../../parts/icons";
import { Refused } from "../../parts/Refused";
import { Card } from "../page/Page";
import { addressOf } from "./api";
import styles from "./drills.module.css";

type Props = { drill: DrillShown; one: Compared; onChanged: () => void };
type Draft = { points: number | null; criteria: Record<string, number>; text: string };

/** What one gives oneself by the brief's own words. It is one's own, and can be changed. */
export function SelfScore({ drill, one, onChanged }: Props) {
  const { points, criteria, text, number } = one.run;
  const kept: Draft = { points, criteria, text };
  const [draft, setDraft] = useState<Draft>(kept);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const changed = JSON.stringify(draft) !== JSON.stringify(kept);
  const name = useId();
  const field = useId();
  const keep = async () => {
    setBusy(true);
    setRefused(null);
    try {
      await ask(`${addressOf(drill.run.id)}/score`, { scenario: number, ...draft });
      onChanged();
    } catch (error) {
      setRefused(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title="Score yourself" label="Score yourself" detail="yours alone">
      <form
        className={styles.body}
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <div role="radiogroup" aria-label="Your score" className={styles.anchors}>
          {drill.anchors.map((anchor) => (
            <label key={anchor.points} data-on={draft.points === anchor.points}>
              <input
                type="radio"
                name={name}
                checked={draft.points === anchor.points}
                onChange={() => setDraft({ ...draft, points: anchor.points })}
              />
              <i />
              <b>{anchor.points}</b>
              <span>
                {anchor.text}
                {anchor.points === one.allowed.points && <span className="t3"> the most that your hints allow</span>}
              </span>
            </label>
          ))}
        </div>
        <p className="s12 t3">{one.allowed.why}</p>
        <details className={styles.more}>
          <summary>By criterion, if you like</summary>
          {drill.criteria.map((criterion) => (
            <Criterion
              key={criterion.id}
              criterion={criterion}
              value={draft.criteria[criterion.id] ?? null}
              onChange={(value) => setDraft({ ...draft, criteria: withValue(draft.criteria, criterion.id, value) })}
            />
          ))}
        </details>
        <label htmlFor={field} className="b5">
          What you would do differently
        </label>
        <textarea
          id={field}
          rows={2}
          maxLength={2000}
          value={draft.text}
          onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
        />
        <Refused problem={refused} />
        <div className="row">
          <Button submit kind="primary" busy={busy} disabled={busy || !changed || draft.points === null}>
            Keep
          </Button>
          {!changed && points !== null && (
            <span className="row g6 t2" role="status">
              <IconCircleCheck size={16} className="okk" /> Kept. You can change it.
            </span>
          )}
        </div>
      </form>
    </Card>
  );
}

export function withValue(all: Record<string, number>, id: string, value: number | null): Record<string, number> {
  const { [id]: _, ...rest } = all;
  return value === null ? rest : { ...rest, [id]: value };
}

type CriterionProps = { criterion: CriterionTold; value: number | null; onChange: (value: number | null) => void };

function Criterion({ criterion: { title, questions, scale }, value, onChange }: CriterionProps) {
  const name = useId();
  return (
    <fieldset className={styles.criterion}>
      <legend title={questions.join("\n")}>{title}</legend>
      <div className="row g6">
        {[0, 1, 2, 3].map((points) => (
          <label key={points} title={scale[points]} data-on={value === points}>
            <input
              type="radio"
              name={name}
              aria-label={`${points}: ${scale[points]}`}
              checked={value === points}
              onChange={() => onChange(points)}
              onClick={() => value === points && onChange(null)}
            />
            {points}
          </label>
        ))}
        <span className="s12 t3 el">{value === null ? questions[0] : scale[Math.round(value)]}</span>
      </div>
    </fieldset>
  );
}
