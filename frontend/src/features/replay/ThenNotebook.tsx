import type { ReplayView } from "../../api/types";
import { Badge } from "../../parts/Choices";
import { EmptyState } from "../../parts/States";
import styles from "./replay.module.css";
import { notebookAt } from "./timeline";

const STANDINGS: Record<string, string> = {
  open: "Open",
  supported: "Supported",
  refuted: "Ruled out",
  cause: "Root cause",
};

/** The notebook of a scenario as it stood at the clock's moment. */
export function ThenNotebook({ view, scenario, now }: { view: ReplayView; scenario: number | null; now: number }) {
  const entries = notebookAt(view, scenario, now);
  return (
    <div role="tabpanel" aria-label="Notebook then" className={styles.panel}>
      {entries.length === 0 && (
        <EmptyState title="Nothing written yet">At this moment the notebook was empty.</EmptyState>
      )}
      <ul className="scroll">
        {entries.map((entry) => (
          <li key={entry.id} className={styles.entry} data-standing={entry.standing}>
            <div className="row">
              <strong className="sp">{entry.text}</strong>
              {entry.by && <span className="t3">{entry.by}</span>}
              {entry.kind === "hypothesis" && <Badge>{STANDINGS[entry.standing] ?? entry.standing}</Badge>}
            </div>
            {entry.pins.map((pin) => (
              <p key={`${pin.at} ${pin.address}`} className="t3">
                {pin.against ? "− " : "+ "}
                {pin.line || pin.title} <span className="num">{pin.value}</span>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
