import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useRead } from "../../api/interviews";
import type { ReplayView } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { useTitle } from "../../lib/useTitle";
import { param, useView } from "../../lib/view";
import { Badge, Tabs } from "../../parts/Choices";
import { CopyLink } from "../../parts/CopyLink";
import { Go } from "../../parts/Go";
import { Mark } from "../../parts/Mark";
import { Bone, ErrorState } from "../../parts/States";
import { followed } from "../follow/addresses";
import { CutButton, CutPanel, CutRange } from "../gallery/Cutter";
import { useCutter } from "../gallery/useCutter";
import { Facts } from "./Facts";
import { Happened } from "./Happened";
import { OwnNotes } from "./OwnNotes";
import styles from "./replay.module.css";
import { Stage } from "./Stage";
import { ThenNotebook } from "./ThenNotebook";
import { usePlayer } from "./usePlayer";

const VIEW = {
  /** Whose, where several took part; the first one's without it. */
  seat: param.text(),
  /** It was a run without an interviewer: the way back is its comparison. */
  run: param.flag(),
};

/** An interview afterwards, at any of its seconds: the candidate's view as it was, and what was known by then. */
export function Replay() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const [{ seat }] = useView(VIEW);
  const of = seat ? `?seat=${encodeURIComponent(seat)}` : "";
  const { data, problem, again } = useRead<ReplayView>(
    `/api/v1/staff/interviews/${encodeURIComponent(id)}/replay${of}`,
  );
  useTitle("Replay", data?.candidate);
  if (problem)
    return (
      <main>
        <h1 className="hidden-text">Replay</h1>
        <ErrorState problem={problem} onAgain={again} actions={<Go to={`/staff/interviews/${id}`}>Interview</Go>} />
      </main>
    );
  if (!data) return <LoadingReplay />;
  return <Whole id={id} view={data} again={again} />;
}

export function LoadingReplay() {
  return (
    <div role="status" aria-label="Loading the replay" className={styles.loading}>
      <Bone width={320} height={20} />
      <Bone height={420} />
      <Bone height={60} />
    </div>
  );
}

function Whole({ id, view, again }: { id: string; view: ReplayView; again: () => void }) {
  const player = usePlayer(view);
  const [{ run }] = useView(VIEW);
  const cutter = useCutter(id, view, player);
  const { state, change, now, seek, phase, scene } = player;
  const [wanted, setWanted] = useState(0);
  const note = () => {
    change({ side: "notes" });
    setWanted((times) => times + 1);
  };
  const noting = [{ id: "replay.note", label: "Write a note on this second", group: "Replay", keys: "n", run: note }];
  useCommands(view.may_note && !cutter.open ? noting : []);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Go to="/staff" className={styles.brand} label="Rounds: back to the start page">
          <Mark />
        </Go>
        <h1>Replay</h1>
        <span className="t2">{view.candidate}</span>
        {view.state !== "ended" && <Badge tone="warn">{view.state}</Badge>}
        <span className="sp" />
        {run ? (
          <Go to={`/staff/practice/${id}`}>Comparison</Go>
        ) : (
          <>
            <Go to={`/staff/interviews/${id}`}>Interview</Go>
            <Go to={`/staff/interviews/${id}/record`}>Record</Go>
          </>
        )}
        <CopyLink />
      </header>
      <main className={styles.main} id="content">
        <Stage
          view={view}
          player={player}
          frame={followed(id)}
          whole="interview"
          erased="What was shown here is erased."
          keys={!run && <CutButton cutter={cutter} />}
          over={<CutRange cutter={cutter} view={view} />}
        />
        {cutter.open ? (
          <aside aria-label="Clip" className={styles.side}>
            <CutPanel cutter={cutter} view={view} player={player} />
          </aside>
        ) : (
          <aside aria-label="What happened" className={styles.side}>
            <Tabs
              label="Beside the view"
              value={state.side}
              tabs={[
                { value: "happened", label: "What happened" },
                { value: "notebook", label: "Notebook then" },
                { value: "facts", label: "How they worked" },
                ...(view.may_note ? [{ value: "notes" as const, label: "Notes" }] : []),
              ]}
              onChange={(side) => change({ side })}
            />
            {state.side === "facts" && <Facts view={view} onSeek={seek} />}
            {state.side === "happened" && (
              <Happened
                view={view}
                whole="interview"
                now={now}
                asked={state.asked}
                onAsked={(on) => change({ asked: on })}
                onSeek={seek}
              />
            )}
            {state.side === "notes" && view.may_note && (
              <OwnNotes id={id} view={view} now={now} wanted={wanted} onSeek={seek} onKept={again} />
            )}
            {state.side === "notebook" && (
              <ThenNotebook view={view} scenario={phase?.scenario ?? scene?.scenario ?? null} now={now} />
            )}
          </aside>
        )}
      </main>
    </div>
  );
}
