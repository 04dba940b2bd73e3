/** The start page of a run: before its clock, between its scenarios, and afterwards the way to the comparison. */

import type { DrillRoom, InterviewView } from "../../api/types";
import { Button, buttonClass } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { Refused } from "../../parts/Refused";
import { ErrorState, SkeletonRows } from "../../parts/States";
import dashboard from "../dashboard/dashboard.module.css";
import { Cards, Head, Tools } from "../dashboard/parts";
import { initials } from "../page/initials";
import { Card, Page } from "../page/Page";
import styles from "./drills.module.css";
import { whereabouts } from "./room";
import { useDrill, useDrillCommand } from "./useDrill";

export function DrillHome({ interview }: { interview: InterviewView }) {
  const { data, problem, again } = useDrill();
  const title = data?.team ? "Game day" : "Practice run";
  return (
    <Page title={title} place={title} person={data?.members.find(({ you }) => you)?.name}>
      {problem && !data && <ErrorState problem={problem} onAgain={again} />}
      {!data && !problem && <SkeletonRows rows={8} height={40} label="Loading the run" />}
      {data && <Room room={data} interview={interview} />}
    </Page>
  );
}

function Room({ room, interview }: { room: DrillRoom; interview: InterviewView }) {
  const over = room.state === "ended";
  return (
    <>
      <section className={dashboard.head} aria-label="The run" aria-live="polite">
        {over ? <Over room={room} /> : room.state === "live" ? <Running room={room} /> : <Before room={room} />}
      </section>
      {!over && <Cards interview={interview} running />}
      {!over && (
        <div className={dashboard.below}>
          {room.team ? <Members room={room} /> : <Rules />}
          <Tools />
        </div>
      )}
    </>
  );
}

function Before({ room }: { room: DrillRoom }) {
  const { send, busy, problem } = useDrillCommand();
  const { team, may_begin: ready, scenarios } = room;
  return (
    <>
      <Head
        title={team ? "The game day has not begun" : "Your run has not begun"}
        actions={
          <Button kind="primary" size={32} busy={busy} disabled={!ready || busy} onClick={() => void send("begin")}>
            {ready ? "Begin" : "Being prepared"}
          </Button>
        }
      >
        {team
          ? "The clock begins for everybody when one of you begins. Others find it under “Practice” until it ends."
          : "The clock begins when you do."}{" "}
        {scenarios.length > 1 && `${scenarios.length} scenarios, one after the other. `}
        Hints come by the clock, and you choose whether to look at one.
      </Head>
      <Refused problem={problem} />
    </>
  );
}

function Running({ room }: { room: DrillRoom }) {
  return (
    <Head
      title={`Scenario ${room.scenario} is open`}
      actions={
        room.scenario !== null && (
          <Go to={`/interview/${room.scenario}/briefing`} className={buttonClass} kind="primary" size={32}>
            Go to scenario {room.scenario}
          </Go>
        )
      }
    >
      The clock runs. Write down what you think as you go: the comparison sets it beside the cause.
    </Head>
  );
}

function Over({ room }: { room: DrillRoom }) {
  return (
    <Head
      title={room.team ? "The game day is over" : "Your run is over"}
      actions={
        <>
          <Go to="/staff/practice" className={buttonClass} size={32}>
            All runs
          </Go>
          <Go to={`/staff/practice/${room.id}`} className={buttonClass} kind="primary" size={32}>
            Compare with the expected path
          </Go>
        </>
      }
    >
      What was expected, what happened and where the time went are told now, and the solution with them.
    </Head>
  );
}

function Members({ room }: { room: DrillRoom }) {
  return (
    <Card title="Who is in it" label="Who is in it" detail={`${room.members.length}`}>
      <ul className={styles.days}>
        {room.members.map((member) => (
          <li key={member.seat}>
            <span className={styles.face} aria-hidden="true">
              {initials(member.name)}
            </span>
            <span className="sp">
              {member.name}
              {member.you && <span className="t3"> you</span>}
            </span>
            <span className="t3 s12">{member.you ? "" : whereabouts(member, room.scenario)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Rules() {
  return (
    <Card title="How it goes" label="How it goes">
      <div className={styles.body}>
        <p>
          It is an interview without its interviewer: the same clock, tools and notebook. Pin what you find, and write
          down what you think before you look.
        </p>
        <p className="t2">
          A hint is offered at its minute, as an interviewer would send it. Taking one is in the comparison; not needing
          it is, too.
        </p>
      </div>
    </Card>
  );
}
