/** The cockpit: one page from which an interviewer runs the hour, with one hand and without a sound. */

import { useParams } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { useLive, useOffset, useServerNow } from "../../api/live";
import type { CockpitView, ScenarioDesk } from "../../api/types";
import { KeySheet } from "../../app/shell/KeySheet";
import { OfflineBar } from "../../app/shell/OfflineBar";
import { useTitle } from "../../lib/useTitle";
import { param, useView } from "../../lib/view";
import { SkipLink } from "../../parts/PageHead";
import { Bone, EmptyState, ErrorState } from "../../parts/States";
import { CockpitHeader } from "./CockpitHeader";
import { nextChange, ticked } from "./clock";
import styles from "./cockpit.module.css";
import { type Asks, Dialogs } from "./Dialogs";
import { type Deck, DeckContext } from "./deck";
import { LeftPane } from "./LeftPane";
import { MiddlePane } from "./MiddlePane";
import { RightPane } from "./RightPane";
import { RubricDrawer } from "./RubricDrawer";
import { SolutionDrawer } from "./SolutionDrawer";
import { Toast } from "./Toast";
import { useKeys } from "./useKeys";
import { usePress } from "./usePress";

export const COCKPIT = {
  /** The scenario that is looked at; without it the one that runs. */
  scenario: param.number("replace"),
  drawer: param.choice(["", "solution", "rubric"] as const),
  follow: param.flag(true),
  shared: param.flag(false),
};

export function Cockpit() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const live = useLive<CockpitView>(id);
  useTitle(live.data ? `${live.data.candidate_name}, cockpit` : "Cockpit");
  if (live.problem)
    return (
      <div className={styles.alone}>
        <ErrorState problem={live.problem} onAgain={live.again} />
      </div>
    );
  if (!live.data) return <Shape />;
  return (
    <Running
      id={id}
      cockpit={live.data}
      again={live.again}
      told={live.view?.address ?? null}
      toldAt={live.view?.at ?? null}
    />
  );
}

type Props = { id: string; cockpit: CockpitView; again: () => void; told: string | null; toldAt: number | null };

function Running({ id, cockpit, again, told, toldAt }: Props) {
  const [view, change] = useView(COCKPIT);
  const { press, toast, say } = usePress(id);
  const [asks, setAsks] = useState<Asks | null>(null);
  const [keys, setKeys] = useState(false);
  const now = useServerNow(useOffset(cockpit.now), true, 500);
  const clock = ticked(cockpit, now);
  const desk = shownDesk(cockpit, view.scenario);
  useBoundary(nextChange(cockpit, desk, now), again);
  const hidden = cockpit.you.runs ? cockpit.sharing || cockpit.presenting : view.shared;
  const close = useCallback(() => setAsks(null), []);
  const quiet = useCallback(() => say(null), [say]);
  const deck: Deck = {
    id,
    cockpit,
    desk,
    clock,
    now,
    press,
    say,
    ask: setAsks,
    hidden,
    address: told ?? cockpit.candidate.address,
    addressAt: toldAt ?? cockpit.candidate.seen,
    view,
    change,
  };
  useKeys(deck, () => setKeys(true));
  return (
    <DeckContext value={deck}>
      <div className={styles.app}>
        <SkipLink to="candidate's view" />
        <CockpitHeader onKeys={() => setKeys(true)} />
        <div className={styles.body}>
          <OfflineBar />
          <div className={styles.panes}>
            <LeftPane />
            <MiddlePane />
            <RightPane />
            {!hidden && view.drawer === "solution" && desk && <SolutionDrawer key={desk.number} />}
            {!hidden && view.drawer === "rubric" && <RubricDrawer />}
          </div>
        </div>
        {asks && <Dialogs asks={asks} onClose={close} />}
        {keys && <KeySheet onClose={() => setKeys(false)} />}
        {toast && <Toast key={toast.id} toast={toast} onClose={quiet} />}
        <div className={styles.small}>
          <EmptyState title="Rounds needs 1280 × 720">
            Make the window larger, or zoom out with Ctrl and minus.
          </EmptyState>
        </div>
      </div>
    </DeckContext>
  );
}

/** The one that was chosen, else the one that runs, else once none is to come the last that was, else the next. */
export function shownDesk(of: CockpitView, chosen: number | null): ScenarioDesk | null {
  const { scenarios, scenario, phases, state } = of;
  // What was aborted is taken up again where it was.
  const coming = state !== "aborted" && phases.some((phase) => phase.scenario !== null && phase.state === "coming");
  return (
    scenarios.find(({ number }) => number === (chosen ?? scenario)) ??
    (coming ? undefined : scenarios.findLast(({ began }) => began !== null)) ??
    scenarios.find(({ state }) => state === "waiting") ??
    scenarios.at(-1) ??
    null
  );
}

/** What time alone changes is the server's to say: asked for when its moment has come, and every ten seconds. */
function useBoundary(wait: number | null, again: () => void): void {
  const due = wait !== null && wait <= 0;
  useEffect(() => {
    if (due) again();
  }, [due, again]);
  useEffect(() => {
    const timer = setInterval(again, 10_000);
    return () => clearInterval(timer);
  }, [again]);
}

function Shape() {
  return (
    <div className={styles.app} role="status" aria-label="Loading the cockpit">
      <div className={styles.header} style={{ padding: "0 16px", gap: 24, alignItems: "center" }}>
        <Bone width={160} height={14} />
        <Bone width={280} height={14} />
      </div>
      <div className={styles.shape}>
        <Bone width={272} height={84} />
        <Bone height={360} />
        <Bone width={360} height={360} />
      </div>
    </div>
  );
}
