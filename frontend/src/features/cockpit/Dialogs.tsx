/** What is asked before something is done: a reason, how many minutes, whether it is meant. */

import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { asProblem } from "../../api/answers";
import type { RungShown } from "../../api/types";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { IconMinus, IconPlus } from "../../parts/icons";
import { Note } from "../../parts/States";
import { DELETED, endRehearsal } from "../preparing/Rehearse";
import { mmss, QUIET } from "./clock";
import styles from "./cockpit.module.css";
import { useDeck } from "./deck";
import { look } from "./ladder";
import { useGive } from "./useGive";

export type Asks =
  | { kind: "pause" }
  | { kind: "extend" }
  | { kind: "skip"; scenario: number }
  | { kind: "hand" }
  | { kind: "phase" }
  | { kind: "end" }
  | { kind: "abort" }
  | { kind: "missed" }
  | { kind: "rehearsal" }
  | { kind: "browser"; browser: string }
  | { kind: "hint"; rung: RungShown; aloud: boolean }
  | { kind: "reveal"; scenario: number; hint?: number }
  | { kind: "flags"; colour: "green" | "red" };

type Of<K extends Asks["kind"]> = { asks: Extract<Asks, { kind: K }>; onClose: () => void };

export function Dialogs({ asks, onClose }: { asks: Asks; onClose: () => void }) {
  switch (asks.kind) {
    case "pause":
      return (
        <Reason
          title="Pause"
          verb="Pause"
          what="commands/pause"
          onClose={onClose}
          words="The clock stops, and the candidate is told that it does, not why."
          common={["Technical trouble", "The candidate asked", "A break"]}
        />
      );
    case "skip":
      return (
        <Reason
          title={`Leave scenario ${asks.scenario} out`}
          verb="Leave it out"
          what="commands/skip"
          told={{ scenario: asks.scenario }}
          onClose={onClose}
          words="Its tools close for the candidate if they are open. It is recorded as left out, and counts for nothing; going to its phase takes it up again."
          common={["Out of time", "Technical trouble"]}
        />
      );
    case "abort":
      return (
        <Reason
          title="Abort the interview"
          verb="Abort"
          what="commands/abort"
          onClose={onClose}
          words="For a technical failure. The clock stops, and the candidate's tools close at once. It may be taken up again where it was, also with another variant of a scenario."
          common={["The connection failed", "The tools failed"]}
        />
      );
    case "extend":
      return <Extend onClose={onClose} />;
    case "hand":
      return <Hand onClose={onClose} />;
    case "phase":
      return <GoTo onClose={onClose} />;
    case "end":
      return (
        <Sure title="End the interview" verb="End it" what="commands/end" onClose={onClose}>
          The candidate goes to their last page, and the tools close for them. Notes and scorecards stay open to you.
        </Sure>
      );
    case "missed":
      return (
        <Sure title="The candidate did not come" verb="They did not come" what="commands/missed" onClose={onClose}>
          The interview is closed as missed, and the candidate's link says so: who comes later does not get in any more.
          Rescheduling it opens it again, with the same link.
        </Sure>
      );
    case "rehearsal":
      return <EndOfRehearsal onClose={onClose} />;
    case "browser":
      return (
        <Sure
          title="Let another browser in"
          verb="Let it in"
          what={`browsers/${encodeURIComponent(asks.browser)}/admit`}
          onClose={onClose}
        >
          The candidate's link was opened in another browser. Once it is let in, the one before is signed out. Ask the
          candidate whether it is theirs.
        </Sure>
      );
    case "hint":
      return <HintReason asks={asks} onClose={onClose} />;
    case "reveal":
      return <Reveal asks={asks} onClose={onClose} />;
    case "flags":
      return <Flags asks={asks} onClose={onClose} />;
  }
}

type ReasonProps = {
  title: string;
  verb: string;
  what: string;
  told?: Record<string, unknown>;
  words: string;
  common: string[];
  onClose: () => void;
};

function Reason({ title, verb, what, told = {}, words, common, onClose }: ReasonProps) {
  const { press } = useDeck();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const id = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!reason.trim()) return;
    setBusy(true);
    const done = await press(what, { ...told, reason: reason.trim() });
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog title={title} size={460} onClose={onClose}>
      <form onSubmit={submit} className={styles.form}>
        <p className="t2">{words}</p>
        <label htmlFor={id}>Reason</label>
        <input
          id={id}
          value={reason}
          maxLength={500}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Common words={common} onChoose={setReason} />
        <Ends verb={verb} busy={busy} disabled={!reason.trim()} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Common({ words, onChoose }: { words: readonly string[]; onChoose: (text: string) => void }) {
  return (
    <div className="row g6" style={{ flexWrap: "wrap" }}>
      {words.map((text) => (
        <Button key={text} size={24} kind="quiet" onClick={() => onChoose(text)}>
          {text}
        </Button>
      ))}
    </div>
  );
}

