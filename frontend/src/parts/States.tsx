/** What a pane says when it has nothing, something old, or only part: plain sentences and one way on. */

import { type ReactNode, useState } from "react";
import { plural } from "../lib/units";
import { Button } from "./Button";
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from "./icons";
import styles from "./states.module.css";

/** What was asked, what would match, and one button that does it. */
export function EmptyState({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={styles.state} role="status">
      <strong>{title}</strong>
      {children && <div>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

export type Fault = {
  message: string;
  kind?: string;
  suggestion?: string;
  start?: number | null;
  end?: number | null;
  id?: string;
};

type ErrorProps = {
  problem: Fault;
  title?: string;
  /** What was asked, to show where in it the problem is. */
  asked?: string;
  onAgain?: () => void;
  actions?: ReactNode;
};

const TITLES: Record<string, string> = {
  invalid: "This cannot be read",
  too_much: "That is too much for one question",
  not_found: "There is nothing here",
  offline: "No connection",
  signed_out: "This browser is not signed in",
  forbidden: "This is not open to you",
};

/** What, where, the limit, one way on. Never a stack trace. */
export function ErrorState({ problem, title, asked, onAgain, actions }: ErrorProps) {
  const [copied, setCopied] = useState(false);
  if (problem.kind === "closed") return <Closed message={problem.message} actions={actions} />;
  const details = [problem.kind, problem.message, problem.id && `id ${problem.id}`, asked].filter(Boolean).join("\n");
  return (
    <div className={styles.state} data-tone="error" role="alert">
      <strong>
        <IconCircleX />
        {title ?? TITLES[problem.kind ?? ""] ?? "This did not work"}
      </strong>
      <p>{problem.message}</p>
      {asked && problem.start !== null && problem.start !== undefined && <Marked text={asked} problem={problem} />}
      {problem.suggestion && <p>{problem.suggestion}</p>}
      <div className={styles.actions}>
        {actions}
        {onAgain && problem.kind !== "forbidden" && <Button onClick={onAgain}>Try again</Button>}
        <Button kind="quiet" onClick={() => void navigator.clipboard?.writeText(details).then(() => setCopied(true))}>
          {copied ? "Copied" : "Copy details"}
        </Button>
      </div>
    </div>
  );
}

/** Not open now, by the hour and not by a fault: said as calmly as the bar above says it. */
function Closed({ message, actions }: { message: string; actions: ReactNode }) {
  const [first = message, ...rest] = message.split(/(?<=\.) /);
  return (
    <EmptyState title={first.replace(/\.$/, "")} actions={actions}>
      {rest.join(" ")}
    </EmptyState>
  );
}

function Marked({ text, problem }: { text: string; problem: Fault }) {
  const start = problem.start ?? 0;
  const end = Math.max(start + 1, problem.end ?? start + 1);
  return (
    <pre>
      {text.slice(0, start)}
      <mark>{text.slice(start, end) || " "}</mark>
      {text.slice(end)}
    </pre>
  );
}

/** A sentence that belongs to what is shown: how much of it, what is left out. */
export function Note({ tone, children }: { tone?: "warn"; children: ReactNode }) {
  return (
    <div className={styles.note} data-tone={tone} role="note">
      {tone === "warn" ? <IconAlertTriangle /> : <IconInfoCircle />}
      <div>{children}</div>
    </div>
  );
}

/** One grey bone, shown after 150 ms so that a fast answer never flickers. */
export function Bone({ width = "100%", height = 10 }: { width?: number | string; height?: number | string }) {
  return <div className={styles.bone} style={{ width, height }} />;
}

/** Rows to come. */
export function SkeletonRows({
  rows = 8,
  height = 26,
  label = "Loading",
}: {
  rows?: number;
  height?: number;
  label?: string;
}) {
  return (
    <div className={styles.bones} role="status" aria-label={label} style={{ gap: Math.max(4, height - 10) }}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no names
        <Bone key={index} width={`${WIDTHS[index % WIDTHS.length]}%`} />
      ))}
    </div>
  );
}

const WIDTHS = [82, 64, 91, 70, 58, 86, 76];

/** The cost of what is shown ("26 series, 96 ms"), or after a second of waiting the seconds and Cancel. */
export function QueryCost({
  text,
  updating,
  seconds,
  onCancel,
}: {
  text: string;
  updating: boolean;
  seconds: number;
  onCancel: () => void;
}) {
  if (updating && seconds >= 1)
    return (
      <span className={styles.live} role="status">
        {plural(seconds, "second")} so far
        <Button size={24} kind="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </span>
    );
  return <span className="s12 t3 nw wide">{text}</span>;
}
