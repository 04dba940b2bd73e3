import type { Compared, FactTold } from "../../api/types";
import { EmptyState } from "../../parts/States";
import { Card } from "../page/Page";
import styles from "./drills.module.css";

/** How it was worked on, in figures with what each means. None of them is a score. */
export function Facts({ one }: { one: Compared }) {
  const people = [...new Set(one.facts.map(({ by }) => by))];
  return (
    <Card title="How you worked" detail="described, not scored">
      {!one.described || one.facts.length === 0 ? (
        <EmptyState title="Not described">The record tells too little of how it was worked on.</EmptyState>
      ) : (
        people.map((by) => (
          <section key={by} aria-label={by || "How you worked"}>
            {people.length > 1 && <h3 className={styles.person}>{by}</h3>}
            <dl className={styles.facts}>
              {one.facts
                .filter((fact) => fact.by === by)
                .map((fact) => (
                  <Fact key={fact.name} fact={fact} />
                ))}
            </dl>
          </section>
        ))
      )}
    </Card>
  );
}

function Fact({ fact: { name, value, meaning } }: { fact: FactTold }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        <span className="t3">{meaning}</span>
      </dd>
    </div>
  );
}
