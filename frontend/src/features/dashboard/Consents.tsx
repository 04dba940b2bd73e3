/** What a candidate agrees to: what they may use, what is kept, and what else may be done with it. */

import { useState } from "react";
import { useAccessCommand } from "../../api/access";
import type { AccessView } from "../../api/types";
import { Button } from "../../parts/Button";
import { Check } from "../../parts/Choices";
import { IconCircleCheck, IconInfoCircle } from "../../parts/icons";
import { ErrorState } from "../../parts/States";
import { Card } from "../page/Page";
import styles from "./dashboard.module.css";

export function Consents({ access, primary }: { access: AccessView; primary: boolean }) {
  const { send, busy, problem } = useAccessCommand();
  const kept = Object.fromEntries(access.consents.map(({ name, given }) => [name, given ?? false]));
  const [given, setGiven] = useState<Record<string, boolean>>(kept);
  const asked = access.consents.filter(({ informs }) => !informs);
  const changed = asked.some(({ name }) => given[name] !== kept[name]);
  const enough = asked.every(({ name, required }) => !required || given[name]);
  return (
    <Card
      title={access.agreed ? "What you agreed to" : "What you agree to"}
      detail={access.agreed ? undefined : "needed before the interview"}
      label="Consents"
    >
      <ul className={styles.consents}>
        {access.consents.map(({ name, title, text, required, informs }) => (
          <li key={name}>
            {informs ? (
              <IconInfoCircle size={16} className="t3" />
            ) : (
              <Check
                label={required ? `I accept: ${title}` : title}
                checked={given[name] ?? false}
                onChange={(on) => setGiven((before) => ({ ...before, [name]: on || (required && access.agreed) }))}
              />
            )}
            <p>
              <span className="b5">{title}</span>{" "}
              <span className="t3">{informs ? "" : required ? "needed" : "your choice"}</span>
              <br />
              <span className="t2">{text}</span>
            </p>
          </li>
        ))}
      </ul>
      {problem && <ErrorState problem={problem} />}
      <div className={styles.foot}>
        <span className="s12 t3">
          What is your choice changes nothing in how you are judged. You can change it later.
        </span>
        <span className="sp" />
        {access.agreed && !changed ? (
          <span className="row g6 s12 t2" role="status">
            <IconCircleCheck size={16} className="okk" /> Kept
          </span>
        ) : (
          <Button
            kind={primary || (access.agreed && changed) ? "primary" : "default"}
            busy={busy}
            disabled={busy || !enough}
            title={enough ? undefined : "Accept what you may use first"}
            onClick={() => {
              const consents = Object.fromEntries(asked.map(({ name }) => [name, given[name] ?? false]));
              void send("consents", { consents, version: access.version });
            }}
          >
            {access.agreed ? "Keep the change" : "Agree"}
          </Button>
        )}
      </div>
    </Card>
  );
}
