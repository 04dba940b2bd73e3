import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { NoteShown, RaisedShown } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { IconButton } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { IconMinus, IconPencil, IconPlus, IconTrash, IconX } from "../../parts/icons";
import { inWords } from "./addresses";
import { mmss } from "./clock";
import styles from "./cockpit.module.css";
import { useDeck } from "./deck";
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
        <EditNote note={note} onDone={() => setEditing(false)} />
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

function EditNote({ note, onDone }: { note: NoteShown; onDone: () => void }) {
  const { press } = useDeck();
  const [text, setText] = useState(note.text);
  const [criteria, setCriteria] = useState<readonly string[]>(note.criteria);
  const keep = () => void press("note", { text, criteria, of: note.no }).then((after) => after && onDone());
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (text.trim()) keep();
    }
    if (event.key === "Escape") onDone();
  };
  return (
    <div className={styles.edit}>
      <textarea
        aria-label="Text of the note"
        value={text}
        rows={2}
        // biome-ignore lint/a11y/noAutofocus: somebody just opened it
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={keys}
      />
      <Criteria chosen={criteria} onToggle={(tag) => setCriteria(toggled(criteria, tag))} />
    </div>
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

export function Criteria({ chosen, onToggle }: { chosen: readonly string[]; onToggle: (tag: string) => void }) {
  return (
    <div role="group" aria-label="Criteria" className={styles.criteria}>
      {CRITERIA.map(({ id, short }, index) => (
        <button
          key={id}
          type="button"
          aria-pressed={chosen.includes(id)}
          title={`${short} (${index + 1})`}
          onClick={() => onToggle(id)}
        >
          {index + 1} {short}
        </button>
      ))}
    </div>
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
    <div className={styles.noteline}>
      {(criteria.length > 0 || text) && <Criteria chosen={criteria} onToggle={toggle} />}
      <div className={styles.notefield}>
        <input
          ref={field}
          aria-label="A note on this second"
          placeholder="A note on this second (n)"
          value={text}
          maxLength={4000}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") void send();
            if (event.key === "Escape") {
              event.stopPropagation();
              event.currentTarget.blur();
            }
          }}
        />
        <span className="s11 nw">{running ? mmss(clock.elapsed) : ""}</span>
      </div>
    </div>
  );
}
