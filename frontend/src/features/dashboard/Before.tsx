/** Before the interview, and in its waiting room. A practice, which has no clock, is always before. */

import { useEffect, useRef } from "react";
import { useAccessCommand } from "../../api/access";
import type { AccessView, InterviewView } from "../../api/types";
import { Button, buttonClass } from "../../parts/Button";
import { IconCalendar, IconCircleCheck, IconCircleDashed, IconClock } from "../../parts/icons";
import { Note } from "../../parts/States";
import { AccessCard } from "../access/AccessCard";
import { TourCard } from "../tour/TourCard";
import { AskFor } from "./AskFor";
import { Consents } from "./Consents";
import type { Shown } from "./Dashboard";
import styles from "./dashboard.module.css";
import { Call, Cards, EverywhereKeys, Head, Plan, Rules, Tools, times } from "./parts";
import { type Block, calendarEvent, headline, localDay, localTime, zoneName } from "./plan";

export function Before({ interview, access, now }: Shown) {
  const { starts, zone, blocks } = times(interview);
  const practice = interview.kind === "practice" || interview.kind === undefined;
  const waiting = interview.state === "lobby";
  const count = interview.scenarios.length;
  return (
    <>
      <section className={styles.head} aria-label="Your interview">
        <Head
          title={waiting ? "You are in the waiting room" : headline(starts, now, zone)}
          actions={
            !practice && (
              <Coming interview={interview} access={access} now={now} minutes={sum(blocks)} waiting={waiting} />
            )
          }
          below={access && !practice && <ToDo access={access} />}
        >
          {waiting ? `${interview.interviewer || "Your interviewer"} lets you in. ` : ""}
          {sentence(interview, starts, blocks, zone)}
          {access?.moved && !waiting && ` It was moved to this time on ${localDay(new Date(access.moved), zone)}.`}
        </Head>
        {blocks.length > 0 && <Plan blocks={blocks} zone={zone} />}
      </section>
      <Cards interview={interview} />
      {access?.tutorial || (access && !practice) ? (
        <div className={styles.below}>
          {access.tutorial ? (
            <TourCard tutorial={access.tutorial} primary={!practice && access.agreed && access.checked !== null} />
          ) : (
            <Tools />
          )}
          <AccessCard access={access} primary={!practice && access.checked === null} />
        </div>
      ) : (
        <div className={styles.below} data-count={count}>
          <Tools />
          {count !== 1 && <EverywhereKeys />}
        </div>
      )}
      {access && !practice && (
        <div id="consents" style={{ marginTop: 16 }}>
          <Consents access={access} primary={!access.agreed && access.checked !== null} />
        </div>
      )}
      {access && (
        <Rules policy={access.policy} reality={access.reality}>
          {!practice && <AskFor access={access} />}
        </Rules>
      )}
    </>
  );
}

/** What is left to do before the interview. */
function ToDo({ access }: { access: AccessView }) {
  const tour = access.tutorial?.stops;
  const toured = tour?.every(({ state }) => state !== "open") ?? false;
  const steps = [
    { to: "#access", what: "Check your access", done: access.checked !== null && access.colour !== "red" },
    { to: "#consents", what: "Agree to what you may use", done: access.agreed },
    ...(tour ? [{ to: "#tour", what: "Try the tools", done: toured }] : []),
  ];
  return (
    <ul className={styles.todo} aria-label="Before the interview">
      {steps.map(({ to, what, done }) => (
        <li key={to}>
          {done ? (
            <span className="t3">
              <IconCircleCheck size={16} className="okk" />
              <span className="hidden-text">Done: </span>
              {what}
            </span>
          ) : (
            <a href={to}>
              <IconCircleDashed size={16} />
              {what}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

type ComingProps = {
  interview: InterviewView;
  access: AccessView | undefined;
  now: Date;
  minutes: number;
  waiting: boolean;
};

/** The calendar's event, the call, and the waiting room with when it opens. */
function Coming({ interview, access, now, minutes, waiting }: ComingProps) {
  const { starts, zone } = times(interview);
  const { send, busy, problem } = useAccessCommand();
  const opens = access?.opens ?? null;
  const open = opens === null || now.getTime() >= opens;
  const may = access?.agreed === true && open;
  useEntering(may && opens !== null && !waiting, () => send("entrance", {}));
  return (
    <>
      {problem && <Note tone="warn">{problem.message}</Note>}
      {starts && !waiting && (
        <a
          className={buttonClass}
          data-size={32}
          download="interview.ics"
          href={`data:text/calendar;charset=utf-8,${encodeURIComponent(calendarEvent(interview.id, starts, minutes, interview.call))}`}
        >
          <IconCalendar />
          Add to calendar
        </a>
      )}
      <Call address={interview.call} />
      {!waiting && (
        <Button
          size={32}
          kind={may ? "primary" : "default"}
          icon={<IconClock />}
          disabled={!may || busy}
          busy={busy}
          title={may ? undefined : open ? "Accept what you may use first" : undefined}
          onClick={() => void send("entrance", {})}
        >
          {open ? "Go to the waiting room" : `Waiting room, from ${localTime(new Date(opens), zone)}`}
        </Button>
      )}
    </>
  );
}

/** Whoever has the page open when the waiting room is open waits there, once. */
function useEntering(open: boolean, enter: () => Promise<boolean>): void {
  const entered = useRef(false);
  useEffect(() => {
    if (!open || entered.current) return;
    entered.current = true;
    void enter();
  }, [open, enter]);
}

const NUMBERS = ["no", "one", "two", "three", "four", "five"];

function sum(blocks: Block[]): number {
  return Math.round(blocks.reduce((all, { minutes }) => all + minutes, 0));
}

function sentence(interview: InterviewView, starts: Date | null, blocks: Block[], zone: string | undefined): string {
  const minutes = sum(blocks);
  const end = starts && new Date(starts.getTime() + minutes * 60_000);
  const place = zoneName(interview.zone || "UTC");
  const when =
    starts && end
      ? `${localDay(starts, zone)}, ${localTime(starts, zone)} – ${localTime(end, zone)}, ${place}`
      : minutes
        ? `About ${minutes} minutes`
        : "";
  const who = interview.interviewer ? `with ${interview.interviewer}` : "";
  const count = interview.scenarios.length;
  const what = `You debug ${NUMBERS[count] ?? count} production ${count === 1 ? "issue" : "issues"} in your browser; there is nothing to install.`;
  const lead = [when, who].filter(Boolean).join(", ");
  return lead ? `${lead.charAt(0).toUpperCase()}${lead.slice(1)}. ${what}` : what;
}