function Ends({
  verb,
  busy,
  disabled,
  onClose,
}: {
  verb: string;
  busy?: boolean;
  disabled?: boolean;
  onClose: () => void;
}) {
  return (
    <div className={styles.ends}>
      <Button kind="quiet" onClick={onClose}>
        Cancel
      </Button>
      <Button submit kind="primary" busy={busy} disabled={disabled}>
        {verb}
      </Button>
    </div>
  );
}

function Sure({
  title,
  verb,
  what,
  told = {},
  onClose,
  children,
}: {
  title: string;
  verb: string;
  what: string;
  told?: Record<string, unknown>;
  onClose: () => void;
  children: ReactNode;
}) {
  const { press } = useDeck();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const done = await press(what, told);
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog title={title} size={440} onClose={onClose}>
      <form onSubmit={submit} className={styles.form}>
        <p className="t2">{children}</p>
        <Ends verb={verb} busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function EndOfRehearsal({ onClose }: { onClose: () => void }) {
  const { id, say } = useDeck();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await navigate({ to: (await endRehearsal(id)) as never });
    } catch (error) {
      say({ text: asProblem(error).message, tone: "error" });
      onClose();
    }
  };
  return (
    <Dialog title="End the rehearsal" size={440} onClose={onClose}>
      <form onSubmit={submit} className={styles.form}>
        <p className="t2">{DELETED}</p>
        <Ends verb="End it and delete it" busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Extend({ onClose }: { onClose: () => void }) {
  const { press, cockpit } = useDeck();
  const [added, setAdded] = useState("2");
  const phase = cockpit.phases.find(({ no }) => no === cockpit.clock.phase);
  const id = useId();
  const amount = Number(added);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await press("commands/extend", { minutes: amount })) onClose();
  };
  return (
    <Dialog title="Add minutes" size={400} onClose={onClose}>
      <form onSubmit={submit} className={styles.form}>
        <p className="t2">To {phase?.title ?? "this phase"}. What it takes longer is taken from the wrap-up.</p>
        <label htmlFor={id}>Minutes</label>
        <input
          id={id}
          type="number"
          min={-30}
          max={30}
          step={0.5}
          value={added}
          data-autofocus
          onChange={(event) => setAdded(event.currentTarget.value)}
        />
        <Common words={["1", "2", "3", "5"]} onChoose={setAdded} />
        <Ends verb="Add" disabled={!Number.isFinite(amount) || amount === 0} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Hand({ onClose }: { onClose: () => void }) {
  const { press, cockpit } = useDeck();
  const able = cockpit.others.filter(({ role }) => role === "panel" || role === "lead");
  const [to, setTo] = useState(able[0]?.seat ?? "");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await press("commands/hand", { to })) onClose();
  };
  return (
    <Dialog title="Hand the lead on" size={400} onClose={onClose}>
      <form onSubmit={submit} className={styles.form}>
        <p className="t2">They run the clock and give hints from then on. You stay, and see the same.</p>
        <fieldset className={styles.choices}>
          <legend className="hidden-text">To whom</legend>
          {able.map(({ seat, name, role }) => (
            <label key={seat}>
              <input type="radio" name="to" checked={to === seat} onChange={() => setTo(seat)} /> {name}{" "}
              <span className="t3">{role}</span>
            </label>
          ))}
        </fieldset>
        <Ends verb="Hand it on" disabled={!to} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function GoTo({ onClose }: { onClose: () => void }) {
  const { press, cockpit } = useDeck();
  const [phase, setPhase] = useState<number | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (phase !== null && (await press("commands/begin", { phase }))) onClose();
  };
  return (
    <Dialog title="Go to a phase" size={400} onClose={onClose}>
      <form onSubmit={submit} className={styles.form}>
        <p className="t2">The present phase ends. What is passed over stays open to come back to.</p>
        <fieldset className={styles.choices}>
          <legend className="hidden-text">Phase</legend>
          {cockpit.phases.map(({ no, title, part, scenario, state }) => (
            <label key={no}>
              <input
                type="radio"
                name="phase"
                disabled={state === "now"}
                checked={phase === no}
                onChange={() => setPhase(no)}
              />{" "}
              {scenario ? `${title}, ${part === "work" ? "investigate" : "discuss"}` : title}{" "}
              <span className="t3">{state === "now" ? "now" : state === "past" ? "was" : ""}</span>
            </label>
          ))}
        </fieldset>
        <Ends verb="Go there" disabled={phase === null} onClose={onClose} />
      </form>
    </Dialog>
  );
}

