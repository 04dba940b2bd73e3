/** How far each scorecard of an interview is, and asking for one more; nothing of what stands in them. */

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { useRead } from "../../api/interviews";
import type { InterviewerView, ScoringRow } from "../../api/types";
import { clock, here } from "../../lib/zones";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { Refused } from "../../parts/Refused";
import { SelectField } from "../../parts/SelectField";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { Card } from "../page/Page";
import styles from "./status.module.css";
import { ROLES } from "./words";

const on = (moment: number) => clock(new Date(moment).toISOString(), here());

export function Status({ id, asks }: { id: string; asks: boolean }) {
  const of = `/api/v1/staff/interviews/${encodeURIComponent(id)}`;
  const { data, problem, again } = useRead<ScoringRow[]>(`${of}/scoring`, () => 10_000);
  const due = data?.find((one) => one.due !== null && one.standing !== "submitted")?.due;
  return (
    <Card title="Scorecards" detail={due ? `due ${on(due)}` : null}>
      {!data && (problem ? <ErrorState problem={problem} onAgain={again} /> : <SkeletonRows rows={2} height={32} />)}
      <ul className={styles.rows}>
        {data?.map((row) => (
          <li key={row.seat}>
            <span className="el">
              {row.name} <span className="t3">{ROLES[row.role] ?? row.role}</span>
            </span>
            <span className="sp" />
            {row.submitted !== null && <span className="s12 t3 nw">{on(row.submitted)}</span>}
            <Badge tone={TONES[row.standing] ?? "line"}>{row.standing}</Badge>
          </li>
        ))}
      </ul>
      {data && asks && <AskOne at={`${of}/raters`} address={`${of}/scoring`} there={data} />}
    </Card>
  );
}

const TONES: Record<string, "ok" | "warn" | "line"> = { submitted: "ok", late: "warn", open: "line" };

/** Somebody who was not there rates it blind, from the replay. */
function AskOne({ at, address, there }: { at: string; address: string; there: ScoringRow[] }) {
  const client = useQueryClient();
  const people = useRead<InterviewerView[]>("/api/v1/staff/people/interviewers");
  const [person, setPerson] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      client.setQueryData([address], await ask<ScoringRow[]>(at, { person }));
      setPerson("");
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  const rating = new Set(there.map(({ person }) => person));
  const choices = (people.data ?? []).filter(({ id }) => !rating.has(id));
  if (choices.length === 0) return null;
  return (
    <div className={styles.ask}>
      <SelectField
        label="Ask for a second rating, from the replay"
        value={person}
        choices={[
          { value: "", label: "Somebody who was not there" },
          ...choices.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={setPerson}
      />
      <Button busy={busy} disabled={!person} onClick={() => void send()}>
        Ask
      </Button>
      <Refused problem={problem} />
    </div>
  );
}
