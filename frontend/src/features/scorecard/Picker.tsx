/** Choosing a second of the interview: from what the record proposes, or typed. */

import { Popover } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import type { Cited, Proposal } from "../../api/types";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import styles from "./scorecard.module.css";
import { typed, written } from "./seconds";
import { useSheet } from "./sheet";

type Props = {
  /** What the button says, and what is chosen with it. */
  label: string;
  what: string;
  icon?: ReactNode;
  scenario: number;
  /** Also those of the other scenarios and of the interview as a whole. */
  all?: boolean;
  /** Kinds of proposals that come first. */
  first?: readonly string[];
  kind?: "quiet" | "default";
  className?: string;
  onPick: (cited: Cited) => void;
};

export function Picker({ label, what, icon, kind = "quiet", className, ...rest }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      width={380}
      trapFocus
      returnFocus
      withinPortal
      shadow="none"
    >
      <Popover.Target>
        <Button
          size={24}
          kind={kind}
          icon={icon}
          aria-label={what}
          aria-expanded={open}
          className={className}
          onClick={() => setOpen(!open)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={what}>
        {open && (
          <Choices
            {...rest}
            what={what}
            onPick={(cited) => {
              rest.onPick(cited);
              setOpen(false);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

export const KINDS: Record<string, string> = {
  recognised: "recognised",
  cited: "cited",
  step: "step",
  exposed: "seen",
  pin: "pinned",
  hypothesis: "hypothesis",
  note: "your note",
  mitigation: "mitigation",
  mitigated: "mitigation",
  cause: "cause",
  hint: "hint",
};

export function Choices({
  scenario,
  all,
  first = [],
  what,
  onPick,
}: Omit<Props, "label" | "icon" | "kind" | "className">) {
  const { page } = useSheet();
  const [text, setText] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const { seconds, words } = typed(text);
  const proposals = useMemo(
    () => proposed(page.scenarios, scenario, { all: all ?? false, first }),
    [page, scenario, all, first],
  );
  const found = seconds === null && words ? proposals.filter((one) => matches(one, words)) : proposals;
  const pick = ({ scenario, seconds, text }: Cited) => onPick({ scenario, seconds, text });
  const move = (event: KeyboardEvent, way: 1 | -1) => {
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const place = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[Math.max(0, Math.min(buttons.length - 1, place + way))]?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") move(event, 1);
    if (event.key === "ArrowUp") move(event, -1);
  };
  return (
    <div className={styles.picker} onKeyDown={keys} role="group" aria-label={what}>
      <Field
        label="Find, or type a time and what was there"
        placeholder="Find, or type 3:04 and what was there"
        value={text}
        onChange={setText}
        autoFocus
        onEnter={() => {
          if (seconds !== null) onPick({ scenario, seconds, text: words });
          else if (found[0]) pick(found[0]);
        }}
      />
      {seconds !== null && (
        <Button size={24} onClick={() => onPick({ scenario, seconds, text: words })}>
          <span className="el">
            {written(seconds)} {words || (scenario ? `of scenario ${scenario}` : "of the interview")}
          </span>
          <span className="t3">Enter</span>
        </Button>
      )}
      {found.length === 0 && seconds === null && (
        <p className="t3 s12">
          {proposals.length ? `Nothing of it says “${words}”.` : "The record proposes nothing here."} Type the time, as
          3:04, and what was there.
        </p>
      )}
      <ul ref={list} aria-label="Proposed by the record and your notes">
        {found.map((one) => (
          <li key={`${one.scenario} ${one.seconds} ${one.kind} ${one.text}`}>
            <button type="button" onClick={() => pick(one)}>
              <time className="num acc">{written(one.seconds)}</time>
              <span className="el" title={one.text}>
                {all && one.scenario !== scenario && (
                  <span className="t3">{one.scenario ? `scenario ${one.scenario} ` : "interview "}</span>
                )}
                {one.text}
              </span>
              <span className="t3 s11">{KINDS[one.kind] ?? one.kind}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function matches({ text, kind }: Proposal, words: string): boolean {
  const said = `${text} ${KINDS[kind] ?? kind}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}

/** In the order of time, those kinds first that are asked for; with all, this scenario's before the others'. */
export function proposed(
  scenarios: readonly { number: number; proposals: readonly Proposal[] }[],
  scenario: number,
  { all, first }: { all: boolean; first: readonly string[] },
): Proposal[] {
  const rank = (kind: string) => (first.includes(kind) ? first.indexOf(kind) : first.length);
  return scenarios
    .filter(({ number }) => all || number === scenario)
    .flatMap(({ proposals }) => proposals)
    .sort(
      (a, b) =>
        Number(b.scenario === scenario) - Number(a.scenario === scenario) ||
        a.scenario - b.scenario ||
        rank(a.kind) - rank(b.kind) ||
        a.seconds - b.seconds,
    );
}
