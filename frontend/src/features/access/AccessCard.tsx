/** The access check: what this browser is to an interview, check by check, with what to do about what is not good. */

import { useRef } from "react";
import type { AccessView } from "../../api/types";
import { Button } from "../../parts/Button";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX, IconRefresh } from "../../parts/icons";
import { ErrorState } from "../../parts/States";
import { Card } from "../page/Page";
import styles from "./access.module.css";
import { ADVICE, CHECKS, type CheckName, type Verdict, type Word } from "./judge";
import { useAccessCheck } from "./useAccessCheck";

export function AccessCard({ access, primary }: { access: AccessView; primary: boolean }) {
  const canvas = useRef<HTMLDivElement>(null);
  const { found, running, problem, run } = useAccessCheck();
  const kept = Object.fromEntries(access.checks.map(({ name, word, text }) => [name, { word, text }]));
  const shown = (running ? found : { ...kept, ...found }) as Partial<Record<CheckName, Verdict>>;
  const good = Object.values(shown).filter(({ word }) => word === "good").length;
  const ran = Object.keys(shown).length > 0;
  return (
    <div id="access" className={styles.whole}>
      <Card
        title={<Title shown={shown} running={running} ran={ran} />}
        detail={ran && !running ? `${good} of ${CHECKS.length} as they should be` : undefined}
        label="Access check"
        className={styles.card}
      >
        <ul className={styles.checks} aria-busy={running}>
          {CHECKS.map(({ name, title }) => (
            <Line key={name} name={name} title={title} verdict={shown[name]} running={running} />
          ))}
        </ul>
        <div ref={canvas} className={styles.canvas} aria-hidden="true" />
        {problem && <ErrorState problem={problem} />}
        <div className={styles.foot}>
          <span className="s12 t3" role="status">
            {running ? "This takes about 6 seconds." : access.checked ? `Checked ${when(access.checked)}.` : ""}
          </span>
          <span className="sp" />
          <Button
            kind={primary ? "primary" : "default"}
            icon={<IconRefresh />}
            busy={running}
            disabled={running}
            onClick={() => canvas.current && run(canvas.current)}
          >
            {ran ? "Run again" : "Check my access"}
          </Button>
        </div>
      </Card>
    </div>
  );
}

function Title({
  shown,
  running,
  ran,
}: {
  shown: Partial<Record<CheckName, Verdict>>;
  running: boolean;
  ran: boolean;
}) {
  const words = Object.values(shown).map(({ word }) => word);
  if (running || !ran) return running ? "Checking your access" : "Check your access";
  const worst = words.includes("bad") ? "bad" : words.includes("fair") ? "fair" : "good";
  const told = {
    good: "Your access works",
    fair: "Your access works, with something to look at",
    bad: "Something is in the way",
  };
  return (
    <span className="row g6">
      <Sign word={worst} />
      {told[worst]}
    </span>
  );
}

type LineProps = { name: CheckName; title: string; verdict: Verdict | undefined; running: boolean };

function Line({ name, title, verdict, running }: LineProps) {
  return (
    <li className={styles.check}>
      <Sign word={verdict?.word} />
      <span>{title}</span>
      <span className="t2">
        {verdict?.text ?? (
          <span className="t3">
            {running ? (name === "keyboard" ? "press any letter" : "measuring") : "not checked yet"}
          </span>
        )}
        {verdict && verdict.word !== "good" && <span className={styles.advice}>{ADVICE[name]}</span>}
      </span>
    </li>
  );
}

const WORDS: Record<Word, string> = { good: "good", fair: "fair", bad: "bad" };

function Sign({ word }: { word: Word | undefined }) {
  const [Icon, tone] =
    word === "good"
      ? [IconCircleCheck, "okk"]
      : word === "fair"
        ? [IconAlertTriangle, "wrn"]
        : word === "bad"
          ? [IconCircleX, "err"]
          : [IconCircleDashed, "t3"];
  return (
    <span className={tone}>
      <Icon size={16} stroke={1.6} />
      <span className="hidden-text">{word ? WORDS[word] : "open"}: </span>
    </span>
  );
}

/** "today at 16:46", "on 11 May at 16:46", by the browser's own calendar. */
function when(at: number): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (date.toDateString() === new Date().toDateString()) return `today at ${time}`;
  return `on ${date.toLocaleDateString("en-GB", { day: "numeric", month: "long" })} at ${time}`;
}
