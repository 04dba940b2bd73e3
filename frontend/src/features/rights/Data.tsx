/** What is kept of an interview's candidate: for how long, a copy of it, and erasing it. For recruiters and admins. */

import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { useRead } from "../../api/interviews";
import type { KeepingView } from "../../api/types";
import { newCommand } from "../../lib/command";
import { save } from "../../lib/save";
import { clock, here } from "../../lib/zones";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { Dialog } from "../../parts/Dialog";
import { Refused } from "../../parts/Refused";
import { SelectField } from "../../parts/SelectField";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { TextField } from "../../parts/TextField";
import { Card } from "../page/Page";
import styles from "./rights.module.css";

const ASKED_AGAIN = 5_000; // what a candidate asks for stands here at once, and nothing for long that was erased
type Open = "hold" | "release" | "erase" | { answers: string } | null;
const day = (at: number) =>
  new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
const CONSENTS: Record<string, string> = {
  record: "what is kept",
  calibration: "calibration",
  training: "training",
};
const CLAIMS: Record<string, string> = {
  copy: "asks for what others wrote",
  correction: "asks for a correction",
  erasure: "asks for erasure",
};

export function Data({ id, candidate, onErased }: { id: string; candidate: string; onErased: () => void }) {
  const at = `/api/v1/staff/interviews/${encodeURIComponent(id)}`;
  const { data, problem, again } = useRead<KeepingView>(`${at}/data`, () => ASKED_AGAIN);
  const [open, setOpen] = useState<Open>(null);
  const [failed, setFailed] = useState<Problem | null>(null);
  const close = () => {
    setOpen(null);
    again();
  };
  if (!data)
    return (
      <Card title="Data" label="Data">
        {problem ? <ErrorState problem={problem} onAgain={again} /> : <SkeletonRows rows={3} height={28} />}
      </Card>
    );
  if (data.anonymised)
    return (
      <Card title="Data" label="Data">
        <div className={styles.reading}>
          <p>
            Erased on {day(data.anonymised)}. Name, address and words are gone; figures that name no candidate stay, and
            the record still shows that nothing in it was changed.
          </p>
        </div>
      </Card>
    );
  const region = (chosen: string) =>
    void ask(`${at}/region`, { region: chosen })
      .catch((error: unknown) => setFailed(asProblem(error)))
      .finally(again);
  const take = () => {
    setFailed(null);
    save(`${at}/export`, "interview.zip").catch((error: unknown) => setFailed(asProblem(error)));
  };
  return (
    <Card title="Data" label="Data" detail={<Until data={data} />}>
      <Facts data={data} onRegion={region} onAnswer={(what) => setOpen({ answers: what })} />
      <div className={styles.foot}>
        <Button onClick={take}>Export</Button>
        {data.may_release && <Button onClick={() => setOpen("release")}>Release to the candidate</Button>}
        {data.may_hold && (
          <Button kind="quiet" onClick={() => setOpen("hold")}>
            {data.held ? "Lift the hold" : "Legal hold"}
          </Button>
        )}
        <Button
          kind="quiet"
          disabled={!data.may_erase}
          title={data.why_not || undefined}
          onClick={() => setOpen("erase")}
        >
          Erase
        </Button>
      </div>
      {failed && (
        <div className={styles.reading}>
          <Refused problem={failed} />
        </div>
      )}
      {open === "hold" && <Hold at={at} held={data.held} onClose={close} />}
      {open === "release" && <Release at={at} onClose={close} />}
      {open !== null && typeof open === "object" && <Answer at={at} what={open.answers} onClose={close} />}
      {open === "erase" && (
        <Erase
          at={at}
          candidate={candidate}
          onClose={() => setOpen(null)}
          onErased={() => {
            close();
            onErased();
          }}
        />
      )}
    </Card>
  );
}

function Until({ data }: { data: KeepingView }) {
  if (data.held) return <Badge tone="warn">legal hold</Badge>;
  if (data.soon) return <Badge tone="warn">{`erased on ${day(data.until)}`}</Badge>;
  return <>kept until {day(data.until)}</>;
}

type FactsProps = { data: KeepingView; onRegion: (region: string) => void; onAnswer: (what: string) => void };

