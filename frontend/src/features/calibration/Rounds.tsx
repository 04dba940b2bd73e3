/** Calibration rounds: what is to be rated and until when, and for who runs them who has rated how much. */

import { type FormEvent, useId, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { useRead } from "../../api/interviews";
import type { RoundShown, RoundsShown, ToRate } from "../../api/types";
import { plural } from "../../lib/units";
import { Button, buttonClass } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { Dialog } from "../../parts/Dialog";
import { Go } from "../../parts/Go";
import { IconAlertTriangle, IconCircleCheck, IconClock } from "../../parts/icons";
import { Refused } from "../../parts/Refused";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { Card } from "../page/Page";
import { LEVELS } from "../scorecard/words";
import styles from "./calibration.module.css";
import { CalibrationPage } from "./Places";

const ROUNDS = "/api/v1/staff/calibration";
const FEWEST = 6;
const OFTEN = 5_000; // milliseconds, while others may hand in

export function Rounds() {
  const { data, problem, again } = useRead<RoundsShown>(ROUNDS, (known) =>
    known?.rounds.some(({ closed }) => closed === null) ? OFTEN : false,
  );
  const [refused, setRefused] = useState<Problem | null>(null);
  const run = async (what: string, body: object = {}) => {
    setRefused(null);
    try {
      await ask<RoundsShown>(`${ROUNDS}${what}`, body);
    } catch (error) {
      setRefused(asProblem(error));
    }
    again();
  };
  return (
    <CalibrationPage title="Calibration" act={data && <Begin shown={data} onBegin={() => void run("")} />}>
      <Refused problem={refused} />
      {problem && !data && (
        <Card label="Rounds">
          <ErrorState problem={problem} onAgain={again} />
        </Card>
      )}
      {!data && !problem && <SkeletonRows rows={8} height={32} />}
      {data?.rounds.length === 0 && <None shown={data} />}
      {data?.rounds.map((round) => (
        <OneRound key={round.name} round={round} runs={data.may_run} run={run} />
      ))}
    </CalibrationPage>
  );
}

function None({ shown }: { shown: RoundsShown }) {
  return (
    <Card label="Rounds">
      <EmptyState title="There was no round yet">
        In a round everybody who scores rates the same six to eight interviews, from their replays and without knowing
        how others do. It is made of interviews whose candidates agreed to that: {shown.eligible} of them now, {FEWEST}{" "}
        are needed.
      </EmptyState>
    </Card>
  );
}

function Begin({ shown, onBegin }: { shown: RoundsShown; onBegin: () => void }) {
  if (!shown.may_run || shown.rounds.some(({ name }) => name === shown.next)) return null;
  const few = shown.eligible < FEWEST;
  return (
    <div className="row g12">
      {few && (
        <span className="s12 t3">
          {FEWEST} interviews are needed whose candidates agreed; there are {shown.eligible}
        </span>
      )}
      <Button kind="primary" disabled={few} onClick={onBegin}>
        Begin {shown.next}
      </Button>
    </div>
  );
}

type Run = (what: string, body?: object) => Promise<void>;
type OneProps = { round: RoundShown; runs: boolean; run: Run };

function OneRound({ round, runs, run }: OneProps) {
  const [closing, setClosing] = useState(false);
  const title = useId();
  const mine = round.interviews.filter(({ own }) => !own);
  const left = mine.filter(({ standing }) => standing !== "submitted").length;
  const open = round.closed === null;
  return (
    <section aria-labelledby={title} className={styles.round}>
      <header className="row g12">
        <h2 id={title}>Round {round.name}</h2>
        <Due round={round} />
        <span className="sp" />
        {open ? (
          <span className="t2">
            {left
              ? `${mine.length - left} of ${mine.length} rated by you`
              : mine.length
                ? "You have rated all of yours"
                : "None for you: you were there in each"}
          </span>
        ) : (
          <Go to={`/staff/calibration/${round.name}`} className={buttonClass} size={28}>
            Report of {round.name}
          </Go>
        )}
        {runs && open && <Button onClick={() => setClosing(true)}>Close the round</Button>}
      </header>
      {open && <ToRateTable round={round} />}
      {runs && round.raters.length > 0 && <Done round={round} />}
      <Agreed round={round} runs={runs} run={run} />
      {closing && <Closing round={round} onClose={() => setClosing(false)} run={run} />}
    </section>
  );
}

const dayOf = (moment: number) =>
  new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

function Due({ round }: { round: RoundShown }) {
  if (round.closed !== null) return <span className="s12 t3">closed {dayOf(round.closed)}</span>;
  if (round.late)
    return (
      <Badge tone="warn">
        <IconAlertTriangle /> was due {dayOf(round.due)}
      </Badge>
    );
  return (
    <span className="row g6 s12 t2">
      <IconClock size={14} /> due {dayOf(round.due)}
    </span>
  );
}

function ToRateTable({ round }: { round: RoundShown }) {
  return (
    <table className="tbl r32" aria-label={`Interviews of round ${round.name}`}>
      <thead>
        <tr>
          <th scope="col">Interview</th>
          <th scope="col" style={{ width: 140 }}>
            Level
          </th>
          <th scope="col" style={{ width: 220 }}>
            Yours
          </th>
          <th scope="col" style={{ width: 120 }}>
            <span className="hidden-text">Rate</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {round.interviews.map((one) => (
          <tr key={one.interview}>
            <td className="t1">
              {one.name}
              {one.repeated && (
                <span className="t3" title="It was in the last round too, so that drift can be told">
                  {" "}
                  again
                </span>
              )}
            </td>
            <td>{LEVELS[one.level] ?? one.level}</td>
            <td>
              <Standing of={one} />
            </td>
            <td>
              {!one.own && (
                <Go
                  to={`/staff/calibration/${round.name}/${one.interview}`}
                  label={`${WAYS[one.standing]} ${one.name}`}
                >
                  {WAYS[one.standing]}
                </Go>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const WAYS: Record<string, string> = { open: "Rate", draft: "Go on", submitted: "Look at" };

function Standing({ of }: { of: ToRate }) {
  if (of.own) return <span className="t3">you were there or read what others judged, so you do not rate it</span>;
  if (of.standing === "submitted")
    return (
      <span className="row g6 okk">
        <IconCircleCheck size={14} /> <span className="t1">handed in</span>
      </span>
    );
  return of.standing === "draft" ? <Badge tone="line">begun</Badge> : <span className="t2">open</span>;
}

function Done({ round: { name: quarter, raters } }: { round: RoundShown }) {
  return (
    <section className={styles.done} aria-label={`Who has rated how many in round ${quarter}`}>
      <h3>Who has rated how many</h3>
      <ul>
        {raters.map(({ person, name, submitted, of }) => (
          <li key={person} className="row">
            <span className="el">{name}</span>
            <progress max={of} value={submitted} aria-label={`${name}: ${submitted} of ${of}`} />
            <span className="s12 t2 nw">
              {submitted} of {of}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is to be done about what a round showed. */
function Agreed({ round, runs, run }: OneProps) {
  const [text, setText] = useState<string | null>(null);
  const field = useId();
  if (round.closed === null) return null;
  if (text === null)
    return (
      <div className={styles.agreed}>
        {round.actions ? (
          <p>
            <b>Agreed:</b> <span className={styles.words}>{round.actions}</span>
          </p>
        ) : (
          <p className="t3">Nothing was agreed on yet.</p>
        )}
        {runs && (
          <Button size={24} kind="quiet" onClick={() => setText(round.actions)}>
            {round.actions ? "Change what was agreed" : "Write down what was agreed"}
          </Button>
        )}
      </div>
    );
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    await run(`/${encodeURIComponent(round.name)}/actions`, { actions: text });
    setText(null);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void keep(event)}>
      <label htmlFor={field}>What you agreed to do about it</label>
      <textarea
        id={field}
        rows={3}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="row">
        <Button submit kind="primary">
          Keep
        </Button>
        <Button kind="quiet" onClick={() => setText(null)}>
          Leave it as it is
        </Button>
      </div>
    </form>
  );
}

function Closing({ round, onClose, run }: { round: RoundShown; onClose: () => void; run: Run }) {
  const [busy, setBusy] = useState(false);
  const waiting = round.raters.filter(({ submitted, of }) => submitted < of);
  const close = async () => {
    setBusy(true);
    await run(`/${encodeURIComponent(round.name)}/close`);
    onClose();
  };
  return (
    <Dialog title={`Close round ${round.name}`} size={460} onClose={onClose}>
      <div className={styles.form}>
        <p>
          Nobody rates in it any more, and its report is shown: each sees themselves beside the rest. It cannot be
          opened again.
        </p>
        {waiting.length > 0 && (
          <p className="t2">
            {plural(waiting.length, "rater")} {waiting.length === 1 ? "has" : "have"} begun and not finished:{" "}
            {waiting.map(({ name }) => name).join(", ")}.
          </p>
        )}
        <div className="row">
          <Button kind="primary" busy={busy} onClick={() => void close()}>
            Close it
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Not yet
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
