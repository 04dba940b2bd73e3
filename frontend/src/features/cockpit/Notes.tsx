import { useEffect, useRef, useState } from "react";
import type { NoteShown, RaisedShown } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { IconButton } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { IconMinus, IconPencil, IconPlus, IconTrash, IconX } from "../../parts/icons";
import { inWords } from "./addresses";
import { mmss } from "./clock";
import styles from "./cockpit.module.css";
import { useDeck } from "./deck";
import { Criteria, EditNote, NoteLine } from "./NoteEditor";
import { CRITERIA, lines, tagText, toggled } from "./notes";
import { Then } from "./Then";

/** One's own notes, newest first, and the line to write the next one. Nobody else reads them. */
export function Notes() {
  const { cockpit } = useDeck();
  const all = lines(cockpit.notes, cockpit.flags);
  return (
    <section className={styles.notes} aria-label="Notes">
      <header className={styles.head}>
        <h2>Notes</h2>
        <span className="s12 t3 el">only yours</span>
        <span className="sp" />
        <span className="s11 t3 row g4 nw">
          <kbd className="kbd">1</kbd>–<kbd className="kbd">5</kbd> criterion <kbd className="kbd">g</kbd>
          <kbd className="kbd">r</kbd> flag
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <ol className={styles.noteslist} tabIndex={0} aria-label="Notes and flags">
        {all.map((one) => ("text" in one ? <Note key={one.no} note={one} /> : <Flag key={one.no} raised={one} />))}
      </ol>
      {cockpit.you.notes && <NoteField />}
    </section>
  );
}

function Note({ note }: { note: NoteShown }) {
  const { press } = useDeck();
  const [editing, setEditing] = useState(false);
  return (
    <li className={styles.note}>
      <Then
        time={note.time}
        figure={mmss(note.at)}
        address={note.address}
        what="Noted"
        more={note.address ? [inWords(note.address)] : []}
      />
      {editing ? (
        <EditNote
          text={note.text}
          criteria={note.criteria}
          numbered
          onKeep={async (text, criteria) => Boolean(await press("note", { text, criteria, of: note.no }))}
          onDone={() => setEditing(false)}
        />
      ) : (
        <div>
          <p className="t1">{note.text}</p>
          <p className={styles.tags}>
            {note.criteria.map((tag) => tagText(tag)).join(" · ")}
            {note.edited && <span>{note.criteria.length ? " · " : ""}edited</span>}
          </p>
        </div>
      )}
      {!editing && (
        <span className={styles.noteend}>
          <IconButton label="Change this note" size={24} onClick={() => setEditing(true)}>
            <IconPencil />
          </IconButton>
          <IconButton label="Erase this note" size={24} onClick={() => void press("note", { text: "", of: note.no })}>
            <IconTrash />
          </IconButton>
        </span>
      )}
    </li>
  );
}

function Flag({ raised }: { raised: RaisedShown }) {
  const { cockpit, press } = useDeck();
  const flag = cockpit.catalogue.find(({ id }) => id === raised.flag);
  const green = flag?.colour === "green";
  return (
    <li className={styles.note}>
      <span className="t3">{mmss(raised.at)}</span>
      <div>
        <Badge tone={green ? "ok" : "warn"}>
          {green ? <IconPlus /> : <IconMinus />} {green ? "green flag" : "red flag"}
        </Badge>
        <p className="t1">{flag?.text ?? raised.flag}</p>
        {raised.support && <p className={styles.tags}>{raised.support}</p>}
      </div>
      <span className={styles.noteend}>
        <IconButton
          label="Take this flag back"
          size={24}
          onClick={() => void press("flag", { flag: raised.flag, of: raised.no })}
        >
          <IconX />
        </IconButton>
      </span>
    </li>
  );
}

function NoteField() {
  const { press, clock, cockpit } = useDeck();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [criteria, setCriteria] = useState<readonly string[]>([]);
  const [sending, setSending] = useState(false);
  const toggle = (tag: string) => setCriteria((chosen) => toggled(chosen, tag));
  useCommands([
    { id: "note", label: "Write a note", group: "Notes", keys: "n", run: () => field.current?.focus() },
    ...CRITERIA.map(({ id, short }, index) => ({
      id: `criterion.${id}`,
      label: `Criterion of the note: ${short}`,
      group: "Notes",
      keys: `${index + 1} | Alt+${index + 1}`,
      run: () => {
        toggle(id);
        field.current?.focus();
      },
    })),
  ]);
  const send = async () => {
    if (!text.trim() || sending) return;
    setSending(true);
    const after = await press("note", { text, criteria });
    setSending(false);
    if (!after) return; // what was typed stays
    setText("");
    setCriteria([]);
  };
  useEffect(() => {
    const keep = (event: BeforeUnloadEvent) => text.trim() && event.preventDefault();
    window.addEventListener("beforeunload", keep);
    return () => window.removeEventListener("beforeunload", keep);
  }, [text]);
  const running = cockpit.clock.phase !== null;
  return (
    <NoteLine
      field={field}
      text={text}
      onText={setText}
      onSend={() => void send()}
      time={running ? mmss(clock.elapsed) : ""}
    >
      {(criteria.length > 0 || text) && <Criteria chosen={criteria} numbered onToggle={toggle} />}
    </NoteLine>
  );
}
