import { type FormEvent, useId, useState } from "react";
import { clock, here } from "../../lib/zones";
import { Button, buttonClass } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { IconLock } from "../../parts/icons";
import { Refused } from "../../parts/Refused";
import { ROLES } from "../scorecard/words";
import styles from "./debrief.module.css";
import { useDo, useRoom } from "./room";

/** Why it is not open, who is missing, and the way to open it all the same. */
export function Closed() {
  const { id, debrief } = useRoom();
  const own = debrief.why.startsWith("Hand in");
  return (
    <main id="content" className={styles.closed} tabIndex={-1}>
      <section aria-label="The debrief is closed" className={styles.card}>
        <h2>
          <IconLock size={16} /> The debrief is closed
        </h2>
        <p className="t2">{debrief.why}</p>
        {own && (
          <p>
            <Go to={`/staff/interviews/${id}/scorecard`} className={buttonClass} kind="primary" size={28}>
              Your scorecard
            </Go>
          </p>
        )}
        {debrief.missing.length > 0 && (
          <table className="tbl r32" aria-label="Missing scorecards">
            <thead>
              <tr>
                <th scope="col">Missing</th>
                <th scope="col">Place</th>
                <th scope="col">Card</th>
                <th scope="col">Due</th>
              </tr>
            </thead>
            <tbody>
              {debrief.missing.map(({ seat, name, role, standing, due }) => (
                <tr key={seat}>
                  <td className="t1">{name}</td>
                  <td>{ROLES[role] ?? role}</td>
                  <td>{standing === "late" ? <Badge tone="warn">late</Badge> : standing}</td>
                  <td>{due === null ? "–" : clock(new Date(due).toISOString(), here())}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {debrief.may_convene && <Convene />}
      </section>
    </main>
  );
}

function Convene() {
  const { debrief } = useRoom();
  const { busy, problem, send } = useDo("debrief/convene");
  const [reason, setReason] = useState("");
  const id = useId();
  const names = debrief.missing.map(({ name }) => name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) void send({ reason: reason.trim() });
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <label htmlFor={id}>Open it without {names.length === 1 ? names[0] : "the missing cards"}</label>
      <p className="s12 t2">
        Those whose card is in see each other's. Who is missing comes in with their own card, and that the debrief was
        opened early is kept with the reason.
      </p>
      <textarea
        id={id}
        rows={2}
        value={reason}
        maxLength={1000}
        placeholder="Why it cannot wait"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refused problem={problem} />
      <div className="row">
        <Button submit busy={busy} disabled={!reason.trim()}>
          Open the debrief
        </Button>
      </div>
    </form>
  );
}
