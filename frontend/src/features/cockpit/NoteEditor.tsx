/** Writing notes, in the cockpit and over a replay: a text with its criteria, and the line for the next one. */

import { type KeyboardEvent, type ReactNode, type RefObject, useState } from "react";
import styles from "./note-editor.module.css";
import { CRITERIA, toggled } from "./notes";

export const LONGEST = 4000; // characters

type CriteriaProps = {
  chosen: readonly string[];
  onToggle: (tag: string) => void;
  /** Their numbers are keys on this page. */
  numbered?: boolean;
};

export function Criteria({ chosen, onToggle, numbered = false }: CriteriaProps) {
  return (
    <div role="group" aria-label="Criteria" className={styles.criteria}>
      {CRITERIA.map(({ id, short }, index) => (
        <button
          key={id}
          type="button"
          aria-pressed={chosen.includes(id)}
          title={numbered ? `${short} (${index + 1})` : undefined}
          onClick={() => onToggle(id)}
        >
          {numbered && `${index + 1} `}
          {short}
        </button>
      ))}
    </div>
  );
}

type EditProps = {
  text: string;
  criteria: readonly string[];
  numbered?: boolean;
  /** Whether it was kept; what was typed stays otherwise. */
  onKeep: (text: string, criteria: readonly string[]) => Promise<boolean>;
  onDone: () => void;
};

export function EditNote({ numbered, onKeep, onDone, ...known }: EditProps) {
  const [text, setText] = useState(known.text);
  const [criteria, setCriteria] = useState(known.criteria);
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (text.trim()) void onKeep(text, criteria).then((kept) => kept && onDone());
    }
    if (event.key === "Escape") onDone();
  };
  return (
    <div className={styles.edit}>
      <textarea
        className={styles.text}
        aria-label="Text of the note"
        value={text}
        rows={2}
        maxLength={LONGEST}
        // biome-ignore lint/a11y/noAutofocus: somebody just opened it
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={keys}
      />
      <Criteria chosen={criteria} numbered={numbered} onToggle={(tag) => setCriteria(toggled(criteria, tag))} />
    </div>
  );
}

type LineProps = {
  field: RefObject<HTMLInputElement | null>;
  text: string;
  onText: (text: string) => void;
  onSend: () => void;
  /** The second that it will stand on. */
  time: ReactNode;
  /** Its criteria, while there is something to choose them for. */
  children: ReactNode;
};

export function NoteLine({ field, text, onText, onSend, time, children }: LineProps) {
  return (
    <div className={styles.line}>
      {children}
      <div className={styles.field}>
        <input
          ref={field}
          aria-label="A note on this second"
          placeholder="A note on this second (n)"
          value={text}
          maxLength={LONGEST}
          autoComplete="off"
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") onSend();
            if (event.key === "Escape") {
              event.stopPropagation();
              event.currentTarget.blur();
            }
          }}
        />
        <span className="num s11 nw">{time}</span>
      </div>
    </div>
  );
}
