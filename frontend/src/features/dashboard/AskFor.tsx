/** Asking for more time or another format: a short text that no rater reads, or a mail. */

import { useState } from "react";
import { useAccessCommand } from "../../api/access";
import type { AccessView } from "../../api/types";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { IconAccessible, IconCircleCheck } from "../../parts/icons";
import { ErrorState } from "../../parts/States";
import styles from "./dashboard.module.css";

export function AskFor({ access }: { access: AccessView }) {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.asking}>
      <Button kind="link" icon={<IconAccessible />} onClick={() => setOpen(true)}>
        Ask for more time or another format
      </Button>
      {access.requested !== null && (
        <span className="row g4 s12 t3">
          <IconCircleCheck size={14} className="okk" /> You asked. We write to you.
        </span>
      )}
      {open && <Asking access={access} onClose={() => setOpen(false)} />}
    </div>
  );
}

function Asking({ access, onClose }: { access: AccessView; onClose: () => void }) {
  const { send, busy, problem } = useAccessCommand();
  const [text, setText] = useState("");
  const contact = access.contact;
  return (
    <Dialog title="Ask for more time or another format" size={560} onClose={onClose}>
      <form
        style={{ display: "grid", gap: 12, paddingBottom: 8 }}
        onSubmit={(event) => {
          event.preventDefault();
          void send("request", { text }).then((done) => done && onClose());
        }}
      >
        <p className="t2 s14">
          Say what would help you: longer sessions, no timer, another day, an interpreter. You need not say why. Whoever
          arranges the interview reads it; those who judge you see what was arranged and nothing else.
        </p>
        <textarea
          className={styles.area}
          aria-label="What would help you"
          rows={5}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {problem && <ErrorState problem={problem} />}
        <div className="row g12">
          <Button submit kind="primary" busy={busy} disabled={busy || !text.trim()}>
            Send
          </Button>
          {contact && (
            <span className="t2">
              or write to <a href={`mailto:${contact.mail}`}>{contact.mail}</a>
            </span>
          )}
        </div>
      </form>
    </Dialog>
  );
}