const WHY: Record<string, string[]> = {
  later: ["Asks for help", "Stuck on something else", "Short of time"],
  order: ["Has seen that already", "Short of time"],
  moot: ["Lost it again", "Did not understand it"],
};

function HintReason({ asks: { rung, aloud }, onClose }: Of<"hint">) {
  const { clock, cockpit, now, desk } = useDeck();
  const give = useGive();
  const [reason, setReason] = useState("");
  const id = useId();
  const shown = look(rung, {
    ran: cockpit.clock.running ? now - cockpit.now : 0,
    quiet: clock.quiet,
    mayReveal: desk?.may_reveal ?? false,
  });
  const needed = shown.press === "reason";
  const active = clock.quiet !== null && clock.quiet < QUIET;
  const send = (aloud_: boolean) => {
    if (needed && !reason.trim()) return;
    give(rung, { aloud: aloud_, hold: true, reason: reason.trim() });
    onClose();
  };
  return (
    <Dialog
      title={needed ? (TITLES[rung.standing] ?? "Give this hint") : "Read it aloud now"}
      size={480}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(aloud);
        }}
        className={styles.form}
      >
        <blockquote className={styles.quote}>“{rung.text}”</blockquote>
        {active && (
          <Note tone="warn">
            The candidate was active {Math.floor(clock.quiet! / 1000)} s ago. Giving it now comes into their thinking.
          </Note>
        )}
        {needed && (
          <>
            <label htmlFor={id}>Why now</label>
            <input
              id={id}
              value={reason}
              maxLength={500}
              data-autofocus
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Common words={WHY[rung.standing] ?? []} onChoose={setReason} />
          </>
        )}
        <div className={styles.ends}>
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={needed && !reason.trim()} onClick={() => send(true)}>
            Read aloud
          </Button>
          <Button submit kind="primary" disabled={needed && !reason.trim()}>
            {aloud ? "Read aloud" : "Send"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const TITLES: Record<string, string> = {
  later: "Before its minute",
  order: "Out of order",
  moot: "Not needed",
};

function Reveal({ asks: { scenario, hint }, onClose }: Of<"reveal">) {
  const { press, cockpit } = useDeck();
  const desk = cockpit.scenarios.find(({ number }) => number === scenario);
  const text = hint === undefined ? null : desk?.hints[hint]?.text;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await press("reveal", { scenario, hint: hint ?? null })) onClose();
  };
  return (
    <Dialog title="Reveal" size={460} onClose={onClose}>
      <form onSubmit={submit} className={styles.form}>
        {text && <blockquote className={styles.quote}>“{text}”</blockquote>}
        <p className="t2">
          It is written down that the answer was told at {mmss(desk?.worked)} of the work or later. It does not count as
          a hint; what is recognised after it is not the candidate's own.
        </p>
        <Ends verb="It was told" onClose={onClose} />
      </form>
    </Dialog>
  );
}

const LETTERS = "123456789";

function Flags({ asks: { colour }, onClose }: Of<"flags">) {
  const { press, cockpit } = useDeck();
  const flags = cockpit.catalogue.filter((flag) => flag.colour === colour);
  const raise = async (flag: string) => {
    const desk = cockpit.scenarios.find(({ suggested }) => suggested.some((one) => one.flag === flag));
    const support = desk?.suggested.find((one) => one.flag === flag)?.how ?? "";
    if (await press("flag", { flag, scenario: desk?.number ?? cockpit.scenario ?? 0, support })) onClose();
  };
  return (
    <Dialog title={colour === "green" ? "Green flag" : "Red flag"} size={480} onClose={onClose}>
      <ol
        className={styles.flags}
        onKeyDown={(event) => {
          const flag = flags[LETTERS.indexOf(event.key)];
          if (flag) void raise(flag.id);
        }}
      >
        {flags.map((flag, index) => (
          <li key={flag.id}>
            <button type="button" data-autofocus={index === 0 || undefined} onClick={() => void raise(flag.id)}>
              {colour === "green" ? <IconPlus size={14} className="okk" /> : <IconMinus size={14} className="wrn" />}
              <span className="sp">{flag.text}</span>
              {cockpit.scenarios.some(({ suggested }) => suggested.some((one) => one.flag === flag.id)) && (
                <span className="s11 t3">suggested</span>
              )}
              <kbd className="kbd">{LETTERS[index]}</kbd>
            </button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
