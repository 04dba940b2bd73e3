import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { AgendaItem, Opinion } from "../../api/types";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { IconAlertTriangle } from "../../parts/icons";
import { PaneHead } from "../../parts/Panes";
import { Refused } from "../../parts/Refused";
import { EmptyState } from "../../parts/States";
import { Linked } from "../scorecard/Read";
import { apart, isFar, KINDS, progress } from "./agenda";
import styles from "./debrief.module.css";
import { useDo, useRoom } from "./room";

/** Where the cards differ, the largest difference first. */
export function Agenda() {
  const { debrief } = useRoom();
  return (
    <>
      <PaneHead title="Agenda">
        <span className="s12 t3 el">where the cards differ, the largest difference first</span>
        <span className="sp" />
        {debrief.agenda.length > 0 && (
          <span className="s12 t3 nw" role="status">
            {progress(debrief.agenda)}
          </span>
        )}
      </PaneHead>
      <div className="scroll">
        {debrief.agenda.length === 0 && (
          <EmptyState title="Nothing to settle">
            {debrief.raters.length > 1
              ? "Every scenario and criterion was judged alike."
              : "One card alone has nothing to differ from."}
          </EmptyState>
        )}
        <ol>
          {debrief.agenda.map((one) => (
            <OneItem key={one.item.item} one={one} />
          ))}
        </ol>
      </div>
    </>
  );
}

function OneItem({ one }: { one: AgendaItem }) {
  const { view, change } = useRoom();
  const { item } = one;
  const current = view.item === item.item;
  const title = useId();
  const told = apart(item);
  return (
    <li className={styles.item} data-item={item.item} data-current={current} tabIndex={-1} aria-labelledby={title}>
      <div className="row">
        <button
          type="button"
          className={styles.title}
          aria-current={current || undefined}
          onClick={() => change({ item: current ? "" : item.item })}
        >
          <span className="s11 t3">{KINDS[item.kind] ?? item.kind}</span>
          <b id={title}>{item.title}</b>
        </button>
        <span className="sp" />
        {told &&
          (isFar(item) ? (
            <Badge tone="warn">
              <IconAlertTriangle /> {told}
            </Badge>
          ) : (
            <Badge tone="line">{told}</Badge>
          ))}
      </div>
      <ul className={styles.opinions} aria-label={`What each said: ${item.title}`}>
        {item.by.map((opinion) => (
          <Said
            key={`${opinion.seat} ${opinion.value}`}
            opinion={opinion}
            short={["scenario", "criterion"].includes(item.kind)}
          />
        ))}
      </ul>
      <Settle one={one} />
    </li>
  );
}

function Said({ opinion, short }: { opinion: Opinion; short: boolean }) {
  return (
    <li>
      <span className="s12 t3 el" title={opinion.rater}>
        {opinion.rater}
      </span>
      <span className={short ? styles.value : styles.words}>{opinion.value}</span>
      {opinion.text && (
        <span className={`s12 t2 ${styles.why}`}>
          {opinion.text.split("\n").map((line, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no names, and stay where they are
            <span key={place}>
              <Linked text={line} />
            </span>
          ))}
        </span>
      )}
    </li>
  );
}

/** What was said about it in the end, in words. Somebody else's, written meanwhile, is shown and not written over. */
function Settle({ one }: { one: AgendaItem }) {
  const { debrief } = useRoom();
  const [draft, setDraft] = useState<{ text: string; on: string } | null>(null);
  if (draft !== null) return <Writing one={one} draft={draft} onDraft={setDraft} onDone={() => setDraft(null)} />;
  const write = () => setDraft({ text: one.settled ?? "", on: one.settled ?? "" });
  return (
    <div className={styles.settled}>
      {one.settled && <p>{one.settled}</p>}
      {!one.settled && !debrief.may_settle && <p className="t3 s12">Not settled yet.</p>}
      {debrief.may_settle && (
        <Button
          size={24}
          kind="quiet"
          onClick={write}
          aria-label={`${one.settled ? "Change what was settled" : "Settle"}: ${one.item.title}`}
        >
          {one.settled ? "Change" : "Settle"}
        </Button>
      )}
    </div>
  );
}

type WritingProps = {
  one: AgendaItem;
  draft: { text: string; on: string };
  onDraft: (draft: { text: string; on: string }) => void;
  onDone: () => void;
};

function Writing({ one, draft, onDraft, onDone }: WritingProps) {
  const { busy, problem, send } = useDo("debrief/settle");
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const theirs = one.settled ?? "";
  const changed = theirs !== draft.on;
  useEffect(() => field.current?.focus(), []);
  const keep = async (event?: FormEvent) => {
    event?.preventDefault();
    if (await send({ item: one.item.item, text: draft.text.trim() })) onDone();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void keep();
    if (event.key === "Escape") onDone();
  };
  return (
    <form onSubmit={keep} className={styles.form}>
      <label htmlFor={id}>What you settled</label>
      {changed && (
        <p className="s12 wrn" role="status">
          Written meanwhile: {theirs ? `“${theirs}”` : "it was taken back"}. Yours takes its place when you keep it.
        </p>
      )}
      <textarea
        ref={field}
        id={id}
        rows={2}
        value={draft.text}
        maxLength={4000}
        placeholder="What you say together, and why"
        onKeyDown={keys}
        onChange={(event) => onDraft({ ...draft, text: event.currentTarget.value })}
      />
      <Refused problem={problem} />
      <div className="row g6">
        <Button size={24} submit busy={busy} disabled={!draft.text.trim() && !one.settled}>
          Keep
        </Button>
        <Button size={24} kind="quiet" onClick={onDone}>
          Cancel
        </Button>
        <span className="s11 t3">Ctrl and Enter keep it</span>
      </div>
    </form>
  );
}
