import { type FormEvent, type ReactNode, useState } from "react";
import { asProblem } from "../../api/answers";
import type { Problem } from "../../api/client";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Refused } from "../../parts/Refused";
import styles from "./arranging.module.css";

type Props = {
  title: string;
  verb: string;
  /** Closes by itself once that is done. */
  onDo: () => Promise<unknown>;
  onClose: () => void;
  /** What will happen. */
  children: ReactNode;
};

/** Asks before what cannot be taken back, and says what it does. */
export function Sure({ title, verb, onDo, onClose, children }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const act = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await onDo();
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} size={460} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void act(event)}>
        <p className="t2">{children}</p>
        <Refused problem={problem} />
        <div className="row">
          <Button kind="primary" submit busy={busy}>
            {verb}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Leave it as it is
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
