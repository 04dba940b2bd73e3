/** How the candidate worked, in figures: a description for a person to read beside the replay. Nothing here is a score. */

import type { FactsReplayed, ReplayView } from "../../api/types";
import { percent, UNKNOWN } from "../../lib/units";
import { EmptyState } from "../../parts/States";
import styles from "./replay.module.css";
import { since } from "./timeline";

type Props = { view: ReplayView; onSeek: (at: number) => void };

export function Facts({ view, onSeek }: Props) {
  return (
    <div role="tabpanel" aria-label="How they worked" className={styles.panel}>
      <div className={styles.filter}>
        <span className="t2">What the record shows, as description. None of it is a score.</span>
      </div>
      {!view.described && (
        <EmptyState title="Not described">
          This interview has conditions of its own, and figures would compare it with others.
        </EmptyState>
      )}
      {view.described && view.facts.length === 0 && (
        <EmptyState title="Nothing to describe yet">No scenario was begun.</EmptyState>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <section className="scroll" tabIndex={0} aria-label="Figures of each scenario">
        {view.facts.map((facts) => (
          <OfScenario key={facts.scenario} facts={facts} view={view} onSeek={onSeek} />
        ))}
      </section>
    </div>
  );
}

function OfScenario({ facts, view, onSeek }: { facts: FactsReplayed } & Props) {
  return (
    <section aria-label={`Scenario ${facts.scenario}`} className={styles.facts}>
      <h2 className="el" title={facts.title}>
        {facts.scenario}. {facts.title}
      </h2>
      <dl>
        {told(facts).map(({ name, value, title }) => (
          <div key={name} title={title}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {facts.carried.length > 0 && (
        <>
          <h3>Carried from one tool to another</h3>
          <ul>
            {facts.carried.map((one) => (
              <li key={`${one.at} ${one.value}`}>
                <button type="button" className={styles.happened} onClick={() => onSeek(one.at - view.began)}>
                  <time className="num t3">{since(one.at - view.began)}</time>
                  <span>
                    {one.before} to {one.tool} <span className="t3">{one.value}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type Line = { name: string; value: string; title: string };

const length = (seconds: number | null) => (seconds === null ? UNKNOWN : since(seconds * 1000));

/** What is told of a scenario, in the order in which somebody works. */
export function told(facts: FactsReplayed): Line[] {
  const { reached, steps, hypotheses, before_queries: before } = facts;
  return [
    { name: "Worked", value: length(facts.worked), title: "Without pauses" },
    {
      name: "On the symptoms first",
      value: length(facts.symptom_dwell),
      title: "How long the briefing was open before the first tool",
    },
    { name: "First query", value: length(facts.first_query), title: "After the scenario was opened" },
    { name: "First tools", value: facts.first_tools.join(", ") || UNKNOWN, title: "In the order they were opened" },
    { name: "Queries", value: String(facts.queries), title: "The candidate's own" },
    {
      name: "With a filter",
      value: percent(facts.specificity),
      title: "Of the queries, those with at least one filter",
    },
    { name: "Repeated", value: percent(facts.redundancy), title: "Of the queries, those that were asked before" },
    {
      name: "Short stays",
      value: `${facts.thrash.toFixed(1)} a minute, ${facts.thrash_at_worst.toFixed(1)} at most`,
      title: "Tools left within 5 s without a question; at most is the worst two minutes",
    },
    {
      name: "Hypotheses first",
      value: hypotheses ? `${before} of ${hypotheses}` : UNKNOWN,
      title: "Written before a query that they are pinned to",
    },
    { name: "Pins", value: String(facts.pins), title: "In the notebook" },
    ...(reached === null || steps === null
      ? []
      : [{ name: "Path reached", value: `${reached} of ${steps}`, title: "Steps exposed, cited or recognised" }]),
  ];
}
