/** After the interview, or in its place: what happens next, whom to ask, what is kept, and how it was. */

import { useState } from "react";
import { useAccessCommand } from "../../api/access";
import type { AccessView, InterviewView, WonderedView } from "../../api/types";
import { Button } from "../../parts/Button";
import { Segments } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { IconCircleCheck } from "../../parts/icons";
import { ErrorState } from "../../parts/States";
import { Card } from "../page/Page";
import { Consents } from "./Consents";
import type { Shown } from "./Dashboard";
import styles from "./dashboard.module.css";
import { Head, times } from "./parts";
import { localDay } from "./plan";

export function After({ interview, access }: Shown) {
  const { title, text } = told(interview);
  const spoke = interview.state === "ended" || interview.state === "aborted";
  return (
    <>
      <section className={styles.head} aria-label="Your interview">
        <Head title={title}>{text}</Head>
      </section>
      <div className={styles.after}>
        <div style={{ display: "grid", gap: 16, alignContent: "start" }}>
          {interview.state === "ended" && <Next />}
          {access && spoke && <Comment access={access} />}
        </div>
        <div style={{ display: "grid", gap: 16, alignContent: "start" }}>
          <Contact access={access} />
          {access && spoke && <Consents access={access} primary={false} />}
        </div>
      </div>
    </>
  );
}

export function told(interview: InterviewView): { title: string; text: string } {
  const { starts, zone } = times(interview);
  const day = starts ? ` on ${localDay(starts, zone)}` : "";
  const first = interview.candidate.split(" ")[0];
  switch (interview.state) {
    case "cancelled":
      return {
        title: "This interview was called off",
        text: "You need not do anything. If that surprises you, write to us.",
      };
    case "missed":
      return {
        title: "We did not meet",
        text: `Your interview${day} is over, and you were not there. If you still want to talk, write to us.`,
      };
    case "aborted":
      return {
        title: "The interview was broken off",
        text: "Something technical failed, and it is not held against you. Keep this page open: it goes on here, or you get a new date.",
      };
  }
  return { title: `Thank you, ${first}`, text: "The interview is over. The scenarios are closed." };
}

function Next() {
  return (
    <Card title="What happens next">
      <ol className={styles.next}>
        <li>
          <b>Each interviewer writes down what they saw,</b> on their own, before they talk with each other.
        </li>
        <li>
          <b>Then they talk about it,</b> and people decide: by how you worked more than by how far you got.
        </li>
        <li>
          <b>You hear from us,</b> whatever the outcome is.
        </li>
      </ol>
    </Card>
  );
}

function Contact({ access }: { access: AccessView | undefined }) {
  const contact = access?.contact;
  return (
    <Card title="Whom to ask">
      <div className={styles.reading}>
        {contact ? (
          <p>
            {contact.name}, <a href={`mailto:${contact.mail}`}>{contact.mail}</a>
          </p>
        ) : (
          <p>Answer the mail of your invitation.</p>
        )}
        <h3>Your data</h3>
        <p>
          You can read what you did and were told, take a copy of what is kept of you, have it put right where it is
          wrong, and have it erased. It is no part of what is decided.
        </p>
        <p>
          <Go to="/interview/rights">Your data</Go>
        </p>
      </div>
    </Card>
  );
}

/** A short form about the interview. It can be changed for as long as the page is open to the candidate. */
function Comment({ access }: { access: AccessView }) {
  const { send, busy, problem } = useAccessCommand();
  const kept = Object.fromEntries(access.wondered.map(({ name, answer }) => [name, answer]));
  const [answers, setAnswers] = useState<Record<string, string>>(kept);
  const said = Object.values(kept).some(Boolean);
  const changed = access.wondered.some(({ name }) => (answers[name] ?? "") !== kept[name]);
  return (
    <Card title="How was it?" detail="not part of how you are judged">
      <form
        className={styles.reading}
        onSubmit={(event) => {
          event.preventDefault();
          void send("comment", { answers });
        }}
      >
        {access.wondered.map((one) => (
          <Wondered
            key={one.name}
            one={one}
            value={answers[one.name] ?? ""}
            onChange={(value) => setAnswers((before) => ({ ...before, [one.name]: value }))}
          />
        ))}
        {problem && <ErrorState problem={problem} />}
        <div className="row g12">
          <Button submit kind={changed ? "primary" : "default"} busy={busy} disabled={busy || !changed}>
            Send
          </Button>
          {said && !changed && (
            <span className="row g6 t2" role="status">
              <IconCircleCheck className="okk" size={16} /> Thank you. It was sent.
            </span>
          )}
        </div>
      </form>
    </Card>
  );
}

function Wondered({ one, value, onChange }: { one: WonderedView; value: string; onChange: (value: string) => void }) {
  const { name, question, choices } = one;
  return (
    <div className={styles.wondered}>
      {choices.length > 0 ? (
        <>
          <span>{question}</span>
          <Segments
            label={question}
            value={value}
            choices={choices.map((choice) => ({ value: choice, label: choice }))}
            onChange={onChange}
          />
        </>
      ) : (
        <>
          <label htmlFor={`about-${name}`}>{question}</label>
          <textarea
            id={`about-${name}`}
            className={styles.area}
            rows={4}
            maxLength={2000}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        </>
      )}
    </div>
  );
}
