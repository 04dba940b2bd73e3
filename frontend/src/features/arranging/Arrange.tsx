import { useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { useRead } from "../../api/interviews";
import { useMe } from "../../api/me";
import type { ArrangedView, ArrangementView, ArrangingView, InterviewerView } from "../../api/types";
import { here } from "../../lib/zones";
import { Button, buttonClass } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { Refused } from "../../parts/Refused";
import { ErrorState, Note, SkeletonRows } from "../../parts/States";
import { Card, pageStyles } from "../page/Page";
import { StaffPage } from "../staff/StaffPage";
import styles from "./arranging.module.css";
import { type Draft, empty, fault, of, told } from "./draft";
import { CandidateFields, FairFields, PeopleFields, ScenarioFields, WhenFields } from "./fields";

const CHOICES = "/api/v1/staff/arranging";
const PEOPLE = "/api/v1/staff/people/interviewers";

/** A new interview. Nobody is told of it until it is invited to. */
export function NewInterview() {
  const choices = useRead<ArrangingView>(CHOICES);
  const people = useRead<InterviewerView[]>(PEOPLE);
  const problem = choices.problem ?? people.problem;
  return (
    <StaffPage title="New interview">
      <div className={styles.grid}>
        <h1 className={pageStyles.title}>New interview</h1>
        <Waits problem={problem} onAgain={choices.again} ready={choices.data && people.data} />
        {choices.data && people.data && (
          <Form choices={choices.data} people={people.data} draft={empty(choices.data)} back="/staff" />
        )}
      </div>
    </StaffPage>
  );
}

/** An interview arranged anew, as far as that is still open. */
export function ChangeInterview() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const at = `/api/v1/staff/interviews/${encodeURIComponent(id)}/arrangement`;
  const choices = useRead<ArrangingView>(CHOICES);
  const people = useRead<InterviewerView[]>(PEOPLE);
  const one = useRead<ArrangementView>(at);
  const problem = choices.problem ?? people.problem ?? one.problem;
  const back = `/staff/interviews/${id}`;
  return (
    <StaffPage title="Change an interview">
      <div className={styles.grid}>
        <h1 className={pageStyles.title}>{one.data ? `Interview with ${one.data.candidate}` : "Interview"}</h1>
        <Waits problem={problem} onAgain={one.again} ready={choices.data && people.data && one.data} />
        {choices.data && people.data && one.data && (
          <Form choices={choices.data} people={people.data} draft={of(one.data)} back={back} one={one.data} />
        )}
      </div>
    </StaffPage>
  );
}

function Waits({ problem, onAgain, ready }: { problem: Problem | null; onAgain: () => void; ready: unknown }) {
  if (ready) return null;
  return (
    <Card label="Interview">
      {problem ? <ErrorState problem={problem} onAgain={onAgain} /> : <SkeletonRows rows={8} height={32} />}
    </Card>
  );
}

type FormProps = {
  choices: ArrangingView;
  people: InterviewerView[];
  draft: Draft;
  back: string;
  one?: ArrangementView;
};

function Form({ choices, people, draft: first, back, one }: FormProps) {
  const navigate = useNavigate();
  const { data: me } = useMe();
  const command = useRef(crypto.randomUUID());
  const [draft, setDraft] = useState(first);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ field: string; message: string } | null>(null);
  const rights = one?.rights ?? me?.rights ?? [];
  const sees = { contact: rights.includes("contact"), reason: rights.includes("reason") };
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setProblem(null);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const wrong = fault(draft);
    setProblem(wrong);
    if (wrong) return;
    setBusy(true);
    try {
      const sent = told(draft, sees, command.current);
      const id = one ? one.id : (await ask<ArrangedView>("/api/v1/staff/interviews", sent)).id;
      if (one) await ask(`/api/v1/staff/interviews/${id}/arrangement`, sent);
      await navigate({ to: `/staff/interviews/${id}` as never });
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  const parts = { draft, change, choices, people, sees, fixed: one?.is_fixed ?? false, problem };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)} noValidate>
      {one?.is_fixed && (
        <Note>
          The invitation was sent: scenarios, plan, level and policy are fixed. When it starts is changed by
          rescheduling, so that the candidate is told.
        </Note>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          <CandidateFields {...parts} />
          <WhenFields {...parts} viewer={here()} />
          <PeopleFields {...parts} />
        </div>
        <div className={styles.column}>
          <ScenarioFields {...parts} />
          <FairFields {...parts} />
        </div>
      </div>
      <Refused problem={problem} />
      <div className="row">
        <Button kind="primary" size={32} submit busy={busy}>
          {one ? "Save" : "Arrange the interview"}
        </Button>
        <Go to={back} className={buttonClass} kind="quiet" size={32}>
          Cancel
        </Go>
        {!one && <span className="t3">The candidate is not told yet. Its scenarios are prepared at once.</span>}
      </div>
    </form>
  );
}
