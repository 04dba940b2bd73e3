/** Finding a class by text or /regular expression/, or an object by @id. */

import { useEffect, useRef, useState } from "react";
import type { Problem } from "../../api/client";
import { useCommands } from "../../lib/commands";
import { Field } from "../../parts/Field";
import { focusFirstRow } from "./focus";
import styles from "./heap.module.css";
import { typedId } from "./text";

const PAUSE = 220; // milliseconds after the last letter

type Props = {
  label: string;
  value: string;
  onChange: (find: string) => void;
  /** Left out, only texts are found. */
  onObject?: (id: number) => void;
  /** Nothing but an object, by its id. */
  onlyObjects?: boolean;
  problem?: Problem | null;
};

export function FindField({ label, value, onChange, onObject, onlyObjects = false, problem }: Props) {
  const [draft, setDraft] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => setDraft(value), [value]);
  const id = onObject ? typedId(onlyObjects && /^\d/.test(draft) ? `@${draft}` : draft) : null;
  useEffect(() => {
    if (onlyObjects || draft === value || (onObject && draft.trim().startsWith("@"))) return;
    const timer = setTimeout(() => change.current(draft), PAUSE);
    return () => clearTimeout(timer);
  }, [draft, value, onObject, onlyObjects]);
  useCommands([
    {
      id: "heap.find",
      label,
      group: "Heap",
      keys: "/",
      run: () => input.current?.focus(),
      words: "search filter class",
    },
  ]);
  return (
    <span className={styles.find}>
      <Field
        label={label}
        placeholder={onlyObjects ? `${label} by its @id` : onObject ? `${label}, /regex/ or @id` : label}
        value={draft}
        size={24}
        inputRef={input}
        invalid={!!problem}
        describedBy={problem ? "heap-find-problem" : undefined}
        onChange={setDraft}
        onEnter={() => {
          if (id === null) change.current(draft);
          else {
            onObject?.(id);
            setDraft(value);
          }
          input.current?.blur();
          focusFirstRow(); // the list's keys act from here
        }}
        end={id !== null && <span className="s11 nw t3">Enter opens it</span>}
      />
      {problem && (
        <span id="heap-find-problem" role="alert" className={styles["find-problem"]}>
          {problem.message} {problem.suggestion}
        </span>
      )}
    </span>
  );
}
