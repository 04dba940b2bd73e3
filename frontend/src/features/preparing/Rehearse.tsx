import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { newId } from "../../api/outbox";
import type { RehearsalView } from "../../api/types";
import { Button, buttonClass } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { ErrorState } from "../../parts/States";
import { Sure } from "../arranging/Sure";
import { Card } from "../page/Page";
import styles from "./prepare.module.css";
import { backFrom, rehearsed, rememberRehearsed } from "./rehearsed";

/** The hour without its candidate. Nothing of it is kept, and the interview itself is not touched. */
export function Rehearse({ id, kind }: { id: string; kind: string }) {
  const [begun, setBegun] = useState<RehearsalView | null>(() => {
    const known = rehearsed();
    return known?.of === id ? known : null; // come back to from its cockpit
  });
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Problem | null>(null);
  const [ended, setEnded] = useState(false);
  const navigate = useNavigate();
  const run = (doing: Promise<void>) => {
    setBusy(true);
    setFailed(null);
    void doing.catch((error: unknown) => setFailed(asProblem(error))).finally(() => setBusy(false));
  };
  const begin = () =>
    run(
      ask<RehearsalView>(`/api/v1/staff/interviews/${encodeURIComponent(id)}/rehearsal`, {
        command: newId(),
      }).then((made) => {
        setEnded(false);
        setBegun(made);
        rememberRehearsed({ ...made, of: id });
      }),
    );
  const end = async (which: string) => {
    const back = await endRehearsal(which);
    setBegun(null);
    setEnded(true);
    if (which === id) void navigate({ to: back as never });
  };
  const [asks, setAsks] = useState<string | null>(null);
  const own = kind === "rehearsal";
  return (
    <Card title={own ? "This is a rehearsal" : "Rehearse the hour"}>
      <div className={styles.body}>
        <p className="t2">
          You lead, and open the candidate’s side in another tab. Nothing of it is kept: it is deleted when you end it,
          and after a day at the latest. No mail is sent.
        </p>
        {failed && <ErrorState problem={failed} />}
        {own ? (
          <Button onClick={() => setAsks(id)}>End the rehearsal</Button>
        ) : begun ? (
          <>
            <div className={styles.ways}>
              <a className={buttonClass} data-size={28} href={begun.link} target="_blank" rel="noreferrer">
                Candidate’s side
              </a>
              <Go to={`/staff/interviews/${begun.id}/cockpit`} className={buttonClass} size={28} kind="primary">
                Your cockpit
              </Go>
            </div>
            <Button onClick={() => setAsks(begun.id)}>End the rehearsal</Button>
          </>
        ) : (
          <div className={styles.ways}>
            <Button busy={busy} onClick={begin}>
              Rehearse the hour
            </Button>
            {ended && (
              <span className="t3" role="status">
                Ended. Nothing of it is left.
              </span>
            )}
          </div>
        )}
      </div>
      {asks && (
        <Sure
          title="End the rehearsal"
          verb="End it and delete it"
          onDo={() => end(asks)}
          onClose={() => setAsks(null)}
        >
          {DELETED}
        </Sure>
      )}
    </Card>
  );
}

export const DELETED =
  "Everything of it is deleted, for good: clock, notes, hints, notebook and all that was asked. The interview it " +
  "rehearses is as it was. The candidate’s side closes.";

/** Everything of it is deleted; gives where to go on. One that is gone already is as it is wanted. */
export async function endRehearsal(id: string): Promise<string> {
  await ask(`/api/v1/staff/interviews/${encodeURIComponent(id)}/rehearsal/end`, {}).catch((error: unknown) => {
    if (asProblem(error).kind !== "not_found") throw error;
  });
  const back = backFrom(id);
  rememberRehearsed(null);
  return back;
}
