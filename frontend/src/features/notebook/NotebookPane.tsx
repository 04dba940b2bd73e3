/** The notebook beside any tool: hypotheses with what became of them, and the views that speak for and against. */

import { useEffect, useRef, useState } from "react";
import { type Notebook, useNotebook } from "../../api/notebook";
import { useSurface } from "../../api/surface";
import type { EntryView, KeptView } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { plural } from "../../lib/units";
import { Button, IconButton, iconClass } from "../../parts/Button";
import { IconDownload, IconLayoutSidebarRightCollapse, IconLock, IconPin } from "../../parts/icons";
import { Note } from "../../parts/States";
import { EntryItem } from "./EntryItem";
import { asSent, useDrop } from "./filing";
import { NewEntry } from "./NewEntry";
import styles from "./notebook.module.css";
import { PinItem } from "./PinItem";
import { useDraft } from "./useDraft";
import { ago, closedWords } from "./words";

export function NotebookPane({ onClose }: { onClose: () => void }) {
  const notebook = useNotebook()!;
  const { api } = useSurface();
  const { view, why } = notebook;
  const draft = useDraft(notebook);
  const entries = view.entries.filter(({ id }) => id !== draft.id);
  const loose = useRef<HTMLUListElement>(null);
  useCommands([
    {
      id: "notebook.close",
      label: "Close the notebook",
      group: "Notebook",
      keys: "Escape",
      run: onClose,
      keyOnly: true,
    },
  ]);
  return (
    <aside aria-label="Notebook" className={styles.pane} data-notebook="">
      <header className={styles.head}>
        <h2>Notebook</h2>
        <Saved notebook={notebook} />
        <span className="sp" />
        <span className={styles.hint}>
          <kbd className="kbd">n</kbd> open, close
        </span>
        <a
          className={iconClass}
          data-size={24}
          href={`${api}/notebook.md`}
          download
          title="Take it along as Markdown"
          aria-label="Take the notebook along as Markdown"
        >
          <IconDownload />
        </a>
        <IconButton label="Close the notebook" keys="n" size={24} onClick={onClose}>
          <IconLayoutSidebarRightCollapse />
        </IconButton>
      </header>
      {why ? (
        <div className={styles.closed} role="status">
          <IconLock />
          {closedWords(why)}
        </div>
      ) : (
        <NewEntry draft={draft} notebook={notebook} />
      )}
      <Trouble notebook={notebook} />
      <div className={`scroll ${styles.entries}`}>
        {entries.length === 0 && view.loose.length === 0 && <Empty />}
        {entries.map((entry, index) => (
          <EntryItem key={entry.id} entry={entry} number={index + 1} entries={entries} readOnly={why !== ""} />
        ))}
        {view.loose.length > 0 && (
          <Loose pins={view.loose} entries={entries} listRef={loose} readOnly={why !== ""} notebook={notebook} />
        )}
      </div>
      {view.loose.length > 0 && (
        <footer className={styles.foot}>
          <IconPin />
          <span className="t2">
            {view.loose.length === 1 ? "1 pin belongs" : `${view.loose.length} pins belong`} to no entry yet
          </span>
          <span className="sp" />
          {entries.length > 0 && !why && (
            <Button
              size={24}
              kind="quiet"
              onClick={() => loose.current?.querySelector<HTMLElement>("button[aria-haspopup]")?.click()}
            >
              File it
            </Button>
          )}
        </footer>
      )}
    </aside>
  );
}

/** Whether everything is with the server, and since when. */
function Saved({ notebook: { outbox, saved } }: { notebook: Notebook }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 5000);
    return () => clearInterval(timer);
  }, []);
  const words = saved !== null ? ago(now - saved) : outbox.problem ? "not saved yet" : outbox.sending ? "saving" : "";
  return (
    <span className="s12 t3 nw" role="status" aria-label="Whether the notebook is saved">
      {words}
    </span>
  );
}

/** What stands in the way of saving, in words; nothing that was typed is lost. */
function Trouble({ notebook }: { notebook: Notebook }) {
  const { outbox, why } = notebook;
  if (outbox.refused)
    return (
      <Note tone="warn">
        One change could not be kept: {outbox.refused.problem.message}{" "}
        <Button size={24} kind="link" onClick={notebook.forget}>
          Close
        </Button>
      </Note>
    );
  if (!outbox.problem || outbox.waiting.length === 0) return null;
  const changes = plural(outbox.waiting.length, "change");
  if (outbox.problem.kind === "conflict")
    return (
      <Note tone="warn">{`${changes} came too late to be saved${why === "paused" ? " until it goes on" : ""}.`}</Note>
    );
  return (
    <Note tone="warn">
      {changes} kept in this browser: {outbox.problem.message}{" "}
      <Button size={24} kind="link" onClick={notebook.again}>
        Try now
      </Button>
    </Note>
  );
}

function Empty() {
  return (
    <div className={styles.empty}>
      <p>Write what you think is going on, and pin what speaks for it or against it.</p>
      <p>
        <kbd className="kbd">p</kbd> pins the chart, row, span or class you are on.
      </p>
    </div>
  );
}

type LooseProps = {
  pins: KeptView[];
  entries: EntryView[];
  listRef: React.RefObject<HTMLUListElement | null>;
  readOnly: boolean;
  notebook: Notebook;
};

function Loose({ pins, entries, listRef, readOnly, notebook }: LooseProps) {
  const drop = useDrop((pin) => notebook.pin({ ...asSent(pin), entry: "" }), notebook, readOnly);
  return (
    <section aria-label="Pins under no entry" className={styles.entry} {...drop}>
      <h3 className="s11 t3">Under no entry</h3>
      <ul ref={listRef} className={styles.loose}>
        {pins.map((pin) => (
          <PinItem key={pin.id} pin={pin} entries={entries} readOnly={readOnly} />
        ))}
      </ul>
    </section>
  );
}
