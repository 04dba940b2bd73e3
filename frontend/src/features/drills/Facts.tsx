import type { Compared } from "../../api/types";
import { EmptyState } from "../../parts/States";
import { Card } from "../page/Page";
import styles from "./drills.module.css";
import { factsOf } from "./facts";

/** How it was worked on, in figures with what each means. None of them is a score. */
export function Facts({ one }: { one: Compared }) {
  const facts = factsOf(one.facts);
  return (
    <Card title="How you worked" label="How you worked" detail="described, not scored">
      {!one.described || facts.length === 0 ? (
        <EmptyState title="Not described">The record tells too little of how it was worked on.</EmptyState>
      ) : (
        <dl className={styles.facts}>
          {facts.map(({ name, meaning, values }) => (
            <div key={name}>
              <dt>
                {name}
                <span className="t3">{meaning}</span>
              </dt>
              {values.map(({ by, value }) => (
                <dd key={by}>
                  {by && <span className="t3 el">{by}</span>}
                  <b>{value}</b>
                </dd>
              ))}
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
