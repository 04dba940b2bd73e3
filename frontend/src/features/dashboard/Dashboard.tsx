/** A candidate's start page, by the state of their interview: before, waiting, between the scenarios, after. */

import { lazy, Suspense, useEffect } from "react";
import { useAccess } from "../../api/access";
import { useInterviewLive, useServerNow } from "../../api/live";
import type { AccessView, InterviewView } from "../../api/types";
import { apply, useDisplay } from "../../lib/display";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { isDrill } from "../drills/kind";
import { useMoveToOpened } from "../hour/opening";
import { PresentedOver } from "../hour/PresentedOver";
import { Page } from "../page/Page";
import { DisplayMenu } from "../questions/DisplayMenu";
import { QuestionsButton } from "../questions/Questions";
import { After } from "./After";
import { Before } from "./Before";
import { During } from "./During";
import styles from "./dashboard.module.css";
import { Head } from "./parts";

const DrillHome = lazy(() => import("../drills/DrillHome").then(({ DrillHome }) => ({ default: DrillHome })));

/** What every state of the page is made from. `now` is the server's clock. */
export type Shown = { interview: InterviewView; access: AccessView | undefined; now: Date };

export function Dashboard() {
  const { data, problem, again, offset } = useInterviewLive();
  const access = useAccess(data !== undefined && !isDrill(data));
  const now = useServerNow(offset, true, 5_000);
  useArranged(data);
  useMoveToOpened(data, null);
  if (problem && !data && (problem.kind as string) === "waiting") return <Outside again={again} />;
  if (problem && !data)
    return (
      <Page>
        <h1 className="hidden-text">Your interview</h1>
        <ErrorState
          problem={problem}
          onAgain={again}
          title={problem.kind === "signed_out" ? "Open your link first" : undefined}
        />
      </Page>
    );
  if (!data)
    return (
      <Page>
        <div style={{ paddingTop: 24 }}>
          <SkeletonRows rows={9} height={40} label="Loading your interview" />
        </div>
      </Page>
    );
  if (isDrill(data))
    return (
      <Suspense>
        <DrillHome interview={data} />
      </Suspense>
    );
  const shown = { interview: data, access: access.data, now: new Date(now) };
  return (
    <Page title="Your interview" person={data.candidate} place={data.position} bar={<Bar />}>
      <State {...shown} />
      <PresentedOver />
    </Page>
  );
}

const AGAIN = 3_000;

/** Another browser has the interview: this one may be let in, and then goes on by itself. */
function Outside({ again }: { again: () => void }) {
  useEffect(() => {
    const timer = setInterval(again, AGAIN);
    return () => clearInterval(timer);
  }, [again]);
  return (
    <Page title="Your interview">
      <section className={styles.head} aria-live="polite">
        <Head title="Another browser has this interview">
          Go on there, or tell your interviewer that you are here now: they can let this browser in. This page goes on
          by itself then.
        </Head>
      </section>
    </Page>
  );
}

function Bar() {
  return (
    <span className="row">
      <QuestionsButton />
      <DisplayMenu />
    </span>
  );
}

function State(shown: Shown) {
  switch (shown.interview.state) {
    case "live":
    case "paused":
      return <During {...shown} />;
    case "ended":
    case "cancelled":
    case "missed":
    case "aborted":
      return <After {...shown} />;
    default:
      return <Before {...shown} />;
  }
}

/** High contrast that was arranged holds without anybody choosing it. */
function useArranged(interview: InterviewView | undefined): void {
  const chosen = useDisplay();
  const arranged = interview?.accommodations?.high_contrast ?? false;
  useEffect(() => apply({ ...chosen, contrast: chosen.contrast || arranged }), [chosen, arranged]);
}
