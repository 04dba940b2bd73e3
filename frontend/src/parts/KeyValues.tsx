import { Fragment, type ReactNode } from "react";
import styles from "./details.module.css";
import { type ValueActions, ValueMenu } from "./ValueMenu";

export type Pair = {
  name: string;
  value: string | number | boolean;
  /** How the value is written, where that is not the value itself; "52.4 MB" beside 52428912 goes to `hint`. */
  shown?: ReactNode;
  hint?: string;
  /** The value that differs or was asked for. */
  marked?: boolean;
};

/** Fields and values; each value opens the menu of values. */
export function KeyValues({
  pairs,
  label,
  actions,
}: {
  pairs: Pair[];
  label: string;
  actions?: (pair: Pair) => ValueActions;
}) {
  return (
    <dl className={styles.pairs} aria-label={label}>
      {pairs.map((pair) => (
        <Fragment key={pair.name}>
          <dt title={pair.name} data-marked={pair.marked}>
            {pair.name}
          </dt>
          <dd data-marked={pair.marked}>
            {actions ? (
              <ValueMenu field={pair.name} value={pair.value} actions={actions(pair)}>
                <button type="button" className={styles.value}>
                  {pair.shown ?? String(pair.value)}
                </button>
              </ValueMenu>
            ) : (
              (pair.shown ?? String(pair.value))
            )}
            {pair.hint && <span className="t3"> {pair.hint}</span>}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
