import { Menu } from "@mantine/core";
import { useState } from "react";
import { useNotebook } from "../../api/notebook";
import type { EntryView, KeptView } from "../../api/types";
import { Go } from "../../parts/Go";
import { IconCornerDownRight, IconDotsVertical, IconMinus, IconPencil, IconPlus, IconTrash } from "../../parts/icons";
import { linkTo } from "./address";
import { asSent, DRAGGED } from "./filing";
import { TOOL_ICONS } from "./icons";
import styles from "./notebook.module.css";
import { Thumb } from "./Thumb";
import { Typing } from "./Typing";
import { useToast } from "./toast";
import { caption, spotOf } from "./words";

type Props = { pin: KeptView; entries: EntryView[]; readOnly: boolean };

/** A pinned view: a press leads back to it. */
export function PinItem({ pin, entries, readOnly }: Props) {
  const notebook = useNotebook()!;
  const [editing, setEditing] = useState(false);
  const Icon = TOOL_ICONS[spotOf(pin.address).tool];
  const change = (part: Partial<KeptView>) => notebook.pin(asSent({ ...pin, ...part }));
  return (
    <li
      className={styles.pin}
      draggable={!readOnly && !editing}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, pin.id);
        event.dataTransfer.effectAllowed = "move";
      }}
    >
      <Sign pin={pin} readOnly={readOnly} onChange={(against) => change({ against })} />
      <div className={styles.told}>
        {editing ? (
          <Why pin={pin} onDone={(line) => [change({ line }), setEditing(false)]} onLeave={() => setEditing(false)} />
        ) : (
          <Go {...linkTo(pin.address)} className={styles.link} title="Back to this view">
            {pin.line || pin.title}
          </Go>
        )}
        <div className={styles.caption}>
          {Icon && <Icon />}
          <span className="el" title={[pin.by, caption(pin)].filter(Boolean).join(": ")}>
            {pin.by && <span className="t2 b5">{pin.by}: </span>}
            {caption(pin)}
          </span>
        </div>
      </div>
      <Thumb pin={pin} />
      {!readOnly && <PinMenu pin={pin} entries={entries} change={change} onWhy={() => setEditing(true)} />}
    </li>
  );
}

function Sign({ pin, readOnly, onChange }: { pin: KeptView; readOnly: boolean; onChange: (against: boolean) => void }) {
  const face = pin.against ? <IconMinus /> : <IconPlus />;
  const word = pin.against ? "Speaks against it" : "Speaks for it";
  if (!pin.entry) return <span className={styles.sign} />;
  if (readOnly)
    return (
      <span className={styles.sign} data-against={pin.against} role="img" aria-label={word}>
        {face}
      </span>
    );
  return (
    <button
      type="button"
      className={styles.sign}
      data-against={pin.against}
      aria-label={`${word}: turn it round`}
      title={`${word}. Press to turn it round.`}
      onClick={() => onChange(!pin.against)}
    >
      {face}
    </button>
  );
}

function Why({ pin, onDone, onLeave }: { pin: KeptView; onDone: (line: string) => void; onLeave: () => void }) {
  const [text, setText] = useState(pin.line);
  const done = () => (text.trim() === pin.line ? onLeave() : onDone(text.trim()));
  return (
    <Typing
      label="Why this was pinned"
      placeholder="What it shows"
      value={text}
      onChange={setText}
      onEnter={done}
      onEscape={onLeave}
      onBlur={done}
      autoFocus
    />
  );
}

type MenuProps = Pick<Props, "pin" | "entries"> & { change: (part: Partial<KeptView>) => void; onWhy: () => void };

function PinMenu({ pin, entries, change, onWhy }: MenuProps) {
  const notebook = useNotebook()!;
  const toast = useToast();
  const name = pin.line || pin.title;
  const takeBack = () => {
    notebook.unpin(pin.id);
    toast("Taken out of the notebook", () => notebook.pin(asSent(pin)));
  };
  return (
    <Menu position="bottom-end" width={264} withinPortal>
      <Menu.Target>
        <button type="button" className={styles.more} aria-label={`What to do with the pin ${name}`}>
          <IconDotsVertical />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label="This pin">
        {pin.entry && (
          <Menu.Item
            leftSection={pin.against ? <IconPlus /> : <IconMinus />}
            onClick={() => change({ against: !pin.against })}
          >
            {pin.against ? "It speaks for it" : "It speaks against it"}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconPencil />} onClick={() => setTimeout(onWhy)}>
          {pin.line ? "Change the note on why" : "Write a note on why"}
        </Menu.Item>
        {entries.length > 0 && <Menu.Label>File it under</Menu.Label>}
        {entries.map((entry, index) =>
          entry.id === pin.entry ? null : (
            <Menu.Item
              key={entry.id}
              leftSection={<IconCornerDownRight />}
              onClick={() => change({ entry: entry.id })}
            >{`${index + 1}. ${entry.text}`}</Menu.Item>
          ),
        )}
        {pin.entry && (
          <Menu.Item leftSection={<IconCornerDownRight />} onClick={() => change({ entry: "", against: false })}>
            No entry
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash />} onClick={takeBack}>
          Take it out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
