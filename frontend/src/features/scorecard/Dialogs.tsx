import { type FormEvent, useId, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import type { CardPage } from "../../api/types";
import { newCommand } from "../../lib/command";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Refused } from "../../parts/Refused";
import styles from "./scorecard.module.css";
import { useSheet } from "./sheet";

type Props = { onClose: () => void; onDone: (page: CardPage) => void; flush: () => Promise<boolean> };

/** Asked once, with what it does. */
export function Submit({ onClose, onDone, flush }: Props) {
  const { address, round, page } = useSheet();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [command] = useState(newCommand);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      if (!(await flush())) return setProblem(asProblem(new Error("Your last change is not kept yet.")));
      onDone(await ask<CardPage>(`${address}/submit`, { command }));
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const others = page.others.filter(({ rater }) => !rater.training);
  return (
    <Dialog title={round ? "Hand in your rating" : "Submit your scorecard"} size={460} onClose={onClose}>
      <form onSubmit={submit} className={styles.form}>
        {round ? (
          <p className="t2">
            It is locked. What you gave is yours alone until round {round} is closed; then you see yourself beside the
            rest.
          </p>
        ) : (
          <ul className={styles.happens}>
            <li>It is locked as version 1, with this moment and your name.</li>
            <li>
              {others.length
                ? "From then on you see the scorecards, notes and flags of those who submitted theirs."
                : "From then on you see the packet of this interview."}
            </li>
            <li>You can amend it with a reason. Each version stays, and what changed after seeing others is said.</li>
            {page.rater.training && <li>As training it counts in nothing, and is in no packet.</li>}
          </ul>
        )}
        <Refused problem={problem} />
        <div className={styles.dialogends}>
          <Button kind="quiet" onClick={onClose}>
            Not yet
          </Button>
          <Button submit kind="primary" busy={busy}>
            {round ? "Hand in" : "Submit"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Hands a changed card in as the next version. */
export function Amend({ onClose, onDone }: Omit<Props, "flush">) {
  const { address, page, card } = useSheet();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [command] = useState(newCommand);
  const field = useId();
  const seen = page.others.filter((one) => one.card).map(({ rater }) => rater.name);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!reason.trim()) return;
    setBusy(true);
    setProblem(null);
    try {
      onDone(await ask<CardPage>(`${address}/amend`, { card, reason: reason.trim(), command }));
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Submit as version ${page.version + 1}`} size={460} onClose={onClose}>
      <form onSubmit={submit} className={styles.form}>
        <p className="t2">
          Version {page.version} stays as it is.{" "}
          {seen.length > 0 && "That you could read the others' cards by then is said beside what you changed."}
        </p>
        <label htmlFor={field}>Why it changes</label>
        <textarea
          id={field}
          rows={3}
          value={reason}
          maxLength={500}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Refused problem={problem} />
        <div className={styles.dialogends}>
          <Button kind="quiet" onClick={onClose}>
            Back
          </Button>
          <Button submit kind="primary" busy={busy} disabled={!reason.trim()}>
            Submit
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
