import { useId, useRef, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask } from "../../api/client";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { IconPlus } from "../../parts/icons";
import { Refused } from "../../parts/Refused";
import { SecondLink } from "./Chip";
import { Picker } from "./Picker";
import styles from "./scorecard.module.css";
import { counted, LEAST_CHARACTERS, marksIn, paragraphs, withMark } from "./seconds";
import { openScenario, useSheet } from "./sheet";
import { addressOf } from "./useCard";

/** Two paragraphs at least, each of some length and with a second that it rests on. */
export function Feedback() {
  const sheet = useSheet();
  const { card, set, closed } = sheet;
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const told = paragraphs(card.feedback);
  const write = (feedback: string) => set((before) => ({ ...before, feedback }), true);
  const cite = (scenario: number, seconds: number) => {
    const cursor = field.current?.selectionStart ?? card.feedback.length;
    const next = withMark(card.feedback, cursor, { scenario, seconds });
    write(next.text);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(next.cursor, next.cursor);
    });
  };
  return (
    <section aria-label="Feedback" className={styles.feedback} data-item="feedback">
      <header>
        <h2>
          <label htmlFor={id}>Feedback</label>
        </h2>
        {closed && <span className="s12 t3 el">2 paragraphs at least</span>}
        <span className="sp" />
        {!closed && (
          <>
            <Picker
              label="Cite"
              what="Put a second into the feedback"
              icon={<IconPlus />}
              scenario={openScenario(sheet) ?? 1}
              all
              onPick={(one) => cite(one.scenario, one.seconds)}
            />
            <FromNotes onText={write} />
          </>
        )}
      </header>
      <div className={styles.paper}>
        <Behind text={card.feedback} />
        <textarea
          ref={field}
          id={id}
          value={card.feedback}
          maxLength={20_000}
          readOnly={closed}
          placeholder="What you saw, in two or three paragraphs. “Cite” puts a second in, as [1, 3:04]."
          aria-describedby={`${id}-counts`}
          onChange={(event) => write(event.currentTarget.value)}
        />
      </div>
      <ul id={`${id}-counts`} className={styles.counts} aria-label="Paragraphs">
        {told.length === 0 && <li>No paragraph yet. An empty line begins the next one.</li>}
        {told.map((one) => (
          <li key={one.no} data-short={one.characters < LEAST_CHARACTERS || one.marks.length === 0}>
            <span>
              {one.no}: {counted(one)}
            </span>
            {one.marks.map((second) => (
              <SecondLink key={second.start} second={second} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The same text behind the field, in which the seconds are marked: a field itself shows only letters. */
function Behind({ text }: { text: string }) {
  const marks = marksIn(text);
  let from = 0;
  return (
    <div className={styles.behind} aria-hidden="true">
      {marks.map(({ start, end }) => {
        const before = text.slice(from, start);
        from = end;
        return (
          <span key={start}>
            {before}
            <mark>{text.slice(start, end)}</mark>
          </span>
        );
      })}
      {text.slice(from)}
      {"\n"}
    </div>
  );
}

/** A draft of one's own notes. Where something stands already, what becomes of it is asked. */
function FromNotes({ onText }: { onText: (text: string) => void }) {
  const { id, card } = useSheet();
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<string | null>(null);
  const [failed, setFailed] = useState("");
  const fetchDraft = async () => {
    setBusy(true);
    setFailed("");
    try {
      const { text } = await ask<{ text: string }>(`${addressOf(id)}/draft-feedback`, {});
      if (!text.trim()) setFailed("You wrote no notes in this interview.");
      else if (card.feedback.trim()) setFound(text);
      else onText(text);
    } catch (error) {
      setFailed(asProblem(error).message);
    }
    setBusy(false);
  };
  const put = (text: string) => {
    onText(text);
    setFound(null);
  };
  return (
    <>
      <Button size={24} kind="quiet" busy={busy} onClick={() => void fetchDraft()}>
        From my notes
      </Button>
      {failed && (
        <Dialog title="From my notes" size={400} onClose={() => setFailed("")}>
          <Refused problem={{ message: failed }} />
        </Dialog>
      )}
      {found !== null && (
        <Dialog title="From my notes" size={520} onClose={() => setFound(null)}>
          <div className={styles.form}>
            <p className="t2">Your feedback says something already. Your notes can come after it, or in its place.</p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
            <section className={styles.quoted} tabIndex={0} aria-label="What your notes say">
              {found}
            </section>
            <div className={styles.dialogends}>
              <Button kind="quiet" onClick={() => setFound(null)}>
                Cancel
              </Button>
              <Button onClick={() => put(found)}>In its place</Button>
              <Button kind="primary" onClick={() => put(`${card.feedback.trimEnd()}\n\n${found}`)}>
                After it
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
