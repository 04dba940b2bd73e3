import { type FormEvent, useEffect, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, isCancelled, type Problem } from "../../api/client";
import type { PlanView } from "../../api/types";
import { Button, IconButton } from "../../parts/Button";
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from "../../parts/icons";
import { Refused } from "../../parts/Refused";
import { TextField } from "../../parts/TextField";
import { moved } from "../arranging/draft";
import { Card } from "../page/Page";
import { Concerns } from "./Concerns";
import { added, type Draft, of, type Row, told } from "./draft";
import { PlanBars } from "./PlanBars";
import styles from "./plans.module.css";

const PLANS = "/api/v1/staff/plans";
const PAUSE = 250;

type Props = { plan: PlanView; onClose: () => void; onKept: () => void };

/** Segments with their minutes; what the server says of it is shown while it is written. */
export function PlanEditor({ plan, onClose, onKept }: Props) {
  const [draft, setDraft] = useState<Draft>(() => of(plan));
  const [weighed, setWeighed] = useState<PlanView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const asking = new AbortController();
    const later = setTimeout(() => {
      const named = { ...told(draft), name: draft.name.trim() || "New plan" };
      ask<PlanView>(`${PLANS}/weigh`, named, { signal: asking.signal })
        .then((found) => {
          setWeighed(found);
          setProblem(null);
        })
        .catch((error: unknown) => !isCancelled(error) && setProblem(asProblem(error)));
    }, PAUSE);
    return () => {
      clearTimeout(later);
      asking.abort();
    };
  }, [draft]);
  const put = (row: Row, part: Partial<Row>) =>
    setDraft({ ...draft, rows: draft.rows.map((one) => (one === row ? { ...one, ...part } : one)) });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await ask(PLANS, told(draft));
      onKept();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  const shown = weighed ? { segments: weighed.segments, slot: weighed.slot } : plan;
  return (
    <Card title={plan.own ? `Change ${plan.name}` : "New plan"} detail={weighed?.fit}>
      <form className={styles.editor} onSubmit={(event) => void save(event)} noValidate>
        <div className={styles.names}>
          <TextField
            label="Name"
            value={draft.name}
            onChange={(name) => setDraft({ ...draft, name })}
            autoFocus
            {...(problem?.field === "name" ? { error: problem.message } : {})}
          />
          <TextField
            label="Slot, minutes"
            type="number"
            value={draft.slot}
            onChange={(slot) => setDraft({ ...draft, slot })}
            {...(problem?.field === "slot" ? { error: problem.message } : {})}
          />
        </div>
        <table className="tbl r32" aria-label="Segments">
          <thead>
            <tr>
              <th scope="col">Segment</th>
              <th scope="col" style={{ width: 150 }}>
                Work, minutes
              </th>
              <th scope="col" style={{ width: 170 }}>
                Discussion, minutes
              </th>
              <th scope="col" style={{ width: 116 }}>
                <span className="hidden-text">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {draft.rows.map((row, index) => (
              <Segment
                key={row.key}
                row={row}
                number={index + 1}
                last={index === draft.rows.length - 1}
                wrong={problem?.field.startsWith(`segments.${index}.`) ?? false}
                onChange={(part) => put(row, part)}
                onMove={(by) => setDraft({ ...draft, rows: moved(draft.rows, index, by) })}
                onRemove={() => setDraft({ ...draft, rows: draft.rows.filter((one) => one !== row) })}
              />
            ))}
          </tbody>
        </table>
        <div className="row">
          <Button size={24} icon={<IconPlus />} onClick={() => setDraft(added(draft, true))}>
            Add a scenario
          </Button>
          <Button size={24} icon={<IconPlus />} onClick={() => setDraft(added(draft, false))}>
            Add another segment
          </Button>
        </div>
        <PlanBars {...shown} />
        {weighed && <p className="t2">{weighed.said.join(" ")}</p>}
        {weighed && <Concerns plan={weighed} />}
        <Refused problem={problem && !["name", "slot"].includes(problem.field) ? problem : null} />
        <div className="row">
          <Button kind="primary" submit busy={busy}>
            Keep this plan
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Card>
  );
}

type SegmentProps = {
  row: Row;
  number: number;
  last: boolean;
  wrong: boolean;
  onChange: (part: Partial<Row>) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
};

function Segment({ row, number, last, wrong, onChange, onMove, onRemove }: SegmentProps) {
  const cell = (name: "title" | "minutes" | "discussion", label: string) => (
    <input
      className={styles.cell}
      data-error={wrong}
      value={row[name]}
      inputMode={name === "title" ? "text" : "decimal"}
      aria-label={`${label} of segment ${number}`}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <tr>
      <td>{cell("title", "Title")}</td>
      <td>{cell("minutes", "Minutes")}</td>
      <td>{row.worked ? cell("discussion", "Discussion") : <span className="t3">–</span>}</td>
      <td>
        <span className="row g2">
          <IconButton size={24} label={`Segment ${number} earlier`} disabled={number === 1} onClick={() => onMove(-1)}>
            <IconArrowUp />
          </IconButton>
          <IconButton size={24} label={`Segment ${number} later`} disabled={last} onClick={() => onMove(1)}>
            <IconArrowDown />
          </IconButton>
          <IconButton size={24} label={`Remove segment ${number}`} disabled={number === 1 && last} onClick={onRemove}>
            <IconX />
          </IconButton>
        </span>
      </td>
    </tr>
  );
}
