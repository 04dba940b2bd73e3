/** A candidate's own data, after the interview: what they did and were told, a copy of it all, and what is done with it. */

import { useState } from "react";
import { asProblem } from "../../api/answers";
import { ask } from "../../api/client";
import { type Read, useInterview, useRead } from "../../api/interviews";
import type { MomentView, OwnDataView, TimelineView } from "../../api/types";
import { newCommand } from "../../lib/command";
import { save } from "../../lib/save";
import { plural } from "../../lib/units";
import { clock, here } from "../../lib/zones";
import { Button } from "../../parts/Button";
import { Segments, Switch } from "../../parts/Choices";
import { Dialog } from "../../parts/Dialog";
import { Go } from "../../parts/Go";
import { IconDownload } from "../../parts/icons";
import { Refused } from "../../parts/Refused";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { Card, Page, pageStyles } from "../page/Page";
import styles from "./rights.module.css";
import { firstOfDays, lasted, only, type Section, SHOWN, type Shown, sections } from "./timeline";

const RIGHTS = "/api/v1/candidate/rights";
const GONE =
  "Open the link of your invitation again, in the browser that had the interview. Where everything was erased, no link opens it any more.";

export function Rights() {
  const own = useRead<OwnDataView>(RIGHTS);
  const told = useRead<TimelineView>(`${RIGHTS}/timeline`);
  const interview = useInterview();
  const gone = own.problem?.kind === "signed_out" ? { ...own.problem, message: GONE } : null;
  return (
    <Page
      title="Your data"
      home="/interview"
      place={interview.data?.position ?? ""}
      {...(interview.data ? { person: interview.data.candidate } : {})}
    >
      <section className={styles.head}>
        <h1 className={pageStyles.title}>Your data</h1>
        <p className="t2 s14">
          What you did and were told, by the clock of this browser ({here()}). It is kept here for you to read and to
          take along.
        </p>
        <Go to="/interview">Back to your interview</Go>
      </section>
      {gone ? (
        <Card label="Nothing to show">
          <ErrorState problem={gone} title="Open your link first" />
        </Card>
      ) : (
        <div className={styles.wide}>
          <Timeline told={told} />
          <div className={styles.column}>
            <Copy own={own.data} ready={told.data !== undefined} />
            <Kept own={own} />
            {own.data && <Agreed own={own.data} again={own.again} />}
            {own.data && <Asking own={own.data} again={own.again} />}
          </div>
        </div>
      )}
    </Page>
  );
}

function Timeline({ told }: { told: Read<TimelineView> }) {
  const [shown, setShown] = useState<Shown>("all");
  const { data, problem, again } = told;
  const early = problem?.kind === "conflict";
  const parts = data ? only(sections(data.moments), shown) : [];
  const first = firstOfDays(parts, here());
  return (
    <Card
      title="What you did and were told"
      label="What you did and were told"
      detail={data && <Segments label="What is shown" size={24} value={shown} choices={SHOWN} onChange={setShown} />}
    >
      {early && (
        <EmptyState title="It is here once the interview is over">
          What you wrote in the notebook you can read at any time.
        </EmptyState>
      )}
      {problem && !early && !data && <ErrorState problem={problem} onAgain={again} />}
      {!data && !problem && <SkeletonRows rows={12} height={28} />}
      {data?.moments.length === 0 && <EmptyState title="Nothing was written down" />}
      {parts.map((one) => (
        <Part key={one.at} part={one} first={first} />
      ))}
    </Card>
  );
}

type First = Set<Section | MomentView>;

