/** The room in which a panel talks about what it judged differently, and says what it decided. */

import { useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useDebriefLive } from "../../api/live";
import type { DebriefView } from "../../api/types";
import { SchemeButton } from "../../app/shell/Header";
import { KeySheet } from "../../app/shell/KeySheet";
import { OfflineBar } from "../../app/shell/OfflineBar";
import { useCommands } from "../../lib/commands";
import { useTitle } from "../../lib/useTitle";
import { useView } from "../../lib/view";
import { buttonClass, IconButton } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { IconHelpCircle, IconHistory } from "../../parts/icons";
import { HeadShape, PageHead, SkipLink } from "../../parts/PageHead";
import { Pane, Panes } from "../../parts/Panes";
import { Bone, EmptyState, ErrorState, Note } from "../../parts/States";
import { type At, MomentsContext } from "../scorecard/moments";
import { Agenda } from "./Agenda";
import { beside } from "./agenda";
import { Closed } from "./Closed";
import styles from "./debrief.module.css";
import { Panel } from "./Panel";
import { ROOM, RoomContext, useRoom } from "./room";

export function Debrief() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const live = useDebriefLive(id);
  useTitle("Debrief", live.data?.interview.candidate);
  if (live.problem)
    return (
      <main className={styles.alone}>
        <h1 className="hidden-text">Debrief</h1>
        <ErrorState
          problem={live.problem}
          onAgain={live.again}
          actions={<Go to={`/staff/interviews/${id}`}>Interview</Go>}
        />
      </main>
    );
  if (!live.data) return <Shape />;
  return <Room id={id} debrief={live.data} lost={live.channel.standing === "lost"} />;
}

function Room({ id, debrief, lost }: { id: string; debrief: DebriefView; lost: boolean }) {
  const [view, change] = useView(ROOM);
  const [keys, setKeys] = useState(false);
  const room = useMemo(() => ({ id, debrief, view, change }), [id, debrief, view, change]);
  const moments = useMemo(() => ({ id, at: (second: At) => momentOf(debrief, second) }), [id, debrief]);
  const go = (way: 1 | -1) => {
    const next = beside(debrief.agenda, view.item, way);
    if (next === null) return;
    change({ item: next });
    requestAnimationFrame(() => {
      const found = document.querySelector<HTMLElement>(`[data-item="${next}"]`);
      found?.focus({ preventScroll: true });
      found?.scrollIntoView({ block: "nearest" });
    });
  };
  useCommands([
    { id: "debrief.next", label: "Next item", group: "Debrief", keys: "j", run: () => go(1) },
    { id: "debrief.last", label: "Item before", group: "Debrief", keys: "k", run: () => go(-1) },
    { id: "keys", label: "All keys", group: "General", keys: "?", run: () => setKeys(true) },
  ]);
  return (
    <RoomContext value={room}>
      <MomentsContext value={moments}>
        <div className={styles.app}>
          <SkipLink to="agenda" />
          <Header onKeys={() => setKeys(true)} />
          <div className={styles.body}>
            <OfflineBar />
            {lost && (
              <section aria-label="Connection">
                <Note tone="warn">The connection to the room was lost. It is asked for again every few seconds.</Note>
              </section>
            )}
            {debrief.state === "closed" ? <Closed /> : <Open />}
          </div>
          {keys && <KeySheet onClose={() => setKeys(false)} />}
          <div className={styles.small}>
            <EmptyState title="Rounds needs 1280 × 720">
              Make the window larger, or zoom out with Ctrl and minus.
            </EmptyState>
          </div>
        </div>
      </MomentsContext>
    </RoomContext>
  );
}

function momentOf({ moments }: DebriefView, { scenario, seconds }: At): number | null {
  return (
    moments.find((one) => one.scenario === scenario && Math.floor(one.seconds) === Math.floor(seconds))?.at ?? null
  );
}

function Open() {
  return (
    <Panes name="debrief">
      <Pane label="Agenda" as="main">
        <Agenda />
      </Pane>
      <Pane label="Panel and decision" size="var(--panel)" least={360} most={720} as="aside">
        <Panel />
      </Pane>
    </Panes>
  );
}

function Header({ onKeys }: { onKeys: () => void }) {
  const { id, debrief } = useRoom();
  const { interview } = debrief;
  const at = `/staff/interviews/${id}`;
  return (
    <PageHead
      back={{ to: at, label: "the interview" }}
      kind="Debrief"
      about={[interview.candidate, interview.position]}
    >
      {debrief.state === "open" &&
        (debrief.may_settle ? <Badge tone="ok">open</Badge> : <Badge tone="line">you listen</Badge>)}
      {debrief.decision && <Badge tone="accent">{`decided: ${debrief.decision.outcome}`}</Badge>}
      {debrief.convened && debrief.state === "open" && (
        <span className="s12 t3 el" title={debrief.convened}>
          opened early: {debrief.convened}
        </span>
      )}
      <span className="sp" />
      {debrief.rates && (
        <Go to={`${at}/scorecard`} className={buttonClass} size={28}>
          Scorecard
        </Go>
      )}
      {debrief.state === "open" && (
        <Go to={`${at}/packet`} className={buttonClass} size={28}>
          Packet
        </Go>
      )}
      <Go to={`${at}/replay`} className={buttonClass} size={28}>
        <IconHistory />
        Replay
      </Go>
      <SchemeButton />
      <IconButton label="All keys" keys="?" onClick={onKeys}>
        <IconHelpCircle />
      </IconButton>
    </PageHead>
  );
}

function Shape() {
  return (
    <div className={styles.app} role="status" aria-label="Loading the debrief">
      <HeadShape />
      <div className={styles.shape}>
        <Bone height={240} />
        <Bone height={240} />
      </div>
    </div>
  );
}
