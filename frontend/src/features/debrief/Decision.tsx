import { type FormEvent, useId, useState } from "react";
import type { DecisionShown } from "../../api/types";
import { clock, here } from "../../lib/zones";
import { Button } from "../../parts/Button";
import { Badge, Segments } from "../../parts/Choices";
import { Refused } from "../../parts/Refused";
import styles from "./debrief.module.css";
import { useDo, useRoom } from "./room";

const OUTCOMES = [
  { value: "advance", label: "Advance" },
  { value: "decline", label: "Decline" },
  { value: "hold", label: "Hold" },
] as const;
type Outcome = (typeof OUTCOMES)[number]["value"];

/** What people decided, with their reason. None is ever proposed. */
export function Decision() {
  const { debrief } = useRoom();
  const { decision, decisions } = debrief;
  const [again, setAgain] = useState(false);
  const earlier = decisions.slice(0, -1).reverse();
  return (
    <section aria-label="Decision" className={styles.block}>
      <h3>Decision</h3>
      {decision ? <One told={decision} /> : <p className="s12 t3">Nothing is decided yet. Rounds proposes nothing.</p>}
      {debrief.may_decide && (!decision || again) && <Decide onDone={() => setAgain(false)} again={!!decision} />}
      {debrief.may_decide && decision && !again && (
        <Button size={24} kind="quiet" onClick={() => setAgain(true)}>
          Decide again
        </Button>
      )}
      {!debrief.may_decide && !decision && (
        <p className="s12 t3">The recruiter records it, or somebody of the committee.</p>
      )}
      {earlier.length > 0 && (
        <details className={styles.earlier}>
          <summary>{earlier.length === 1 ? "1 earlier decision" : `${earlier.length} earlier decisions`}</summary>
          {earlier.map((one) => (
            <One key={one.at} told={one} />
          ))}
        </details>
      )}
    </section>
  );
}

function One({ told }: { told: DecisionShown }) {
  return (
    <div className={styles.decision}>
      <div className="row">
        <Badge tone="accent">{OUTCOMES.find(({ value }) => value === told.outcome)?.label ?? told.outcome}</Badge>
        <span className="s12 t3">
          {told.by}, {clock(new Date(told.at).toISOString(), here())}
        </span>
      </div>
      <p>{told.reason}</p>
    </div>
  );
}

function Decide({ onDone, again }: { onDone: () => void; again: boolean }) {
  const { busy, problem, send } = useDo("decision");
  const [outcome, setOutcome] = useState<Outcome | "">("");
  const [reason, setReason] = useState("");
  const id = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (outcome && reason.trim() && (await send({ outcome, reason: reason.trim() }))) onDone();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <Segments<Outcome | ""> label="What was decided" value={outcome} choices={OUTCOMES} onChange={setOutcome} />
      <label htmlFor={id}>Reason</label>
      <textarea
        id={id}
        rows={3}
        value={reason}
        maxLength={1000}
        placeholder="What the decision rests on"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refused problem={problem} />
      <div className="row g6">
        <Button submit kind="primary" busy={busy} disabled={!outcome || !reason.trim()}>
          Record the decision
        </Button>
        {again && (
          <Button kind="quiet" onClick={onDone}>
            Cancel
          </Button>
        )}
      </div>
      <p className="s11 t3">It is kept with your name. A later one takes its place, and this one stays readable.</p>
    </form>
  );
}
