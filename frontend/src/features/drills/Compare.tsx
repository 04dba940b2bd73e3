/** A run that ended, scenario by scenario: the expected path beside what happened, and where the time went. */

import { Menu } from "@mantine/core";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useRead } from "../../api/interviews";
import type { Compared, DrillShown } from "../../api/types";
import { param, useView } from "../../lib/view";
import { Button, buttonClass } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { IconChevronDown, IconPlayerPlay, IconTrash } from "../../parts/icons";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { Sure } from "../arranging/Sure";
import { Card, pageStyles } from "../page/Page";
import { SolutionDocument } from "../solution/SolutionDocument";
import { StaffPage } from "../staff/StaffPage";
import { deleteRun, useEnter } from "./api";
import { Cause } from "./Cause";
import { replayOf } from "./compared";
import styles from "./drills.module.css";
import { Facts } from "./Facts";
import { Figures } from "./Figures";
import { HintsTaken } from "./HintsTaken";
import { PathTable } from "./PathTable";
import { SelfScore } from "./SelfScore";
import { TimeLine } from "./TimeLine";
import { Where } from "./Where";
import { day, listed } from "./words";

const VIEW = {
  scenario: param.number("replace"),
  /** Seconds into the work of the scenario. */
  at: param.number("replace"),
};
const EVERY = 5_000;

export function Comparison() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const address = `/api/v1/staff/drills/${encodeURIComponent(id)}`;
  const { data, problem, again } = useRead<DrillShown>(address, (told) =>
    told && told.run.ended === null ? EVERY : false,
  );
  return (
    <StaffPage title="Comparison">
      <div className={styles.grid}>
        {!data && <h1 className="hidden-text">Comparison</h1>}
        {problem && !data && (
          <Card label="Comparison">
            {problem.kind === "not_found" ? (
              <EmptyState title="There is no such run" actions={<Go to="/staff/practice">All runs</Go>}>
                It was deleted, or you were not in it: a run is its members’ alone.
              </EmptyState>
            ) : (
              <ErrorState problem={problem} onAgain={again} actions={<Go to="/staff/practice">All runs</Go>} />
            )}
          </Card>
        )}
        {!data && !problem && <SkeletonRows rows={12} height={40} label="Loading the comparison" />}
        {data && <Run drill={data} onChanged={again} />}
      </div>
    </StaffPage>
  );
}

function Run({ drill, onChanged }: { drill: DrillShown; onChanged: () => void }) {
  const [view, change] = useView(VIEW);
  const one = drill.compared.find(({ run }) => run.number === view.scenario) ?? drill.compared[0];
  return (
    <>
      <Head drill={drill} one={one} at={view.at} />
      {drill.run.ended === null && <Running drill={drill} />}
      {drill.compared.length > 1 && (
        <nav className={styles.tabs} aria-label="Scenarios">
          {drill.compared.map(({ run }) => (
            <button
              key={run.number}
              type="button"
              aria-current={run === one?.run ? "true" : undefined}
              onClick={() => change({ scenario: run.number, at: null })}
            >
              <span className="t3 num">{run.number}</span>
              <span className="el">{run.title || run.name}</span>
            </button>
          ))}
        </nav>
      )}
      {one && (
        <Scenario
          key={one.run.number}
          drill={drill}
          one={one}
          at={view.at}
          onAt={(at) => change({ at: Math.round(at) })}
          onChanged={onChanged}
        />
      )}
    </>
  );
}

