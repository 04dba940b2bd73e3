/** While the interview runs: which scenario is open, and nothing else that would call for attention. */

import type { InterviewView } from "../../api/types";
import { buttonClass } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { TourCard } from "../tour/TourCard";
import type { Shown } from "./Dashboard";
import styles from "./dashboard.module.css";
import { Call, Cards, Head, Plan, Rules, times } from "./parts";

export function During({ interview, access }: Shown) {
  const { zone, blocks } = times(interview);
  // It began when the lead let them in, and phases end when the lead says so: the times that were planned are no more.
  const agenda = blocks.map((block) => ({ ...block, starts: null }));
  const { title, text, open } = told(interview);
  const introduction = interview.phase?.part === "introduction";
  return (
    <>
      <section className={styles.head} aria-label="Your interview" aria-live="polite">
        <Head
          title={title}
          actions={
            <>
              <Call address={interview.call} />
              {open !== null && (
                <Go to={`/interview/${open}/briefing`} className={buttonClass} kind="primary" size={32}>
                  Go to scenario {open}
                </Go>
              )}
            </>
          }
        >
          {text}
        </Head>
        <Plan blocks={agenda} zone={zone} now={runningBlock(interview)} />
      </section>
      <Cards interview={interview} running />
      {introduction && access?.tutorial?.open && (
        <div style={{ marginTop: 16 }}>
          <TourCard tutorial={access.tutorial} primary={false} />
        </div>
      )}
      {access && <Rules policy={access.policy} reality={access.reality} />}
    </>
  );
}

/** Where the interview is, in a headline and a sentence; `open` is the scenario to go to. */
export function told(interview: InterviewView): { title: string; text: string; open: number | null } {
  const who = interview.interviewer || "Your interviewer";
  const { phase } = interview;
  if (interview.state === "paused")
    return {
      title: "The interview is paused",
      text: `The clock stands still. ${who} goes on in a moment.`,
      open: null,
    };
  switch (phase?.part) {
    case "work":
      return {
        title: `Scenario ${phase.scenario} is open`,
        text: "Look around, and say what you think as you go.",
        open: phase.scenario,
      };
    case "discussion":
      return {
        title: `You talk about scenario ${phase.scenario}`,
        text: "You can still look at everything in it.",
        open: phase.scenario,
      };
    case "wrap_up":
      return { title: "The scenarios are over", text: `${who} closes the interview with you.`, open: null };
    default:
      return {
        title: "Your interview has begun",
        text: `${who} tells you how it goes, and opens the first scenario.`,
        open: null,
      };
  }
}

/** The place of the running phase among the blocks; scenarios have theirs, the others by their title. */
function runningBlock({ phase, plan }: InterviewView): number {
  if (!phase) return -1;
  return plan.findIndex(({ scenario, title }) =>
    phase.scenario === null ? scenario === null && title === phase.title : scenario === phase.scenario,
  );
}
