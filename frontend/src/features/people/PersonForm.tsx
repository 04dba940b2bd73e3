import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import type { Duty, PersonAdded, PersonView } from "../../api/types";
import { DUTIES, DUTY_NAMES } from "../../lib/duties";
import { Button } from "../../parts/Button";
import { Check } from "../../parts/Choices";
import { Dialog } from "../../parts/Dialog";
import { Refused } from "../../parts/Refused";
import { TextField } from "../../parts/TextField";
import styles from "./people.module.css";

const PEOPLE = "/api/v1/staff/people";
const FIELDS = ["name", "mail", "duties"];

type Props = {
  /** Who is changed; left out, somebody is added. */
  person?: PersonView;
  onClose: () => void;
  onAdded: (added: PersonAdded) => void;
  onChanged: (person: PersonView) => void;
};

export function PersonForm({ person, onClose, onAdded, onChanged }: Props) {
  const [name, setName] = useState(person?.name ?? "");
  const [mail, setMail] = useState(person?.mail ?? "");
  const [duties, setDuties] = useState<Duty[]>(person?.duties ?? ["interviewer"]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const wrong = (field: string) => (problem?.field === field ? { error: problem.message } : {});
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const told = { name, mail, duties };
      if (person) onChanged(await ask<PersonView>(`${PEOPLE}/${person.id}`, told));
      else onAdded(await ask<PersonAdded>(PEOPLE, told));
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={person ? `Change ${person.name}` : "Add somebody"} size={460} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void send(event)} noValidate>
        <TextField label="Name" value={name} onChange={setName} autoFocus {...wrong("name")} />
        <TextField
          label="Mail address"
          type="email"
          value={mail}
          onChange={setMail}
          hint="They sign in with it."
          {...wrong("mail")}
        />
        <fieldset className={styles.duties}>
          <legend>What they do here</legend>
          {DUTY_NAMES.map((duty) => (
            // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is in Check
            <label key={duty} className={styles.duty}>
              <Check
                label={`${DUTIES[duty].title}: ${DUTIES[duty].does}`}
                checked={duties.includes(duty)}
                onChange={(on) => setDuties(on ? [...duties, duty] : duties.filter((one) => one !== duty))}
              />
              <span aria-hidden="true">
                <span className="b5">{DUTIES[duty].title}</span> <span className="t3">{DUTIES[duty].does}</span>
              </span>
            </label>
          ))}
          {problem?.field === "duties" && <p className={styles.error}>{problem.message}</p>}
        </fieldset>
        <Refused problem={problem && !FIELDS.includes(problem.field) ? problem : null} />
        <div className="row">
          <Button kind="primary" submit busy={busy}>
            {person ? "Save" : "Add, and make a link"}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
