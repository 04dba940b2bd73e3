/** What of the hour a person at work must know, said under the header: in a line each, and never in the way. */

import { lazy, Suspense, useEffect, useState } from "react";
import { useInterviewLive } from "../../api/live";
import type { DeliveredView, InterviewView } from "../../api/types";
import { Button, buttonClass } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { IconInfoCircle } from "../../parts/icons";
import { Note } from "../../parts/States";
import { isDrill } from "../drills/kind";
import { useDismissed } from "./dismissed";
import styles from "./hour.module.css";
import { openOf } from "./opening";

const DrillBar = lazy(() => import("../drills/DrillBar").then(({ DrillBar }) => ({ default: DrillBar })));
const QUIET = 3000; // milliseconds of a lost connection that nobody need know of

export function HourBars({ number }: { number: number }) {
  const { data, channel } = useInterviewLive();
  const lost = useLost(channel.lost);
  if (!data) return null;
  return (
    <section aria-label={isDrill(data) ? "The run" : "The interview"}>
      {isDrill(data) && (
        <Suspense>
          <DrillBar />
        </Suspense>
      )}
      {lost && navigator.onLine !== false && (
        <Note tone="warn">Connecting again. What you see stays usable, and nothing you wrote is lost.</Note>
      )}
      <StateBar interview={data} number={number} />
      <Delivered interview={data} number={number} />
    </section>
  );
}

function useLost(since: number | null): boolean {
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (since === null) return setLost(false);
    const timer = setTimeout(() => setLost(true), Math.max(0, QUIET - (Date.now() - since)));
    return () => clearTimeout(timer);
  }, [since]);
  return lost;
}

function StateBar({ interview, number }: { interview: InterviewView; number: number }) {
  if (interview.kind === "practice") return null;
  const { phase } = interview;
  const open = openOf(interview);
  const who = interview.interviewer || "Your interviewer";
  if (interview.state === "paused" && !isDrill(interview))
    return (
      <Note>
        The interview is paused and the clock stands still. What you see stays; new questions wait until {who} goes on.
      </Note>
    );
  if (open !== null && open !== number)
    return (
      <Note>
        <span className="row g6">
          Scenario {open} is open.
          <Go to={`/interview/${open}/briefing`} className={buttonClass} kind="primary" size={24}>
            Go to scenario {open}
          </Go>
        </span>
      </Note>
    );
  if (open === null)
    return (
      <Note>
        <span className="row g6">
          This scenario is closed. {phase?.part === "wrap_up" && `${who} closes the interview with you.`}
          <Go to="/interview" className={buttonClass} size={24}>
            {isDrill(interview) ? "Back to your run" : "Back to your interview"}
          </Go>
        </span>
      </Note>
    );
  if (phase?.part === "discussion")
    return <Note>You talk about this scenario now. Everything can be looked at; the notebook is closed.</Note>;
  return null;
}

/** What the interviewer sent, until it is put away. */
function Delivered({ interview, number }: { interview: InterviewView; number: number }) {
  const [dismissed, dismiss] = useDismissed(interview.id);
  const news = interview.delivered.filter((one) => one.scenario === number && !dismissed.has(one.no));
  const last = news.at(-1);
  if (!last) return null;
  const away = () => dismiss(news.map(({ no }) => no));
  return (
    <section
      className={styles.delivered}
      aria-label={isDrill(interview) ? "Hint" : "From your interviewer"}
      aria-live="polite"
    >
      <IconInfoCircle />
      <div>
        <Words one={last} from={isDrill(interview) ? "Hint" : interview.interviewer} />
      </div>
      <Button size={24} kind="quiet" onClick={away}>
        Put away
      </Button>
    </section>
  );
}

export function Words({ one, from }: { one: DeliveredView; from: string }) {
  return (
    <>
      <span className="s12 t3">
        {from || "Your interviewer"}, {localClock(one.time)}
      </span>
      <p>{one.text}</p>
    </>
  );
}

const localClock = (time: number) => new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
