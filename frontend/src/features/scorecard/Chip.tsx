import { Go } from "../../parts/Go";
import { IconX } from "../../parts/icons";
import { type At, useMoments } from "./moments";
import styles from "./scorecard.module.css";
import { written } from "./seconds";

/** A second of the interview, which opens the replay there. */
export function SecondLink({ second, children }: { second: At; children?: string }) {
  const { id, at: momentOf } = useMoments();
  const at = momentOf(second);
  const text = children ?? written(second.seconds);
  if (at === null) return <span className="t3">{text}</span>;
  const where = second.scenario ? `of scenario ${second.scenario}` : "of the interview";
  return (
    <Go
      to={`/staff/interviews/${id}/replay`}
      search={{ at: String(Math.round(at)) }}
      label={`${written(second.seconds)} ${where}, in the replay`}
    >
      {text}
    </Go>
  );
}

/** A citation: the second, what was there, and a way to take it back. */
export function Chip({ second, text, onRemove }: { second: At; text: string; onRemove?: (() => void) | undefined }) {
  return (
    <span className={styles.chip}>
      <SecondLink second={second} />
      {text && (
        <span className="el" title={text}>
          {text}
        </span>
      )}
      {onRemove && (
        <button
          type="button"
          aria-label={`Take ${written(second.seconds)}${text ? `, ${text},` : ""} away`}
          onClick={onRemove}
        >
          <IconX />
        </button>
      )}
    </span>
  );
}