function Head({ drill, one, at }: { drill: DrillShown; one: Compared | undefined; at: number | null }) {
  const { run } = drill;
  const [sure, setSure] = useState(false);
  const navigate = useNavigate();
  const began = one?.run.began ?? run.began;
  const others = run.team ? listed(run.members) : "alone";
  return (
    <header className={styles.head}>
      <div>
        <div className={`row g6 s12 t3`}>
          <Go to="/staff/practice">Practice</Go>
          <span>/</span>
          <span>
            {run.team ? "Game day" : "Practice run"} of {day(run.began ?? run.created)}
          </span>
        </div>
        <h1 className={pageStyles.title}>
          {one ? one.run.title || one.run.name : run.team ? "Game day" : "Practice run"}
        </h1>
        <p className="t2">
          {one && `${one.run.name}, variant ${one.run.seed}, `}
          {others}
        </p>
      </div>
      <span className="sp" />
      {run.ended !== null && <Replays drill={drill} at={began === null ? null : began + (at ?? 0) * 1000} />}
      {run.mine && (
        <Button icon={<IconTrash />} onClick={() => setSure(true)}>
          Delete
        </Button>
      )}
      {sure && (
        <Sure
          title="Delete this run"
          verb="Delete it"
          onDo={async () => {
            await deleteRun(run.id);
            void navigate({ to: "/staff/practice" as never });
          }}
          onClose={() => setSure(false)}
        >
          Everything of it is deleted, for good{run.team && " and for everybody who was in it"}: what was asked, the
          notebook, hints, scores and this comparison.
        </Sure>
      )}
    </header>
  );
}

/** One's replay; after a game day everybody's. */
function Replays({ drill, at }: { drill: DrillShown; at: number | null }) {
  const navigate = useNavigate();
  if (!drill.run.team)
    return (
      <Go {...replayOf(drill, at)} className={buttonClass} size={28}>
        <IconPlayerPlay />
        Replay
      </Go>
    );
  return (
    <Menu position="bottom-end" width={220} withinPortal>
      <Menu.Target>
        <Button icon={<IconPlayerPlay />}>
          Replay of
          <IconChevronDown size={12} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label="Whose replay">
        {drill.members.map(({ seat, name, you }) => (
          <Menu.Item key={seat} onClick={() => void navigate(replayOf(drill, at, name) as never)}>
            {you ? `${name}, you` : name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Before the end nothing is told of the path. */
function Running({ drill: { run, members } }: { drill: DrillShown }) {
  const { enter, busy, problem } = useEnter();
  return (
    <Card label="It has not ended">
      <EmptyState
        title="This run has not ended"
        actions={
          <Button kind="primary" busy={busy} onClick={() => void enter(run.id)}>
            {run.began === null ? "Go to it" : "Go on"}
          </Button>
        }
      >
        What was expected is told once it has. {run.team && `In it: ${listed(members.map(({ name }) => name))}.`}
        {problem && <p role="alert">{problem.message}</p>}
      </EmptyState>
    </Card>
  );
}

type ScenarioProps = {
  drill: DrillShown;
  one: Compared;
  at: number | null;
  onAt: (at: number) => void;
  onChanged: () => void;
};

function Scenario({ drill, one, at, onAt, onChanged }: ScenarioProps) {
  const { run } = drill;
  const [chosen, setChosen] = useState<number | null>(null);
  if (one.run.began === null)
    return (
      <Card label="Not opened">
        <EmptyState title="It was not opened">The run ended before this scenario began.</EmptyState>
      </Card>
    );
  return (
    <>
      <Figures one={one} />
      <TimeLine one={one} drill={drill} at={at} chosen={chosen} onAt={onAt} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <PathTable one={one} team={run.team} chosen={chosen} onChosen={setChosen} onAt={onAt} />
          <Where one={one} team={run.team} onAt={onAt} />
        </div>
        <div className={styles.column}>
          <SelfScore drill={drill} one={one} onChanged={onChanged} />
          <HintsTaken one={one} team={run.team} onAt={onAt} />
          <Cause one={one} team={run.team} onAt={onAt} />
        </div>
      </div>
      <Facts one={one} />
      {one.solution && (
        <Card title="Solution" label="Solution" detail={`${one.solution.scenario}, version ${one.solution.version}`}>
          <div className={styles.solution}>
            <SolutionDocument solution={one.solution} level="senior" />
          </div>
        </Card>
      )}
    </>
  );
}
