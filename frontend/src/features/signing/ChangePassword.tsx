import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { PasswordField } from "../../parts/PasswordField";
import { Refused } from "../../parts/Refused";
import { faultsOf, HINT } from "./passwords";
import styles from "./signing.module.css";

/** Another password for oneself. */
export function ChangePassword({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [repeated, setRepeated] = useState("");
  const [faults, setFaults] = useState<ReturnType<typeof faultsOf>>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const change = async (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(password, repeated);
    setFaults(found);
    if (busy || found.password || found.repeated) return;
    setBusy(true);
    setProblem(null);
    try {
      await ask("/api/v1/staff/me/password", { current, password });
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title="Another password" size={420} onClose={onClose}>
      <form className={styles.form} style={{ padding: "4px 0 0" }} onSubmit={(event) => void change(event)} noValidate>
        <p className="t2">You stay signed in here, and are signed out everywhere else.</p>
        <PasswordField
          label="Present password"
          kind="current-password"
          value={current}
          onChange={setCurrent}
          autoFocus
          {...(problem?.field === "current" ? { error: problem.message } : {})}
        />
        <PasswordField
          label="New password"
          kind="new-password"
          value={password}
          onChange={setPassword}
          hint={HINT}
          {...(faults.password ? { error: faults.password } : {})}
        />
        <PasswordField
          label="The same again"
          kind="new-password"
          value={repeated}
          onChange={setRepeated}
          {...(faults.repeated ? { error: faults.repeated } : {})}
        />
        <Refused problem={problem?.field === "current" ? null : problem} />
        <div className="row">
          <Button kind="primary" submit busy={busy}>
            Change the password
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
