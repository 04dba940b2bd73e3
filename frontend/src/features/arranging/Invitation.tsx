import { useState } from "react";
import type { ArrangementView, MailView } from "../../api/types";
import { clock, here } from "../../lib/zones";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { copyText } from "../../parts/CopyLink";
import { Note } from "../../parts/States";
import { Card } from "../page/Page";
import styles from "./arranging.module.css";
import { isBefore } from "./states";

type Props = {
  one: ArrangementView;
  onOpen: () => void;
  onAsk: (asks: Asks) => void;
  onRun: (path: string, body?: unknown) => void;
};

/** What is asked before it is done. */
export type Asks = { kind: "withdraw" } | { kind: "admit"; browser: string; name: string };

/** The candidate's link, the browsers that came with it, and what became of each mail. */
export function Invitation({ one, onOpen, onAsk, onRun }: Props) {
  const arranges = one.rights.includes("arrange");
  const before = isBefore(one.state);
  return (
    <Card title="Invitation" detail={one.invited ? clock(one.invited, here()) : null}>
      <div className={styles.body}>
        {!one.invited && <p className="t2">{uninvited(one)}</p>}
        {one.link && <Link link={one.link} bound={one.bound} />}
        {!one.can_send && arranges && before && (
          <Note>No mail server is set (ROUNDS_SMTP), so invitations are copied and sent by you.</Note>
        )}
        {one.invited && arranges && before && (
          <div className="row">
            <Button size={24} onClick={onOpen}>
              Invite again with a new link
            </Button>
            {one.link && (
              <Button size={24} kind="quiet" onClick={() => onAsk({ kind: "withdraw" })}>
                Withdraw the link
              </Button>
            )}
          </div>
        )}
      </div>
      <Browsers one={one} onAsk={onAsk} />
      <Mails mails={one.mails} onRun={onRun} />
    </Card>
  );
}

function uninvited(one: ArrangementView): string {
  if (one.state === "cancelled" || one.state === "ended") return "The candidate's link opens nothing any more.";
  if (one.state !== "scheduled") return "The link was withdrawn. Invite again to make a new one.";
  if (!one.starts) return "Not sent. Say first when it starts.";
  return "Not sent. Scenarios, plan and policy are fixed when it is.";
}

function Link({ link, bound }: { link: string; bound: string | null }) {
  const [copied, setCopied] = useState(false);
  return (
    <>
      <p className={styles.link}>{link}</p>
      <div className="row">
        <Button size={24} onClick={() => void copyText(link).then(setCopied)}>
          {copied ? "Copied" : "Copy the link"}
        </Button>
        <span className="s12 t3">
          {bound
            ? `First opened ${clock(bound, here())}.`
            : "Not opened yet. It belongs to the first browser that does."}
        </span>
      </div>
    </>
  );
}

const BROWSERS = {
  admitted: { tone: "ok", text: "has the interview" },
  waiting: { tone: "warn", text: "waits" },
} as const;

function Browsers({ one, onAsk }: { one: ArrangementView; onAsk: Props["onAsk"] }) {
  const these = one.browsers.filter(({ state }) => state !== "ended");
  const runs = one.rights.includes("run");
  if (these.length === 0) return null;
  return (
    <ul className={styles.rows} aria-label="Browsers" style={{ borderTop: "1px solid var(--r-line)" }}>
      {these.map(({ id, agent, came, state }) => {
        const told = BROWSERS[state as keyof typeof BROWSERS];
        return (
          <li key={id}>
            <span title={agent}>
              {browserName(agent)}
              <div className="s12 t3">{clock(came, here())}</div>
            </span>
            <span className="sp" />
            <Badge tone={told.tone}>{told.text}</Badge>
            {state === "waiting" && runs && (
              <Button size={24} onClick={() => onAsk({ kind: "admit", browser: id, name: browserName(agent) })}>
                Let it in
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** "Firefox on Windows" of what a browser calls itself; as it is where that is not known. */
export function browserName(agent: string): string {
  const name = NAMES.find(([word]) => agent.includes(word))?.[1];
  const system = SYSTEMS.find(([word]) => agent.includes(word))?.[1];
  if (!name) return agent || "A browser that does not say which";
  return system ? `${name} on ${system}` : name;
}

const NAMES = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

const KINDS: Record<string, string> = {
  invitation: "Invitation",
  rescheduled: "New time",
  cancelled: "Cancellation",
  reminder: "Reminder, the day before",
  unchecked: "Reminder, if nothing is checked",
};
const STATES: Record<string, { tone: "error" | "warn" | "line" | undefined; text: string }> = {
  sent: { tone: undefined, text: "sent" },
  waiting: { tone: "line", text: "being sent" },
  later: { tone: "line", text: "later" },
  bounced: { tone: "error", text: "bounced" },
  failed: { tone: "error", text: "not sent" },
};

function Mails({ mails, onRun }: { mails: MailView[]; onRun: Props["onRun"] }) {
  if (mails.length === 0) return null;
  return (
    <ul className={styles.rows} aria-label="Mails" style={{ borderTop: "1px solid var(--r-line)" }}>
      {mails.map(({ id, kind, state, at, trouble, recipient, again, tries }) => {
        const told = STATES[state] ?? { tone: undefined, text: state };
        return (
          <li key={id}>
            <span title={recipient}>
              {KINDS[kind] ?? kind}
              <div className="s12 t3">
                {clock(at, here())}
                {trouble && `: ${trouble}`}
                {state === "waiting" && tries > 0 && `, tried ${tries} times`}
              </div>
            </span>
            <span className="sp" />
            {told.tone ? <Badge tone={told.tone}>{told.text}</Badge> : <span className="t2">{told.text}</span>}
            {again && (
              <Button size={24} onClick={() => onRun(`mails/${id}/again`)}>
                Try again
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
