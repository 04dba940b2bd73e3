/** One's own notes on seconds of a replay: the list, and the line for the next one. Others read them as one's card. */

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask } from "../../api/client";
import type { MarkShown, ReplayView } from "../../api/types";
import { newCommand } from "../../lib/command";
import { IconButton } from "../../parts/Button";
import { IconPencil, IconTrash } from "../../parts/icons";
import { Refused } from "../../parts/Refused";
import { EmptyState, type Fault } from "../../parts/States";
import { CRITERIA, tagText, toggled } from "../cockpit/notes";
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
        <Edit
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

type EditProps = {
  text: string;
  criteria: readonly string[];
  onKeep: (text: string, criteria: readonly string[]) => Promise<boolean>;
  onDone: () => void;
};

function Edit({ onKeep, onDone, ...known }: EditProps) {
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
        aria-label="Text of the note"
        value={text}
        rows={2}
        maxLength={4000}
        // biome-ignore lint/a11y/noAutofocus: somebody just opened it
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={keys}
      />
      <Criteria chosen={criteria} onToggle={(tag) => setCriteria(toggled(criteria, tag))} />
    </div>
  );
}

function Criteria({ chosen, onToggle }: { chosen: readonly string[]; onToggle: (tag: string) => void }) {
  return (
    <div role="group" aria-label="Criteria" className={styles.criteria}>
      {CRITERIA.map(({ id, short }) => (
        <button key={id} type="button" aria-pressed={chosen.includes(id)} onClick={() => onToggle(id)}>
          {short}
        </button>
      ))}
    </div>
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
    <div className={styles.next}>
      {text && <Criteria chosen={criteria} onToggle={(tag) => setCriteria(toggled(criteria, tag))} />}
      <div className={styles.field}>
        <input
          ref={field}
          aria-label="A note on this second"
          placeholder="A note on this second (n)"
          value={text}
          maxLength={4000}
          autoComplete="off"
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") void send();
            if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
        <span className="num s11 nw">{since((on ?? now) - began)}</span>
      </div>
    </div>
  );
}