function Facts({ data, onRegion, onAnswer }: FactsProps) {
  const consents = Object.entries(data.consents).filter(([name]) => name !== "policy");
  return (
    <dl className={styles.facts}>
      <dt>Region</dt>
      <dd>
        <SelectField
          label="Region whose law says how long it is kept"
          bare
          value={data.region}
          choices={[
            { value: "", label: `As usual here: ${data.usual.title}` },
            ...data.packs.map(({ region, title }) => ({ value: region, label: title })),
          ]}
          onChange={onRegion}
        />
      </dd>
      {data.least && (
        <>
          <dt>Must be kept</dt>
          <dd>until {day(data.least)}</dd>
        </>
      )}
      {data.hold && (
        <>
          <dt>Held</dt>
          <dd>{data.hold}</dd>
        </>
      )}
      {data.claims.map(({ at, what, text, answered, answer }) => (
        <div key={at} style={{ display: "contents" }}>
          <dt>{clock(new Date(at).toISOString(), here())}</dt>
          <dd>
            The candidate {CLAIMS[what] ?? what}
            {text && <span className={styles.said}>{text}</span>}
            {answered !== null && (
              <span className={`t3 ${styles.said}`}>
                Answered {clock(new Date(answered).toISOString(), here())}
                {answer && `: ${answer}`}
              </span>
            )}
            {answered === null && (
              <div>
                <Button size={24} aria-label={`Answer: ${CLAIMS[what] ?? what}`} onClick={() => onAnswer(what)}>
                  Answer
                </Button>
              </div>
            )}
          </dd>
        </div>
      ))}
      {consents.length > 0 && (
        <>
          <dt>Agreed</dt>
          <dd>{consents.map(([name, given]) => `${CONSENTS[name] ?? name}: ${given ? "yes" : "no"}`).join(", ")}</dd>
        </>
      )}
      {data.released && (
        <>
          <dt>Their copy</dt>
          <dd>holds what others wrote</dd>
        </>
      )}
      {data.missing > 0 && (
        <>
          <dt>Scorecards</dt>
          <dd>{data.missing} missing; an export holds what others wrote once they are in</dd>
        </>
      )}
    </dl>
  );
}

type Doing = { busy: boolean; problem: Problem | null; run: (event: FormEvent, act: () => Promise<unknown>) => void };

function useDoing(onDone: () => void): Doing {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = (event: FormEvent, act: () => Promise<unknown>) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    act()
      .then(onDone)
      .catch((error: unknown) => {
        setProblem(asProblem(error));
        setBusy(false);
      });
  };
  return { busy, problem, run };
}

function Hold({ at, held, onClose }: { at: string; held: boolean; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const { busy, problem, run } = useDoing(onClose);
  return (
    <Dialog title={held ? "Lift the legal hold?" : "Legal hold"} size={460} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => run(event, () => ask(`${at}/hold`, { reason }))}>
        <p className="t2">
          {held
            ? "It is erased on its day again, and can be erased before."
            : "It is kept whatever its age, and cannot be erased, until an admin lifts the hold. Only admins read why."}
        </p>
        {!held && <TextField label="Why it must be kept" value={reason} onChange={setReason} autoFocus />}
        <Refused problem={problem} />
        <div className="row">
          <Button kind="primary" submit busy={busy} disabled={!held && !reason.trim()}>
            {held ? "Lift it" : "Hold it"}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Leave it as it is
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Answer({ at, what, onClose }: { at: string; what: string; onClose: () => void }) {
  const [text, setText] = useState("");
  const { busy, problem, run } = useDoing(onClose);
  return (
    <Dialog title={`The candidate ${CLAIMS[what] ?? what}`} size={460} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => run(event, () => ask(`${at}/answer`, { what, text, command: newCommand() }))}
      >
        <p className="t2">
          They read your answer in <i>Your data</i>, and nobody tells them that it is there: write to them as well. It
          is due within a month.
        </p>
        <label className={styles.area}>
          What was done, or why nothing is
          <textarea rows={4} maxLength={2000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        </label>
        <Refused problem={problem} />
        <div className="row">
          <Button kind="primary" submit busy={busy} disabled={!text.trim()}>
            Answer
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Not now
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Release({ at, onClose }: { at: string; onClose: () => void }) {
  const { busy, problem, run } = useDoing(onClose);
  return (
    <Dialog title="Release what others wrote?" size={460} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => run(event, () => ask(`${at}/release`, { command: newCommand() }))}
      >
        <p className="t2">
          Notes, flags, scorecards, the debrief and the decision with its reason are in the candidate's own copy from
          then on, without passages of solutions and by places instead of names. Tell them the decision first. It cannot
          be taken back.
        </p>
        <Refused problem={problem} />
        <div className="row">
          <Button kind="primary" submit busy={busy}>
            Release
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Not now
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type EraseProps = { at: string; candidate: string; onClose: () => void; onErased: () => void };

function Erase({ at, candidate, onClose, onErased }: EraseProps) {
  const [typed, setTyped] = useState("");
  const { busy, problem, run } = useDoing(onErased);
  const same = typed.trim().toLowerCase() === candidate.trim().toLowerCase();
  return (
    <Dialog title="Erase everything of this candidate?" size={500} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => run(event, () => ask(`${at}/erase`, { typed }))}>
        <p className="t2">
          Name, address, what was asked, seen, written and said, notes, scorecards, mails and the packet are erased in
          every table and file. Points, ratings, counts of hints and times stay as figures that name no candidate. One
          that is still to come is called off. It cannot be undone; older backups are yours to handle.
        </p>
        <TextField label={`Type ${candidate}`} value={typed} onChange={setTyped} autoFocus />
        <Refused problem={problem} />
        <div className="row">
          <Button kind="primary" submit busy={busy} disabled={!same}>
            Erase
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Leave it as it is
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
