/** Practice: the scenarios with a clock and hints by it, alone or as a team, and what came of it run by run. */

import { useRead } from "../../api/interviews";
import { useMe } from "../../api/me";
import type { DrillsShown } from "../../api/types";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { Card, pageStyles } from "../page/Page";
import { StaffPage } from "../staff/StaffPage";
import { DRILLS } from "./api";
import styles from "./drills.module.css";
import { GameDays } from "./GameDays";
import { ProgressCard } from "./ProgressCard";
import { Runs } from "./Runs";
import { Start } from "./Start";

const EVERY = 5_000;

export function Practice() {
  const { data, problem, again } = useRead<DrillsShown>(DRILLS, () => EVERY);
  const { data: me } = useMe();
  return (
    <StaffPage title="Practice">
      <div className={styles.grid}>
        <div>
          <h1 className={pageStyles.title}>Practice</h1>
          <p className="t2">
            The shipped scenarios with the clock and the hints of an interview, and nobody who interviews. What you do
            is seen by who is in the run with you, and by nobody else.
          </p>
        </div>
        {problem && !data && (
          <Card label="Practice">
            <ErrorState problem={problem} onAgain={again} />
          </Card>
        )}
        {!data && !problem && <SkeletonRows rows={10} height={36} label="Loading your runs" />}
        {data && (
          <>
            <div className={styles.columns}>
              <div className={styles.column}>
                <Start shown={data} />
              </div>
              <div className={styles.column}>
                <GameDays days={data.open} me={me?.name ?? ""} />
              </div>
            </div>
            <Card
              title="Your runs"
              label="Your runs"
              detail={data.runs.length > 0 && `${data.runs.length}, newest first`}
            >
              {data.runs.length === 0 ? (
                <EmptyState title="No runs yet">
                  Choose a scenario above. After each run you see the expected path beside what you did.
                </EmptyState>
              ) : (
                <Runs runs={data.runs} />
              )}
            </Card>
            {data.progress.length > 0 && <ProgressCard shown={data} />}
          </>
        )}
      </div>
    </StaffPage>
  );
}
