/** One's scorecard of an interview: what was judged, what it rests on, and what it comes to. */

import { useParams } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Scorecard as Card, CardPage } from "../../api/types";
import { KeySheet } from "../../app/shell/KeySheet";
import { OfflineBar } from "../../app/shell/OfflineBar";
import { useTitle } from "../../lib/useTitle";
import { useView } from "../../lib/view";
import { Button } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { HeadShape, SkipLink } from "../../parts/PageHead";
import { Pane, Panes } from "../../parts/Panes";
import { Bone, EmptyState, ErrorState, Note } from "../../parts/States";
import { Beside } from "./Beside";
import { CriteriaPane } from "./CriteriaPane";
import { isSame } from "./card";
import { Amend, Submit } from "./Dialogs";
import { Header } from "./Header";
import { type At, MomentsContext } from "./moments";
import { ResultPane } from "./ResultPane";
import { ScenariosPane } from "./ScenariosPane";
import styles from "./scorecard.module.css";
import { momentOf, SHEET, type Sheet, SheetContext } from "./sheet";
import { addressOf, useCard, type Writing } from "./useCard";
import { useKeys } from "./useKeys";
import { clockOf } from "./words";

export function Scorecard() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  return <OneCard id={id} address={addressOf(id)} round={null} />;
}

type OneCardProps = { id: string; address: string; round: string | null };

/** The page of a card, wherever it is kept: of the interview itself, or of a calibration round. */
export function OneCard({ id, address, round }: OneCardProps) {
  const writing = useCard(id, true, address);
  useTitle(round ? `Round ${round}` : "Scorecard", writing.page?.interview.candidate);
  if (writing.problem)
    return (
      <main className={styles.alone}>
        <h1 className="hidden-text">Scorecard</h1>
        <ErrorState
          problem={writing.problem}
          onAgain={writing.again}
          actions={
            round ? <Go to="/staff/calibration">Calibration</Go> : <Go to={`/staff/interviews/${id}`}>Interview</Go>
          }
        />
      </main>
    );
  if (!writing.page) return <Shape />;
  return <Written id={id} address={address} round={round} writing={writing} page={writing.page} />;
}

function Written({ id, address, round, writing, page }: OneCardProps & { writing: Writing; page: CardPage }) {
  const [view, change] = useView(SHEET);
  const [asks, setAsks] = useState<"submit" | "amend" | null>(null);
  const [keys, setKeys] = useState(false);
  const amending = useAmending(page);
  const closed = page.standing === "submitted" && !amending.card;
  const card = amending.card ?? writing.card;
  const sheet: Sheet = useMemo(
    () => ({ id, address, round, page, card, set: amending.card ? amending.set : writing.set, closed, view, change }),
    [id, address, round, page, card, amending, writing.set, closed, view, change],
  );
  const moments = useMemo(() => ({ id, at: (second: At) => momentOf(page, second) }), [id, page]);
  useKeys(sheet, () => setKeys(true));
  const done = (next: CardPage) => {
    writing.take(next);
    amending.stop();
    setAsks(null);
  };
  return (
    <SheetContext value={sheet}>
      <MomentsContext value={moments}>
        <div className={styles.app}>
          <SkipLink to="criteria" />
          <Header
            keeping={writing.keeping}
            refused={writing.refused}
            amending={amending.card !== null}
            onKeys={() => setKeys(true)}
            onSubmit={() => setAsks(amending.card ? "amend" : "submit")}
            onAmend={() => amending.start(writing.card)}
            onStop={amending.stop}
          />
          <div className={styles.body}>
            <OfflineBar />
            <Standing writing={writing} amending={amending.card !== null} page={page} />
            {view.view === "beside" ? <Beside /> : <ThreePanes />}
          </div>
          {asks === "submit" && <Submit onClose={() => setAsks(null)} onDone={done} flush={writing.flush} />}
          {asks === "amend" && <Amend onClose={() => setAsks(null)} onDone={done} />}
          {keys && <KeySheet onClose={() => setKeys(false)} />}
          <div className={styles.small}>
            <EmptyState title="Rounds needs 1280 × 720">
              Make the window larger, or zoom out with Ctrl and minus.
            </EmptyState>
          </div>
        </div>
      </MomentsContext>
    </SheetContext>
  );
}

function ThreePanes() {
  return (
    <Panes name="scorecard">
      <Pane label="Scenarios" size="var(--scenarios)" least={360} most={720}>
        <ScenariosPane />
      </Pane>
      <Pane label="Criteria" as="main">
        <CriteriaPane />
      </Pane>
      <Pane label="Result and feedback" size="var(--result)" least={320} most={640} as="aside">
        <ResultPane />
      </Pane>
    </Panes>
  );
}

type Amending = {
  /** What the next version is to be; null while nothing is amended. */
  card: Card | null;
  start: (from: Card) => void;
  stop: () => void;
  set: Sheet["set"];
};

/** A card that was handed in, changed for its next version: it stays on this page alone until that is handed in. */
function useAmending(page: CardPage): Amending {
  const [card, setCard] = useState<Card | null>(null);
  useLeaving(card !== null && !isSame(card, page.card));
  const start = useCallback((from: Card) => setCard(from), []);
  const stop = useCallback(() => setCard(null), []);
  const set = useCallback<Sheet["set"]>((change) => setCard((before) => before && change(before)), []);
  return useMemo(() => ({ card, start, stop, set }), [card, start, stop, set]);
}

/** Asks before the page is left while something would be lost with it. */
function useLeaving(loses: boolean): void {
  useEffect(() => {
    if (!loses) return;
    const keep = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", keep);
    return () => removeEventListener("beforeunload", keep);
  }, [loses]);
}

/** What is said over the panes: another version elsewhere, what was not kept, what this card is. */
function Standing(props: StandingProps) {
  const { writing, page, amending } = props;
  const { conflict, refused, keeping } = writing;
  const stuck = keeping === "refused" && refused !== null;
  if (!conflict && !stuck && !amending) return null;
  return (
    <section aria-label="How this card stands">
      {conflict ? (
        <Conflict conflict={conflict} settle={writing.settle} />
      ) : stuck ? (
        <Note tone="warn">
          {page.standing === "submitted"
            ? "This card was submitted meanwhile. What you wrote since is on this page alone: Amend takes it along."
            : `Not kept: ${refused.message}`}
        </Note>
      ) : (
        <Note>
          You amend version {page.version}. What you change is on this page alone until you submit it with a reason.
        </Note>
      )}
    </section>
  );
}

type StandingProps = { writing: Writing; page: CardPage; amending: boolean };

function Conflict({ conflict, settle }: { conflict: CardPage; settle: Writing["settle"] }) {
  return (
    <Note tone="warn">
      <span className="row g6">
        <span>
          This card was kept on another page at {clockOf(conflict.changed)}, and says something else there. Nothing is
          written over.
        </span>
        <Button size={24} onClick={() => settle("mine")}>
          Keep what is here
        </Button>
        <Button size={24} onClick={() => settle("theirs")}>
          Take the other one
        </Button>
      </span>
    </Note>
  );
}

function Shape() {
  return (
    <div className={styles.app} role="status" aria-label="Loading the scorecard">
      <HeadShape />
      <div className={styles.shape}>
        {[0, 1, 2].map((pane) => (
          <div key={pane}>
            {[0, 1, 2, 3, 4].map((row) => (
              <div key={row}>
                <Bone width="46%" height={12} />
                <Bone width="78%" />
                <Bone width="32%" />
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
