import { useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import type { PersonView } from "../../api/types";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Refused } from "../../parts/Refused";
import styles from "./people.module.css";

type Props = { person: PersonView; onClose: () => void; onDone: () => void };

export function CloseAccount({ person, onClose, onDone }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const close = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await ask(`/api/v1/staff/people/${person.id}/close`, {});
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Close the account of ${person.name}?`} size={420} onClose={onClose}>
      <div className={styles.form}>
        <p className="t2">
          They are signed out everywhere at once and cannot sign in. What they wrote in interviews stays under their
          name. The account can be opened again.
        </p>
        <Refused problem={problem} />
        <div className="row">
          <Button kind="primary" busy={busy} disabled={busy} onClick={() => void close()}>
            Close the account
          </Button>
          <Button kind="quiet" onClick={onClose} data-autofocus>
            Cancel
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