function Part({ part, first }: { part: Section; first: First }) {
  return (
    <section className={styles.part} aria-label={part.title}>
      {first.has(part) && <p className={styles.day}>{day(part.at)}</p>}
      <h3>
        <time>{hour(part.at)}</time>
        {part.title}
      </h3>
      {part.moments.length > 0 && (
        <ol>
          {part.moments.map((one, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: moments never move, and two may be of one time
            <Moment key={`${one.at} ${place}`} one={one} first={first} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Moment({ one, first }: { one: MomentView; first: First }) {
  const typed = one.kind === "asked" || one.kind === "opened";
  return (
    <li data-kind={one.kind} data-by={one.by}>
      <time>{hour(one.at)}</time>
      <div>
        {first.has(one) && <p className={styles.day}>{day(one.at)}</p>}
        <span className={styles.what}>{one.what}</span>
        {one.until !== null && <span className="t3"> {lasted(one)}</span>}
        {one.text && <span className={typed ? styles.typed : styles.said}>{one.text}</span>}
      </div>
    </li>
  );
}

const hour = (at: number) =>
  new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = (at: number) =>
  new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

function Copy({ own, ready }: { own: OwnDataView | undefined; ready: boolean }) {
  const [failed, setFailed] = useState("");
  const take = () => {
    setFailed("");
    save(`${RIGHTS}/copy`, "interview.zip").catch((error: unknown) => setFailed(asProblem(error).message));
  };
  return (
    <Card title="A copy of everything" label="A copy of everything">
      <div className={styles.reading}>
        <p>
          A page to read and the same as JSON, in one file: what you did, typed and were told, your mails, and what you
          agreed to{own?.told ? ", and what others wrote about you with the decision." : "."}
        </p>
        {own && !own.told && (
          <p className="t3">
            What others wrote about you comes with it{" "}
            {own.soon ? `from ${day(own.soon)} on, or as soon as you were told.` : "when you were told the decision."}{" "}
            You can ask for it before, below. Solutions of the scenarios are not in it.
          </p>
        )}
        {failed && <p role="alert">{failed}</p>}
        <div className="row">
          <Button kind="primary" icon={<IconDownload />} disabled={!ready} onClick={take}>
            Take a copy
          </Button>
        </div>
      </div>
    </Card>
  );
}

function Kept({ own }: { own: Read<OwnDataView> }) {
  const { data, problem, again } = own;
  return (
    <Card title="How long it is kept" label="How long it is kept">
      {problem && !data && <ErrorState problem={problem} onAgain={again} />}
      {!data && !problem && <SkeletonRows rows={2} height={24} />}
      {data && (
        <div className={styles.reading}>
          {data.until ? (
            <p>
              Until <b>{day(data.until)}</b>, unless something new happens in it. Then your name, your address and every
              word are erased. Figures stay that name nobody.
            </p>
          ) : (
            <p>It must be kept for longer than usual, for a legal reason. Ask whoever invited you why.</p>
          )}
          <p className="t3">
            {data.region.title}. {data.region.basis}
          </p>
        </div>
      )}
    </Card>
  );
}

const WITHDRAWN: Record<string, { title: string; text: string }> = {
  record: {
    title: "What is kept of how you worked",
    text: "Taken back, we are asked to erase it. If nothing is decided yet, it is decided without it.",
  },
  calibration: {
    title: "To agree on what good looks like",
    text: "Taken back, no interviewer looks at it again to compare how they judge.",
  },
  training: {
    title: "To train new interviewers",
    text: "Taken back, nobody learns from it any more, and passages that were chosen for that are deleted.",
  },
};

function Agreed({ own, again }: { own: OwnDataView; again: () => void }) {
  const [asked, setAsked] = useState("");
  const [failed, setFailed] = useState("");
  const give = (consent: string, given: boolean) => {
    setFailed("");
    return ask(`${RIGHTS}/consent`, { consent, given, command: newCommand() })
      .catch((error: unknown) => setFailed(asProblem(error).message))
      .finally(again);
  };
  return (
    <Card title="What you agreed to" label="What you agreed to">
      <ul className={styles.consents}>
        {own.withdrawable.map((name) => (
          <li key={name}>
            <Switch
              label={WITHDRAWN[name]?.title ?? name}
              checked={own.consents[name] ?? name === "record"}
              onChange={(given) => (name === "record" && !given ? setAsked(name) : void give(name, given))}
            />
            <p className="t3">{WITHDRAWN[name]?.text}</p>
          </li>
        ))}
      </ul>
      {failed && (
        <p className={styles.failed} role="alert">
          {failed}
        </p>
      )}
      {asked && (
        <Dialog title="Have your record erased?" size={460} onClose={() => setAsked("")}>
          <div className={styles.form}>
            <p>
              Whoever invited you hears of it at once and erases what is kept, unless a law makes them keep it. What you
              did can then not be shown to anybody, nor be told back to you: take a copy first if you want one.
            </p>
            <div className="row">
              <Button
                kind="primary"
                onClick={() => {
                  setAsked("");
                  void give(asked, false);
                }}
              >
                Take it back
              </Button>
              <Button kind="quiet" onClick={() => setAsked("")}>
                Leave it as it is
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </Card>
  );
}

const CLAIMS: Record<string, { ask: string; asked: string; title: string; text: string }> = {
  copy: {
    ask: "Ask for what others wrote",
    asked: "asked for what others wrote",
    title: "Ask for what others wrote about you?",
    text: "Notes, scores with their reasons, and what was decided. You have it within a month at the latest, here in your copy.",
  },
  correction: {
    ask: "Have something put right",
    asked: "asked for a correction",
    title: "What is wrong?",
    text: "Say what is wrong and what would be right. Whoever invited you reads it.",
  },
  erasure: {
    ask: "Ask for erasure",
    asked: "asked for erasure",
    title: "Have everything erased?",
    text: "Your name, your address and every word, by whoever invited you, unless a law makes them keep it for a while. Take a copy first if you want one.",
  },
};

function Asking({ own, again }: { own: OwnDataView; again: () => void }) {
  const [open, setOpen] = useState("");
  const these = own.claimable.filter((what) => !(what === "copy" && own.told));
  return (
    <Card
      title="Ask for more"
      label="Ask for more"
      detail={own.claims.length > 0 && plural(own.claims.length, "request")}
    >
      <div className={styles.reading}>
        <div className={styles.asks}>
          {these.map((what) => (
            <Button key={what} onClick={() => setOpen(what)}>
              {CLAIMS[what]?.ask ?? what}
            </Button>
          ))}
        </div>
        {own.claims.map(({ at, what, text, answered, answer }) => (
          <div key={at} className="t3">
            {clock(new Date(at).toISOString(), here())}: {CLAIMS[what]?.asked ?? what}
            {text && <span className={styles.said}>{text}</span>}
            {answered !== null && (
              <p className={styles.answer}>
                Answered {clock(new Date(answered).toISOString(), here())}
                {answer && <span className={styles.said}>{answer}</span>}
              </p>
            )}
          </div>
        ))}
      </div>
      {open && (
        <Ask
          what={open}
          onClose={() => {
            setOpen("");
            again();
          }}
        />
      )}
    </Card>
  );
}

function Ask({ what, onClose }: { what: string; onClose: () => void }) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ReturnType<typeof asProblem> | null>(null);
  const told = CLAIMS[what];
  const send = () => {
    setBusy(true);
    setProblem(null);
    ask(`${RIGHTS}/claim`, { what, text, command: newCommand() })
      .then(onClose)
      .catch((error: unknown) => {
        setProblem(asProblem(error));
        setBusy(false);
      });
  };
  return (
    <Dialog title={told?.title ?? what} size={460} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p>{told?.text}</p>
        <label className={styles.area}>
          {what === "correction" ? "What is wrong, and what would be right" : "A word to whoever reads it, if you like"}
          <textarea rows={4} maxLength={2000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        </label>
        <Refused problem={problem} />
        <div className="row">
          <Button kind="primary" submit busy={busy} disabled={what === "correction" && !text.trim()}>
            Send
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Not now
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
