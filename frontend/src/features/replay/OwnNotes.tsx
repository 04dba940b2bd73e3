/** One's own notes on seconds of a replay: the list, and the line for the next one. Others read them as one's card. */

import { useEffect, useRef, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask } from "../../api/client";
import type { MarkShown, ReplayView } from "../../api/types";
import { newCommand } from "../../lib/command";
import { IconButton } from "../../parts/Button";
import { IconPencil, IconTrash } from "../../parts/icons";
import { Refused } from "../../parts/Refused";
import { EmptyState, type Fault } from "../../parts/States";
import { Criteria, EditNote, NoteLine } from "../cockpit/NoteEditor";
import { tagText, toggled } from "../cockpit/notes";
import styles from "./own-notes.module.css";
import { since } from "./timeline";

type Told = { at: number; text: string; criteria: readonly string[]; of?: number };
type Keep = (note: Told) => Promise<boolean>;
type Props = {
  id: string;
  view: ReplayView;
  now: number;
  /** Counts how often the line was asked for by its key. */
  wanted: number;
  onSeek: (at: number) => void;
  onKept: () => void;
};

export function OwnNotes({ id, view, now, wanted, onSeek, onKept }: Props) {
  const [problem, setProblem] = useState<Fault | null>(null);
  const notes = view.marks.filter(({ kind }) => kind === "note");
  const keep: Keep = async (note) => {
    setProblem(null);
    try {
      await ask<ReplayView>(`/api/v1/staff/interviews/${encodeURIComponent(id)}/replay/note`, {
        ...note,
        command: newCommand(),
      });
    } catch (error) {
      setProblem(asProblem(error));
      return false;
    }
    onKept();
    return true;
  };
  return (
    <div role="tabpanel" aria-label="Notes" className={styles.panel}>
      {notes.length === 0 && (
        <EmptyState title="No notes of yours yet">
          A note is on the second you began to write it in. Your scorecard’s feedback can begin from them.
        </EmptyState>
      )}
      <ol className="scroll">
        {notes.map((note) => (
          <Own
            key={note.no}
            note={note}
            time={since(note.at - view.began)}
            keep={keep}
            onSeek={() => onSeek(note.at - view.began)}
          />
        ))}
      </ol>
      <Refused problem={problem} />
      <NextNote began={view.began} now={now} wanted={wanted} keep={keep} />
    </div>
  );
}

type OwnProps = { note: MarkShown; time: string; keep: Keep; onSeek: () => void };

function Own({ note, time, keep, onSeek }: OwnProps) {
  const [editing, setEditing] = useState(false);
  const criteria = note.detail ? note.detail.split(", ") : [];
  const of = note.no ?? undefined;
  return (
    <li className={styles.note}>
      <button type="button" className="num" title="Go to this second" onClick={onSeek}>
        {time}
      </button>
      {editing ? (
        <EditNote
          text={note.text}
          criteria={criteria}
          onKeep={(text, chosen) => keep({ at: note.at, text, criteria: chosen, of })}
          onDone={() => setEditing(false)}
        />
      ) : (
        <div>
          <p>{note.text}</p>
          <p className="s11 t3">{criteria.map(tagText).join(" · ")}</p>
        </div>
      )}
      {!editing && (
        <span>
          <IconButton label="Change this note" size={24} onClick={() => setEditing(true)}>
            <IconPencil />
          </IconButton>
          <IconButton
            label="Erase this note"
            size={24}
            onClick={() => void keep({ at: note.at, text: "", criteria: [], of })}
          >
            <IconTrash />
          </IconButton>
        </span>
      )}
    </li>
  );
}

type NextProps = { began: number; now: number; wanted: number; keep: Keep };

/** On the second in which its first letter was written, however far the replay has gone on since. */
function NextNote({ began, now, wanted, keep }: NextProps) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [on, setOn] = useState<number | null>(null);
  const [criteria, setCriteria] = useState<readonly string[]>([]);
  const [sending, setSending] = useState(false);
  useEffect(() => {
    if (wanted) field.current?.focus();
  }, [wanted]);
  const write = (next: string) => {
    if (!next) setOn(null);
    else if (on === null) setOn(now);
    setText(next);
  };
  const send = async () => {
    if (!text.trim() || sending) return;
    setSending(true);
    const kept = await keep({ at: on ?? now, text, criteria });
    setSending(false);
    if (!kept) return; // what was typed stays
    write("");
    setCriteria([]);
  };
  return (
    <NoteLine field={field} text={text} onText={write} onSend={() => void send()} time={since((on ?? now) - began)}>
      {text && <Criteria chosen={criteria} onToggle={(tag) => setCriteria(toggled(criteria, tag))} />}
    </NoteLine>
  );
}
