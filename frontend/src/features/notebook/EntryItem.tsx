import { Menu } from "@mantine/core";
import { useState } from "react";
import { type EntryKind, type EntryState, useNotebook } from "../../api/notebook";
import type { EntryView } from "../../api/types";
import {
  IconCheck,
  IconChevronDown,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconPencil,
  IconTargetArrow,
  IconTransfer,
  IconTrash,
} from "../../parts/icons";
import { asSent, useDrop } from "./filing";
import styles from "./notebook.module.css";
import { PinItem } from "./PinItem";
import { Typing } from "./Typing";
import { useToast } from "./toast";
import { usePause } from "./useDraft";
import { history } from "./words";

export const STATES: { state: EntryState; label: string; Icon: typeof IconCheck }[] = [
  { state: "open", label: "Open", Icon: IconCircleDashed },
  { state: "supported", label: "Supported", Icon: IconCircleCheck },
  { state: "refuted", label: "Ruled out", Icon: IconCircleX },
  { state: "cause", label: "Root cause", Icon: IconTargetArrow },
];

type Props = { entry: EntryView; number: number; entries: EntryView[]; readOnly: boolean };

/** One hypothesis or note, with its pins. */
export function EntryItem({ entry, number, entries, readOnly }: Props) {
  const notebook = useNotebook()!;
  const [editing, setEditing] = useState(false);
  const drop = useDrop((pin) => notebook.pin({ ...asSent(pin), entry: entry.id }), notebook, readOnly);
  return (
    <section
      aria-label={`${number}. ${entry.text}`}
      className={styles.entry}
      data-state={entry.state}
      data-kind={entry.kind}
      {...drop}
    >
      <div className={styles.top}>
        <span className={styles.number}>{number}</span>
        {editing ? (
          <Editing entry={entry} onDone={() => setEditing(false)} />
        ) : (
          <h3 onDoubleClick={() => !readOnly && setEditing(true)}>{entry.text}</h3>
        )}
        <EntryMenu entry={entry} readOnly={readOnly} onEdit={() => setEditing(true)} />
      </div>
      <div className={styles.when}>
        {entry.by && <span className="t2 b5">{entry.by}, </span>}
        {history(entry)}
      </div>
      {entry.pins.length > 0 && (
        <ul>
          {entry.pins.map((pin) => (
            <PinItem key={pin.id} pin={pin} entries={entries} readOnly={readOnly} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Its text, saved on each pause. */
function Editing({ entry, onDone }: { entry: EntryView; onDone: () => void }) {
  const { write } = useNotebook()!;
  const [text, setText] = useState(entry.text);
  const save = () => {
    const said = text.trim();
    if (said && said !== entry.text) write({ entry: entry.id, kind: entry.kind as EntryKind, text: said });
  };
  usePause(text, save, text.trim() !== "");
  const done = () => {
    save();
    onDone();
  };
  return (
    <Typing
      label="The text of this entry"
      value={text}
      onChange={setText}
      onEnter={done}
      onEscape={done}
      onBlur={done}
      autoFocus
    />
  );
}

type MenuProps = { entry: EntryView; readOnly: boolean; onEdit: () => void };

function EntryMenu({ entry, readOnly, onEdit }: MenuProps) {
  const notebook = useNotebook()!;
  const toast = useToast();
  const isNote = entry.kind === "note";
  const now = STATES.find(({ state }) => state === entry.state) ?? STATES[0]!;
  const label = isNote ? "Note" : now.label;
  const erase = () => {
    notebook.write({ entry: entry.id, kind: entry.kind, text: "" });
    toast("Erased", () => notebook.write({ entry: entry.id, kind: entry.kind, text: entry.text }));
  };
  const other = isNote ? "hypothesis" : "note";
  const face = (
    <>
      {!isNote && <now.Icon />}
      {label}
    </>
  );
  if (readOnly)
    return (
      <span className={styles.state} data-state={isNote ? "note" : entry.state}>
        {face}
      </span>
    );
  return (
    <Menu position="bottom-end" width={196} withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={styles.state}
          data-state={isNote ? "note" : entry.state}
          aria-label={isNote ? "Note: change it" : `${label}: judge this hypothesis, or change it`}
        >
          {face}
          <IconChevronDown />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={isNote ? "This note" : "This hypothesis"}>
        {!isNote && (
          <>
            {STATES.map(({ state, label, Icon }) => (
              <Menu.Item
                key={state}
                leftSection={<Icon />}
                rightSection={state === entry.state ? <IconCheck /> : undefined}
                onClick={() => notebook.judge(entry.id, state)}
              >
                {label}
              </Menu.Item>
            ))}
            <Menu.Divider />
          </>
        )}
        <Menu.Item leftSection={<IconPencil />} onClick={() => setTimeout(onEdit)}>
          Edit the text
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTransfer />}
          onClick={() => notebook.write({ entry: entry.id, kind: other, text: entry.text })}
        >
          Make it a {other}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash />} onClick={erase}>
          Erase
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
