import { useEffect, useRef } from "react";
import type { Notebook } from "../../api/notebook";
import { plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { Check, Segments } from "../../parts/Choices";
import { LONGEST } from "./limits";
import styles from "./notebook.module.css";
import { usePinView } from "./Pinner";
import { Typing } from "./Typing";
import type { Draft } from "./useDraft";

const KINDS = [
  { value: "hypothesis", label: "Hypothesis" },
  { value: "note", label: "Note" },
] as const;

/** A hypothesis or a note, with the view it was written at. */
export function NewEntry({ draft, notebook }: { draft: Draft; notebook: Notebook }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const pinView = usePinView();
  useEffect(() => field.current?.focus(), []);
  const left = LONGEST - draft.text.length;
  const add = () => {
    if (!draft.text.trim()) return field.current?.focus();
    const pins = draft.pins;
    const entry = draft.finish();
    if (pins) pinView(entry);
    notebook.again();
    field.current?.focus();
  };
  return (
    <form
      className={styles.new}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Typing
        inputRef={field}
        label={draft.kind === "note" ? "A note" : "A hypothesis"}
        placeholder={draft.kind === "note" ? "What you noticed" : "What you think is going on"}
        value={draft.text}
        onChange={(text) => draft.set({ text })}
        onEnter={add}
        onEscape={() => field.current?.blur()}
      />
      <div className={styles.choices}>
        <Segments
          label="Kind of entry"
          size={24}
          value={draft.kind}
          choices={KINDS}
          onChange={(kind) => draft.set({ kind })}
        />
        <span className={styles.check}>
          <Check label="Pin this view" checked={draft.pins} onChange={(pins) => draft.set({ pins })} />
          <span aria-hidden="true">pin this view</span>
        </span>
        <span className="sp" />
        {left < 200 && <span className="s11 t3 nw">{plural(left, "character")} left</span>}
        <Button submit size={24} kind="primary" disabled={!draft.text.trim()}>
          Add
        </Button>
      </div>
    </form>
  );
}
