/** A clip: its stretch of a replay, without a name and with nothing around it. */

import { useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { useRead } from "../../api/interviews";
import type { ClipShown, ClipWatched, GalleryShown } from "../../api/types";
import { useTitle } from "../../lib/useTitle";
import { Button, buttonClass } from "../../parts/Button";
import { Tabs } from "../../parts/Choices";
import { CopyLink } from "../../parts/CopyLink";
import { Dialog } from "../../parts/Dialog";
import { Go } from "../../parts/Go";
import { IconPencil, IconTrash } from "../../parts/icons";
import { Mark } from "../../parts/Mark";
import { Refused } from "../../parts/Refused";
import { EmptyState, ErrorState } from "../../parts/States";
import { TextField } from "../../parts/TextField";
import { CalibrationPage } from "../calibration/Places";
import { watched } from "../follow/addresses";
import { Card } from "../page/Page";
import { Happened } from "../replay/Happened";
import { LoadingReplay } from "../replay/Replay";
import page from "../replay/replay.module.css";
import { Stage } from "../replay/Stage";
import { ThenNotebook } from "../replay/ThenNotebook";
import { usePlayer } from "../replay/usePlayer";
import { asReplay, stepSaid } from "./clips";
import { day } from "./Gallery";
import styles from "./gallery.module.css";

const LOOKS = 30_000; // milliseconds: a consent may be taken back while somebody watches

export function Watch() {
  const { clip = "" } = useParams({ strict: false }) as { clip?: string };
  const { data, problem, again } = useRead<ClipWatched>(
    `/api/v1/staff/gallery/${encodeURIComponent(clip)}`,
    () => LOOKS,
  );
  useTitle("Clip", data?.clip.title);
  if (problem?.kind === "not_found") return <Gone />;
  if (problem && !data)
    return (
      <CalibrationPage title="Clip">
        <Card label="Clip">
          <ErrorState problem={problem} onAgain={again} />
        </Card>
      </CalibrationPage>
    );
  if (!data) return <LoadingReplay />;
  return <Playing key={data.clip.id} told={data} again={again} />;
}

function Gone() {
  return (
    <CalibrationPage title="Clip">
      <Card label="Clip">
        <EmptyState
          title="This clip is not here"
          actions={
            <Go to="/staff/gallery" className={buttonClass} kind="primary" size={28}>
              To the gallery
            </Go>
          }
        >
          It was removed, its candidate took their consent back, or you have yet to rate the interview it is from.
        </EmptyState>
      </Card>
    </CalibrationPage>
  );
}

function Playing({ told, again }: { told: ClipWatched; again: () => void }) {
  const [view, setView] = useState(() => asReplay(told)); // what is shown of a clip never changes
  const { clip } = told;
  const player = usePlayer(view);
  const { state, change, now, seek } = player;
  if (view.id !== clip.id) setView(asReplay(told));
  const side = state.side === "notebook" ? "notebook" : "happened";
  return (
    <div className={page.page}>
      <header className={page.header}>
        <Go to="/staff/gallery" className={page.brand} label="Rounds: back to the gallery">
          <Mark />
        </Go>
        <h1 className="el">{clip.title}</h1>
        <span className="sp" />
        <Go to="/staff/gallery">Gallery</Go>
        <CopyLink />
        {clip.may_change && <Changes clip={clip} again={again} />}
      </header>
      <main className={page.main} id="content">
        <Stage
          view={view}
          player={player}
          frame={watched(clip.id)}
          whole="clip"
          scenario="the scenario"
          erased="This view is left out: what was typed in it names somebody."
        />
        <aside aria-label="What happened" className={page.side}>
          <About clip={clip} />
          <Tabs
            label="Beside the view"
            value={side}
            tabs={[
              { value: "happened", label: "What happened" },
              { value: "notebook", label: "Notebook then" },
            ]}
            onChange={(next) => change({ side: next })}
          />
          {side === "happened" ? (
            <Happened
              view={view}
              whole="clip"
              now={now}
              asked={state.asked}
              onAsked={(on) => change({ asked: on })}
              onSeek={seek}
            />
          ) : (
            <ThenNotebook view={view} scenario={told.number} now={now} />
          )}
        </aside>
      </main>
    </div>
  );
}

function About({ clip }: { clip: ClipShown }) {
  return (
    <section aria-label="About this clip" className={styles.about}>
      {clip.text && <p className={styles.reason}>{clip.text}</p>}
      <p className="s12 t2">
        {clip.scenario_title}
        {clip.step && `, ${stepSaid(clip.step)}`}
      </p>
      <p className="s12 t3">
        Cut by {clip.mine ? "you" : clip.by || "somebody"} on {day(clip.created)}. Shown with the candidate’s consent
        and without their name.
      </p>
    </section>
  );
}

function Changes({ clip, again }: { clip: ClipShown; again: () => void }) {
  const [opened, setOpened] = useState<"words" | "remove" | null>(null);
  const close = () => setOpened(null);
  return (
    <>
      <Button kind="quiet" icon={<IconPencil />} onClick={() => setOpened("words")}>
        Change
      </Button>
      <Button kind="quiet" icon={<IconTrash />} onClick={() => setOpened("remove")}>
        Remove
      </Button>
      {opened === "words" && <Words clip={clip} onClose={close} onDone={again} />}
      {opened === "remove" && <Remove clip={clip} onClose={close} />}
    </>
  );
}

/** Sends something, and says why it was refused. */
function useSent(done: () => void) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const send = async (address: string, body: object) => {
    setBusy(true);
    setRefused(null);
    try {
      await ask<GalleryShown | null>(address, body);
      done();
    } catch (error) {
      setRefused(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, refused, send };
}

function Words({ clip, onClose, onDone }: { clip: ClipShown; onClose: () => void; onDone: () => void }) {
  const [title, setTitle] = useState(clip.title);
  const [text, setText] = useState(clip.text);
  const field = useId();
  const { busy, refused, send } = useSent(() => {
    onDone();
    onClose();
  });
  const keep = (event: FormEvent) => {
    event.preventDefault();
    void send(`/api/v1/staff/gallery/${encodeURIComponent(clip.id)}`, { title, text });
  };
  return (
    <Dialog title="Change the words" size={480} onClose={onClose}>
      <form className={styles.dialog} onSubmit={keep}>
        <TextField label="What is to be seen, in a line" value={title} onChange={setTitle} autoFocus />
        <div className={styles.words}>
          <label htmlFor={field}>Why it is interesting</label>
          <textarea
            id={field}
            rows={5}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <Refused problem={refused} />
        <div className="row">
          <span className="sp" />
          <Button onClick={onClose}>Cancel</Button>
          <Button submit kind="primary" busy={busy} disabled={!title.trim()}>
            Keep
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Remove({ clip, onClose }: { clip: ClipShown; onClose: () => void }) {
  const navigate = useNavigate();
  const { busy, refused, send } = useSent(() => void navigate({ to: "/staff/gallery" as never }));
  return (
    <Dialog title="Remove this clip?" size={420} onClose={onClose}>
      <div className={styles.dialog}>
        <p>Nobody can watch it any more. The replay it was cut of stays as it is.</p>
        <Refused problem={refused} />
        <div className="row">
          <span className="sp" />
          <Button onClick={onClose}>Keep it</Button>
          <Button
            kind="primary"
            busy={busy}
            onClick={() => void send(`/api/v1/staff/gallery/${encodeURIComponent(clip.id)}/remove`, {})}
          >
            Remove it
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
