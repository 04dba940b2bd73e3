import { useEffect, useId, useRef, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, isCancelled, type Problem } from "../../api/client";
import type { ArrangementView, LetterView, SentView } from "../../api/types";
import { Button } from "../../parts/Button";
import { Tabs } from "../../parts/Choices";
import { copyText } from "../../parts/CopyLink";
import { Dialog } from "../../parts/Dialog";
import { Refused } from "../../parts/Refused";
import { Note } from "../../parts/States";
import { TextField } from "../../parts/TextField";
import styles from "./arranging.module.css";

type Tab = "preview" | "words";

/** The invitation as it will be sent, its words, and sending or copying it. */
export function Invite({ one, onClose }: { one: ArrangementView; onClose: () => void }) {
  const at = `/api/v1/staff/interviews/${one.id}/invitation`;
  const [subject, setSubject] = useState(one.template.subject);
  const [text, setText] = useState(one.template.text);
  const [tab, setTab] = useState<Tab>("preview");
  const [shown, setShown] = useState<LetterView | null>(null);
  const [sent, setSent] = useState<SentView | null>(null);
  const [busy, setBusy] = useState<"send" | "copy" | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const command = useRef(crypto.randomUUID());
  const area = useId();
  useEffect(() => {
    if (tab !== "preview") return;
    const asking = new AbortController();
    ask<LetterView>(`${at}/preview`, { subject, text }, { signal: asking.signal })
      .then(setShown)
      .catch((error: unknown) => {
        if (isCancelled(error)) return;
        setProblem(asProblem(error));
        setTab("words");
      });
    return () => asking.abort();
  }, [tab, at, subject, text]);
  const open = (next: Tab) => {
    setProblem(null);
    setTab(next);
  };
  const send = async (mail: boolean) => {
    if (busy) return;
    setBusy(mail ? "send" : "copy");
    setProblem(null);
    try {
      setSent(await ask<SentView>(at, { subject, text, send: mail, command: command.current }));
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(null);
  };
  if (sent) return <Told sent={sent} onClose={onClose} />;
  const byMail = one.can_send && (!!one.mail || !one.rights.includes("contact"));
  return (
    <Dialog title={one.invited ? "Invite again" : "Invite the candidate"} size={720} onClose={onClose}>
      <div className={styles.tabs}>
        <Tabs<Tab>
          label="The invitation"
          value={tab}
          tabs={[
            { value: "preview", label: "Preview" },
            { value: "words", label: "Words" },
          ]}
          onChange={open}
        />
        <div role="tabpanel" aria-label={tab === "words" ? "Words" : "Preview"} className={styles.tabs}>
          {tab === "words" ? (
            <>
              <TextField label="Subject" value={subject} onChange={setSubject} />
              <div className={styles.area}>
                <label htmlFor={area}>Text</label>
                <textarea id={area} value={text} onChange={(event) => setText(event.currentTarget.value)} />
              </div>
              <p className="s12 t3">
                Fields: {one.template.fields.map((name) => `{${name}}`).join(" ")}. A line whose fields are empty is
                left out.
              </p>
            </>
          ) : (
            <>
              <p>
                <span className="t3">Subject </span>
                <span className="b5">{shown?.subject}</span>
              </p>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
              <section className={styles.mail} tabIndex={0} aria-label="The mail as plain text">
                {shown?.plain ?? ""}
              </section>
            </>
          )}
        </div>
        <Note>
          {one.invited
            ? "The new link replaces the old one, and the browsers that came with it are signed out."
            : "Scenarios with their variants, plan, level and policy are fixed from then on. The calendar's file goes with it."}
        </Note>
        <Refused problem={problem} />
        <div className="row">
          {byMail && (
            <Button kind="primary" busy={busy === "send"} onClick={() => void send(true)}>
              Send
            </Button>
          )}
          <Button kind={byMail ? "default" : "primary"} busy={busy === "copy"} onClick={() => void send(false)}>
            {byMail ? "Copy instead of sending" : "Make the link, and show the mail"}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Told({ sent, onClose }: { sent: SentView; onClose: () => void }) {
  const [copied, setCopied] = useState("");
  const copy = (what: string, text: string) => void copyText(text).then((done) => setCopied(done ? what : ""));
  const saved = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([sent.calendar], { type: "text/calendar" }));
    link.download = "interview.ics";
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Dialog title={sent.queued ? "The invitation is being sent" : "Send this yourself"} size={720} onClose={onClose}>
      <div className={styles.tabs}>
        <p>
          <span className="t3">Subject </span>
          <span className="b5">{sent.subject}</span>
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
        <section className={styles.mail} tabIndex={0} aria-label="The mail as plain text">
          {sent.plain}
        </section>
        <div className="row">
          <Button kind="primary" onClick={onClose}>
            Done
          </Button>
          <Button onClick={() => copy("text", sent.plain)}>{copied === "text" ? "Copied" : "Copy the text"}</Button>
          <Button onClick={() => copy("subject", sent.subject)}>
            {copied === "subject" ? "Copied" : "Copy the subject"}
          </Button>
          {sent.calendar && (
            <Button kind="quiet" onClick={saved}>
              Save the calendar's file
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
