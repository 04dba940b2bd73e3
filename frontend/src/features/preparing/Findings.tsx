import type { FindingView } from "../../api/types";
import { Badge } from "../../parts/Choices";
import styles from "./prepare.module.css";

const TONES: Record<string, { tone: "ok" | "warn" | "error"; text: string }> = {
  green: { tone: "ok", text: "ready" },
  amber: { tone: "warn", text: "see" },
  red: { tone: "error", text: "not ready" },
};
const ORDER = ["red", "amber", "green"];

/** What was found, what is not ready first, each with what to do about it. */
export function Findings({ findings }: { findings: readonly FindingView[] }) {
  const ordered = [...findings].sort((a, b) => ORDER.indexOf(a.colour) - ORDER.indexOf(b.colour));
  return (
    <ul className={styles.findings}>
      {ordered.map(({ part, colour, says, do: help }) => (
        <li key={`${part} ${says}`}>
          <Badge tone={TONES[colour]?.tone ?? "line"}>{TONES[colour]?.text ?? colour}</Badge>
          <div>
            <span className="b5">{part}</span>
            <div className="t2">{says}</div>
            {help && <div className="t3">{help}</div>}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The colour of the whole in a word. */
export function readiness(colour: string) {
  return TONES[colour] ?? TONES.amber!;
}
