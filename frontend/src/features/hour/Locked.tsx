/** In place of a scenario that is not open: whose turn it is, and the way on. */

import type { InterviewView, ScenarioCard } from "../../api/types";
import { isOver } from "../../lib/finished";
import { buttonClass } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { EmptyState } from "../../parts/States";
import { isDrill } from "../drills/kind";
import { Page } from "../page/Page";
import { openOf } from "./opening";

export function Locked({ interview, number }: { interview: InterviewView; number: number }) {
  const card = interview.scenarios.find((one) => one.number === number);
  const open = openOf(interview);
  const { title, text } = words(interview, card);
  return (
    <Page home="/interview" title={card?.title ?? "Scenario"}>
      <div style={{ marginTop: "18vh" }}>
        <EmptyState
          title={title}
          actions={
            open !== null && open !== number ? (
              <Go to={`/interview/${open}/briefing`} className={buttonClass} kind="primary">
                Go to scenario {open}
              </Go>
            ) : (
              <Go to="/interview" className={buttonClass}>
                {isDrill(interview) ? "Back to your run" : "Back to your interview"}
              </Go>
            )
          }
        >
          {text}
        </EmptyState>
      </div>
    </Page>
  );
}

function words(interview: InterviewView, card: ScenarioCard | undefined): { title: string; text: string } {
  const who = interview.interviewer || "Your interviewer";
  if (!card) return { title: "There is no such scenario", text: "Your interview has others." };
  if (isDrill(interview)) return ofDrill(interview, card);
  if (interview.state === "paused")
    return { title: "The interview is paused", text: `The clock stands still. ${who} goes on in a moment.` };
  if (isOver(interview.state)) return { title: "The interview is over", text: "Its scenarios are closed." };
  if (card.state === "preparing")
    return { title: `Scenario ${card.number} is being prepared`, text: "It opens here by itself in a moment." };
  if (card.state === "closed")
    return {
      title: `Scenario ${card.number} is closed`,
      text: "It was open until the next part of the interview began.",
    };
  return { title: `Scenario ${card.number} is not open yet`, text: `${who} opens it. This page goes on by itself.` };
}

/** Without an interviewer the people in it go on. */
function ofDrill({ state }: InterviewView, card: ScenarioCard): { title: string; text: string } {
  if (isOver(state)) return { title: "The run is over", text: "Its scenarios are closed; the comparison is open." };
  if (card.state === "preparing")
    return { title: `Scenario ${card.number} is being prepared`, text: "It can be begun in a moment." };
  if (card.state === "closed")
    return { title: `Scenario ${card.number} is closed`, text: "It was open until the next one began." };
  return { title: `Scenario ${card.number} is not open yet`, text: "It opens when the run comes to it." };
}
