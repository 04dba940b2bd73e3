/** The questions people ask, with their answers: one click away on every page of a candidate. */

import { useState } from "react";
import { useAccess } from "../../api/access";
import { useInterviewLive } from "../../api/live";
import { Button, IconButton } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { IconMessageQuestion } from "../../parts/icons";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { isDrill } from "../drills/kind";
import styles from "./questions.module.css";

/** `small` is an icon for the tools' header. */
export function QuestionsButton({ small = false }: { small?: boolean }) {
  const [open, setOpen] = useState(false);
  const { data } = useInterviewLive();
  if (isDrill(data)) return null; // they are about interviews
  return (
    <>
      {small ? (
        <IconButton label="Questions people ask" onClick={() => setOpen(true)}>
          <IconMessageQuestion />
        </IconButton>
      ) : (
        <Button kind="quiet" icon={<IconMessageQuestion />} onClick={() => setOpen(true)}>
          Questions people ask
        </Button>
      )}
      {open && <Questions onClose={() => setOpen(false)} />}
    </>
  );
}

function Questions({ onClose }: { onClose: () => void }) {
  const { data, problem, again } = useAccess();
  return (
    <Dialog title="Questions people ask" size={600} onClose={onClose}>
      {problem && !data && <ErrorState problem={problem} onAgain={again} />}
      {!problem && !data && <SkeletonRows rows={4} height={40} label="Loading the answers" />}
      {data && (
        <dl className={styles.questions}>
          {data.questions.map(({ question, answer }) => (
            <div key={question}>
              <dt>{question}</dt>
              <dd>{answer}</dd>
            </div>
          ))}
        </dl>
      )}
    </Dialog>
  );
}
