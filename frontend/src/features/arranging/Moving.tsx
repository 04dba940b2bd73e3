import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import type { ArrangementView } from "../../api/types";
import { clock, here, moment, wall } from "../../lib/zones";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Refused } from "../../parts/Refused";
import { TextField } from "../../parts/TextField";
import styles from "./arranging.module.css";

type Props = { one: ArrangementView; onClose: () => void; onDone: () => void };
type Wrong = Problem | { field: string; message: string };

/** Another time, with a reason that stays in the record. */
export function Reschedule({ one, onClose, onDone }: Props) {
  const [starts, setStarts] = useState(one.starts ? wall(one.starts, one.zone) : "");
  const [reason, setReason] = useState("");
  const at = starts ? moment(starts, one.zone) : null;
  const own = at && here() !== one.zone ? `${clock(at, here())} by your clock.` : "";
  return (
    <Asked
      title="Reschedule the interview"
      path={`/api/v1/staff/interviews/${one.id}/reschedule`}
      body={() => (at ? { starts: at, reason } : null)}
      missing={{ field: "starts", message: `There is no such time in ${one.zone}. Choose another.` }}
      verb="Reschedule"
      onClose={onClose}
      onDone={onDone}
    >
      {(wrong) => (
        <>
          <TextField
            label={`Starts, by the candidate's clock (${one.zone})`}
            type="datetime-local"
            value={starts}
            onChange={setStarts}
            hint={own}
            {...wrong("starts")}
          />
          <TextField
            label="Reason"
            value={reason}
            onChange={setReason}
            hint="Kept in the record. The candidate's mail tells the new time and not the reason."
            {...wrong("reason")}
          />
          <p className="t2">{sent(one, "the new time with its calendar file")}</p>
        </>
      )}
    </Asked>
  );
}

/** Who is sent it, and whom one tells oneself. */
function sent(one: ArrangementView, what: string): string {
  if (!one.can_send) return "Nothing is sent: tell the candidate and the interviewers yourself.";
  return one.mail || !one.rights.includes("contact")
    ? `The candidate and the interviewers are sent ${what}.`
    : `The interviewers are sent ${what}; tell the candidate yourself.`;
}

export function Cancel({ one, onClose, onDone }: Props) {
  const [reason, setReason] = useState("");
  return (
    <Asked
      title={`Cancel the interview with ${one.candidate}`}
      path={`/api/v1/staff/interviews/${one.id}/cancel`}
      body={() => ({ reason })}
      verb="Cancel the interview"
      onClose={onClose}
      onDone={onDone}
    >
      {(wrong) => (
        <>
          <TextField
            label="Reason"
            value={reason}
            onChange={setReason}
            hint="Kept in the record; the candidate is not told it."
            autoFocus
            {...wrong("reason")}
          />
          <p className="t2">
            The candidate's link opens nothing any more. {one.invited && sent(one, "a mail that says so")}
          </p>
        </>
      )}
    </Asked>
  );
}

type AskedProps = {
  title: string;
  path: string;
  /** Null where a field is wrong, as `missing` says. */
  body: () => object | null;
  missing?: Wrong;
  verb: string;
  onClose: () => void;
  onDone: () => void;
  children: (wrong: (field: string) => { error?: string }) => ReactNode;
};

function Asked({ title, path, body, missing, verb, onClose, onDone, children }: AskedProps) {
  const command = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Wrong | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const told = body();
    setProblem(told ? null : (missing ?? null));
    if (!told) return;
    setBusy(true);
    try {
      await ask(path, { ...told, command: command.current });
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  const wrong = (field: string) => (problem?.field === field ? { error: problem.message } : {});
  return (
    <Dialog title={title} size={520} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void send(event)} noValidate>
        {children(wrong)}
        <Refused problem={problem && !["starts", "reason"].includes(problem.field) ? problem : null} />
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
