import styles from "./cockpit.module.css";
import { useDeck } from "./deck";

/** Which scenario is looked at; the one that runs unless another was chosen. */
export function ScenarioTabs() {
  const { cockpit, desk, change } = useDeck();
  if (cockpit.scenarios.length < 2) return null;
  return (
    <span role="group" aria-label="Scenario" className={styles.tabs3}>
      {cockpit.scenarios.map(({ number, title, state }) => (
        <button
          key={number}
          type="button"
          aria-pressed={desk?.number === number}
          data-now={cockpit.scenario === number || undefined}
          title={`${title} (${state})`}
          aria-label={`Scenario ${number}: ${title}`}
          onClick={() => change({ scenario: cockpit.scenario === number ? null : number })}
        >
          {number}
        </button>
      ))}
    </span>
  );
}
